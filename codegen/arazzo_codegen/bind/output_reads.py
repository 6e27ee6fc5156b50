"""Inputs and outputs in expressions: takes `$inputs`, `$outputs`, `$steps` and `$workflows`, gives the reads, followed to where values come from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..classes import replace
from ..diagnostics.model import Missing, Span
from ..load.model import MappingNode
from ..parse.model import (
    Expression,
    InputReference,
    Output,
    OutputReference,
    StepReference,
    WorkflowReference,
)
from .fields import head
from .model import (
    BoundOutput,
    CalledOutputRoot,
    ConstantValue,
    DependencyRoot,
    InputRoot,
    Read,
    StepOutputRoot,
    WorkflowKey,
)
from .outputs import step_output, workflow_output
from .pointers import split_name
from .scope import StepScope, WorkflowScope
from .unknown_names import (
    not_a_dependency,
    output_of_a_step,
    tell_outputs_word,
    undeclared_here,
    unknown_input,
    unknown_output,
    unknown_step,
)

if TYPE_CHECKING:
    from .reads import Reader


def input_read(reader: Reader, expression: Expression, root: InputReference) -> Read | ConstantValue | Missing:
    """What `$inputs.…` means."""
    inputs = reader.workflow.inputs
    name, dots = split_name(root.name, inputs)
    if name is None:
        return unknown_input(expression, root.name, reader.workflow)
    found = inputs[name]
    optional = not found.required and not found.has_default
    return reader.made(expression, InputRoot(name), found.type, optional, dots, found.span)


def output_read(reader: Reader, expression: Expression, root: OutputReference) -> Read | ConstantValue | Missing:
    """What `$outputs.…` means: of the workflow that the step calls, of the step itself, or of the workflow."""
    step = reader.step
    if step is not None and isinstance(step.target, Missing):
        return step.target
    called = None if step is None else _called(reader, step)
    if called is not None and reader.phase == "request":
        return reader.out_of_place(expression, "the workflow has not been called yet")
    if called is not None:
        return _of_workflow(reader, expression, root.name, called, None)
    if step is not None:
        return _of_step(reader, expression, root.name, step)
    return _own_output(reader, expression, root)


def _places(outputs: tuple[Output, ...]) -> dict[str, Span]:
    """Where outputs are declared, by name."""
    return {str(output.name.value): output.name.span for output in outputs}


def _malformed(holder: MappingNode, workflow: WorkflowScope) -> Missing | None:
    """What was said about `outputs` that are no object: they may well be meant to hold the name."""
    outputs = holder.get("outputs")
    return (
        None
        if outputs is None or isinstance(outputs, MappingNode)
        else workflow.library.reporter.earlier(head(outputs))
    )


def _own_output(reader: Reader, expression: Expression, root: OutputReference) -> Read | ConstantValue | Missing:
    """An output of this workflow, read by another of its outputs: what it reads itreader."""
    declared = _places(reader.workflow.workflow.outputs)
    name, dots = split_name(root.name, declared)
    found = None if name is None else workflow_output(reader.workflow, name)
    if isinstance(found, Missing):
        return found
    if found is None:
        own = reader.workflow
        return _malformed(own.workflow.node, own) or unknown_output(
            expression,
            root.name,
            f"workflow `{own.key.workflow_id}`",
            declared,
            own.library.reporter,
            output_of_a_step(expression, root.name, own.steps),
        )
    if not isinstance(found.value, Read):
        return reader.out_of_place(
            expression, "the other output is not read from anywhere", "write its value here as well"
        )
    inner = reader.made(expression, found.value.root, found.type, found.optional, dots, found.value.declared)
    return replace(inner, path=(*found.value.path, *inner.path))


def _called(reader: Reader, step: StepScope) -> WorkflowScope | None:
    """The workflow that a step calls."""
    return reader.workflow.library.workflows.get(step.target) if isinstance(step.target, WorkflowKey) else None


def step_read(reader: Reader, expression: Expression, root: StepReference) -> Read | ConstantValue | Missing:
    """What `$steps.…` means."""
    step, name = _named_step(reader, root)
    if step is None:
        return unknown_step(expression, root.step, reader.workflow)
    if isinstance(step.target, Missing) and step.declared(name) is None:
        return step.target
    return _of_step(reader, expression, name, step)


def _named_step(reader: Reader, root: StepReference) -> tuple[StepScope | None, str]:
    """The step and the output; an id may hold dots, and the word `outputs` may be left out."""
    steps = reader.workflow.steps
    found = steps.get(root.step)
    if found is not None:
        return found, root.name if root.field in ("outputs", "") else f"{root.field}.{root.name}".rstrip(".")
    written = f"{root.step}.{root.field}.{root.name}"
    dotted = next((step for step_id, step in steps.items() if written.startswith(f"{step_id}.outputs.")), None)
    return dotted, "" if dotted is None else written[len(dotted.id) + len(".outputs.") :]


def _of_step(reader: Reader, expression: Expression, written: str, step: StepScope) -> Read | ConstantValue | Missing:
    root = expression.root
    declared = _places(step.step.outputs)
    name, dots = split_name(written, declared)
    found = None if name is None else step_output(step, name)
    if isinstance(found, Missing):
        return found
    if found is None or name is None:
        called = _called(reader, step)
        if called is not None and called.declared(written) is not None:
            return undeclared_here(expression, written, step.id, reader.workflow.library.reporter)
        return _malformed(step.step.node, step.workflow) or unknown_output(
            expression,
            written,
            f"step `{step.id}`",
            declared,
            reader.workflow.library.reporter,
            output_of_a_step(expression, written, step.workflow.steps) if isinstance(root, OutputReference) else None,
        )
    if isinstance(root, StepReference) and root.field != "outputs" and root.step == step.id:
        tell_outputs_word(expression, root, reader.workflow.library.reporter)
    return reader.made(expression, StepOutputRoot(step.id, name), found.type, found.optional, dots, _declared(found))


def _declared(output: BoundOutput) -> Span | None:
    """What an output is read from says where its value is declared."""
    return output.value.declared if isinstance(output.value, Read) else None


def workflow_read(reader: Reader, expression: Expression, root: WorkflowReference) -> Read | ConstantValue | Missing:
    """What `$workflows.…` means."""
    own = reader.workflow.key.workflow_id == root.workflow
    if own and root.field == "inputs":
        return input_read(reader, expression, InputReference(root.name))
    if own and root.field == "outputs" and reader.step is None:
        return output_read(reader, expression, OutputReference(root.name))
    called = None if reader.step is None or reader.phase == "request" else reader.step.target
    if isinstance(called, WorkflowKey) and called.workflow_id == root.workflow and root.field == "outputs":
        return output_read(reader, expression, OutputReference(root.name))
    key = next((key for key in reader.workflow.depends_on if key.workflow_id == root.workflow), None)
    scope = None if key is None else reader.workflow.library.workflows.get(key)
    if key is None or scope is None:
        return not_a_dependency(expression, root.workflow, reader.workflow)
    if root.field == "outputs":
        return _of_workflow(reader, expression, root.name, scope, key)
    name, dots = split_name(root.name, scope.inputs)
    if root.field != "inputs" or name is None:
        return unknown_input(expression, root.name, scope)
    found = scope.inputs[name]
    optional = not found.required and not found.has_default
    return reader.made(expression, DependencyRoot(key, "inputs", name), found.type, optional, dots)


def _of_workflow(
    reader: Reader, expression: Expression, written: str, scope: WorkflowScope, dependency: WorkflowKey | None
) -> Read | ConstantValue | Missing:
    declared = _places(scope.workflow.outputs)
    name, dots = split_name(written, declared)
    found = None if name is None else workflow_output(scope, name)
    if isinstance(found, Missing):
        return found
    if found is None or name is None:
        return _malformed(scope.workflow.node, scope) or unknown_output(
            expression, written, f"workflow `{scope.key.workflow_id}`", declared, reader.workflow.library.reporter
        )
    root = CalledOutputRoot(name) if dependency is None else DependencyRoot(dependency, "outputs", name)
    return reader.made(expression, root, found.type, found.optional, dots, _declared(found))
