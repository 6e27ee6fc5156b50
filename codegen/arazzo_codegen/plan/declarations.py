"""Variables of a function: each is declared once, and what nobody reads has none.

Takes the statements of a function's body; gives them with the annotation of each variable at its first assignment in the text alone, and a response
that nothing looks at as a bare call.
"""

from __future__ import annotations

from collections.abc import Callable

from ..classes import replace
from .bodies import Body, with_bodies
from .model import Assign, ExprStmt, Name, Stmt, With
from .names_used import occurrences

Change = Callable[[Stmt], Stmt]


def declared_once(body: tuple[Stmt, ...]) -> tuple[Stmt, ...]:
    """The body, with each variable declared at the first place in the text, and calls whose responses are not read by themselves."""
    declared: set[str] = set()
    count = occurrences(body)

    def change(statement: Stmt) -> Stmt:
        match statement:
            case Assign(target=Name(id=name), annotation=annotation) if annotation is not None:
                first = name not in declared
                declared.add(name)
                return statement if first else replace(statement, annotation=None)
            case With(body=(Assign(target=Name(id=name), value=call, annotation=None), *tests)):
                if call is None or count[name] > 1:
                    return statement
                return replace(statement, body=(ExprStmt(call), *tests))
            case _:
                return statement

    return _block(body, change)


def _block(body: Body, change: Change) -> Body:
    """The body with its statements changed, in the order of the text."""
    return tuple(with_bodies(change(statement), lambda inner: _block(inner, change)) for statement in body)
