"""YAML 1.2 with places: text in, nodes out.

libyaml's events are built into nodes in one pass. What Arazzo and OpenAPI ask of YAML beyond its grammar (string keys that are unique, tags of
the JSON schema ruleset) is checked on the way, and what could hurt (depth, cycles, expansion of aliases) is bounded.
"""

from __future__ import annotations

from ..diagnostics.model import Missing, Reporter, Span
from ..diagnostics.rules import reading
from .aliases import Anchors, BadAlias
from .events import (
    ALIAS,
    DOCUMENT_START,
    MAPPING_END,
    MAPPING_START,
    SCALAR,
    SEQUENCE_END,
    STREAM_END,
    Event,
    YamlError,
    events,
)
from .findings import Findings, shorten
from .limits import MAX_DEPTH, MAX_NODES
from .lines import Stretch, shield
from .model import MappingNode, Node, ScalarNode, SequenceNode
from .scalar_nodes import ScalarNodes
from .scalars import is_text
from .tree import Names, Tree
from .yaml_errors import report_syntax_error, span_of

_MAPPING_TAGS = (None, "!", "tag:yaml.org,2002:map")
_SEQUENCE_TAGS = (None, "!", "tag:yaml.org,2002:seq")


class _Stopped(Exception):
    """The rest of the document cannot be read; what was reported says why."""

    def __init__(self, missing: Missing) -> None:
        self.missing = missing


def read_yaml(text: str, path: str, reporter: Reporter) -> Tree | Missing:
    """The nodes of a YAML document, or what was reported when it has none."""
    try:
        return _Builder(text, path, reporter).build()
    except _Stopped as stopped:
        return stopped.missing
    except YamlError as error:
        return report_syntax_error(error, text, path, reporter)


def read_yaml_part(text: str, part: Stretch, path: str) -> Node:
    """The node that stands in a part of a document, which was read before without findings and has no aliases."""
    indented = " " * (part.column - 1) + text[part.start : part.end]
    return _Builder(indented, path, Reporter(), part.line).build().root


class _Builder:
    """Builds the nodes of one document from libyaml's events; `line` is the number of the text's first line."""

    def __init__(self, text: str, path: str, reporter: Reporter, line: int = 1) -> None:
        shielded, restored = shield(text)
        self._next = events(shielded)
        self._text = text
        self._path = path
        self._line = line
        self._reporter = reporter
        self._findings = Findings(reporter)
        self._scalars = ScalarNodes(text, path, line, restored, self._findings)
        self._anchors = Anchors()
        self._has_aliases = False
        self._nodes = 0
        self._names = Names()
        self._odd_keys: list[ScalarNode] = []

    def build(self) -> Tree:
        """Read the one document that a file may hold."""
        if self._document_start() is None:
            return Tree(ScalarNode(None, "", "plain", self._path, 1, 1, 1, 1))
        root = self._node(self._next(), 0)
        second = self._document_start()
        if second is not None:
            help = "put it into a file of its own"
            self._findings.say(reading.SECOND_DOCUMENT, "a second document begins here", self._at(second), help=help)
        return self._names.tree(root, tuple(self._odd_keys), has_aliases=self._has_aliases)

    def _document_start(self) -> Event | None:
        """The event that begins the next document, if there is one."""
        event = self._next()
        while (kind := _kind(event)) is not DOCUMENT_START:
            if kind is STREAM_END:
                return None
            event = self._next()
        return event

    def _node(self, event: Event, depth: int) -> Node:
        self._nodes += 1
        if self._nodes > MAX_NODES:
            message = f"this file has more than {MAX_NODES} values"
            raise _Stopped(self._reporter.report(reading.TOO_LARGE, message, self._at(event)))
        kind = _kind(event)
        if kind is ALIAS:
            return self._alias(event, depth)
        anchor = event.anchor
        if anchor is not None:
            self._anchors.open(anchor)
        node: Node
        if kind is SCALAR:
            node = self._scalars.make(event)
        elif depth >= MAX_DEPTH:
            message = f"this is nested deeper than {MAX_DEPTH} levels"
            raise _Stopped(self._reporter.report(reading.NESTED_TOO_DEEP, message, self._at(event)))
        else:
            node = (self._mapping if kind is MAPPING_START else self._sequence)(event, depth + 1)
        if anchor is not None:
            self._anchors.close(anchor, node)
        return node

    def _sequence(self, event: Event, depth: int) -> SequenceNode:
        if event.tag not in _SEQUENCE_TAGS:
            self._unknown_tag(event)
        items: list[Node] = []
        child = self._next()
        while _kind(child) is not SEQUENCE_END:
            items.append(self._node(child, depth))
            child = self._next()
        return SequenceNode(tuple(items), self._path, *self._extent(event, child, items[-1] if items else None))

    def _mapping(self, event: Event, depth: int) -> MappingNode:
        if event.tag not in _MAPPING_TAGS:
            self._unknown_tag(event)
        entries: dict[str, tuple[ScalarNode, Node]] = {}
        merged: list[tuple[ScalarNode, Node]] = []
        value: Node | None = None
        child = self._next()
        while _kind(child) is not MAPPING_END:
            key = self._key(child, depth)
            value = self._node(self._next(), depth)
            if key.value == "<<" and key.style == "plain":
                merged.append((key, value))
            else:
                self._enter(entries, key, value)
            child = self._next()
        for merge in merged:
            self._merge(entries, *merge)
        return MappingNode(entries, self._path, *self._extent(event, child, value))

    def _enter(self, entries: dict[str, tuple[ScalarNode, Node]], key: ScalarNode, value: Node) -> None:
        name = str(key.value)
        if name in entries:
            self._findings.duplicate(key, entries[name][0])
            return
        entries[name] = (key, value)
        if name == "$ref" or name == "$id":
            self._names.note(name, value)

    def _key(self, event: Event, depth: int) -> ScalarNode:
        """A key, read as text whatever it is."""
        if _kind(event) is SCALAR:
            key = self._scalars.make_key(event)
            if event.anchor is not None:
                self._anchors.close(event.anchor, key)
            if key.style == "plain" and not is_text(key.raw):
                self._odd_keys.append(key)
            return key
        node = self._node(event, depth)
        if isinstance(node, ScalarNode) and isinstance(node.value, str):
            return node
        self._findings.say(reading.KEY_NOT_STRING, "a key must be a string", self._at(event), help="write a string")
        text = self._text[event.start_mark.index : event.end_mark.index]
        start, end = self._at(event)[1:]
        return ScalarNode(text, text, "plain", self._path, *start, *end)

    def _alias(self, event: Event, depth: int) -> Node:
        self._has_aliases = True
        try:
            return self._anchors.follow(event.anchor or "", depth)
        except BadAlias as bad:
            raise _Stopped(self._refuse(bad, self._at(event))) from None

    def _merge(self, entries: dict[str, tuple[ScalarNode, Node]], key: ScalarNode, value: Node) -> None:
        """Read `<<` as YAML 1.1 does: what the mapping says itself wins, and of several the earlier one."""
        message = "`<<` is no part of YAML 1.2; it is read as a merge"
        self._findings.say(reading.MERGE_KEY, message, key.span, help="write the fields out")
        for source in value.items if isinstance(value, SequenceNode) else (value,):
            if not isinstance(source, MappingNode):
                self._findings.say(reading.BAD_ALIAS, "`<<` needs a mapping to merge", source.span)
                continue
            try:
                self._anchors.add(len(source.entries))
            except BadAlias as bad:
                raise _Stopped(self._refuse(bad, key.span)) from None
            for name, entry in source.entries.items():
                entries.setdefault(name, entry)

    def _unknown_tag(self, event: Event) -> None:
        message = f"tag `{shorten(event.tag or '')}` is not one that JSON has a value for"
        self._findings.say(reading.UNKNOWN_TAG, message, self._at(event), help="remove the tag")

    def _refuse(self, bad: BadAlias, place: Span) -> Missing:
        return self._reporter.report(reading.TOO_LARGE if bad.bomb else reading.BAD_ALIAS, str(bad), place)

    def _at(self, event: Event) -> Span:
        return span_of(self._path, event.start_mark, event.end_mark)

    def _extent(self, event: Event, end: Event, last: Node | None) -> tuple[int, int, int, int]:
        """Start and end of a collection. A block collection ends with its last child; libyaml says: where the next token begins."""
        line, column = event.start_mark.line + self._line, event.start_mark.column + 1
        if event.flow_style or last is None or last.line < line:
            return line, column, end.end_mark.line + self._line, end.end_mark.column + 1
        return line, column, last.end_line, last.end_column


def _kind(event: Event) -> object:
    return type(event)
