"""What to say about names in expressions that nothing has: takes the expression and the names in reach, reports the name with the near one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from ..diagnostics.model import Missing, Reporter, Span
from ..diagnostics.nearest import nearest
from ..diagnostics.rules import expressions, names
from ..parse.model import Access, Expression, InputReference, OutputReference, StepReference, WorkflowReference
from .model import WorkflowKey
from .pointers import near_label, pointer_form
from .scope import StepScope, WorkflowScope
from .words import word

_NAMED = (InputReference, OutputReference, StepReference, WorkflowReference)
"""Roots that end with a name, in which there may be dots."""


def unknown_input(expression: Expression, name: str, workflow: WorkflowScope) -> Missing:
    """An input that `workflow` does not declare."""
    meant, near = _meant(name, workflow.inputs)
    return workflow.library.reporter.report(
        names.UNKNOWN_INPUT,
        f"workflow `{workflow.key.workflow_id}` has no input `{meant}`",
        _behind(expression, meant),
        label="not declared in `inputs`",
        related=near_label(near, workflow.inputs[near].span if near else None, "an input with a similar name"),
        help=f"change it to `{near}`" if near else f"declare `{meant}` in the workflow's `inputs`",
    )


def _meant(written: str, declared: Iterable[str]) -> tuple[str, str | None]:
    """The part of `written` that nothing is called, and the near name: behind a dot a property may be meant."""
    known = tuple(declared)
    near = nearest(written, known)
    first = written.partition(".")[0]
    if near is None and (of_first := nearest(first, known)) is not None:
        return first, of_first
    return written, near


def _behind(expression: Expression, meant: str) -> Span:
    """The place of `meant`, with which the name begins that the root of the expression ends with."""
    root = expression.root
    match root:
        case StepReference():
            return word(expression, ".", root.step, ".", *((root.field, ".") if root.field else ()), meant)
        case WorkflowReference():
            return word(expression, ".", root.workflow, ".", root.field, ".", meant)
        case _:
            return word(expression, ".", meant)


def unknown_step(expression: Expression, name: str, workflow: WorkflowScope) -> Missing:
    """A step that `workflow` does not have."""
    near = nearest(name, workflow.steps)
    place = workflow.steps[near].step.id.span if near else None
    return workflow.library.reporter.report(
        names.UNKNOWN_STEP,
        f"workflow `{workflow.key.workflow_id}` has no step `{name}`",
        word(expression, ".", name),
        label="no step with this id",
        related=near_label(near, place, "a step with a similar id"),
        help=f"change it to `{near}`" if near else None,
    )


def unknown_output(
    expression: Expression,
    name: str,
    owner: str,
    declared: Mapping[str, Span],
    reporter: Reporter,
    elsewhere: str | None = None,
) -> Missing:
    """An output that `owner`, a step or workflow, does not declare; `elsewhere` is what to write where a step does."""
    meant, near = _meant(name, declared)
    remedy = f"change it to `{near}`" if near else f"declare `{meant}` in the `outputs` of {owner}"
    known = ", ".join(f"`{other}`" for other in list(declared)[:12])
    return reporter.report(
        names.UNKNOWN_OUTPUT,
        f"{owner} has no output `{meant}`",
        _behind(expression, meant),
        label="not declared in `outputs`",
        related=near_label(near, declared[near] if near else None, "an output with a similar name"),
        notes=(f"its outputs are {known}",) if known and near is None else (),
        help=remedy if near or elsewhere is None else f"write `{elsewhere}`",
    )


def output_of_a_step(expression: Expression, name: str, steps: Mapping[str, StepScope]) -> str | None:
    """What to write for an output that no workflow, but a step has."""
    first = name.partition(".")[0]
    step = next((step for step in steps.values() if step.declared(first) is not None), None)
    _, mark, pointer = expression.text.partition("#")
    return None if step is None else f"$steps.{step.id}.outputs.{name}{mark}{pointer}"


def undeclared_here(expression: Expression, name: str, step: str, reporter: Reporter) -> Missing:
    """An output of the workflow that a step calls, which the step itself does not declare."""
    return reporter.report(
        names.UNKNOWN_OUTPUT,
        f"step `{step}` has no output `{name}`",
        _behind(expression, name),
        label="not declared in `outputs`",
        notes=("the workflow that the step calls has one of this name",),
        help=f"add `{name}: $outputs.{name}` to the `outputs` of the step",
    )


def unknown_source(expression: Expression, name: str, workflow: WorkflowScope) -> Missing:
    """A source description that the document of `workflow` does not have."""
    sources = {str(source.name.value): source for source in workflow.document.source_descriptions}
    near = nearest(name, sources)
    place = sources[near].name.span if near else None
    return workflow.library.reporter.report(
        names.UNKNOWN_SOURCE,
        f"no source description is called `{name}`",
        word(expression, ".", name),
        related=near_label(near, place, "a source description with a similar name"),
        help=f"change it to `{near}`" if near else "declare it in `sourceDescriptions`",
    )


def not_a_dependency(expression: Expression, name: str, workflow: WorkflowScope) -> Missing:
    """A workflow that is not there, or on which this one does not depend."""
    ids = {str(other.id.value): other.id.span for other in workflow.document.workflows}
    if name not in ids:
        near = nearest(name, ids)
        return workflow.library.reporter.report(
            names.UNKNOWN_WORKFLOW,
            f"no workflow is called `{name}`",
            word(expression, ".", name),
            related=near_label(near, ids[near] if near else None, "a workflow with a similar id"),
            help=f"change it to `{near}`" if near else None,
        )
    own = workflow.key.workflow_id
    return workflow.library.reporter.report(
        names.UNDECLARED_DEPENDENCY,
        f"workflow `{own}` does not depend on `{name}`",
        word(expression, ".", name),
        label="nothing makes sure that it has run",
        related=near_label(own, workflow.workflow.id.span, "this workflow has no such `dependsOn`"),
        help=_dependency_help(expression, name, workflow),
    )


def _dependency_help(expression: Expression, name: str, workflow: WorkflowScope) -> str:
    """What a step calls is read through the step; else the workflow has to depend on the other."""
    root = expression.root
    for step in workflow.steps.values():
        target = step.target
        if isinstance(root, WorkflowReference) and isinstance(target, WorkflowKey) and target.workflow_id == name:
            output = root.name.partition(".")[0]
            written = f"$steps.{step.id}.outputs.{root.name}{expression.text.partition('#')[1]}{expression.text.partition('#')[2]}"
            if root.field != "outputs" or not output:
                break
            if step.declared(output) is not None:
                return f"write `{written}`: step `{step.id}` calls the workflow"
            return f"add `{output}: $outputs.{output}` to the `outputs` of step `{step.id}`, and write `{written}`"
    own = workflow.key.workflow_id
    if workflow.depends_on:
        return f"add `{name}` to the `dependsOn` of workflow `{own}`"
    return f"add `dependsOn: [{name}]` to workflow `{own}`"


def tell_outputs_word(expression: Expression, root: StepReference, reporter: Reporter) -> None:
    """`$steps.s.x` lacks a word."""
    prefix = f"$steps.{root.step}."
    reporter.report(
        names.MISSING_OUTPUTS_WORD,
        f"`{expression.text}` lacks the word `outputs`",
        expression.span,
        help=f"change it to `{prefix}outputs.{expression.text[len(prefix):]}`",
    )


def tell_pointer_form(
    expression: Expression, dots: tuple[str, ...], path: tuple[Access, ...], reporter: Reporter
) -> None:
    """Properties behind a name stand where the specification has a JSON Pointer."""
    root, standard = expression.root, pointer_form(expression, dots, path)
    if dots:
        message = f"`{expression.text}` reads a property with dots"
        reporter.report(names.DOTTED_PROPERTY, message, expression.span, help=f"change it to `{standard}`")
    elif isinstance(root, _NAMED) and "." in root.name and "[" in expression.text.partition("#")[0]:
        message = f"`{expression.text}` reads an item with brackets"
        reporter.report(expressions.DOTTED_ACCESS, message, expression.span, help=f"write `{standard}`")
