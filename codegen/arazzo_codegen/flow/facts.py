"""What can be known about a workflow's graph before it runs.

Takes the blocks of a workflow, gives `Facts`: what is reached and in which order, dominators and loops, and for each step which steps have surely
succeeded and which may have run by then.
"""

from __future__ import annotations

from collections.abc import Mapping

from ..bind.model import GotoStep
from ..graphs import shape
from ..tuples import NamedTuple
from .model import Again, Block, Facts, Finish, Next, Outcome, Transfer
from .step_sets import StepSet


class _Knowledge(NamedTuple):
    """The steps whose last run has succeeded, and those that may have run."""

    succeeded: StepSet
    may_have_run: StepSet

    def joined(self, other: _Knowledge) -> _Knowledge:
        return _Knowledge(self.succeeded.both(other.succeeded), self.may_have_run.plus(other.may_have_run))

    def same(self, other: _Knowledge | None) -> bool:
        return other is not None and self.succeeded.same(other.succeeded) and self.may_have_run.same(other.may_have_run)


def facts(blocks: tuple[Block, ...]) -> Facts:
    """The facts about a graph whose entry is the first block."""
    by_id = {block.step.id: block for block in blocks}
    targets = {block.step.id: _targets(block, by_id) for block in blocks}
    found = shape(blocks[0].step.id, targets.__getitem__)
    entered = _known(found.order, by_id)
    detours = frozenset(step for key in found.order for step in _all_detours(by_id[key], by_id))
    known = _with_detours(entered, by_id)
    return Facts(
        reachable=frozenset(found.order),
        order=found.order,
        dominator=found.dominator,
        loop_headers=frozenset(found.loops),
        reducible=not found.crossing,
        succeeded={step: known[step].succeeded for step in known},
        may_have_run={step: known[step].may_have_run for step in known},
        can_finish=any(_leaves(outcome) for step in found.order for outcome in _outcomes(by_id[step])),
        cyclic=bool(found.loops or found.crossing),
        succeeded_after={
            (step, failed): _after(by_id[step], known[step], failed).succeeded
            for step in known
            for failed in (False, True)
        },
        crossing=found.crossing,
        detours=detours,
    )


def _outcomes(block: Block) -> tuple[Outcome, ...]:
    return block.on_success + block.on_failure


def _leaves(outcome: Outcome) -> bool:
    return isinstance(outcome.then, Finish | Transfer)


def _targets(block: Block, by_id: Mapping[str, Block]) -> tuple[str, ...]:
    """The steps that can follow, each once, in the order of the document where it matters: success before failure."""
    named = (outcome.then.step for outcome in _outcomes(block) if isinstance(outcome.then, Next))
    return tuple(dict.fromkeys(step for step in named if step in by_id))


def _known(order: tuple[str, ...], by_id: Mapping[str, Block]) -> dict[str, _Knowledge]:
    """For each step what holds whenever it is called: the greatest solution of the equations along the edges."""
    nothing = StepSet({step: place for place, step in enumerate(by_id)})
    known = {order[0]: _retried(by_id[order[0]], _Knowledge(nothing, nothing), by_id)}
    waiting = [order[0]]
    while waiting:
        block = by_id[waiting.pop()]
        for outcomes, failed in ((block.on_success, False), (block.on_failure, True)):
            after = _after(block, known[block.step.id], failed)
            for outcome in outcomes:
                if not isinstance(outcome.then, Next) or outcome.then.step not in by_id:
                    continue
                target = outcome.then.step
                entered = _retried(by_id[target], after, by_id)
                joined = known[target].joined(entered) if target in known else entered
                if not joined.same(known.get(target)):
                    known[target] = joined
                    waiting.append(target)
    return known


def _with_detours(entered: Mapping[str, _Knowledge], by_id: Mapping[str, Block]) -> dict[str, _Knowledge]:
    """The same with what holds when a step runs as a detour: some other step has failed just before, and runs again behind it."""
    known = dict(entered)
    waiting = list(entered)
    while waiting:
        block = by_id[waiting.pop()]
        after = _after(block, known[block.step.id], failed=True)
        for step in _detours(block):
            if step in by_id:
                begun = _retried(by_id[step], after, by_id)
                joined = known[step].joined(begun) if step in known else begun
                if not joined.same(known.get(step)):
                    known[step] = joined
                    waiting.append(step)
    return known


def _after(block: Block, before: _Knowledge, failed: bool) -> _Knowledge:
    """What holds when the step has succeeded or failed. A detour that has failed leaves the outputs of its step as they were."""
    step = block.step.id
    succeeded = before.succeeded.minus(step) if failed else before.succeeded.plus((step,))
    return _Knowledge(succeeded, before.may_have_run.plus((step,)))


def _retried(block: Block, entered: _Knowledge, by_id: Mapping[str, Block]) -> _Knowledge:
    """What holds at each attempt of a step: when it is entered, and when it is tried again."""
    if not any(isinstance(outcome.then, Again) for outcome in block.on_failure):
        return entered
    run = entered.may_have_run.plus((block.step.id, *_all_detours(block, by_id)))
    return _Knowledge(entered.succeeded.minus(block.step.id), run)


def _detours(block: Block) -> tuple[str, ...]:
    """The steps that the retry actions of a step run before the step again."""
    retries = (outcome.then for outcome in block.on_failure if isinstance(outcome.then, Again))
    return tuple(again.detour.step for again in retries if isinstance(again.detour, GotoStep))


def _all_detours(block: Block, by_id: Mapping[str, Block]) -> frozenset[str]:
    """The same with the detours of the detours."""
    found: set[str] = set()
    waiting = [*_detours(block)]
    while waiting:
        step = waiting.pop()
        if step not in found and step in by_id:
            found.add(step)
            waiting.extend(_detours(by_id[step]))
    return frozenset(found)
