"""Where the parts of a large document are, so that a later run reads those alone that it asks for.

Takes the tree of a document, gives its outline as text. An outline is good for the text that it was made of and for no other; `outlined` makes the
tree of it again.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import TypeAlias

from .lines import BREAK
from .model import Constant, MappingNode, Node, ScalarNode, SequenceNode, Style
from .tree import Tree

WORTH_AN_OUTLINE = 300_000
"""Bytes of a file that takes some hundredths of a second to read."""
_LEVELS = 3
"""Levels of mappings that an outline holds whole: in an API description those down to the path items and to the lists of components."""
_SHORT = 200
"""Characters of a scalar that an outline holds of mappings below, as the ids of operations, which are looked for in all of them."""

# JSON has no tuples: these are lists when they are read.
Written: TypeAlias = tuple[str | None, Style, int, int, int]
"""What a scalar's value and start do not tell: `raw` where it is not the value, style, end and indentation."""
Scalar: TypeAlias = tuple[Constant, int, int, Written | None]
Offsets: TypeAlias = tuple[int, int, int, int]
Level: TypeAlias = "tuple[int, int, int, int, list[Row], Offsets | None]"
"""A place, and all entries, or those that are short scalars and where the mapping stands."""
Row: TypeAlias = "tuple[Scalar, Scalar | None, Offsets | None, Level | None]"
"""A key, and one of the three that its value is: a scalar, a list somewhere, a mapping."""
Outline: TypeAlias = tuple[list[str], list[str], Level]


class _Unfit(Exception):
    """A document of which no outline can be made."""


def outline(tree: Tree, text: str, path: str) -> str | None:
    """The outline of a document that was read without findings; None where its parts cannot be read by themselves, and where all of it is
    needed anyway."""
    root = tree.root
    if not isinstance(root, MappingNode) or "arazzo" in root.entries or tree.has_aliases:
        return None
    if text.startswith("%") or "\n%" in text or "\ufeff" in text:
        return None
    try:
        mapping = _Outliner(text, path).mapping(root, len(text), 1)
    except _Unfit:
        return None
    return json.dumps((tree.addresses, tree.identifiers, mapping), separators=(",", ":"))


class _Outliner:
    """Writes the outline of one text."""

    def __init__(self, text: str, path: str) -> None:
        self._text = text
        self._usual: Style = usual_style(path)
        self._lines = [0, *(found.end() for found in BREAK.finditer(text))]

    def mapping(self, node: MappingNode, end: int, depth: int) -> Level:
        """A mapping whose text ends before offset `end`."""
        is_whole = depth <= _LEVELS
        stretch = None if is_whole else (self._offset(node.line, node.column), end, node.line, node.column)
        rows = list(self._rows(node, end, depth)) if is_whole else list(self._short(node))
        return node.line, node.column, node.end_line, node.end_column, rows, stretch

    def _rows(self, node: MappingNode, end: int, depth: int) -> Iterator[Row]:
        is_block = not self._has_brackets(node)
        # In a block mapping, a value ends before the line of the next key: what lies between, as the blank lines of `|+`, may belong to it.
        limits = [self._lines[key.line - 1] for key, _ in node.pairs()][1:] + [end]
        for (key, value), limit in zip(node.pairs(), limits, strict=False):
            yield self._row(key, value, limit if is_block else None, depth)

    def _row(self, key: ScalarNode, value: Node, limit: int | None, depth: int) -> Row:
        if isinstance(value, ScalarNode):
            return self._scalar(key), self._scalar(value), None, None
        end = self._offset(value.end_line, value.end_column) if self._has_brackets(value) else limit
        if end is None:
            raise _Unfit
        if isinstance(value, MappingNode):
            return self._scalar(key), None, None, self.mapping(value, end, depth + 1)
        return self._scalar(key), None, (self._offset(value.line, value.column), end, value.line, value.column), None

    def _short(self, node: MappingNode) -> Iterator[Row]:
        for key, value in node.pairs():
            if isinstance(value, ScalarNode) and len(value.raw) <= _SHORT:
                yield self._scalar(key), self._scalar(value), None, None

    def _scalar(self, node: ScalarNode) -> Scalar:
        if node == scalar_node(node.value, node.path, node.line, node.column, self._usual):
            return node.value, node.line, node.column, None
        raw = None if node.raw == node.value else node.raw
        return node.value, node.line, node.column, (raw, node.style, node.end_line, node.end_column, node.indent)

    def _offset(self, line: int, column: int) -> int:
        return self._lines[line - 1] + column - 1

    def _has_brackets(self, node: MappingNode | SequenceNode) -> bool:
        return self._text[self._offset(node.line, node.column)] in "{["


def is_json(path: str) -> bool:
    """Whether a file is read as JSON."""
    return path.endswith(".json")


def usual_style(path: str) -> Style:
    """The style that most scalars of a file have."""
    return "json" if is_json(path) else "plain"


def scalar_node(value: Constant, path: str, line: int, column: int, style: Style) -> ScalarNode:
    """The node of a scalar that is written as most are: on one line, as its value."""
    raw = str(value)
    return ScalarNode(value, raw, style, path, line, column, line, column + len(raw) + (2 if style == "json" else 0))
