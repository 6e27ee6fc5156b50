"""Family 5: loops that nothing ends, or that nothing slows down."""

from __future__ import annotations

from collections.abc import Iterator

from ..bind.model import GotoStep, WorkflowCall
from ..diagnostics.model import Label
from ..diagnostics.rules import control_flow as say
from ..diagnostics.rules import limits
from ..flow.model import Again, Block, Finish, Flow, Next, Outcome, Transfer
from ..graphs import components
from .matter import Matter


def loops_without_exit(matter: Matter) -> None:
    """Steps that lead round and round until one of them fails."""
    for flow in matter.flows.flows.values():
        for loop in _loops(flow):
            blocks = tuple(flow.block(step) for step in loop)
            if any(_leaves(outcome, loop) for block in blocks for outcome in _outcomes(block)):
                continue
            back = tuple(_jumps(blocks, loop))
            matter.reporter.report(
                say.LOOP_WITHOUT_EXIT,
                f"nothing but a failure ends the loop that begins at step `{loop[0]}`",
                blocks[0].step.span,
                label="the loop begins here",
                related=tuple(Label(outcome.span, "leads round") for outcome in back if outcome.span is not None),
                help="give an action criteria, or let one of the steps end",
            )


def busy_loops(matter: Matter) -> None:
    """A step that goes straight back to itself."""
    for flow in matter.flows.flows.values():
        for block in flow.blocks:
            for outcome in _outcomes(block):
                if outcome.then == Next(block.step.id, explicit=True):
                    matter.reporter.report(
                        say.BUSY_LOOP,
                        f"step `{block.step.id}` goes straight back to itself, without a delay",
                        outcome.span or block.step.span,
                        label="repeats at once",
                        help="make what is waited for a success criterion, and use a failure action `retry` with `retryAfter`",
                    )


def detour_cycles(matter: Matter) -> None:
    """A retry whose detour would run, by the detours of others, before itself."""
    for flow in matter.flows.flows.values():
        detours = {block.step.id: tuple(_detours(block)) for block in flow.blocks}
        for group in components(detours, lambda step: detours.get(step, ())):
            step = flow.block(group[0]).step
            through = ", ".join(f"`{name}`" for name in group)
            matter.reporter.report(
                say.DETOUR_CYCLE,
                f"the retries of step `{step.id}` run each other: {through}",
                step.span,
                label="would be run before itself",
                help="let a retry go through a step whose own retries do not lead back",
            )


def retried_calls_in_detours(matter: Matter) -> None:
    """Calls of workflows that retry through calls of workflows that retry: two exceptions would be waiting for their end."""
    for flow in matter.flows.flows.values():
        for block in flow.blocks:
            for name in _detours(block):
                through = next((other for other in flow.blocks if other.step.id == name), None)
                if through is not None and _retries_a_call(block) and _retries_a_call(through):
                    matter.reporter.report(
                        limits.RETRIED_CALL_IN_DETOUR,
                        f"cannot retry step `{block.step.id}` through step `{name}`: both call workflows and retry",
                        block.step.span,
                        label="retries a workflow",
                        related=(Label(through.step.span, "retries a workflow as well"),),
                        help=f"let the retry name the workflow that step `{name}` calls",
                    )


RULES = (loops_without_exit, busy_loops, detour_cycles, retried_calls_in_detours)


def _retries_a_call(block: Block) -> bool:
    return isinstance(block.step.call, WorkflowCall) and any(isinstance(o.then, Again) for o in block.on_failure)


def _outcomes(block: Block) -> tuple[Outcome, ...]:
    return (*block.on_success, *block.on_failure)


def _loops(flow: Flow) -> tuple[tuple[str, ...], ...]:
    """The reachable groups of steps that lead to each other, in the order of the document."""
    reachable = [block.step.id for block in flow.blocks if block.step.id in flow.facts.reachable]
    following = {
        step: tuple(
            outcome.then.step
            for outcome in _outcomes(flow.block(step))
            if isinstance(outcome.then, Next) and outcome.then.step in flow.facts.reachable
        )
        for step in reachable
    }
    return components(reachable, following.__getitem__) if flow.facts.cyclic else ()


def _leaves(outcome: Outcome, loop: tuple[str, ...]) -> bool:
    if isinstance(outcome.then, Next):
        return outcome.then.step not in loop
    return isinstance(outcome.then, Finish | Transfer)


def _jumps(blocks: tuple[Block, ...], loop: tuple[str, ...]) -> Iterator[Outcome]:
    """The explicit jumps inside a loop."""
    for block in blocks:
        for outcome in _outcomes(block):
            if isinstance(outcome.then, Next) and outcome.then.explicit and outcome.then.step in loop:
                yield outcome


def _detours(block: Block) -> Iterator[str]:
    for outcome in block.on_failure:
        if isinstance(outcome.then, Again) and isinstance(outcome.then.detour, GotoStep):
            yield outcome.then.detour.step
