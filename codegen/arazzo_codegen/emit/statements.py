"""Statements, with indentation.

Takes the statement trees of `plan.model`; adds their lines to a `Page`.
"""

from __future__ import annotations

from typing import assert_never

from ..plan.model import (
    Assign,
    AugAssign,
    Break,
    Case,
    Comment,
    Continue,
    Expr,
    ExprStmt,
    If,
    Match,
    Pass,
    Raise,
    Return,
    Stmt,
    Try,
    While,
    With,
)
from .layout import Page
from .literal import comment, identifier

_STEP = 4


def block(page: Page, statements: tuple[Stmt, ...], indent: int) -> None:
    """Add the statements of one block; an empty one is `pass`. No empty line stands at its beginning."""
    start = len(page.lines)
    for statement in statements:
        if _begins_paragraph(statement) and len(page.lines) > start:
            page.lines.append("")
        _statement(page, statement, indent)
    if all(isinstance(statement, Comment) for statement in statements):
        page.line(indent, "pass")


def _begins_paragraph(statement: Stmt) -> bool:
    """Whether an empty line stands in front: of a comment that asks for it, and of the loop that begins with one."""
    match statement:
        case Comment():
            return statement.blank_before
        case While() | Try():
            return bool(statement.body) and _begins_paragraph(statement.body[0])
        case _:
            return False


def _statement(page: Page, statement: Stmt, indent: int) -> None:
    match statement:
        case Comment():
            page.lines += comment(statement.text, indent)
        case If() | While() | Match() | Try() | With():
            _compound(page, statement, indent)
        case _:
            _simple(page, statement, indent)


def _simple(
    page: Page, statement: Assign | AugAssign | ExprStmt | Return | Raise | Break | Continue | Pass, indent: int
) -> None:
    match statement:
        case Assign():
            _assign(page, statement, indent)
        case AugAssign():
            target = page.spelling.flat(statement.target)
            page.expression(indent, f"{target} {statement.operator}= ", statement.value)
        case ExprStmt():
            page.expression(indent, "", statement.value)
        case Return():
            _keyword(page, "return", statement.value, indent)
        case Raise():
            cause = "" if statement.cause is None else f" from {page.spelling.flat(statement.cause)}"
            _keyword(page, "raise", statement.value, indent, cause)
        case Break():
            page.line(indent, "break")
        case Continue():
            page.line(indent, "continue")
        case Pass():
            page.line(indent, "pass")
        case _:
            assert_never(statement)


def _assign(page: Page, statement: Assign, indent: int) -> None:
    target = page.spelling.flat(statement.target)
    if statement.annotation is not None:
        target += f": {page.spelling.flat(statement.annotation)}"
    if statement.value is None:
        page.line(indent, target)
    else:
        page.expression(indent, f"{target} = ", statement.value)


def _keyword(page: Page, word: str, value: Expr | None, indent: int, after: str = "") -> None:
    if value is None:
        page.line(indent, word)
    else:
        page.expression(indent, f"{word} ", value, after)


def _compound(page: Page, statement: If | While | Match | Try | With, indent: int) -> None:
    match statement:
        case If():
            _if(page, statement, indent)
        case While():
            page.expression(indent, "while ", statement.test, ":")
            block(page, statement.body, indent + _STEP)
        case Match():
            page.expression(indent, "match ", statement.subject, ":")
            for case in statement.cases:
                _case(page, case, indent + _STEP)
        case Try():
            _try(page, statement, indent)
        case With():
            word = "async with " if statement.awaited and page.spelling.is_async else "with "
            name = "" if statement.name is None else f" as {identifier(statement.name)}"
            page.expression(indent, word, statement.context, f"{name}:")
            block(page, statement.body, indent + _STEP)
        case _:
            assert_never(statement)


def _if(page: Page, statement: If, indent: int) -> None:
    word = "if "
    rest: tuple[Stmt, ...] = (statement,)
    while len(rest) == 1 and isinstance(rest[0], If):
        branch = rest[0]
        page.expression(indent, word, branch.test, ":")
        block(page, branch.body, indent + _STEP)
        word, rest = "elif ", branch.orelse
    if rest:
        page.line(indent, "else:")
        block(page, rest, indent + _STEP)


def _case(page: Page, case: Case, indent: int) -> None:
    pattern = "_" if case.pattern is None else page.spelling.flat(case.pattern)
    page.line(indent, f"case {pattern}:")
    block(page, case.body, indent + _STEP)


def _try(page: Page, statement: Try, indent: int) -> None:
    page.line(indent, "try:")
    block(page, statement.body, indent + _STEP)
    for clause in statement.excepts:
        name = "" if clause.name is None else f" as {identifier(clause.name)}"
        page.line(indent, f"except {page.spelling.flat(clause.type)}{name}:")
        block(page, clause.body, indent + _STEP)
    if statement.orelse:
        page.line(indent, "else:")
        block(page, statement.orelse, indent + _STEP)
