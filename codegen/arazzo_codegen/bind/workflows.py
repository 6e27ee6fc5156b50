"""Workflows: takes the Arazzo documents that are reached, gives each workflow settled, those it calls before itself."""

from __future__ import annotations

from collections.abc import Iterator

from ..diagnostics.model import Missing
from ..parse.model import Action, ArazzoDocument, ComponentReference, Reusable
from .dependencies import dependencies_of
from .inputs import workflow_inputs
from .model import BoundOutput, BoundStep, BoundWorkflow, WorkflowKey
from .outputs import workflow_output
from .scope import Library, StepScope, WorkflowScope
from .steps import bind_request, bind_step
from .targets import target_of, workflow_target


def open_workflows(document: ArazzoDocument, library: Library) -> None:
    """Make the scopes of all workflows of a document: their inputs, before anything that may read them."""
    for index, workflow in enumerate(document.workflows):
        key = WorkflowKey(document.document.uri, str(workflow.id.value))
        if key not in library.workflows:
            inputs = workflow_inputs(workflow, index, document, library.types)
            library.workflows[key] = WorkflowScope(library, document, workflow, key, inputs)


def open_steps(scope: WorkflowScope) -> None:
    """Find what each step of a workflow is about, and what the workflow depends on."""
    scope.depends_on = dependencies_of(scope)
    for step in scope.workflow.steps:
        target = target_of(step, scope)
        scope.steps.setdefault(str(step.id.value), StepScope(scope, step, target))


def referred_workflows(scope: WorkflowScope) -> Iterator[WorkflowKey]:
    """The workflows that a workflow depends on, calls, or goes to."""
    yield from scope.depends_on
    for step in scope.steps.values():
        if isinstance(step.target, WorkflowKey):
            yield step.target
    for action in _actions(scope):
        if action.workflow_id is not None:
            found = workflow_target(action.workflow_id, scope.document, scope.library)
            if not isinstance(found, Missing):
                yield found


def _actions(scope: WorkflowScope) -> Iterator[Action]:
    """All actions of a workflow, those of components that it refers to."""
    workflow, components = scope.workflow, scope.document.components
    listed = [*workflow.success_actions, *workflow.failure_actions]
    for step in workflow.steps:
        listed.extend((*step.on_success, *step.on_failure))
    used = [item for item in listed if isinstance(item, Reusable)]
    yield from (item for item in listed if isinstance(item, Action))
    for known, kind in ((components.success_actions, "successActions"), (components.failure_actions, "failureActions")):
        for item in used:
            root = None if isinstance(item.reference, Missing) else item.reference.root
            if isinstance(root, ComponentReference) and root.kind == kind and root.name in known:
                yield known[root.name]


def bind_workflow(scope: WorkflowScope) -> BoundWorkflow:
    """The workflow, settled. Steps and outputs in which something is missing are left out."""
    calls = {step.id: bind_request(step) for step in scope.steps.values()}
    steps = [bind_step(step, calls[step.id]) for step in scope.steps.values()]
    outputs = [workflow_output(scope, str(output.name.value)) for output in scope.workflow.outputs]
    workflow = scope.workflow
    return BoundWorkflow(
        key=scope.key,
        summary=workflow.summary,
        description=workflow.description,
        inputs=tuple(scope.inputs.values()),
        depends_on=scope.depends_on,
        steps=tuple(step for step in steps if isinstance(step, BoundStep)),
        outputs=tuple(output for output in outputs if isinstance(output, BoundOutput)),
        sources=(),
        span=workflow.id.span,
    )
