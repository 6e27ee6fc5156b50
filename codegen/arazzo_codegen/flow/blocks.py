"""From the steps of a workflow to blocks: what follows each step, in order and exhaustively.

Takes a bound workflow, gives its blocks. Sections "Success Action Object", "Failure Action Object" and "Step Object" of the Arazzo Specification.
"""

from __future__ import annotations

from typing import assert_never

from ..bind.model import BoundAction, BoundStep, BoundWorkflow, End, GotoStep, GotoWorkflow, Retry
from .model import Again, Block, Continuation, Fail, Finish, Next, Outcome, Transfer


def blocks(workflow: BoundWorkflow) -> tuple[Block, ...]:
    """The block of each step, in the order of the document."""
    following = (*(step.id for step in workflow.steps[1:]), None)
    return tuple(_block(step, after) for step, after in zip(workflow.steps, following, strict=True))


def _block(step: BoundStep, after: str | None) -> Block:
    """A block; `after` is the step that follows in the document."""
    otherwise = Finish() if after is None else Next(after, explicit=False)
    on_success, behind_success = _outcomes(step.on_success, otherwise)
    on_failure, behind_failure = _outcomes(step.on_failure, Fail())
    return Block(step, on_success, on_failure, behind_success + behind_failure)


def _outcomes(
    actions: tuple[BoundAction, ...], otherwise: Continuation
) -> tuple[tuple[Outcome, ...], tuple[Outcome, ...]]:
    """The outcomes of one side, and the actions behind an unconditional one.

    A retry without criteria is not the end of the list: when its limit is spent, the later actions are looked at.
    """
    written = tuple(
        Outcome(action.criteria, _continuation(action, counter), action.name, action.span)
        for counter, action in enumerate(actions)
    )
    for position, outcome in enumerate(written):
        if not outcome.criteria and not isinstance(outcome.then, Again):
            return written[: position + 1], written[position + 1 :]
    return (*written, Outcome((), otherwise, None, None)), ()


def _continuation(action: BoundAction, counter: int) -> Continuation:
    match action.effect:
        case End():
            return Finish()
        case GotoStep(step):
            return Next(step, explicit=True)
        case GotoWorkflow(call):
            return Transfer(call)
        case Retry(limit, after, detour):
            return Again(limit, after, detour, counter)
        case _:
            assert_never(action.effect)
