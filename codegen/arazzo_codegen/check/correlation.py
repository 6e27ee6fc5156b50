"""Family 4: requests over AsyncAPI whose replies are told by a correlation id: takes the program, reports those that carry none.

The reply can only repeat what the request has said, at the place that the description gives it (AsyncAPI, section "Correlation ID Object").
"""

from __future__ import annotations

from typing import assert_never

from ..bind.model import (
    BoundStep,
    BoundWorkflow,
    ConstantValue,
    CorrelationPlace,
    ListOf,
    MessageCall,
    ObjectOf,
    Read,
    Replaced,
    Selected,
    TextValue,
    Value,
)
from ..diagnostics.model import Label
from ..diagnostics.rules import contracts as say
from ..load.model import Data
from .matter import Matter


def uncorrelated_requests(matter: Matter) -> None:
    """A request that leaves out the correlation id by which its reply is awaited."""
    for workflow in matter.program.workflows.values():
        for step in workflow.steps:
            call = step.call
            if (
                isinstance(call, MessageCall)
                and call.operation.action == "send"
                and call.operation.described is not None
            ):
                reply, place = _awaited_reply(call, workflow), _unfilled(call)
                if reply is not None and place is not None:
                    _report(matter, step, reply, place)


RULES = (uncorrelated_requests,)


def _awaited_reply(request: MessageCall, workflow: BoundWorkflow) -> BoundStep | None:
    """The step that awaits the reply of the same operation by its correlation id."""
    for step in workflow.steps:
        match step.call:
            case MessageCall(operation=operation, correlation_id=value) if (
                operation.action == "receive" and operation.described is None and value is not None
            ):
                if (operation.source, operation.pointer) == (request.operation.source, request.operation.pointer):
                    return step
            case _:
                pass
    return None


def _unfilled(call: MessageCall) -> CorrelationPlace | None:
    """Where the correlation id is missing in what is sent; None when one of the messages that may be meant has it, or has no place for it."""
    places = [message.correlation for message in call.operation.messages]
    declared = [place for place in places if place is not None]
    if not declared or len(declared) < len(places) or any(_is_filled(place, call) for place in declared):
        return None
    return declared[0]


def _is_filled(place: CorrelationPlace, call: MessageCall) -> bool:
    if place.source == "payload":
        return call.body is not None and _has(call.body.value, place.tokens)
    headers = {argument.name.lower() for argument in call.arguments if argument.location == "header"}
    return not place.tokens or place.tokens[0].lower() in headers


def _has(value: Value, tokens: tuple[str, ...]) -> bool:
    """Whether there may be something at the end of the way into a value."""
    if not tokens:
        return True
    match value:
        case ObjectOf():
            inner = next((member for name, member in value.members if name == tokens[0]), None)
            return inner is not None and _has(inner, tokens[1:])
        case ConstantValue():
            return _data_has(value.value, tokens)
        case TextValue():
            return False
        case Read() | ListOf() | Selected() | Replaced():
            return True
        case _:
            assert_never(value)


def _data_has(value: Data, tokens: tuple[str, ...]) -> bool:
    for token in tokens:
        if not isinstance(value, dict) or token not in value:
            return False
        value = value[token]
    return True


def _report(matter: Matter, step: BoundStep, reply: BoundStep, place: CorrelationPlace) -> None:
    what = f"{place.source} `{'/'.join(place.tokens)}`"
    matter.reporter.report(
        say.UNCORRELATED_REQUEST,
        f"step `{step.id}` sends no correlation id, by which step `{reply.id}` waits for the reply",
        step.span,
        label=f"does not give {what}",
        related=(Label(reply.span, "waits for the reply"), Label(place.span, "the correlation id is there")),
        help=(
            f"add a parameter with `name: {place.tokens[0]}` and `in: header`"
            if place.source == "header"
            else f"add `{'/'.join(place.tokens)}` to the payload"
        ),
    )
