"""Variables that nothing reads: outputs of steps that no way to an end leads past, and counts of retries that are never made.

Takes the statements of a function's body; gives them without the assignments to such variables. What is assigned to them has no effect.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from ..classes import replace
from .model import Assign, AugAssign, If, Match, Name, Pass, Stmt, Try, While, With
from .names_used import occurrences


def without_unread(body: tuple[Stmt, ...], variables: Iterable[str]) -> tuple[Stmt, ...]:
    """The body without what sets one of `variables` in vain; what only such an assignment read goes as well."""
    wanted = frozenset(variables)
    while True:
        count, stored = occurrences(body), Counter(_stored(body))
        unread = {name for name in wanted if stored[name] and stored[name] == count[name]}
        if not unread:
            return body
        body = _pruned(body, unread)


def _stored(body: tuple[Stmt, ...]) -> Iterator[str]:
    for statement in body:
        if isinstance(statement, Assign | AugAssign) and isinstance(statement.target, Name):
            yield statement.target.id
        for block in _blocks(statement):
            yield from _stored(block)


def _blocks(statement: Stmt) -> tuple[tuple[Stmt, ...], ...]:
    match statement:
        case If():
            return (statement.body, statement.orelse)
        case While() | With():
            return (statement.body,)
        case Match():
            return tuple(case.body for case in statement.cases)
        case Try():
            return (statement.body, *(clause.body for clause in statement.excepts), statement.orelse)
        case _:
            return ()


def _pruned(body: tuple[Stmt, ...], unread: set[str]) -> tuple[Stmt, ...]:
    found = (_kept(statement, unread) for statement in body)
    return tuple(statement for statement in found if statement is not None)


def _kept(statement: Stmt, unread: set[str]) -> Stmt | None:
    """The statement without what is unread; None when nothing is left. A test has no effect of its own."""
    match statement:
        case Assign(target=Name(id=name)) | AugAssign(target=Name(id=name)) if name in unread:
            return None
        case If():
            kept, orelse = _pruned(statement.body, unread), _pruned(statement.orelse, unread)
            return replace(statement, body=kept or (Pass(),), orelse=orelse) if kept or orelse else None
        case While():
            return replace(statement, body=_pruned(statement.body, unread))
        case Match():
            cases = tuple(replace(case, body=_pruned(case.body, unread) or (Pass(),)) for case in statement.cases)
            return replace(statement, cases=cases)
        case Try():
            excepts = tuple(replace(c, body=_pruned(c.body, unread) or (Pass(),)) for c in statement.excepts)
            body = _pruned(statement.body, unread)
            return replace(statement, body=body, excepts=excepts, orelse=_pruned(statement.orelse, unread))
        case _:
            return statement
