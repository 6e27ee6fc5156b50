"""Family 5: workflows that wait for each other, or call each other without an end."""

from __future__ import annotations

from collections.abc import Iterator

from ..bind.model import BoundWorkflow, WorkflowCall, WorkflowKey
from ..diagnostics.model import Label
from ..diagnostics.rules import control_flow as say
from ..flow.model import Block, Finish, Flow, Next, Transfer
from ..graphs import components
from .matter import Matter


def dependency_cycles(matter: Matter) -> None:
    """Workflows that depend on each other: none of them can be the first."""
    known = matter.program.workflows
    for group in _waiting_for_themselves(matter):
        first = known[group[0]]
        names = ", ".join(f"`{key.workflow_id}`" for key in group)
        what = "itself" if len(group) == 1 else f"itself, by {names}"
        matter.reporter.report(
            say.DEPENDENCY_CYCLE,
            f"workflow `{first.key.workflow_id}` depends on {what}",
            first.span,
            label="would have to run before itself",
            related=tuple(Label(known[key].span, "is part of the cycle") for key in group[1:]),
            help="remove one of the `dependsOn` entries",
        )


def endless_recursion(matter: Matter) -> None:
    """Workflows that call each other on every way."""
    ending = _ending(matter, {key for group in _waiting_for_themselves(matter) for key in group})
    for key in matter.flows.flows:
        if key in matter.flows.recursive and key not in ending:
            workflow = matter.program.workflows[key]
            matter.reporter.report(
                say.ENDLESS_RECURSION,
                f"workflow `{key.workflow_id}` leads back to itself on every way",
                workflow.span,
                label="cannot end but by a failure",
                related=tuple(Label(call.span, "calls on") for call in _calls(workflow, matter.flows.recursive)),
                help="let a way lead to an end before the call",
            )


RULES = (dependency_cycles, endless_recursion)


def _waiting_for_themselves(matter: Matter) -> tuple[tuple[WorkflowKey, ...], ...]:
    """The groups of workflows that depend on each other."""
    known = matter.program.workflows
    needs = {key: tuple(other for other in workflow.depends_on if other in known) for key, workflow in known.items()}
    return components(needs, needs.__getitem__)


def _ending(matter: Matter, told: set[WorkflowKey]) -> set[WorkflowKey]:
    """The workflows that can end: those with a way to an end that passes no workflow but such as can end.

    What was `told` already to be without an end is no reason to say so of others.
    """
    ending = set(told)
    callers: dict[WorkflowKey, list[WorkflowKey]] = {}
    for key in matter.flows.flows:
        for other in matter.flows.calls[key]:
            callers.setdefault(other, []).append(key)
    waiting = list(matter.flows.flows)
    while waiting:
        key = waiting.pop()
        if key not in ending and _can_end(matter.flows.flows[key], ending):
            ending.add(key)
            waiting.extend(callers.get(key, ()))
    return ending


def _can_end(flow: Flow, ending: set[WorkflowKey]) -> bool:
    if any(key not in ending for key in flow.workflow.depends_on):
        return False
    seen = {flow.blocks[0].step.id}
    waiting = [flow.blocks[0]]
    while waiting:
        for then in _continuations(waiting.pop(), ending):
            if isinstance(then, Finish):
                return True
            if isinstance(then, Transfer) and then.call.workflow in ending:
                return True
            if isinstance(then, Next) and then.step not in seen and then.step in flow.facts.reachable:
                seen.add(then.step)
                waiting.append(flow.block(then.step))
    return False


def _continuations(block: Block, ending: set[WorkflowKey]) -> Iterator[object]:
    """What can follow a step; nothing, where it calls a workflow that does not end."""
    call = block.step.call
    if isinstance(call, WorkflowCall) and call.workflow not in ending:
        return
    for outcome in (*block.on_success, *block.on_failure):
        yield outcome.then


def _calls(workflow: BoundWorkflow, recursive: frozenset[WorkflowKey]) -> Iterator[WorkflowCall]:
    for step in workflow.steps:
        if isinstance(step.call, WorkflowCall) and step.call.workflow in recursive:
            yield step.call
