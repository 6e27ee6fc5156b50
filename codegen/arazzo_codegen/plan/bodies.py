"""Statements that hold others.

Takes a statement and what to do with each body in it; gives the statement with the bodies changed, in the order of the text.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

from ..classes import replace
from .model import If, Match, Stmt, Try, While, With

Body: TypeAlias = tuple[Stmt, ...]


def bodies(statement: Stmt) -> tuple[Body, ...]:
    """What a statement holds, in the order of the text."""
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


def with_bodies(statement: Stmt, change: Callable[[Body], Body]) -> Stmt:
    """The statement, with what it holds changed."""
    match statement:
        case If():
            return replace(statement, body=change(statement.body), orelse=change(statement.orelse))
        case While() | With():
            return replace(statement, body=change(statement.body))
        case Match():
            cases = tuple(replace(case, body=change(case.body)) for case in statement.cases)
            return replace(statement, cases=cases)
        case Try():
            body = change(statement.body)
            excepts = tuple(replace(clause, body=change(clause.body)) for clause in statement.excepts)
            return replace(statement, body=body, excepts=excepts, orelse=change(statement.orelse))
        case _:
            return statement
