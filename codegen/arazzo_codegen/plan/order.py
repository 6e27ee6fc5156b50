"""Which workflows run which others.

Takes workflows; gives them in an order in which what is called comes first, and whether documents lead back to each other.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..bind.model import BoundWorkflow, GotoWorkflow, Program, Retry, WorkflowCall, WorkflowKey


def called_first(workflows: tuple[BoundWorkflow, ...]) -> tuple[BoundWorkflow, ...]:
    """The workflows, each behind those among them that it runs, but for circles."""
    own = {workflow.key: workflow for workflow in workflows}
    found: dict[WorkflowKey, None] = {}
    entered: set[WorkflowKey] = set()
    waiting = [(key, False) for key in reversed(own)]
    while waiting:
        key, done = waiting.pop()
        if done:
            found.setdefault(key)
        elif key not in entered:
            entered.add(key)
            waiting.append((key, True))
            waiting += [(called, False) for called in called_by(own[key]) if called in own]
    return tuple(own[key] for key in found)


def called_by(workflow: BoundWorkflow) -> Iterator[WorkflowKey]:
    """The workflows that a workflow runs or hands over to."""
    yield from workflow.depends_on
    for step in workflow.steps:
        if isinstance(step.call, WorkflowCall):
            yield step.call.workflow
        for action in (*step.on_success, *step.on_failure):
            match action.effect:
                case GotoWorkflow(call=call) | Retry(detour=WorkflowCall() as call):
                    yield call.workflow
                case _:
                    pass


def leads_back(program: Program, document: str, other: str) -> bool:
    """Whether the modules of two documents import each other: that of `other`, by way of any others, that of `document`."""
    seen: set[str] = set()
    waiting = [other]
    while waiting:
        uri = waiting.pop()
        if uri == document:
            return True
        if uri not in seen:
            seen.add(uri)
            workflows = (workflow for key, workflow in program.workflows.items() if key.document == uri)
            waiting += [called.document for workflow in workflows for called in called_by(workflow)]
    return False
