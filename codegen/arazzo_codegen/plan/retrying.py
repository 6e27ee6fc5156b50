"""Retries: countdowns, waiting, and what runs before a step is tried again.

Takes the outcomes of a step; gives the nodes that lead back to its call.
"""

from __future__ import annotations

from collections.abc import Callable

from ..bind.model import GotoStep
from ..flow.model import Again, Block, Flow
from ..tuples import NamedTuple
from .following import Guarded
from .graph import Attempt, Choice, Do, Key
from .logic import conjunction, disjunction, negated
from .model import Assign, AugAssign, Compare, Constant, Expr, Stmt
from .nodes import Nodes, retries
from .speller import Speller
from .statuses import decided, when


class After(NamedTuple):
    """Where a step leads that runs as a detour: after success and after failure."""

    passed: Key
    failed: Key


class Retrying:
    """Makes the nodes of retries. `step` makes those of a step that runs as a detour."""

    def __init__(
        self, flow: Flow, speller: Speller, nodes: Nodes, step: Callable[[Block, tuple[str, ...], After], Key]
    ) -> None:
        self._flow = flow
        self._speller = speller
        self._nodes = nodes
        self._step = step

    def counts(self, block: Block) -> tuple[Stmt, ...]:
        """The countdowns of a step's retry actions, set anew whenever the step is entered anew."""
        return tuple(
            Assign(self._speller.retries_left(block, again), Constant(again.limit)) for again in retries(block)
        )

    def retried(self, block: Block, within: tuple[str, ...], outcomes: Guarded, following: Key) -> Key:
        """The retries among the outcomes, in order, and what follows when none is made."""
        for _, outcome, guard in reversed(outcomes):
            if isinstance(outcome.then, Again):
                following = self._retry(block, within, outcome.then, guard, following)
        return following

    def alone(self, block: Block, within: tuple[str, ...], outcomes: Guarded, passes: Expr, behind: Key) -> Key:
        """The retries, where what follows is decided behind them: a loop that holds nothing else. `passes` is the test for success.

        An action in front of a retry ends the retrying, unless the statuses of the two exclude each other; so does success.
        """
        following = behind
        asked: list[Expr] = []
        for index, outcome, guard in reversed(outcomes):
            if isinstance(outcome.then, Again):
                following = self._retry(block, within, outcome.then, guard, following)
                asked.append(self._speller.guard(block, outcome) or Constant(True))
            elif asked and not _excluded(guard, asked):
                following = self._nodes.guarded(Key(block.step.id, "stop", index, within), guard, behind, following)
        if following != behind and _excluded(passes, asked):
            return following
        return self._nodes.choice(Key(block.step.id, "test", 0, within), negated(passes), following, behind)

    def _retry(self, block: Block, within: tuple[str, ...], again: Again, guard: Expr | None, otherwise: Key) -> Key:
        """`if <criteria> and <left> > 0:` count down, wait, run the detour, and the call again."""
        if again.limit < 1:
            return otherwise
        left = self._speller.retries_left(block, again)
        remains, spent = Compare(left, ">", Constant(0)), Compare(left, "==", Constant(0))
        test = remains if guard is None else conjunction((guard, remains))
        opposite = spent if guard is None else disjunction((negated(guard), spent))
        wait = Key(block.step.id, "wait", again.counter, within)
        counted = (AugAssign(left, "-", Constant(1)), *self._speller.again(block, again))
        self._nodes.put(wait, Do(counted, self._detour(block, within, again, otherwise)))
        key = Key(block.step.id, "retry", again.counter, within)
        return self._nodes.put(key, Choice(test, wait, otherwise, True, opposite))

    def _detour(self, block: Block, within: tuple[str, ...], again: Again, otherwise: Key) -> Key:
        """What stands between the waiting and the call. A detour that fails ends the retrying, so its countdown is cleared where it matters."""
        call = Key(block.step.id, "call", 0, within)
        if again.detour is None or f"{block.step.id}/{again.counter}" in within:
            return call
        failed = otherwise
        if any(other.counter > again.counter for other in retries(block)):
            cleared = Assign(self._speller.retries_left(block, again), Constant(0))
            failed = self._nodes.put(Key(block.step.id, "clear", again.counter, within), Do((cleared,), otherwise))
        if isinstance(again.detour, GotoStep):
            inner = (*within, f"{block.step.id}/{again.counter}")
            return self._step(self._flow.block(again.detour.step), inner, After(call, failed))
        statements = self._speller.detour(block, again.detour)
        key = Key(block.step.id, "detour", again.counter, within)
        return self._nodes.put(key, Attempt(statements, self._speller.called_failure(), call, failed))


def _excluded(test: Expr | None, others: list[Expr]) -> bool:
    """Whether the test fails for every status with which one of the others passes."""
    return test is not None and all(decided(test, when(other, True)) is False for other in others)
