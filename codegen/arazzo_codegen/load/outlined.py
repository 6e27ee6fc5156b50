"""A large document that was read before, by its outline.

Takes an outline and the text that it was made of, gives the same tree: its upper levels, and the rest as somebody looks at it.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TypeAlias

from .json import read_json_part
from .lines import Stretch
from .model import MappingNode, Node, ScalarNode, Style
from .outline import Level, Offsets, Outline, Row, Scalar, is_json, scalar_node, usual_style
from .tree import Tree
from .yaml import read_yaml_part

_Entry: TypeAlias = tuple[ScalarNode, Node]


def outlined(kept: str, text: str, path: str) -> Tree:
    """The tree of the document with this text and outline."""
    addresses, identifiers, root = _parsed(kept)
    read_part = read_json_part if is_json(path) else read_yaml_part
    nodes = _Nodes(path, lambda part: read_part(text, part, path))
    return Tree(nodes.mapping(root), tuple(addresses), tuple(identifiers))


def _parsed(kept: str) -> Outline:
    parsed: Outline = json.loads(kept)
    return parsed


class _Nodes:
    """Makes the nodes of one document of its outline; `read` reads a part."""

    def __init__(self, path: str, read: Callable[[Stretch], Node]) -> None:
        self._path = path
        self._usual: Style = usual_style(path)
        self._read = read

    def mapping(self, kept: Level) -> MappingNode:
        """A mapping whose entries are made when they are asked for."""
        line, column, end_line, end_column, rows, stretch = kept
        entries = _Entries(rows, self.entry) if stretch is None else _Part(map(self.entry, rows), self._reader(stretch))
        return MappingNode(entries, self._path, line, column, end_line, end_column)

    def entry(self, row: Row) -> _Entry:
        """A key and its value."""
        key, scalar, stretch, mapping = row
        if scalar is not None:
            return self._scalar(key), self._scalar(scalar)
        if mapping is not None:
            return self._scalar(key), self.mapping(mapping)
        assert stretch is not None
        return self._scalar(key), self._read(Stretch(*stretch))

    def _reader(self, stretch: Offsets) -> Callable[[], Mapping[str, _Entry]]:
        def entries() -> Mapping[str, _Entry]:
            node = self._read(Stretch(*stretch))
            assert isinstance(node, MappingNode)
            return node.entries

        return entries

    def _scalar(self, kept: Scalar) -> ScalarNode:
        value, line, column, written = kept
        if written is None:
            return scalar_node(value, self._path, line, column, self._usual)
        raw, style, end_line, end_column, indent = written
        text = str(value) if raw is None else raw
        return ScalarNode(value, text, style, self._path, line, column, end_line, end_column, indent)


class _Entries(Mapping[str, _Entry]):
    """The entries of a mapping, each made once: whoever follows references tells nodes by identity."""

    def __init__(self, rows: list[Row], make: Callable[[Row], _Entry]) -> None:
        self._rows = {str(row[0][0]): row for row in rows}
        self._make = make
        self._made: dict[str, _Entry] = {}

    def __getitem__(self, name: str) -> _Entry:
        made = self._made.get(name)
        if made is None:
            made = self._made[name] = self._make(self._rows[name])
        return made

    def __contains__(self, name: object) -> bool:
        return name in self._rows

    def __iter__(self) -> Iterator[str]:
        return iter(self._rows)

    def __len__(self) -> int:
        return len(self._rows)


class _Part(Mapping[str, _Entry]):
    """The entries of a mapping that is read when more is asked for than a few scalars."""

    def __init__(self, scalars: Iterable[_Entry], read: Callable[[], Mapping[str, _Entry]]) -> None:
        self._scalars = {str(key.value): (key, value) for key, value in scalars}
        self._read = read
        self._all: Mapping[str, _Entry] | None = None

    def _entries(self) -> Mapping[str, _Entry]:
        if self._all is None:
            self._all = {**self._read(), **self._scalars}
        return self._all

    def __getitem__(self, name: str) -> _Entry:
        known = self._scalars.get(name)
        return self._entries()[name] if known is None else known

    def __contains__(self, name: object) -> bool:
        return name in self._scalars or name in self._entries()

    def __iter__(self) -> Iterator[str]:
        return iter(self._entries())

    def __len__(self) -> int:
        return len(self._entries())
