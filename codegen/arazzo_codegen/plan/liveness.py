"""Variables that are set only where something reads them.

Takes the statements of a function's body; gives them without assignments whose values nothing reads any more: outputs of steps that no way to an end
leads past, counts of retries that are never made. What only one arm of a test reads is set in that arm.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TypeAlias

from ..classes import replace
from ..tuples import NamedTuple
from .bodies import Body, bodies
from .logic import negated
from .model import (
    Assign,
    AugAssign,
    Break,
    Call,
    Comment,
    Constant,
    Continue,
    Except,
    Expr,
    ExprStmt,
    If,
    Match,
    Name,
    Pass,
    Raise,
    Return,
    Stmt,
    Try,
    While,
    With,
)
from .names_used import names_used
from .types import optional

Live: TypeAlias = frozenset[str]

_NONE: Live = frozenset()
_RAISING = frozenset(("required_header", "optional_header", "given", "present"))
"""Functions whose call tells whether a response or an input is as promised: it is made though nobody reads its value."""


class Jumps(NamedTuple):
    """What is read where `break`, `continue` and an exception lead."""

    stop: Live = _NONE
    loop: Live = _NONE
    failure: Live = _NONE


class _Arms(NamedTuple):
    """What is read in the two arms of a test, and behind it."""

    body: Live
    orelse: Live
    after: Live
    jumps: Jumps


def without_unread(body: Body, variables: Iterable[str]) -> Body:
    """The body, in which each of `variables` is set where it is read. Values are looked up without effect, so that none is missed."""
    kept = _Liveness(frozenset(variables)).block(body, _NONE, Jumps())[0]
    values: dict[str, list[Expr]] = {}
    for name, value in _assigned(kept):
        values.setdefault(name, []).append(value)
    return tuple(statement for statement in kept if not _is_needless(statement, values))


def _assigned(body: Body) -> Iterator[tuple[str, Expr]]:
    """The variables that are set, in the order of the text, each time with the value."""
    for statement in body:
        if isinstance(statement, Assign) and isinstance(statement.target, Name) and statement.value is not None:
            yield statement.target.id, statement.value
        for inner in bodies(statement):
            yield from _assigned(inner)


def _is_needless(statement: Stmt, values: Mapping[str, list[Expr]]) -> bool:
    """Whether a declaration says what a type checker sees: the variable is set once, or first to a value of the declared type."""
    match statement:
        case Assign(target=Name(id=name), value=None, annotation=annotation):
            first, *others = values.get(name, [Constant(None)])
            if not others:
                return True
            return isinstance(first, Call) and first.function == Name("typed") and annotation == optional(first.args[1])
        case _:
            return False


class _Liveness:
    """Walks backward: what is read behind a statement decides about it."""

    def __init__(self, variables: Live) -> None:
        self._variables = variables
        self._arms: dict[int, tuple[If, _Arms]] = {}
        self._rounds: dict[int, tuple[While, Live]] = {}

    def block(self, body: tuple[Stmt, ...], after: Live, jumps: Jumps) -> tuple[tuple[Stmt, ...], Live]:
        """The statements that are kept, and what they read; `after` is what is read behind them."""
        behind: list[Stmt] = []
        live = after
        for statement in reversed(body):
            whole = self._sunk(statement, behind)
            if whole is not None:
                behind.pop()
            kept, live = whole or self._statement(statement, live, jumps)
            if kept is not None:
                behind.append(kept)
        return tuple(reversed(behind)), live

    def _statement(self, statement: Stmt, after: Live, jumps: Jumps) -> tuple[Stmt | None, Live]:
        match statement:
            case Assign() | AugAssign():
                return self._assignment(statement, after, jumps)
            case If():
                return self._if(statement, after, jumps)
            case While():
                return self._while(statement, after, jumps)
            case Match():
                return self._match(statement, after, jumps)
            case Try():
                return self._try(statement, after, jumps)
            case With():
                body, live = self.block(statement.body, after, jumps)
                return replace(statement, body=body), live | _read(statement.context) | jumps.failure
            case Return() | Raise():
                return statement, _read(statement.value) | jumps.failure
            case Break():
                return statement, jumps.stop
            case Continue():
                return statement, jumps.loop
            case ExprStmt():
                return statement, after | _read(statement.value) | jumps.failure
            case Comment() | Pass():
                return statement, after

    def _assignment(self, statement: Assign | AugAssign, after: Live, jumps: Jumps) -> tuple[Stmt | None, Live]:
        if self._is_unread(statement, after):
            annotation = statement.annotation if isinstance(statement, Assign) else None
            return None if annotation is None else Assign(statement.target, None, annotation), after
        read = _read(statement.value) | jumps.failure
        if isinstance(statement, Assign) and isinstance(statement.target, Name):
            return statement, after - {statement.target.id} | read
        return statement, after | _read(statement.target) | read

    def _is_unread(self, statement: Assign | AugAssign, after: Live) -> bool:
        target, value = statement.target, statement.value
        if not isinstance(target, Name) or target.id in after or target.id not in self._variables:
            return False
        return not _read(value) & _RAISING

    def _if(self, statement: If, after: Live, jumps: Jumps) -> tuple[Stmt | None, Live]:
        body, in_body = self.block(statement.body, after, jumps)
        orelse, in_orelse = self.block(statement.orelse, after, jumps)
        if not body and not orelse:
            return None, after
        test, arms = statement.test, _Arms(in_body, in_orelse, after, jumps)
        if not body:
            test, body, orelse, arms = negated(test), orelse, (), _Arms(in_orelse, in_body, after, jumps)
        kept = If(test, body, orelse)
        self._arms[id(kept)] = (kept, arms)
        return kept, in_body | in_orelse | _read(test)

    def _while(self, statement: While, after: Live, jumps: Jumps) -> tuple[Stmt, Live]:
        """What a round reads is read behind the one before it: until nothing is added. Each time that a loop around this one begins anew, more
        is read than before, so this one goes on from where it was; from nothing, loops inside each other would double the time.
        """
        live = _read(statement.test) | self._rounds.get(id(statement), (statement, _NONE))[1]
        while True:
            self._rounds[id(statement)] = (statement, live)
            body, begin = self.block(statement.body, live, Jumps(after, live, jumps.failure))
            if begin <= live:
                return replace(statement, body=body), live
            live |= begin

    def _match(self, statement: Match, after: Live, jumps: Jumps) -> tuple[Stmt, Live]:
        made = [self.block(case.body, after, jumps) for case in statement.cases]
        cases = tuple(
            replace(case, body=body or (Pass(),)) for case, (body, _) in zip(statement.cases, made, strict=True)
        )
        return replace(statement, cases=cases), _read(statement.subject).union(*(live for _, live in made))

    def _try(self, statement: Try, after: Live, jumps: Jumps) -> tuple[Stmt, Live]:
        handled = [self.block(clause.body, after, jumps) for clause in statement.excepts]
        failure = jumps.failure.union(*(live for _, live in handled))
        excepts = tuple(
            Except(clause.type, clause.name, body or (Pass(),))
            for clause, (body, _) in zip(statement.excepts, handled, strict=True)
        )
        orelse, passed = self.block(statement.orelse, after, jumps)
        body, live = self.block(statement.body, passed, jumps._replace(failure=failure))
        return Try(body, excepts, orelse), live

    def _sunk(self, statement: Stmt, behind: list[Stmt]) -> tuple[Stmt | None, Live] | None:
        """The test behind an assignment with the assignment in the one arm that reads it; None where it stays in front."""
        following = behind[-1] if behind else None
        if not isinstance(following, If) or not isinstance(statement, Assign) or not isinstance(statement.target, Name):
            return None
        name, arms = statement.target.id, self._arms[id(following)][1]
        if (
            statement.value is None
            or name not in self._variables
            or name in _read(following.test)
            or _read(statement.value) & _RAISING
        ):
            return None
        if (name in arms.body) == (name in arms.orelse):
            return None
        inner = (following.body, following.orelse) if name in arms.body else (following.orelse, following.body)
        if not inner[0]:
            return None
        arm = (statement, *inner[0])
        whole = replace(following, body=arm) if name in arms.body else replace(following, orelse=arm)
        return self._if(whole, arms.after, arms.jumps)


def _read(value: Expr | None) -> Live:
    return _NONE if value is None else names_used((ExprStmt(value),))
