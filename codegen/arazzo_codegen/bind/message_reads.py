"""Parts of messages: takes `$message.…` of a step over AsyncAPI, gives the reads with the types that its messages declare."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..diagnostics.model import Missing
from ..diagnostics.nearest import nearest
from ..diagnostics.rules import contracts
from ..parse.model import Expression, Method, Part, StatusCode, Url
from .merge import union
from .model import (
    AwsOperation,
    HttpOperation,
    MessageOperation,
    MessageRoot,
    MessageShape,
    ObjectType,
    PropertyType,
    Read,
    Type,
    UnknownType,
)
from .outputs import type_of
from .pointers import near_label
from .scope import StepScope
from .types import Types
from .words import word

if TYPE_CHECKING:
    from .reads import Reader


def message_read(reader: Reader, expression: Expression, part: Part, operation: MessageOperation) -> Read | Missing:
    """What a part of the message means that the step has sent or received."""
    if part.message != "message":
        return no_response(reader, expression)
    messages = _messages(reader, operation)
    match part.source:
        case "payload" | "body":
            place = next((message.payload_span for message in messages if message.payload_span), None)
            type = _payload(reader, operation, messages)
            return reader.made(expression, MessageRoot("payload", None), type, False, at=place)
        case "header":
            return _header(reader, expression, part.name or "", messages)
        case _:
            return reader.out_of_place(expression, f"a message has no {part.source}", "read `$message.header.<name>`")


def asks_for_another_kind(expression: Expression, scope: StepScope) -> bool:
    """Whether an expression is about a response and the step exchanges a message, or about a message and the step calls an HTTP operation."""
    match expression.root:
        case Part(message="message"):
            return isinstance(scope.target, (HttpOperation, AwsOperation))
        case Part() | StatusCode() | Url() | Method():
            return isinstance(scope.target, MessageOperation)
        case _:
            return False


def no_response(reader: Reader, expression: Expression) -> Missing:
    """Report what only an exchange over HTTP has."""
    why = "a step over AsyncAPI has a message, and no request and no response"
    return reader.out_of_place(expression, why, "read `$message.payload` or `$message.header.<name>`")


def _messages(reader: Reader, operation: MessageOperation) -> tuple[MessageShape, ...]:
    """The messages that may be there: criteria see them all, what follows success those that pass."""
    if reader.step is None or reader.phase != "outputs":
        return operation.messages
    from .admitted_messages import admitted_messages

    return admitted_messages(operation.messages, reader.step.step.success_criteria, reader.workflow.library.types)


def _payload(reader: Reader, operation: MessageOperation, messages: tuple[MessageShape, ...]) -> Type:
    step = reader.step
    if operation.action == "send" and step is not None and step.payload is not None:
        return type_of(step.payload)
    return union([message.payload or UnknownType() for message in messages] or [UnknownType()])


def _header(reader: Reader, expression: Expression, name: str, messages: tuple[MessageShape, ...]) -> Read | Missing:
    types = reader.workflow.library.types
    declared = [_declared(message, name, types) for message in messages]
    found = [property for property in declared if property is not None]
    if not found:
        _tell_undeclared(reader, expression, name, messages)
        return reader.made(expression, MessageRoot("header", name), UnknownType(), True)
    type = union([UnknownType() if property is None else property.type for property in declared])
    optional = len(found) < len(declared) or not all(property.required for property in found)
    return reader.made(expression, MessageRoot("header", name), type, optional, at=found[0].span)


def _declared(message: MessageShape, name: str, types: Types) -> PropertyType | None:
    """Section "Runtime Expressions" of Arazzo: "`token` is not" case-sensitive."""
    shape = types.expand(message.headers)
    properties = shape.properties if isinstance(shape, ObjectType) else ()
    return next((property for property in properties if property.name.lower() == name.lower()), None)


def _tell_undeclared(reader: Reader, expression: Expression, name: str, messages: tuple[MessageShape, ...]) -> None:
    """Protocols have headers of their own, which no schema declares; one that is called almost like a declared one is probably meant to be it."""
    types = reader.workflow.library.types
    shapes = (types.expand(message.headers) for message in messages)
    known = {item.name: item for shape in shapes if isinstance(shape, ObjectType) for item in shape.properties}
    near = nearest(name, known)
    if near is not None:
        reader.workflow.library.reporter.report(
            contracts.UNMENTIONED_POINTER,
            f"the message does not mention header `{name}`, which `{expression.text}` reads",
            word(expression, ".header.", name),
            related=near_label(near, known[near].span, f"declares `{near}`"),
            help=f"change it to `{near}`",
        )
