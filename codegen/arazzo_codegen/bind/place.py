"""Places: a node of a document with its pointer, and the ways down from it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from ..load.model import Document, MappingNode, Node, ScalarNode, SequenceNode
from .fields import escape, unescape


class Place(NamedTuple):
    """A node, where it stands."""

    document: Document
    node: Node
    pointer: str

    @property
    def key(self) -> str:
        """What identifies the place: `<document URI>#<pointer>`."""
        return f"{self.document.uri}#{self.pointer}"

    @property
    def name(self) -> str:
        """The last token of the pointer."""
        return unescape(self.pointer.rpartition("/")[2])

    def child(self, *tokens: str) -> Place | None:
        """The place below this one, or None when there is none."""
        node, pointer = self.node, self.pointer
        for token in tokens:
            below = _step(node, token)
            if below is None:
                return None
            node, pointer = below, f"{pointer}/{escape(token)}"
        return Place(self.document, node, pointer)

    def children(self, name: str) -> Iterator[tuple[str, Place]]:
        """The entries of the object, or the items of the list, in field `name`."""
        below = self.child(name)
        if below is None:
            return
        match below.node:
            case MappingNode():
                for key, value in below.node.entries.items():
                    yield key, Place(self.document, value[1], f"{below.pointer}/{escape(key)}")
            case SequenceNode():
                for index, item in enumerate(below.node.items):
                    yield str(index), Place(self.document, item, f"{below.pointer}/{index}")
            case ScalarNode():
                return


def _step(node: Node, token: str) -> Node | None:
    match node:
        case MappingNode():
            return node.get(token)
        case SequenceNode():
            index = int(token) if token.isascii() and token.isdigit() and len(token) < 10 else -1
            return node.items[index] if 0 <= index < len(node.items) else None
        case ScalarNode():
            return None
