"""Channel Objects: takes the place of a channel or of what names one, gives the channel's address and its messages."""

from __future__ import annotations

from collections.abc import Iterable

from ...diagnostics.model import Missing, Reporter
from ...diagnostics.nearest import nearest
from ...load.model import MappingNode, ScalarNode
from ...parse.model import ChannelEntry
from .. import fields
from ..model import MessageShape
from ..place import Place
from ..references import References, reference_of
from .messages import MessageReader
from .shapes import entries, items, report_invalid


def channel_of(named: Place | None, entry: ChannelEntry, references: References, reporter: Reporter) -> Place | Missing:
    """The channel that an operation of AsyncAPI 3 refers to."""
    if named is None:
        return report_invalid(reporter, f"operation `{entry.name}` has no `channel`", entry.key.span)
    if reference_of(named.node) is None:
        what = f"`channel` of operation `{entry.name}` must be a reference"
        return report_invalid(reporter, what, fields.head(named.node), "write `$ref: '#/channels/<channel>'`")
    place = references.follow(named)
    if isinstance(place, Missing) or isinstance(place.node, MappingNode):
        return place
    return report_invalid(
        reporter, f"the channel of operation `{entry.name}` must be an object", fields.head(place.node)
    )


def address_of(channel: Place, reporter: Reporter) -> str:
    """Section "Channel Object": an address that is null or absent is not known."""
    written = channel.child("address")
    if written is None or (isinstance(written.node, ScalarNode) and written.node.value is None):
        return ""
    text = fields.text(channel.node, "address")
    if text is None:
        report_invalid(reporter, f"`address` of channel `{channel.name}` must be a string", fields.head(written.node))
    return text or ""


def channel_messages(channel: Place, messages: MessageReader, reporter: Reporter) -> tuple[MessageShape, ...] | Missing:
    """All messages of a channel."""
    written = entries(channel, "messages", f"channel `{channel.name}`", reporter)
    return _whole(messages.read(place, name) for name, place in written)


def _whole(read: Iterable[MessageShape | Missing]) -> tuple[MessageShape, ...] | Missing:
    """All of them, or what is wrong with one: what an unreadable message holds, nobody knows."""
    found = list(read)
    missing = next((message for message in found if isinstance(message, Missing)), None)
    return missing or tuple(message for message in found if isinstance(message, MessageShape))


def listed_messages(
    listed: Place, channel: Place, messages: MessageReader, references: References, reporter: Reporter
) -> tuple[MessageShape, ...] | Missing:
    """The messages that an operation lists: "It MUST contain a subset of the messages defined in the channel" (section "Operation Object")."""
    places = items(listed, "`messages` of an operation", reporter)
    if isinstance(places, Missing):
        return places
    known = {name: references.find(written) for name, written in channel.children("messages")}

    def message(written: Place) -> MessageShape | Missing:
        place = references.follow(written)
        if isinstance(place, Missing):
            return place
        name = next((name for name, own in known.items() if own is not None and own.node is place.node), None)
        return (
            messages.read(written, name) if name else _report_foreign(written, place, channel, tuple(known), reporter)
        )

    return _whole(map(message, places))


def _report_foreign(
    written: Place, place: Place, channel: Place, known: tuple[str, ...], reporter: Reporter
) -> Missing:
    reference = reference_of(written.node)
    near = nearest(place.name, known)
    return report_invalid(
        reporter,
        f"message `{place.name}` is none of channel `{channel.name}`",
        fields.head(written.node) if reference is None else reference.span,
        f"refer to `{channel.pointer}/messages/{near}`" if near else "add it to the `messages` of the channel",
    )


def messages_of_version_2(
    operation: Place, name: str, messages: MessageReader, references: References, reporter: Reporter
) -> tuple[MessageShape, ...] | Missing:
    """AsyncAPI 2.6, section "Operation Object": one message, or several in `oneOf`."""
    written = operation.child("message")
    if written is None:
        return ()
    place = references.follow(written)
    if isinstance(place, Missing):
        return place
    several = items(place.child("oneOf"), "`oneOf` of a message", reporter)
    if isinstance(several, Missing):
        return several
    return _whole(messages.read(one, _name(one, references) or name) for one in several or (written,))


def _name(written: Place, references: References) -> str | None:
    """A message in a list goes by the name of the component that it refers to."""
    place = references.find(written)
    return None if place is None or place.pointer == written.pointer else place.name
