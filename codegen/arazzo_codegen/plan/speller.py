"""What a body is filled with: the statements and tests of each block, as the structure asks for them."""

from __future__ import annotations

from typing import Protocol

from ..bind.model import WorkflowCall
from ..flow.model import Again, Block, Outcome, Transfer
from .model import Expr, Stmt


class Speller(Protocol):
    """What the structure is filled with: the statements and tests of each block."""

    def attempt(self, block: Block) -> tuple[Stmt, ...]:
        """The paragraph that places the call, headed by its comment; binds the response."""
        ...

    def prepared(self, block: Block) -> tuple[Stmt, ...]:
        """What stands in front of an attempt of a step that calls a workflow, outside of any `try`: what counts it, and its result as long as there is none."""
        ...

    def success_tests(self, block: Block) -> tuple[tuple[Expr, str], ...]:
        """The tests that must all hold, in order, each with its criterion's text; empty when the step fails by an exception alone."""
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
        """Wait. A detour through a step is put behind it with that step's own block; what follows is the step again (`continue`)."""
        ...

    def detour(self, block: Block, call: WorkflowCall) -> tuple[Stmt, ...]:
        """Run the workflow that a retry action names; it stands in a `try`, since it fails by exception."""
        ...

    def called_failure(self) -> Expr:
        """The exception that a called workflow fails with (`WorkflowError`).

        A step that calls a workflow and has failure actions becomes `try: <attempt> except <this>: <failure actions>`; guards and records
        after such a failure must not read what the call would have bound.
        """
        ...

    def position(self) -> Expr:
        """The name of the variable that holds the id of the step to run, where jumps cross (see `dispatch`)."""
        ...

    def begin(self, labels: tuple[str, ...]) -> tuple[Stmt, ...]:
        """Declare the position as one of `labels` (`Literal`) and set it to the first."""
        ...
