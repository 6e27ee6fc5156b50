"""Tying an operation of an OpenAPI description to the operation of the service model that it describes.

Takes the description's operation and the model; gives an `AwsOperation`, or reports that AWS has no such operation.
"""

from __future__ import annotations

import re

from ...diagnostics.model import Missing, Reporter
from ...diagnostics.nearest import nearest
from ...diagnostics.rules import aws as rules
from ...load.model import Data, ScalarNode
from ...parse.model import OperationEntry
from ..model import AwsOperation, ObjectType, SourceKey, Type
from .method_names import method_name
from .service import Member, ServiceModel, ServiceOperation, Shape
from .shapes import ShapeTypes, required

_NEXT_PAGE = re.compile(
    r"(?:next|lastevaluated).*|(?:continuation|page|pagination)token|marker|position", re.IGNORECASE
)
"""What the services call the place where the next page begins; there is none on the last page."""


def bind_operation(
    service: str,
    model: Data,
    entry: OperationEntry,
    source: SourceKey,
    target: ScalarNode,
    types: dict[str, Type],
    reporter: Reporter,
) -> AwsOperation | Missing:
    """The operation of `service` that `entry` describes; `target` is the step's scalar that names it."""
    aws = ServiceModel(model)
    name = _find(aws, entry)
    if name is None:
        return _unknown(service, aws, entry, target, reporter)
    operation = aws.operation(name)
    taken = _shape(aws, operation.input)
    given = _shape(aws, operation.output)
    return AwsOperation(
        source=source,
        service=service,
        name=name,
        method=method_name(name),
        input=ShapeTypes(service, aws, types).object(taken, required(taken)),
        output=_output(service, aws, given, types),
        required=required(taken),
        success_status=operation.status,
        errors=tuple((error, aws.shape(error).error_status) for error in operation.errors),
        header_members=tuple((m.wire.lower(), m.name) for m in given.members if m.location == "header" and m.wire),
        payload_member=given.payload,
        streaming=_streams(aws, given),
        pointer=entry.pointer,
        span=(entry.operation_id or entry.node).span,
        input_payload=taken.payload,
        xml=aws.is_xml,
        request_line=f"{operation.method} {operation.uri}",
        input_shape=operation.input or "",
        client_class=aws.client_class,
    )


def _find(model: ServiceModel, entry: OperationEntry) -> str | None:
    """The model's name for the operation: by its id, else by method and path."""
    if entry.operation_id is not None and isinstance(entry.operation_id.value, str):
        name = _by_id(model.names(), entry.operation_id.value)
        if name is not None:
            return name
    return next((found.name for found in model.operations() if _same_request(found, entry)), None)


def _by_id(names: tuple[str, ...], operation_id: str) -> str | None:
    """`startOutboundVoiceContact`, `start-outbound-voice-contact` and `Connect_StartOutboundVoiceContact` name the same operation."""
    by_letters = {_letters(name): name for name in names}
    unprefixed = operation_id.rpartition("_")[2].rpartition(".")[2]
    return by_letters.get(_letters(operation_id)) or by_letters.get(_letters(unprefixed))


def _letters(name: str) -> str:
    return re.sub(r"[^a-z0-9]", "", name.lower())


def _same_request(operation: ServiceOperation, entry: OperationEntry) -> bool:
    """Whether the description's method and path are those of the model, whatever the path's parameters are called."""
    if operation.method.lower() != entry.method or operation.uri == "/":
        return False
    return _path_shape(operation.uri) == _path_shape(entry.path)


def _path_shape(path: str) -> str:
    return re.sub(r"\{[^}]*\}", "{}", path).rstrip("/")


def _shape(model: ServiceModel, name: str | None) -> Shape:
    """The shape of an input or output; an operation without one takes or gives nothing."""
    return model.shape(name or "")


def _output(service: str, model: ServiceModel, shape: Shape, types: dict[str, Type]) -> ObjectType:
    """The output as boto3 gives it: members at the first level, those that AWS may leave out as optional."""
    promised = tuple(member.name for member in shape.members if _is_promised(model, shape, member))
    return ShapeTypes(service, model, types, output=True).object(shape, promised)


def _is_promised(model: ServiceModel, output: Shape, member: Member) -> bool:
    """Whether a member is there in each answer.

    Most models say nothing about outputs: what is one value is taken to be there, what may be empty (an item that was not found, an empty queue)
    and where a next page begins is not. A model that lists required members means it.
    """
    kind = model.shape(member.shape).type
    if member.name.lower() == "nexttoken" or (model.is_xml and kind == "list"):
        return False  # required or not: on the last page, and where there is no element for an item
    if output.required:
        return member.name in output.required
    return kind not in ("list", "map") and _NEXT_PAGE.fullmatch(member.name) is None


def _streams(model: ServiceModel, shape: Shape) -> bool:
    """Whether the body is a stream or a stream of events, which boto3 leaves unread."""
    payload = next((member for member in shape.members if member.name == shape.payload), None)
    if payload is None:
        return False
    body = model.shape(payload.shape)
    return payload.streaming or body.streaming or body.event_stream


def _unknown(
    service: str, model: ServiceModel, entry: OperationEntry, target: ScalarNode, reporter: Reporter
) -> Missing:
    """Report an operation that the service does not have."""
    written = str(entry.operation_id.value) if entry.operation_id else f"{entry.method.upper()} {entry.path}"
    near = nearest(written, model.names())
    return reporter.report(
        rules.UNKNOWN_AWS_OPERATION,
        f"AWS service `{service}` has no operation `{written}`",
        target.span,
        label="no operation of boto3's model of the service",
        help=None if near is None else f"change it to `{near}`, here and in the description",
    )
