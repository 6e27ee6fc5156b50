"""Inputs that every way through a workflow needs although its schema calls them optional.

Takes a settled workflow; gives the names, and what of each is needed. Looked at are the steps that surely run: the first, and those behind it as long as no action leads
elsewhere than to the next step.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import assert_never

from ..parse.model import Access
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
    NeededPart,
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
    WorkflowInput,
)
from .navigation import navigate
from .scope import Library


def needed_inputs(workflow: BoundWorkflow, library: Library) -> dict[str, tuple[NeededPart, ...]]:
    """The inputs without which no run gets through the steps that surely run, each with what these steps need of it."""
    found: dict[str, dict[tuple[Access, ...], str]] = {}
    for step in _sure_steps(workflow):
        for read in _of_step(step, library):
            if isinstance(read.root, InputRoot):
                found.setdefault(read.root.name, {}).setdefault(read.path, step.id)
    return {name: tuple(NeededPart(path, step) for path, step in parts.items()) for name, parts in found.items()}


def needed_parts(
    item: WorkflowInput, needed: Mapping[str, tuple[NeededPart, ...]], library: Library
) -> tuple[NeededPart, ...]:
    """What is needed of an input, and need not be there although the input is."""
    parts = needed.get(item.name, ())
    return tuple(part for part in parts if navigate(item.type, part.path, library.types).optional)


def _sure_steps(workflow: BoundWorkflow) -> Iterator[BoundStep]:
    for index, step in enumerate(workflow.steps):
        yield step
        following = workflow.steps[index + 1].id if index + 1 < len(workflow.steps) else None
        effects = [action.effect for action in (*step.on_success, *step.on_failure)]
        if not all(isinstance(effect, Retry) or effect == GotoStep(following or "") for effect in effects):
            return


def _of_step(step: BoundStep, library: Library) -> Iterator[Read]:
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


def _of_value(value: Value, required: bool, wanted: Type, library: Library) -> Iterator[Read]:
    match value:
        case Read():
            if required:
                yield value
        case TextValue():
            # Text cannot be left half empty: an absent input in it cannot be sent.
            yield from (part for part in value.parts if isinstance(part, Read))
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
            for _, replacement in value.replacements:
                yield from _of_value(replacement, False, UnknownType(), library)
        case Selected() | ConstantValue():
            return
        case _:
            assert_never(value)
