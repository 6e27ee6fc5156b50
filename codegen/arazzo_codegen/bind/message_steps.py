"""Steps over AsyncAPI: takes a step and its channel or operation, gives the message that it sends or awaits, held to what the description says.

Steps over AsyncAPI are refused where their channel is found; what they say is checked all the same.
"""

from __future__ import annotations

from ..diagnostics.model import Label, Missing
from ..diagnostics.rules import contracts, shape
from .asyncapi import correlation_type
from .conform import Wanted, conform
from .message_arguments import MessageArgumentBinder
from .model import Body, MessageCall, MessageOperation, UnknownType, Value
from .payloads import bind_body
from .reads import Reader
from .scope import StepScope
from .values import ValueBinder, folded


def bind_message(scope: StepScope, operation: MessageOperation) -> MessageCall | Missing:
    """The message. Remembered in the scope, for `$message` reads what was sent."""
    arguments = MessageArgumentBinder(scope, operation).bind()
    body = _body(scope, operation)
    correlation = _correlation_id(scope, operation)
    if isinstance(arguments, Missing):
        return arguments
    if isinstance(body, Missing):
        return body
    if isinstance(correlation, Missing):
        return correlation
    scope.sent, scope.payload = arguments, None if body is None else body.value
    written = scope.step.action
    return MessageCall(operation, arguments, body, correlation, operation.span if written is None else written.span)


def _body(scope: StepScope, operation: MessageOperation) -> Body | Missing | None:
    """The payload. A step that receives has nothing to send; what is wrong inside its body is said all the same."""
    request = scope.step.request_body
    if operation.action == "send":
        return bind_body(scope, operation)
    if request is None:
        return None
    if request.payload is not None:
        ValueBinder(Reader(scope.workflow, scope, "request")).value(request.payload, UnknownType())
    scope.workflow.library.reporter.report(
        shape.FIELD_WITHOUT_EFFECT,
        f"`requestBody` has no effect: step `{scope.id}` receives, and sends nothing",
        scope.step.node.key("requestBody").span,
        help="remove it, or change `action` to `send`",
    )
    return None


def _correlation_id(scope: StepScope, operation: MessageOperation) -> Value | Missing | None:
    """Field `correlationId` (section "Step Object"): a value known before the message comes, "in-sync" with what the messages declare."""
    written = scope.step.correlation_id
    if written is None:
        return None
    library = scope.workflow.library
    wanted = correlation_type(operation, library.types, library.reporter)
    value = ValueBinder(Reader(scope.workflow, scope, "request")).value(written, wanted or UnknownType())
    if isinstance(value, Missing):
        return value
    if wanted is None:
        _tell_undeclared(scope, operation)
        return folded(value)
    place = next(message.correlation for message in operation.messages if message.correlation is not None)
    conform(value, Wanted(wanted, "the correlation id", place.span, place.source == "header"), library)
    return folded(value)


def _tell_undeclared(scope: StepScope, operation: MessageOperation) -> None:
    key = scope.step.node.key("correlationId").span
    first = operation.messages[0] if operation.messages else None
    scope.workflow.library.reporter.report(
        contracts.UNDECLARED_CORRELATION_ID,
        f"step `{scope.id}` asks for a correlation id, and no message of channel `{operation.channel}` declares one",
        key,
        related=(
            Label(operation.span if first is None else first.span, "the channel" if first is None else "the message"),
        ),
        help="add a `correlationId` with its `location` to the message, or compare by `successCriteria`",
    )
