"""The graph that a body is made from: statements, choices, attempts that may raise, and ends.

Takes a `Flow` and the speller of its parts, gives nodes by key. It is finer than the graph of steps: what a step does after success and after failure
are places of their own, which is what lets an arm be put inside an `if`.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeAlias

from ..classes import dataclass
from ..tuples import NamedTuple
from .model import Expr, Stmt


class Key(NamedTuple):
    """A place: a part of a step. `within` are the retry actions whose detours led here (empty on the way that the document draws)."""

    step: str
    part: str
    number: int = 0
    within: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Do:
    """Statements that do not leave, and what follows them."""

    statements: tuple[Stmt, ...]
    then: Key


@dataclass(frozen=True, slots=True)
class Choice:
    """A test, and what follows when it passes and when not. `early`: what follows when it passes is written first, whatever its length, unless the
    other is but a jump. `opposite` is the opposite of the test, where that can be said better than by turning it round.
    """

    test: Expr
    passed: Key
    failed: Key
    early: bool = False
    opposite: Expr | None = None


@dataclass(frozen=True, slots=True)
class Attempt:
    """`statements` in a `try`: what follows when they raise `failure` and when not."""

    statements: tuple[Stmt, ...]
    failure: Expr
    passed: Key
    failed: Key


@dataclass(frozen=True, slots=True)
class Leave:
    """Statements that end in `return` or `raise`."""

    statements: tuple[Stmt, ...]


Node: TypeAlias = Do | Choice | Attempt | Leave


@dataclass(frozen=True, slots=True)
class Graph:
    """The nodes of a body, and the one where it begins. A key without a node stands for what is behind the body."""

    entry: Key
    nodes: Mapping[Key, Node]


def successors(node: Node) -> tuple[Key, ...]:
    """Where control can go from a node."""
    match node:
        case Do():
            return (node.then,)
        case Choice() | Attempt():
            return (node.passed, node.failed)
        case Leave():
            return ()
