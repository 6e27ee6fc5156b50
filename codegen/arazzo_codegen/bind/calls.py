"""Calls of workflows: takes a workflow and the parameters given to it, gives values for its inputs, or says what is missing."""

from __future__ import annotations

from ..diagnostics.model import Label, Missing, Span
from ..diagnostics.nearest import nearest
from ..diagnostics.rules import contracts
from ..parse.model import Parameter, Reusable
from .conform import Wanted, conform, needs_input, report
from .model import InputRoot, Read, Value, WorkflowCall, WorkflowInput, WorkflowKey
from .pointers import near_label
from .reads import Phase, Reader
from .reusables import Given, parameters_for
from .scope import StepScope, WorkflowScope
from .values import ValueBinder, folded


def bind_call(
    key: WorkflowKey,
    parameters: tuple[Parameter | Reusable, ...],
    scope: StepScope,
    span: Span,
    phase: Phase,
    by_name: bool,
) -> WorkflowCall | Missing:
    """The call of workflow `key`. With `by_name`, inputs that are not given are taken from this workflow's inputs of the same name."""
    called = scope.workflow.library.workflows.get(key)
    if called is None:
        return WorkflowCall(key, (), span)
    given, missing = parameters_for(parameters, scope.workflow)
    values = ValueBinder(Reader(scope.workflow, scope, phase))
    arguments: dict[str, Value] = {}
    for one in given:
        value = _value(one, called, values)
        if isinstance(value, Missing):
            missing = value
        elif value is not None:
            arguments[str(one.parameter.name.value)] = folded(value)
    if missing is not None:
        return missing
    if by_name:
        arguments |= {name: value for name, value in _same_names(scope.workflow, called, span) if name not in arguments}
    return _not_given(arguments, called, scope, span) or WorkflowCall(key, tuple(arguments.items()), span)


def _value(given: Given, called: WorkflowScope, values: ValueBinder) -> Value | Missing | None:
    """What is given for an input; None for a parameter of the workflow around that this call has no input for."""
    name = str(given.parameter.name.value)
    wanted = called.inputs.get(name)
    if wanted is None:
        return None if given.inherited else _unknown(given, name, called)
    value = values.value(given.parameter.value, wanted.type)
    if isinstance(value, Missing):
        return value
    library, what = called.library, f"input `{name}` of workflow `{called.key.workflow_id}`"
    conform(value, Wanted(wanted.type, what, wanted.span, False), library)
    if wanted.required and not wanted.has_default:
        report(needs_input(value, what), (), library)
    return value


def _unknown(given: Given, name: str, called: WorkflowScope) -> Missing:
    near = nearest(name, called.inputs)
    return called.library.reporter.report(
        contracts.UNKNOWN_WORKFLOW_INPUT,
        f"workflow `{called.key.workflow_id}` has no input `{name}`",
        given.parameter.name.span,
        label="not declared there",
        related=near_label(near, called.inputs[near].span if near else None, "an input with a similar name")
        or (Label(called.workflow.id.span, "the workflow"),),
        help=f"change it to `{near}`" if near else None,
    )


def _same_names(caller: WorkflowScope, called: WorkflowScope, span: Span) -> list[tuple[str, Value]]:
    """Arazzo 1.0 has no way to give values to the workflow that a `goto` leads to."""
    return [(name, _own_input(caller.inputs[name], span)) for name in called.inputs if name in caller.inputs]


def _own_input(own: WorkflowInput, span: Span) -> Read:
    optional = not own.required and not own.has_default
    return Read(InputRoot(own.name), (), own.type, optional, f"$inputs.{own.name}", span)


def _not_given(arguments: dict[str, Value], called: WorkflowScope, scope: StepScope, span: Span) -> Missing | None:
    missing: Missing | None = None
    for name, wanted in called.inputs.items():
        if wanted.required and not wanted.has_default and name not in arguments:
            missing = called.library.reporter.report(
                contracts.MISSING_WORKFLOW_INPUT,
                f"step `{scope.id}` does not give required input `{name}` of workflow `{called.key.workflow_id}`",
                span,
                related=(Label(wanted.span, "declared here"),),
                help=f"add a parameter with `name: {name}`",
            )
    return missing
