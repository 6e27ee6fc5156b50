"""Annotations of variables: each stands at the first assignment only, as type checkers want it.

Takes the body of a function; gives it with later annotations of the same variable left out.
"""

from __future__ import annotations

from dataclasses import replace

from .model import Assign, If, Match, Name, Stmt, Try, While, With


def declared_once(body: tuple[Stmt, ...]) -> tuple[Stmt, ...]:
    """The body, with each variable declared at the first place in the text."""
    return _block(body, set())


def _block(body: tuple[Stmt, ...], declared: set[str]) -> tuple[Stmt, ...]:
    return tuple(_statement(statement, declared) for statement in body)


def _statement(statement: Stmt, declared: set[str]) -> Stmt:
    match statement:
        case Assign(target=Name(id=name), annotation=annotation) if annotation is not None:
            if name in declared:
                return replace(statement, annotation=None)
            declared.add(name)
            return statement
        case If():
            return replace(statement, body=_block(statement.body, declared), orelse=_block(statement.orelse, declared))
        case While() | With():
            return replace(statement, body=_block(statement.body, declared))
        case Match():
            cases = tuple(replace(case, body=_block(case.body, declared)) for case in statement.cases)
            return replace(statement, cases=cases)
        case Try():
            body = _block(statement.body, declared)
            excepts = tuple(replace(clause, body=_block(clause.body, declared)) for clause in statement.excepts)
            return replace(statement, body=body, excepts=excepts, orelse=_block(statement.orelse, declared))
        case _:
            return statement
