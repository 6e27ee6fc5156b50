"""Channels and operations: takes the entry of one in the index and what a step does with it, gives the `MessageOperation`.

AsyncAPI 2.6, sections "Channel Item Object" and "Operation Object"; AsyncAPI 3.0, sections "Channel Object", "Operation Object" and "Operation
Reply Object".
"""

from __future__ import annotations

from ...diagnostics.model import Missing, Reporter
from ...load.model import MappingNode
from ...parse.model import AsyncApiDocument, ChannelEntry
from ...tuples import NamedTuple
from .. import fields
from ..merge import union
from ..model import MessageAction, MediaType, MessageOperation, MessageShape, NullType, Type, UnionType, UnknownType
from ..place import Place
from ..types import Types
from .channels import address_of, channel_of, channel_messages, listed_messages, messages_of_version_2
from .messages import MessageReader
from .parameters import address_parameters, header_parameters
from .shapes import report_invalid
from .traits import FieldPlaces, fields_at, with_traits


class Use(NamedTuple):
    """What a step does with a channel; `replied` when it is about the reply of an operation."""

    action: MessageAction
    replied: bool


class _Carried(NamedTuple):
    """A channel, the messages that are meant of it, and what the application does with them."""

    channel: Place
    name: str
    messages: tuple[MessageShape, ...]
    described: MessageAction | None


def bind_operation(
    entry: ChannelEntry,
    place: Place,
    description: AsyncApiDocument,
    use: Use,
    types: Types,
    reporter: Reporter,
) -> MessageOperation | Missing:
    """The channel or operation at `place`, for a step that uses it so."""
    types.references.use(place)
    default = fields.text(description.root, "defaultContentType") or "application/json"
    messages = MessageReader(description.version, default, types, reporter)
    reader = _Reader(messages, types, reporter)
    if description.version == "2":
        carried = reader.version_2(entry, place, use.action)
    else:
        carried = reader.version_3(entry, place, use.replied)
    if isinstance(carried, Missing):
        return carried
    sends = use.action == "send"
    parameters = address_parameters(carried.channel, description.version, use.action, types, reporter)
    return MessageOperation(
        source=description.document.uri,
        operation_id=entry.name if entry.kind == "operation" else None,
        channel=carried.name,
        action=use.action,
        described=carried.described,
        path=carried.name if description.version == "2" else address_of(carried.channel, reporter),
        parameters=(*parameters, *header_parameters(carried.messages, types)) if sends else parameters,
        body=_body(carried.messages, default) if sends else (),
        body_required=sends and _is_payload_needed(carried.messages, types),
        messages=carried.messages,
        pointer=entry.pointer,
        span=entry.key.span,
    )


def _carried(
    channel: Place, name: str, messages: tuple[MessageShape, ...] | Missing, described: MessageAction | None
) -> _Carried | Missing:
    return messages if isinstance(messages, Missing) else _Carried(channel, name, messages, described)


class _Reader:
    """Finds the channel and the messages of one entry."""

    def __init__(self, messages: MessageReader, types: Types, reporter: Reporter) -> None:
        self._messages = messages
        self._references = types.references
        self._reporter = reporter

    def version_2(self, entry: ChannelEntry, place: Place, action: MessageAction) -> _Carried | Missing:
        """An operation stands in its channel; of a channel that has both, the one that answers the step's action is meant."""
        if entry.channel is not None:
            channel = place._replace(node=entry.channel.node, pointer=entry.channel.pointer)
            shapes = messages_of_version_2(place, entry.name, self._messages, self._references, self._reporter)
            return _carried(channel, entry.channel.name, shapes, entry.action)
        place_of_channel = self._references.follow(place)
        if isinstance(place_of_channel, Missing):
            return place_of_channel
        # What others publish, the application receives: a step that sends is one of the others.
        answered: tuple[tuple[str, MessageAction], ...] = (("publish", "receive"), ("subscribe", "send"))
        for field, described in answered if action == "send" else reversed(answered):
            operation = place_of_channel.child(field)
            if operation is not None:
                if not isinstance(operation.node, MappingNode):
                    what = f"`{field}` of channel `{entry.name}` must be an object"
                    return report_invalid(self._reporter, what, fields.head(operation.node))
                shapes = messages_of_version_2(operation, entry.name, self._messages, self._references, self._reporter)
                return _carried(place_of_channel, entry.name, shapes, described)
        return _carried(place_of_channel, entry.name, (), None)

    def version_3(self, entry: ChannelEntry, place: Place, replied: bool) -> _Carried | Missing:
        """An operation names its channel, and perhaps some of the channel's messages."""
        found = self._references.follow(place)
        if isinstance(found, Missing):
            return found
        if entry.kind == "channel":
            return _carried(found, entry.name, channel_messages(found, self._messages, self._reporter), None)
        operation = with_traits(found, "3", self._references, self._reporter)
        if entry.action is None:
            return self._report_action(entry, operation)
        holder = self._reply(operation) if replied else operation
        if isinstance(holder, Missing):
            return holder
        # Section "Operation Reply Object": without a channel of its own, the reply is on the channel of the operation.
        named = holder.get("channel") or operation.get("channel")
        channel = channel_of(named, entry, self._references, self._reporter)
        if isinstance(channel, Missing):
            return channel
        listed = holder.get("messages")
        if listed is None:
            shapes = channel_messages(channel, self._messages, self._reporter)
        else:
            shapes = listed_messages(listed, channel, self._messages, self._references, self._reporter)
        return _carried(channel, channel.name, shapes, None if replied else entry.action)

    def _reply(self, operation: FieldPlaces) -> FieldPlaces | Missing:
        place = self._references.follow(operation["reply"])
        if isinstance(place, Missing) or isinstance(place.node, MappingNode):
            return place if isinstance(place, Missing) else fields_at(place)
        return report_invalid(self._reporter, "`reply` of an operation must be an object", fields.head(place.node))

    def _report_action(self, entry: ChannelEntry, operation: FieldPlaces) -> Missing:
        written = operation.get("action")
        if written is None:
            return report_invalid(self._reporter, f"operation `{entry.name}` has no `action`", entry.key.span)
        what = f"`action` of operation `{entry.name}` must be `send` or `receive`"
        return report_invalid(self._reporter, what, fields.head(written.node))


def _body(messages: tuple[MessageShape, ...], default: str) -> tuple[MediaType, ...]:
    """What is sent, by content type: any of the messages of this type. Of what is not described, anything may be sent."""
    by_type: dict[str, list[MessageShape]] = {}
    for message in messages:
        by_type.setdefault(message.content_type, []).append(message)
    described = tuple(
        MediaType(content_type, union([m.payload or UnknownType() for m in same]), span=same[0].payload_span)
        for content_type, same in by_type.items()
    )
    return described or (MediaType(default, UnknownType()),)


def _is_payload_needed(messages: tuple[MessageShape, ...], types: Types) -> bool:
    """Whether every message has a payload that is not null, so that there is no message without one."""
    return bool(messages) and all(
        message.payload is not None and not _admits_null(types.expand(message.payload)) for message in messages
    )


def _admits_null(type: Type) -> bool:
    match type:
        case UnknownType() | NullType():
            return True
        case UnionType():
            return any(isinstance(member, NullType) for member in type.members)
        case _:
            return False
