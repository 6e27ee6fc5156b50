"""Places: a node of a document with its pointer, and the ways down from it."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from typing import assert_never

from ..load.model import Document, MappingNode, Node, ScalarNode, SequenceNode
from ..tuples import NamedTuple
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
        """The last token of the pointer; of a whole document, what its file is called."""
        if self.pointer:
            return unescape(self.pointer.rpartition("/")[2])
        file = self.document.path.replace("\\", "/").rpartition("/")[2]
        return file.partition(".")[0] or file

    def child(self, *tokens: str) -> Place | None:
        """The place below this one, or None when there is none."""
        node, pointer = self.node, self.pointer
        for token in tokens:
            below = _step(node, token)
            if below is None:
                return None
            node, pointer = below, f"{pointer}/{escape(token)}"
        return Place(self.document, node, pointer)

    def below(self) -> Iterator[Place]:
        """All places right below this one."""
        match self.node:
            case MappingNode():
                for key, (_, value) in self.node.entries.items():
                    yield Place(self.document, value, f"{self.pointer}/{escape(key)}")
            case SequenceNode():
                for index, item in enumerate(self.node.items):
                    yield Place(self.document, item, f"{self.pointer}/{index}")
            case ScalarNode():
                return
            case _:
                assert_never(self.node)

    def children(self, name: str) -> Iterator[tuple[str, Place]]:
        """The entries of the object, or the items of the list, in field `name`."""
        below = self.child(name)
        if below is not None:
            names = below.node.entries if isinstance(below.node, MappingNode) else itertools.count()
            yield from ((str(key), place) for key, place in zip(names, below.below(), strict=False))


def _step(node: Node, token: str) -> Node | None:
    match node:
        case MappingNode():
            return node.get(token)
        case SequenceNode():
            index = int(token) if token.isascii() and token.isdigit() and len(token) < 10 else -1
            return node.items[index] if 0 <= index < len(node.items) else None
        case ScalarNode():
            return None
        case _:
            assert_never(node)
