"""Variables of a function: each is declared once, and what nobody reads has none.

Takes the statements of a function's body; gives them with the annotation of each variable at its first assignment in the text alone, and a response
that nothing looks at as a bare call.
"""

from __future__ import annotations

from collections.abc import Callable

from ..classes import replace
from .model import Assign, ExprStmt, If, Match, Name, Stmt, Try, While, With
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


def _block(body: tuple[Stmt, ...], change: Change) -> tuple[Stmt, ...]:
    return tuple(_within(change(statement), change) for statement in body)


def _within(statement: Stmt, change: Change) -> Stmt:
    """The statement with those inside it changed, in the order of the text."""
    match statement:
        case If():
            return replace(statement, body=_block(statement.body, change), orelse=_block(statement.orelse, change))
        case While() | With():
            return replace(statement, body=_block(statement.body, change))
        case Match():
            cases = tuple(replace(case, body=_block(case.body, change)) for case in statement.cases)
            return replace(statement, cases=cases)
        case Try():
            body = _block(statement.body, change)
            excepts = tuple(replace(clause, body=_block(clause.body, change)) for clause in statement.excepts)
            return replace(statement, body=body, excepts=excepts, orelse=_block(statement.orelse, change))
        case _:
            return statement
