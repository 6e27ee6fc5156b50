"""AsyncAPI descriptions, as an index of their channels and operations.

Takes a document's nodes, gives the entries with their places. AsyncAPI 2 says in a channel what can be sent and received; AsyncAPI 3 has
operations of their own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal

from ..diagnostics.model import Missing, Reporter
from ..diagnostics.rules import shape as rules
from ..load.model import Document, MappingNode, ScalarNode
from .described import first_place
from .model import AsyncApiDocument, ChannelEntry
from .pointers import escape

_VERSION = re.compile(r"([23])\.\d+\.\d+(?:-.+)?")
_ACTIONS: dict[str, Literal["send", "receive"]] = {"publish": "send", "subscribe": "receive"}
"""AsyncAPI 2 speaks from the view of who uses the application: what it may `publish` is sent to the channel."""


def parse_asyncapi(document: Document, root: MappingNode, reporter: Reporter) -> AsyncApiDocument | Missing:
    """The description that `root` holds, or `Missing` when its version is none that we know."""
    version = _parse_version(root, reporter)
    if isinstance(version, Missing):
        return version
    info = root.get("info")
    title = info.get("title") if isinstance(info, MappingNode) else None
    named = str(title.value) if isinstance(title, ScalarNode) and title.value is not None else ""
    entries = (*_channels(root), *(_operations(root) if version == "3" else ()))
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


def _channels(root: MappingNode) -> Iterator[ChannelEntry]:
    """The channels, and in AsyncAPI 2 the operations in them, which go by their `operationId`."""
    for name, node, pointer in _objects(root, "channels"):
        yield ChannelEntry("channel", name, None, node, pointer)
        for field, action in _ACTIONS.items():
            operation = node.get(field)
            operation_id = operation.get("operationId") if isinstance(operation, MappingNode) else None
            if isinstance(operation, MappingNode) and isinstance(operation_id, ScalarNode):
                yield ChannelEntry("operation", str(operation_id.value), action, operation, f"{pointer}/{field}")


def _operations(root: MappingNode) -> Iterator[ChannelEntry]:
    for name, node, pointer in _objects(root, "operations"):
        action = node.get("action")
        match action.value if isinstance(action, ScalarNode) else None:
            case "send" | "receive" as known:
                yield ChannelEntry("operation", name, known, node, pointer)
            case _:
                yield ChannelEntry("operation", name, None, node, pointer)


def _objects(root: MappingNode, field: str) -> Iterator[tuple[str, MappingNode, str]]:
    parent = root.get(field)
    if isinstance(parent, MappingNode):
        for key, node in parent.pairs():
            if isinstance(node, MappingNode):
                yield str(key.value), node, f"/{field}/{escape(str(key.value))}"
