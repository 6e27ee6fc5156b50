"""Anchors and aliases, bounded.

Takes nodes as they get their anchors, gives them back for aliases. A node is shared, never copied; what it would be when written out is counted.
"""

from __future__ import annotations

from .limits import MAX_DEPTH, MAX_EXPANSION
from .model import MappingNode, Node, ScalarNode, SequenceNode


class BadAlias(Exception):
    """An alias that cannot be followed: `str(error)` says why, `bomb` whether it is too large when written out."""

    def __init__(self, reason: str, *, bomb: bool = False) -> None:
        super().__init__(reason)
        self.bomb = bomb


class Anchors:
    """The anchors of one document."""

    def __init__(self) -> None:
        self._nodes: dict[str, Node | None] = {}
        self._sizes: dict[int, tuple[int, int]] = {}
        self._added = 0

    def open(self, name: str) -> None:
        """The node of anchor `name` begins: until it is there, an alias to it would be a cycle."""
        self._nodes[name] = None

    def close(self, name: str, node: Node) -> None:
        """The node of anchor `name` is complete."""
        self._nodes[name] = node

    def follow(self, name: str, depth: int) -> Node:
        """The node of anchor `name`, put at `depth`. Raises `BadAlias`."""
        if name not in self._nodes:
            raise BadAlias(f"there is no anchor `&{name}` before this alias")
        node = self._nodes[name]
        if node is None:
            raise BadAlias(f"alias `*{name}` stands inside its own anchor")
        size, height = self._measure(node)
        self.add(size)
        if depth + height > MAX_DEPTH:
            raise BadAlias(f"alias `*{name}` nests deeper than {MAX_DEPTH} levels", bomb=True)
        return node

    def add(self, count: int) -> None:
        """Count nodes that are written once and read again. Raises `BadAlias`."""
        self._added += count
        if self._added > MAX_EXPANSION:
            raise BadAlias(f"aliases add more than {MAX_EXPANSION} nodes to this document", bomb=True)

    def _measure(self, node: Node) -> tuple[int, int]:
        """Number of nodes and levels below and with `node`, each collection measured once."""
        if isinstance(node, ScalarNode):
            return 1, 0
        known = self._sizes.get(id(node))
        if known is None:
            measured = [self._measure(child) for child in _children(node)]
            size = 1 + sum(size for size, _ in measured)
            known = self._sizes[id(node)] = (size, 1 + max((height for _, height in measured), default=0))
        return known


def _children(node: SequenceNode | MappingNode) -> tuple[Node, ...]:
    if isinstance(node, SequenceNode):
        return node.items
    return tuple(value for _, value in node.entries.values())
