"""AsyncAPI descriptions, as an index of their channels and operations.

Takes a document's nodes, gives the entries with their places. AsyncAPI 2 says in a channel what can be sent and received; AsyncAPI 3 has
operations of their own. What a channel carries is read where it is bound.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal, TypeAlias

from ..diagnostics.model import Missing, Reporter
from ..diagnostics.rules import shape as rules
from ..load.model import Document, MappingNode, Node, ScalarNode, SequenceNode, Sources
from ..tuples import NamedTuple
from .described import first_place, report_type
from .model import AsyncApiDocument, ChannelEntry
from .pointers import escape, resolve_pointer

_Action: TypeAlias = Literal["send", "receive"]

_VERSION = re.compile(r"([23])\.\d+\.\d+(?:-.+)?")
_ACTIONS: dict[str, _Action] = {"publish": "receive", "subscribe": "send"}
"""AsyncAPI 2.6, section "Channel Item Object": `publish` "defines the messages consumed by the application from the channel", `subscribe` those
"produced by the application and sent to the channel"."""
_MAX_REFERENCES = 16
"""Longest chain of `$ref`s that is followed to a channel or an operation."""


class _Found(NamedTuple):
    """An object and where it stands."""

    document: Document
    node: MappingNode
    pointer: str


def parse_asyncapi(
    document: Document, root: MappingNode, sources: Sources, reporter: Reporter
) -> AsyncApiDocument | Missing:
    """The description that `root` holds, or `Missing` when its version is none that we know."""
    version = _parse_version(root, reporter)
    if isinstance(version, Missing):
        return version
    info = root.get("info")
    title = info.get("title") if isinstance(info, MappingNode) else None
    named = str(title.value) if isinstance(title, ScalarNode) and title.value is not None else ""
    index = _Index(document, root, sources, reporter)
    entries = (*index.channels(version), *(index.operations() if version == "3" else ()))
    return AsyncApiDocument(document, version, named, root, entries)


def _parse_version(root: MappingNode, reporter: Reporter) -> Literal["2", "3"] | Missing:
    node = root.get("asyncapi")
    match = _VERSION.fullmatch(node.raw) if isinstance(node, ScalarNode) else None
    match match and match[1]:
        case "2" | "3" as version:
            return version
        case _:
            written = node.raw if isinstance(node, ScalarNode) else "this"
            message = f"`{written}` is no version of AsyncAPI that is known"
            help = "use a description in version 2 or 3"
            return reporter.report(rules.UNSUPPORTED_DESCRIPTION, message, first_place(node or root), help=help)


class _Index:
    """Makes the entries of one description."""

    def __init__(self, document: Document, root: MappingNode, sources: Sources, reporter: Reporter) -> None:
        self._document = document
        self._root = root
        self._sources = sources
        self._reporter = reporter

    def channels(self, version: Literal["2", "3"]) -> Iterator[ChannelEntry]:
        """The channels, and in AsyncAPI 2 the operations in them, which go by their `operationId`."""
        for key, place in self._objects("channels"):
            channel = ChannelEntry("channel", str(key.value), None, place.node, place.pointer, key)
            yield channel
            for field, action in _ACTIONS.items() if version == "2" else ():
                yield from self._named_operation(channel, place, field, action)

    def operations(self) -> Iterator[ChannelEntry]:
        """The operations of AsyncAPI 3, which go by their keys."""
        for key, place in self._objects("operations"):
            action = _action(place.node.get("action"))
            yield ChannelEntry("operation", str(key.value), action, place.node, place.pointer, key)

    def _named_operation(
        self, channel: ChannelEntry, place: _Found, field: str, action: _Action
    ) -> Iterator[ChannelEntry]:
        node = place.node.get(field)
        if isinstance(node, MappingNode):
            named = self._operation_id(node, place.document)
            if named is not None:
                pointer = f"{place.pointer}/{field}"
                yield ChannelEntry("operation", str(named.value), action, node, pointer, named, channel)

    def _operation_id(self, operation: MappingNode, document: Document) -> ScalarNode | None:
        """Section "Operation Trait Object": the id may come from a trait, which is merged into the operation."""
        traits = operation.get("traits")
        found = [operation]
        for item in traits.items if isinstance(traits, SequenceNode) else ():
            trait = self._followed(_Found(document, item, "")) if isinstance(item, MappingNode) else None
            found.extend(() if trait is None else (trait.node,))
        ids = [node.get("operationId") for node in found]
        return next((node for node in reversed(ids) if isinstance(node, ScalarNode) and node.value is not None), None)

    def _objects(self, field: str) -> Iterator[tuple[ScalarNode, _Found]]:
        """The entries of a map, `$ref`s followed; one that leads nowhere stays as it is, for whoever needs it to report."""
        parent = self._root.get(field)
        if parent is not None and not isinstance(parent, MappingNode):
            report_type(parent, f"`{field}` of the description", "an object", self._reporter)
            return
        for key, node in () if parent is None else parent.pairs():
            name = str(key.value)
            if isinstance(node, MappingNode):
                place = _Found(self._document, node, f"/{field}/{escape(name)}")
                yield key, self._followed(place) or place
            elif not name.startswith("x-"):
                report_type(node, f"`{name}` in `{field}` of the description", "an object", self._reporter)

    def _followed(self, place: _Found) -> _Found | None:
        for _ in range(_MAX_REFERENCES):
            reference = place.node.get("$ref")
            if not isinstance(reference, ScalarNode):
                return place
            address, _, pointer = str(reference.value).partition("#")
            target = self._sources.follow(place.document.uri, address)
            node = resolve_pointer(target.root, pointer) if isinstance(target, Document) else None
            if not isinstance(target, Document) or not isinstance(node, MappingNode):
                return None
            place = _Found(target, node, pointer)
        return None


def _action(written: Node | None) -> _Action | None:
    match written:
        case ScalarNode(value="send"):
            return "send"
        case ScalarNode(value="receive"):
            return "receive"
        case _:
            return None
