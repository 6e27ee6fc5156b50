"""Variables that are known to be None, or known not to be.

Takes the statements of a function's body; gives them without assignments of None to what is None already, and without tests that are decided so.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator
from typing import TypeAlias

from ..classes import replace
from ..tuples import NamedTuple
from .bodies import Body, bodies
from .model import (
    Assign,
    AugAssign,
    Break,
    Compare,
    Constant,
    Continue,
    Except,
    Expr,
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

Known: TypeAlias = frozenset[tuple[str, bool]] | None
"""The variables that are None (True) or are not (False) on every way to a place; None of a place that no way leads to."""


class _Met:
    """What is known where several ways meet."""

    def __init__(self, known: Known = None) -> None:
        self.known = known

    def add(self, known: Known) -> None:
        """One more way."""
        self.known = known if self.known is None else self.known if known is None else self.known & known


class _Jumps(NamedTuple):
    """What is known where `break` and `continue` lead."""

    stop: _Met
    loop: _Met


def without_decided(
    body: tuple[Stmt, ...], variables: Iterable[str], certain: Container[tuple[str, Expr]] = ()
) -> tuple[Stmt, ...]:
    """The body without what is known of `variables` anyway. `certain` are those with values that are never None."""
    return _Knowledge(frozenset(variables), certain).block(body, frozenset(), _Jumps(_Met(), _Met()))[0]


class _Knowledge:
    """Walks forward: what has happened decides about a statement."""

    def __init__(self, variables: frozenset[str], certain: Container[tuple[str, Expr]]) -> None:
        self._variables = variables
        self._certain = certain

    def block(self, body: tuple[Stmt, ...], known: Known, jumps: _Jumps) -> tuple[tuple[Stmt, ...], Known]:
        """The statements that are kept, and what is known behind them."""
        kept: list[Stmt] = []
        for statement in body:
            made, known = self._statement(statement, known, jumps)
            kept += made
        return tuple(kept), known

    def _statement(self, statement: Stmt, known: Known, jumps: _Jumps) -> tuple[tuple[Stmt, ...], Known]:
        match statement:
            case Assign(target=Name(id=name)) | AugAssign(target=Name(id=name)):
                return self._assignment(statement, name, known)
            case If():
                return self._if(statement, known, jumps)
            case While():
                return self._while(statement, known)
            case Match():
                return self._match(statement, known, jumps)
            case Try():
                return self._try(statement, known, jumps)
            case With():
                body, known = self.block(statement.body, known, jumps)
                return (replace(statement, body=body),), known
            case Break():
                jumps.stop.add(known)
                return (statement,), None
            case Continue():
                jumps.loop.add(known)
                return (statement,), None
            case Return() | Raise():
                return (statement,), None
            case _:
                return (statement,), known

    def _assignment(self, statement: Assign | AugAssign, name: str, known: Known) -> tuple[tuple[Stmt, ...], Known]:
        if known is None or name not in self._variables:
            return (statement,), known
        value = statement.value if isinstance(statement, Assign) else None
        before, known = known, known - {(name, True), (name, False)}
        if value is None or (value != Constant(None) and (name, value) not in self._certain):
            return (statement,), known
        found = (name, value == Constant(None))
        repeated = found in before and isinstance(statement, Assign) and statement.annotation is None and found[1]
        return () if repeated else (statement,), known | {found}

    def _if(self, statement: If, known: Known, jumps: _Jumps) -> tuple[tuple[Stmt, ...], Known]:
        holds = _decided(statement.test, known)
        if holds is not None:
            return self.block(statement.body if holds else statement.orelse, known, jumps)
        met = _Met()
        body, after = self.block(statement.body, known, jumps)
        met.add(after)
        orelse, after = self.block(statement.orelse, known, jumps)
        met.add(after)
        return (If(statement.test, body or (Pass(),), orelse),), met.known

    def _while(self, statement: While, known: Known) -> tuple[tuple[Stmt, ...], Known]:
        """What is known in front holds in each round unless some round sets the variable to something else."""
        stop = _Met()
        begin = None if known is None else known - self._changed(statement.body)
        body, _ = self.block(statement.body, begin, _Jumps(stop, _Met()))
        return (replace(statement, body=body),), stop.known

    def _changed(self, body: Body) -> frozenset[tuple[str, bool]]:
        """What may be wrong behind some of the assignments in a body."""
        values = tuple(_assigned(body))
        changed = {(name, True) for name, value in values if value != Constant(None)}
        return frozenset(
            changed | {(name, False) for name, value in values if value is None or (name, value) not in self._certain}
        )

    def _match(self, statement: Match, known: Known, jumps: _Jumps) -> tuple[tuple[Stmt, ...], Known]:
        met = _Met()
        cases: list[tuple[Stmt, ...]] = []
        for case in statement.cases:
            body, after = self.block(case.body, known, jumps)
            cases.append(body or (Pass(),))
            met.add(after)
        kept = (replace(case, body=body) for case, body in zip(statement.cases, cases, strict=True))
        return (replace(statement, cases=tuple(kept)),), met.known

    def _try(self, statement: Try, known: Known, jumps: _Jumps) -> tuple[tuple[Stmt, ...], Known]:
        """An exception may come before or behind each assignment."""
        failed = None if known is None else known - self._changed(statement.body)
        body, after = self.block(statement.body, known, jumps)
        orelse, after = self.block(statement.orelse, after, jumps)
        met = _Met(after)
        excepts: list[Except] = []
        for clause in statement.excepts:
            handled, after = self.block(clause.body, failed, jumps)
            excepts.append(Except(clause.type, clause.name, handled or (Pass(),)))
            met.add(after)
        return (Try(body, tuple(excepts), orelse),), met.known


def _decided(test: Expr, known: Known) -> bool | None:
    """Whether a test of nothing but None is decided."""
    match test:
        case Compare(Name(id=name), "is" | "is not" as operator, Constant(None)) if known is not None:
            nothing = True if (name, True) in known else False if (name, False) in known else None
            return None if nothing is None else nothing == (operator == "is")
        case _:
            return None


def _assigned(body: Body) -> Iterator[tuple[str, Expr | None]]:
    """The variables that are set, each time with the value, None where it is put together."""
    for statement in body:
        match statement:
            case Assign(target=Name(id=name), value=value):
                yield name, value
            case AugAssign(target=Name(id=name)):
                yield name, None
            case _:
                pass
        for inner in bodies(statement):
            yield from _assigned(inner)
