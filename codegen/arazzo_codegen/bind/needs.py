"""Inputs that every way through a workflow needs although its schema calls them optional.

Takes a settled workflow; gives the names. Looked at are the steps that surely run: the first, and those behind it as long as no action leads
elsewhere than to the next step.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import assert_never

from .model import (
    AwsCall,
    BoundStep,
    BoundWorkflow,
    ConstantValue,
    GotoStep,
    HttpCall,
    InputRoot,
    ListOf,
    MessageCall,
    ObjectOf,
    ObjectType,
    Read,
    Replaced,
    Retry,
    Selected,
    TextValue,
    Type,
    UnknownType,
    Value,
    WorkflowCall,
)
from .scope import Library


def needed_inputs(workflow: BoundWorkflow, library: Library) -> frozenset[str]:
    """The inputs without which no run gets through the steps that surely run."""
    return frozenset(name for step in _sure_steps(workflow) for name in _of_step(step, library))


def _sure_steps(workflow: BoundWorkflow) -> Iterator[BoundStep]:
    for index, step in enumerate(workflow.steps):
        yield step
        following = workflow.steps[index + 1].id if index + 1 < len(workflow.steps) else None
        effects = [action.effect for action in (*step.on_success, *step.on_failure)]
        if not all(isinstance(effect, Retry) or effect == GotoStep(following or "") for effect in effects):
            return


def _of_step(step: BoundStep, library: Library) -> Iterator[str]:
    call = step.call
    match call:
        case HttpCall():
            for argument in call.arguments:
                yield from _of_value(
                    argument.value,
                    argument.parameter is not None and argument.parameter.required,
                    UnknownType(),
                    library,
                )
            if call.body is not None:
                yield from _of_value(call.body.value, call.operation.body_required, call.body.media_type.type, library)
        case MessageCall():
            # Refused: nobody will ask for its inputs.
            return
        case AwsCall():
            for argument in call.arguments:
                member = call.operation.input.get(argument.name)
                type = UnknownType() if member is None else member.type
                yield from _of_value(argument.value, argument.name in call.operation.required, type, library)
        case WorkflowCall():
            called = library.workflows.get(call.workflow)
            for name, value in call.arguments:
                wanted = None if called is None else called.inputs.get(name)
                yield from _of_value(
                    value, wanted is not None and wanted.required and not wanted.has_default, UnknownType(), library
                )
        case _:
            assert_never(call)


def _of_value(value: Value, required: bool, wanted: Type, library: Library) -> Iterator[str]:
    match value:
        case Read():
            if required and isinstance(value.root, InputRoot):
                yield value.root.name
        case TextValue():
            # Text cannot be left half empty: an absent input in it cannot be sent.
            yield from (
                part.root.name for part in value.parts if isinstance(part, Read) and isinstance(part.root, InputRoot)
            )
        case ObjectOf():
            shape = library.types.expand(wanted)
            for name, member in value.members:
                declared = shape.get(name) if isinstance(shape, ObjectType) else None
                inner = UnknownType() if declared is None else declared.type
                yield from _of_value(member, declared is not None and declared.required, inner, library)
        case ListOf():
            for item in value.items:
                yield from _of_value(item, required and value.lone, UnknownType(), library)
        case Replaced():
            yield from _of_value(value.payload, required, wanted, library)
        case Selected() | ConstantValue():
            return
        case _:
            assert_never(value)
