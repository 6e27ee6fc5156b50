"""From a place in a text to the JSON Pointer of the node that stands there.

Takes the documents that were read and a span, gives a pointer (RFC 6901). Trees are walked only when a format asks for pointers.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ..diagnostics.model import Position, Span
from ..load.model import Document, MappingNode, Node, SequenceNode


class Pointers:
    """Finds nodes in the documents of one run."""

    def __init__(self, documents: Iterable[Document]) -> None:
        self._roots = {document.path: document.root for document in documents}

    def __call__(self, span: Span) -> str | None:
        """The pointer of the innermost node that holds the start of the span, or whose key does; None for a file that is no document."""
        root = self._roots.get(span.path)
        return None if root is None else pointer_at(root, span.start)


def pointer_at(root: Node, place: Position) -> str:
    """The pointer of the innermost node at a place; '' is the whole document."""
    pointer = ""
    node = root
    while True:
        inner = next(((name, child) for name, child, held in _children(node) if held(place)), None)
        if inner is None:
            return pointer
        name, node = inner
        pointer += f"/{name.replace('~', '~0').replace('/', '~1')}"


class _Held:
    """Whether a place lies between two others."""

    def __init__(self, start: Position, end: Position) -> None:
        self._start, self._end = start, end

    def __call__(self, place: Position) -> bool:
        return self._start <= place < self._end or self._start == place


def _children(node: Node) -> Iterator[tuple[str, Node, _Held]]:
    if isinstance(node, MappingNode):
        for key, value in node.pairs():
            yield str(key.value), value, _Held(key.span.start, value.span.end)
    elif isinstance(node, SequenceNode):
        for index, item in enumerate(node.items):
            yield str(index), item, _Held(item.span.start, item.span.end)
