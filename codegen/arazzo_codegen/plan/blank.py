"""A speller that spells nothing: for asking how a body will be structured before its names and types are settled."""

from __future__ import annotations

from ..bind.model import WorkflowCall
from ..flow.model import Again, Block, Outcome, Transfer
from .model import Expr, Name, Pass, Stmt

_TEST = Name("_")
_NOTHING: tuple[Stmt, ...] = (Pass(),)


class Blank:
    """Stands in for every part that has a bearing on the structure (see `speller.Speller`)."""

    def attempt(self, block: Block) -> tuple[Stmt, ...]:
        """One statement."""
        return _NOTHING

    def prepared(self, block: Block) -> tuple[Stmt, ...]:
        """Nothing."""
        return ()

    def success_tests(self, block: Block) -> tuple[tuple[Expr, str], ...]:
        """As many tests as there are criteria; a step without any is tested by its status, unless it calls a workflow."""
        if isinstance(block.step.call, WorkflowCall):
            return ()
        return tuple((_TEST, "") for _ in block.step.criteria or (None,))

    def record(self, block: Block, failed: bool) -> tuple[Stmt, ...]:
        """One statement where there are outputs."""
        return _NOTHING if block.step.outputs else ()

    def guard(self, block: Block, outcome: Outcome) -> Expr | None:
        """A test where there are criteria."""
        return _TEST if outcome.criteria else None

    def finish(self, block: Block, failed: bool) -> tuple[Stmt, ...]:
        """One statement."""
        return _NOTHING

    def transfer(self, block: Block, transfer: Transfer, failed: bool) -> tuple[Stmt, ...]:
        """One statement."""
        return _NOTHING

    def fail(self, block: Block, criterion: Expr) -> tuple[Stmt, ...]:
        """One statement."""
        return _NOTHING

    def retries_left(self, block: Block, again: Again) -> Expr:
        """A name."""
        return _TEST

    def again(self, block: Block, again: Again) -> tuple[Stmt, ...]:
        """One statement."""
        return _NOTHING

    def detour(self, block: Block, call: WorkflowCall) -> tuple[Stmt, ...]:
        """One statement."""
        return _NOTHING

    def called_failure(self) -> Expr:
        """A name."""
        return _TEST

    def position(self) -> Expr:
        """A name."""
        return _TEST

    def begin(self, labels: tuple[str, ...]) -> tuple[Stmt, ...]:
        """Nothing."""
        return ()
