"""Where can control go?

Takes a program, gives for each workflow a graph of blocks with facts, and the order in which workflows call each other.
"""

from __future__ import annotations

from collections.abc import Mapping

from ..bind.model import BoundStep, BoundWorkflow, GotoWorkflow, Program, Retry, WorkflowCall, WorkflowKey
from ..classes import replace
from ..graphs import components
from .blocks import blocks
from .facts import facts
from .model import Flow, Flows


def analyze(program: Program) -> Flows:
    """The graphs of all workflows that have steps."""
    calls = {key: _calls(workflow, program.workflows) for key, workflow in program.workflows.items()}
    groups = components(calls, calls.__getitem__)
    recursive = frozenset(key for group in groups for key in group)
    flows = {key: _flow(workflow, key in recursive) for key, workflow in program.workflows.items() if workflow.steps}
    return Flows(flows, calls, recursive)


def _flow(workflow: BoundWorkflow, recursive: bool) -> Flow:
    made = blocks(workflow)
    return Flow(workflow, made, replace(facts(made), recursive=recursive))


def _calls(workflow: BoundWorkflow, known: Mapping[WorkflowKey, BoundWorkflow]) -> tuple[WorkflowKey, ...]:
    """The workflows that a workflow depends on, calls or goes to, each once; those with errors of their own are not in the program."""
    named = (*workflow.depends_on, *(key for step in workflow.steps for key in _called(step)))
    return tuple(dict.fromkeys(key for key in named if key in known))


def _called(step: BoundStep) -> tuple[WorkflowKey, ...]:
    calls = [step.call] if isinstance(step.call, WorkflowCall) else []
    for action in (*step.on_success, *step.on_failure):
        if isinstance(action.effect, GotoWorkflow):
            calls.append(action.effect.call)
        elif isinstance(action.effect, Retry) and isinstance(action.effect.detour, WorkflowCall):
            calls.append(action.effect.detour)
    return tuple(call.workflow for call in calls)
