"""Outputs of steps and workflows: takes an output as written, gives its value and type. Bound when first asked for."""

from __future__ import annotations

from ..diagnostics.model import Missing
from ..parse.model import Output
from .model import (
    BoundOutput,
    ConstantValue,
    ListOf,
    Read,
    Selected,
    StringType,
    TextValue,
    Type,
    UnknownType,
    Value,
)
from .scope import StepScope, WorkflowScope

_DEEPEST = 40


def step_output(scope: StepScope, name: str) -> BoundOutput | Missing | None:
    """An output of a step; None when it declares none of this name."""
    return _output(scope, scope.workflow, scope, name)


def workflow_output(scope: WorkflowScope, name: str) -> BoundOutput | Missing | None:
    """An output of a workflow; None when it declares none of this name."""
    return _output(scope, scope, None, name)


def _output(
    owner: StepScope | WorkflowScope, workflow: WorkflowScope, step: StepScope | None, name: str
) -> BoundOutput | Missing | None:
    written = owner.declared(name)
    if written is None:
        return None
    if name not in owner.outputs:
        library = workflow.library
        if library.depth >= _DEEPEST:
            return _unknown(written)
        owner.outputs[name] = None
        library.depth += 1
        try:
            owner.outputs[name] = _bind(written, workflow, step)
        finally:
            library.depth -= 1
    # None: it is being bound, and reads itself in a circle through other steps; nothing can be said about its type.
    return owner.outputs[name] or _unknown(written)


def _bind(written: Output, workflow: WorkflowScope, step: StepScope | None) -> BoundOutput | Missing:
    value = workflow.library.evaluate(written, workflow, step)
    if isinstance(value, Missing):
        return value
    return BoundOutput(str(written.name.value), value, type_of(value), is_optional(value), written.name.span)


def _unknown(written: Output) -> BoundOutput:
    span = written.name.span
    type = UnknownType()
    return BoundOutput(str(written.name.value), ConstantValue(None, type, span), type, False, span)


def type_of(value: Value) -> Type:
    """The type of a bound value."""
    return StringType() if isinstance(value, TextValue) else value.type


def is_optional(value: Value) -> bool:
    """Whether the value need not be there although everything went well."""
    match value:
        case Read():
            return value.optional
        case Selected():
            return True
        case ListOf(items=(item,), lone=True):
            return is_optional(item)
        case _:
            return False
