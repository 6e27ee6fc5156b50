"""From a graph of steps to `if`, `while` and `return`.

Takes a `Flow` and a speller of its parts; gives the statements of the function's body.
"""

from __future__ import annotations

from typing import Protocol

from ..flow.model import Again, Block, Flow, Outcome, Transfer
from .model import Expr, Stmt


class Speller(Protocol):
    """What the structure is filled with: the statements and tests of each block."""

    def attempt(self, block: Block) -> tuple[Stmt, ...]:
        """The paragraph that places the call, headed by its comment; binds the response."""
        ...

    def success_tests(self, block: Block) -> tuple[tuple[Expr, str], ...]:
        """The tests that must all hold, in order, each with its criterion's text; empty when the step cannot fail without raising."""
        ...

    def record(self, block: Block, failed: bool) -> tuple[Stmt, ...]:
        """`expect` and the locals of the step's outputs, after success or after failure."""
        ...

    def guard(self, block: Block, outcome: Outcome) -> Expr | None:
        """The test of an outcome's criteria; None when it has none."""
        ...

    def finish(self, block: Block, failed: bool) -> tuple[Stmt, ...]:
        """Return the outputs that are applicable when the workflow ends at this block."""
        ...

    def transfer(self, block: Block, transfer: Transfer, failed: bool) -> tuple[Stmt, ...]:
        """Return what another workflow returns."""
        ...

    def fail(self, block: Block, criterion: Expr) -> tuple[Stmt, ...]:
        """Raise `StepFailed`; `criterion` is the text of the criterion that did not pass."""
        ...

    def retries_left(self, block: Block, again: Again) -> Expr:
        """The name of the countdown of a retry action."""
        ...

    def again(self, block: Block, again: Again) -> tuple[Stmt, ...]:
        """Wait, and run the detour where there is one. What follows is the step again (`continue`)."""
        ...


def structure(flow: Flow, speller: Speller) -> tuple[Stmt, ...]:
    """The body of a workflow's function, without what stands before the first step."""
    raise NotImplementedError((flow, speller))
