"""What `load` gives: documents as trees of nodes, each with its span.

Nodes are named tuples, not dataclasses: a 13 MB description has half a million of them, and a tuple is made four times faster than a frozen
dataclass.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Literal, TypeAlias, assert_never

from ..classes import dataclass
from ..diagnostics.model import Missing, Position, Span
from ..tuples import NamedTuple

Style: TypeAlias = Literal["plain", "single", "double", "literal", "folded", "json"]
Constant: TypeAlias = str | int | float | bool | None
Data: TypeAlias = "Constant | list[Data] | dict[str, Data]"


class ScalarNode(NamedTuple):
    """A string, number, boolean or null. `raw` is the text as written (without quotes), `value` what YAML 1.2 core or JSON makes of it."""

    value: Constant
    raw: str
    style: Style
    path: str
    line: int
    column: int
    end_line: int
    end_column: int
    indent: int = 0
    """Columns of indentation of a block scalar's content; 0 for the other styles."""

    @property
    def span(self) -> Span:
        """The whole scalar, quotes included."""
        return Span(self.path, Position(self.line, self.column), Position(self.end_line, self.end_column))

    def part(self, start: int, end: int) -> Span:
        """Where characters `start` to `end` of the value stand; the whole scalar where the text between is escaped or folded."""
        if not isinstance(self.value, str):
            return self.span
        if self.style == "literal":
            before = self.value[:start].split("\n")
            inside = self.value[start:end]
            if "\n" in inside:
                return self.span
            line = self.line + len(before)
            column = self.indent + 1 + len(before[-1])
            return Span(self.path, Position(line, column), Position(line, column + len(inside)))
        quote = 0 if self.style == "plain" else 1
        width = self.end_column - self.column - 2 * quote
        if self.line != self.end_line or self.style == "folded" or width != len(self.value):
            return self.span
        first = self.column + quote + start
        return Span(self.path, Position(self.line, first), Position(self.line, first + max(end - start, 1)))


class SequenceNode(NamedTuple):
    """A list."""

    items: tuple[Node, ...]
    path: str
    line: int
    column: int
    end_line: int
    end_column: int

    @property
    def span(self) -> Span:
        """From the first bracket or dash to the end."""
        return Span(self.path, Position(self.line, self.column), Position(self.end_line, self.end_column))


class MappingNode(NamedTuple):
    """An object. Keys are strings and unique."""

    entries: Mapping[str, tuple[ScalarNode, Node]]
    """Keys and values by name, in the order of the text. Those of a large document may be made when they are asked for."""
    path: str
    line: int
    column: int
    end_line: int
    end_column: int

    @property
    def span(self) -> Span:
        """From the first brace or key to the end."""
        return Span(self.path, Position(self.line, self.column), Position(self.end_line, self.end_column))

    def get(self, name: str) -> Node | None:
        """The value of field `name`, or None when it is not there."""
        entry = self.entries.get(name)
        return None if entry is None else entry[1]

    def key(self, name: str) -> ScalarNode:
        """The key of field `name`, which must be there."""
        return self.entries[name][0]

    def pairs(self) -> Iterator[tuple[ScalarNode, Node]]:
        """Keys and values in the order of the text."""
        return iter(self.entries.values())


Node: TypeAlias = ScalarNode | SequenceNode | MappingNode


def data(node: Node) -> Data:
    """The plain value of a node, without places."""
    match node:
        case ScalarNode():
            return node.value
        case SequenceNode():
            return [data(item) for item in node.items]
        case MappingNode():
            return {name: data(value) for name, (_, value) in node.entries.items()}
        case _:
            assert_never(node)


@dataclass(frozen=True, slots=True)
class Document:
    """One file that was read. `uri` is its identity (`file:///…` or the URI it is mapped from), `path` what messages show."""

    uri: str
    path: str
    text: str
    root: Node
    addresses: tuple[str, ...] = ()
    """The other documents that its `$ref`s name, as written without fragments, in the order of the text."""


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A document that could not be had: `reason` in a few words, `help` what to do. Reported by whoever needs it, at the place that named it."""

    uri: str
    reason: str
    help: str | None = None
    because: Missing | None = None
    """What was already reported in the file itself; whoever needs the document then stays silent."""


@dataclass(frozen=True, slots=True)
class Sources:
    """Everything that was read: `documents` by URI, the entry documents in order, and where each reference leads.

    `links` maps (URI of the document that refers, the reference as written without its fragment) to the URI of the target.
    """

    documents: Mapping[str, Document | Unreadable]
    entries: tuple[str, ...]
    links: Mapping[tuple[str, str], str]

    def follow(self, base: str, reference: str) -> Document | Unreadable | None:
        """The document that `reference` names when it stands in document `base`."""
        target = base if not reference else self.links.get((base, reference))
        return None if target is None else self.documents.get(target)
