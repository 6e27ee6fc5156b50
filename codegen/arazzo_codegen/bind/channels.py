"""AsyncAPI in steps: takes a `channelPath`, gives the channel; takes a channel or operation and the step that is about it, gives what the step
does with it.

The standard form is `{$sourceDescriptions.<name>.url}#/channels/<channel>`; what people write instead is understood where it is plain.
"""

from __future__ import annotations

from urllib.parse import unquote

from ..diagnostics.model import Label, Missing, Span
from ..diagnostics.nearest import nearest
from ..diagnostics.rules import limits, names, shape
from ..load.model import Document, MappingNode, ScalarNode
from ..parse.model import ArazzoDocument, AsyncApiDocument, ChannelEntry, OperationTarget, SourceDescription, Step
from .asyncapi import Use, bind_operation
from .descriptions import Candidate, description_of
from .fields import escape, head, unescape
from .model import MessageAction, MessageOperation
from .operation_paths import source_of, tell_standard, unknown_address
from .pointers import near_label
from .place import Place
from .scope import Library, WorkflowScope
from .unreadable import silent

_PURPOSE = {"send": "sends to", "receive": "receives from"}


def by_channel(node: ScalarNode, document: ArazzoDocument, library: Library) -> Candidate | Missing:
    """The channel that a `channelPath` names."""
    address, hash_mark, pointer = str(node.value).strip().partition("#")
    if not hash_mark:
        return _malformed(node, document, library)
    named = source_of(address, document)
    if named is None:
        return unknown_address(node, address, document, library)
    source, standard = named
    description = description_of(source, library)
    if not isinstance(description, AsyncApiDocument):
        return silent(source, library) or _no_asyncapi(node, source, library)
    tokens = [unescape(unquote(token)) for token in pointer.split("/")[1:]]
    channels = {entry.name: entry for entry in description.entries if entry.kind == "channel"}
    if len(tokens) != 2 or tokens[0] != "channels" or tokens[1] not in channels:
        return _unknown(node, tokens, source, description, library)
    if not standard:
        tell_standard(node, source, pointer, library)
    return Candidate(tokens[1], source, description, channels[tokens[1]])


def _malformed(node: ScalarNode, document: ArazzoDocument, library: Library) -> Missing:
    """A channel path without a pointer: the form to write is certain where one description has a channel of this name."""
    found = next((source for source in document.source_descriptions if node.value in _channels(source, library)), None)
    if found is None:
        told = (silent(source, library) for source in document.source_descriptions if source.type != "openapi")
        unreadable = next((missing for missing in told if missing is not None), None)
        if unreadable is not None:
            return unreadable
    form = "{$sourceDescriptions.<name>.url}#/channels/<channel>" if found is None else _form(found, str(node.value))
    return library.reporter.report(
        names.UNKNOWN_CHANNEL,
        f"`{node.value}` is no channel path",
        node.span,
        help=f"{'write it as' if found is None else 'change it to'} `{form}`",
    )


def _channels(source: SourceDescription, library: Library) -> tuple[str, ...]:
    description = description_of(source, library)
    entries = description.entries if isinstance(description, AsyncApiDocument) else ()
    return tuple(entry.name for entry in entries if entry.kind == "channel")


def _form(source: SourceDescription, channel: str) -> str:
    return f"{{$sourceDescriptions.{source.name.value}.url}}#/channels/{escape(channel)}"


def _no_asyncapi(node: ScalarNode, source: SourceDescription, library: Library) -> Missing:
    return library.reporter.report(
        names.WRONG_KIND_OF_SOURCE,
        f"source description `{source.name.value}` is no AsyncAPI description, and has no channels",
        node.span,
        related=(Label(source.url.span, "declared here"),),
        help="name a source description of type `asyncapi`",
    )


def _unknown(
    node: ScalarNode, tokens: list[str], source: SourceDescription, description: AsyncApiDocument, library: Library
) -> Missing:
    broken = description.root.get("channels")
    told = None if broken is None or isinstance(broken, MappingNode) else library.reporter.earlier(head(broken))
    if told is not None:
        return told
    known = {entry.name: entry for entry in description.entries}
    if len(tokens) == 2 and tokens[0] == "operations" and tokens[1] in known:
        return _operation_as_channel(node, source, known[tokens[1]], library)
    # A slash that was not escaped as `~1` makes several tokens of one name.
    written = "/".join(tokens[1:] if tokens[:1] == ["channels"] else tokens)
    channels = {name: entry for name, entry in known.items() if entry.kind == "channel"}
    near = next((name for name in (written, *tokens[1:2]) if name in channels), None) or nearest(written, channels)
    return library.reporter.report(
        names.UNKNOWN_CHANNEL,
        f"source description `{source.name.value}` has no channel{f' `{written}`' if written else ' without a name'}",
        _channel_part(node),
        label="no channel of this name" if near != written else "leads to no channel",
        related=near_label(near, channels[near].key.span if near else None, "a channel with a similar name"),
        notes=() if near else _listed(tuple(channels)),
        help=f"change it to `{_form(source, near)}`" if near else None,
    )


def _listed(channels: tuple[str, ...]) -> tuple[str, ...]:
    if not channels:
        return ("it has no channels",)
    shown = ", ".join(f"`{name}`" for name in channels[:12])
    return (f"its channels are {shown}{' and others' if len(channels) > 12 else ''}",)


def _channel_part(node: ScalarNode) -> Span:
    """What stands behind `#/channels/`, or behind `#` where the pointer leads elsewhere."""
    text = str(node.value).rstrip()
    start = text.index("#") + 1
    start += len("/channels/") if text.startswith("/channels/", start) else 0
    return node.part(start, len(text)) if start < len(text) else node.span


def _operation_as_channel(
    node: ScalarNode, source: SourceDescription, entry: ChannelEntry, library: Library
) -> Missing:
    return library.reporter.report(
        names.UNKNOWN_CHANNEL,
        f"`{node.value}` leads to an operation, not to a channel",
        node.span,
        related=(Label(entry.key.span, "this operation"),),
        help=f"write `operationId: $sourceDescriptions.{source.name.value}.{entry.name}` in its place",
    )


def message_target(found: Candidate, step: Step, scope: WorkflowScope) -> MessageOperation | Missing:
    """What `step` does with a channel or operation of an AsyncAPI description."""
    entry, description, library = found.entry, found.description, scope.library
    assert isinstance(entry, ChannelEntry) and isinstance(description, AsyncApiDocument)
    action = _action(step, library)
    if isinstance(action, Missing):
        return action
    _refuse(step, action, entry, library)
    place = Place(_document(entry, description, library), entry.node, entry.pointer)
    use = Use(action, _is_reply(entry, description, action, scope))
    return bind_operation(entry, place, description, use, library.types, library.reporter)


def _refuse(step: Step, action: MessageAction, entry: ChannelEntry, library: Library) -> None:
    """There is no backend for messages. The step is looked at all the same."""
    written = step.target
    assert isinstance(written, OperationTarget)
    library.reporter.report(
        limits.ASYNCAPI_STEP,
        f"cannot compile step `{step.id.value}`, which {_PURPOSE[action]} an AsyncAPI channel",
        written.node.span,
        label="checked, but not compiled",
        related=(Label(entry.key.span, "described here"),),
        help="leave the step out, and use the channel from your own code",
    )


def _action(step: Step, library: Library) -> MessageAction | Missing:
    """Field `action`, which the schema of Arazzo 1.1 requires of steps over AsyncAPI."""
    match None if step.action is None else step.action.value:
        case "send" | "receive" as action:
            return action
        case _:
            written = step.node.get("action")
            told = None if written is None else library.reporter.earlier(head(written))
            return told or library.reporter.report(
                shape.MISSING_FIELD, "the step has no `action`", head(step.node), help="add `action`"
            )


def _document(entry: ChannelEntry, description: AsyncApiDocument, library: Library) -> Document:
    """The document that the entry stands in; its references may lead into another."""
    read = (document for document in library.sources.documents.values() if isinstance(document, Document))
    return next((document for document in read if document.path == entry.node.path), description.document)


def _is_reply(entry: ChannelEntry, description: AsyncApiDocument, action: MessageAction, scope: WorkflowScope) -> bool:
    """Whether a step is about the reply of an operation: an earlier step has done the other thing with it, which was the request.

    An earlier step of which nothing is known may well have been that one.
    """
    if entry.kind != "operation" or description.version != "3" or entry.node.get("reply") is None:
        return False
    place = (description.document.uri, entry.pointer)
    lost = False
    for step in scope.steps.values():
        target, other = step.target, step.step.action is None or step.step.action.value != action
        if isinstance(target, MessageOperation) and (target.source, target.pointer) == place:
            return target.action != action
        lost = lost or (isinstance(target, Missing) and other)
    return lost and entry.action == action
