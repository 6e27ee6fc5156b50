"""Family 4: steps over AsyncAPI: which side they take, and how they tell success.

A description says what one application sends and receives. A workflow may stand on the other side (it sends what the application receives) or
take the application's part; Arazzo does not say which, and both are written. It cannot do both with one description and mean it.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..bind.model import BoundStep, MessageCall, SourceKey
from ..diagnostics.model import Label
from ..diagnostics.rules import contracts as say
from .matter import Matter

_DONE = {"send": "sends", "receive": "receives"}


def sides_of_descriptions(matter: Matter) -> None:
    """A step on the other side than an earlier one of the same document, over the same description."""
    for document in matter.program.documents:
        first: dict[SourceKey, BoundStep] = {}
        for step in (step for workflow in document.workflows for step in workflow.steps):
            call = step.call
            if isinstance(call, MessageCall) and call.operation.described is not None:
                earlier = first.setdefault(call.operation.source, step)
                if _takes_part(earlier) != _takes_part(step):
                    _report_sides(matter, step, earlier)


def _takes_part(step: BoundStep) -> bool:
    """Whether a step does what the application does, rather than its counterpart."""
    return isinstance(step.call, MessageCall) and step.call.operation.described == step.call.operation.action


def _report_sides(matter: Matter, step: BoundStep, earlier: BoundStep) -> None:
    here, there = step.call, earlier.call
    if not isinstance(here, MessageCall) or not isinstance(there, MessageCall):
        return
    matter.reporter.report(
        say.BOTH_SIDES,
        f"step `{step.id}` {_side(here)}, unlike step `{earlier.id}`",
        step.span,
        label=f"{_DONE[here.operation.action]} {_where(here)}",
        related=(
            Label(
                here.operation.span, f"the application {_DONE[here.operation.described or here.operation.action]} here"
            ),
            Label(earlier.span, _side(there)),
            Label(
                there.operation.span,
                f"the application {_DONE[there.operation.described or there.operation.action]} here",
            ),
        ),
        help=f"change `action` to `{'receive' if here.operation.action == 'send' else 'send'}`, or name another operation",
    )


def _side(call: MessageCall) -> str:
    operation = call.operation
    if operation.described == operation.action:
        return f"{_DONE[operation.action]} where the application does"
    return f"{_DONE[operation.action]} what the application {_DONE[operation.described or operation.action]}"


def _where(call: MessageCall) -> str:
    return f"{'to' if call.operation.action == 'send' else 'from'} `{call.operation.channel}`"


def ambiguous_receipts(matter: Matter) -> None:
    """Section "Defining Success for Asynchronous Steps": criteria may be left out only when "the channel defines a single message type"."""
    for step in _steps(matter):
        call = step.call
        if not isinstance(call, MessageCall) or call.operation.action == "send" or step.criteria:
            continue
        messages = call.operation.messages
        if len(messages) > 1:
            names = ", ".join(f"`{message.name}`" for message in messages[:6])
            matter.reporter.report(
                say.MESSAGE_WITHOUT_CRITERIA,
                f"step `{step.id}` takes any of {len(messages)} messages for success",
                step.span,
                label="has no `successCriteria`",
                related=tuple(Label(message.span, f"message `{message.name}`") for message in messages[:2]),
                notes=(f"the messages are {names}{' and others' if len(messages) > 6 else ''}",),
                help="add `successCriteria` that tell by `$message.payload` or `$message.header` which message is meant",
            )


def _steps(matter: Matter) -> Iterator[BoundStep]:
    return (step for document in matter.program.documents for workflow in document.workflows for step in workflow.steps)


RULES = (sides_of_descriptions, ambiguous_receipts)
