"""YAML 1.2 with places: text in, nodes out.

libyaml's events are built into nodes in one pass. What Arazzo and OpenAPI ask of YAML beyond its grammar (string keys that are unique, tags of
the JSON schema ruleset) is checked on the way, and what could hurt (depth, cycles, expansion of aliases) is bounded.
"""

from __future__ import annotations

import yaml as libyaml
from yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    Event,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
    StreamEndEvent,
)

from ..diagnostics.model import Missing, Reporter, Rule, Span
from ..diagnostics.rules import reading
from .aliases import Anchors, BadAlias
from .limits import MAX_DEPTH, MAX_FINDINGS
from .model import Constant, MappingNode, Node, ScalarNode, SequenceNode, Style
from .scalars import OutOfRange, is_text, resolve, resolve_tagged
from .tree import Tree, report_duplicate, shorten
from .yaml_errors import report_syntax_error, span_of

_Parser = getattr(libyaml, "CSafeLoader", libyaml.SafeLoader)
_STYLES: dict[str | None, Style] = {
    None: "plain",
    "": "plain",
    "'": "single",
    '"': "double",
    "|": "literal",
    ">": "folded",
}
_COLLECTION_TAGS = {
    MappingStartEvent: ("!", "tag:yaml.org,2002:map"),
    SequenceStartEvent: ("!", "tag:yaml.org,2002:seq"),
}


class _Stopped(Exception):
    """The rest of the document cannot be read; what was reported says why."""

    def __init__(self, missing: Missing) -> None:
        self.missing = missing


def read_yaml(text: str, path: str, reporter: Reporter) -> Tree | Missing:
    """The nodes of a YAML document, or what was reported when it has none."""
    builder = _Builder(text, path, reporter)
    try:
        return builder.build()
    except _Stopped as stopped:
        return stopped.missing
    except libyaml.YAMLError as error:
        return report_syntax_error(error, text, path, reporter)


class _Builder:
    """Builds the nodes of one document from libyaml's events."""

    def __init__(self, text: str, path: str, reporter: Reporter) -> None:
        self._next = _Parser(text).get_event
        self._text = text
        self._path = path
        self._reporter = reporter
        self._references: list[ScalarNode] = []
        self._identifiers: list[ScalarNode] = []
        self._odd_keys: list[ScalarNode] = []
        self._anchors = Anchors()
        self._findings = 0

    def build(self) -> Tree:
        """Read the one document that a file may hold."""
        event = self._next()
        while not isinstance(event, (DocumentStartEvent, StreamEndEvent)):
            event = self._next()
        if isinstance(event, StreamEndEvent):
            return Tree(ScalarNode(None, "", "plain", self._path, 1, 1, 1, 1))
        root = self._node(self._next(), 0)
        self._next()
        event = self._next()
        if isinstance(event, DocumentStartEvent):
            place = span_of(self._path, event.start_mark, event.end_mark)
            self._say(
                reading.SECOND_DOCUMENT, "a second document begins here", place, help="put it into a file of its own"
            )
        return Tree(root, tuple(self._references), tuple(self._identifiers), tuple(self._odd_keys))

    def _node(self, event: Event, depth: int) -> Node:
        kind = type(event)
        if kind is AliasEvent:
            return self._alias(event, depth)
        anchor = event.anchor
        if anchor is not None:
            self._anchors.open(anchor)
        node: Node
        if kind is ScalarEvent:
            node = self._scalar(event)
        elif depth >= MAX_DEPTH:
            raise _Stopped(self._too_deep(event))
        elif kind is MappingStartEvent:
            node = self._mapping(event, depth + 1)
        else:
            node = self._sequence(event, depth + 1)
        if anchor is not None:
            self._anchors.close(anchor, node)
        return node

    def _scalar(self, event: ScalarEvent) -> ScalarNode:
        start, end, value = event.start_mark, event.end_mark, event.value
        style = _STYLES[event.style]
        if style == "plain" and event.tag is None:
            try:
                resolved = resolve(value)
            except OutOfRange:
                self._say(
                    reading.NUMBER_OUT_OF_RANGE, "this number has too many digits", span_of(self._path, start, end)
                )
                resolved = value
            return ScalarNode(
                resolved, value, style, self._path, start.line + 1, start.column + 1, end.line + 1, end.column + 1
            )
        resolved = value if event.tag is None else self._tagged(event, event.tag)
        if style in ("literal", "folded"):
            return self._block(event, style, resolved)
        raw = value if style == "plain" else self._text[start.index + 1 : end.index - 1]
        return ScalarNode(
            resolved, raw, style, self._path, start.line + 1, start.column + 1, end.line + 1, end.column + 1
        )

    def _tagged(self, event: ScalarEvent, tag: str) -> Constant:
        try:
            return resolve_tagged(event.value, tag)
        except ValueError:
            return self._unknown_tag(event, tag, event.value)

    def _block(self, event: ScalarEvent, style: Style, value: Constant) -> ScalarNode:
        """A block scalar; libyaml ends it where the next token begins, we where its text does."""
        start = event.start_mark
        raw = self._text[start.index : event.end_mark.index].rstrip()
        lines = raw.splitlines()
        indent = next((_leading(line) for line in lines[1:] if line.strip()), 0)
        if style == "literal" and len(lines) > 1:
            kept = event.value.split("\n")
            first = next((n for n, line in enumerate(lines[1:]) if line.strip()), 0)
            indent = len(lines[1 + first]) - len(kept[first].rstrip()) if first < len(kept) else indent
        end_column = len(lines[-1]) + 1 + (start.column if len(lines) == 1 else 0)
        end_line = start.line + len(lines)
        return ScalarNode(value, raw, style, self._path, start.line + 1, start.column + 1, end_line, end_column, indent)

    def _sequence(self, event: SequenceStartEvent, depth: int) -> SequenceNode:
        start = event.start_mark
        if event.tag is not None:
            self._check_tag(event)
        items: list[Node] = []
        child = self._next()
        while type(child) is not SequenceEndEvent:
            items.append(self._node(child, depth))
            child = self._next()
        line, column = self._end(event, child, items[-1] if items else None)
        return SequenceNode(tuple(items), self._path, start.line + 1, start.column + 1, line, column)

    def _mapping(self, event: MappingStartEvent, depth: int) -> MappingNode:
        start = event.start_mark
        if event.tag is not None:
            self._check_tag(event)
        entries: dict[str, tuple[ScalarNode, Node]] = {}
        merged: list[tuple[ScalarNode, Node]] = []
        last: Node | None = None
        child = self._next()
        while type(child) is not MappingEndEvent:
            key = self._key(child, depth)
            last = value = self._node(self._next(), depth)
            name = key.raw if key.style == "plain" else str(key.value)
            if name == "<<" and key.style == "plain":
                merged.append((key, value))
            elif name in entries:
                self._duplicate(key, entries[name][0])
            else:
                entries[name] = (key, value)
                if (name == "$ref" or name == "$id") and type(value) is ScalarNode and isinstance(value.value, str):
                    (self._references if name == "$ref" else self._identifiers).append(value)
            child = self._next()
        for key, value in merged:
            self._merge(entries, key, value)
        line, column = self._end(event, child, last)
        return MappingNode(entries, self._path, start.line + 1, start.column + 1, line, column)

    def _end(self, event: MappingStartEvent | SequenceStartEvent, end: Event, last: Node | None) -> tuple[int, int]:
        """A block collection ends with its last child; libyaml says: where the next token begins."""
        if event.flow_style or last is None or (last.end_line, last.end_column) < (event.start_mark.line + 1, 0):
            return end.end_mark.line + 1, end.end_mark.column + 1
        return last.end_line, last.end_column

    def _key(self, event: Event, depth: int) -> ScalarNode:
        """A key, read as text whatever it is."""
        if type(event) is ScalarEvent:
            start, end, value = event.start_mark, event.end_mark, event.value
            style = _STYLES[event.style]
            key = ScalarNode(
                value, value, style, self._path, start.line + 1, start.column + 1, end.line + 1, end.column + 1
            )
            if event.anchor is not None:
                self._anchors.close(event.anchor, key)
            if style == "plain" and not is_text(value):
                self._odd_keys.append(key)
            return key
        node = self._node(event, depth)
        if type(node) is ScalarNode and isinstance(node.value, str):
            return node
        start, end = event.start_mark, event.end_mark
        self._say(reading.KEY_NOT_STRING, "a key must be a string", span_of(self._path, start, end))
        text = self._text[start.index : end.index]
        return ScalarNode(
            text, text, "plain", self._path, start.line + 1, start.column + 1, end.line + 1, end.column + 1
        )

    def _alias(self, event: AliasEvent, depth: int) -> Node:
        try:
            return self._anchors.follow(event.anchor, depth)
        except BadAlias as bad:
            raise _Stopped(self._refuse_alias(bad, span_of(self._path, event.start_mark, event.end_mark))) from None

    def _merge(self, entries: dict[str, tuple[ScalarNode, Node]], key: ScalarNode, value: Node) -> None:
        """Read `<<` as YAML 1.1 does: what the mapping says itself wins, and so does an earlier one of several."""
        self._say(
            reading.MERGE_KEY,
            "`<<` is no part of YAML 1.2; it is read as a merge",
            key.span,
            help="write the fields out, or use the components of the document",
        )
        for source in value.items if isinstance(value, SequenceNode) else (value,):
            if not isinstance(source, MappingNode):
                self._say(reading.BAD_ALIAS, "`<<` needs a mapping to merge", source.span)
                continue
            try:
                self._anchors.add(len(source.entries))
            except BadAlias as bad:
                raise _Stopped(self._refuse_alias(bad, key.span)) from None
            for name, entry in source.entries.items():
                entries.setdefault(name, entry)

    def _duplicate(self, key: ScalarNode, first: ScalarNode) -> None:
        self._findings += 1
        if self._findings <= MAX_FINDINGS:
            report_duplicate(key, first, self._reporter)

    def _check_tag(self, event: MappingStartEvent | SequenceStartEvent) -> None:
        if event.tag not in _COLLECTION_TAGS[type(event)]:
            self._unknown_tag(event, str(event.tag), "")

    def _unknown_tag(self, event: Event, tag: str, value: str) -> str:
        self._say(
            reading.UNKNOWN_TAG,
            f"tag `{shorten(tag)}` is not one that JSON has a value for",
            span_of(self._path, event.start_mark, event.end_mark),
            help="remove the tag",
        )
        return value

    def _refuse_alias(self, bad: BadAlias, place: Span) -> Missing:
        rule = reading.TOO_LARGE if bad.bomb else reading.BAD_ALIAS
        return self._reporter.report(rule, str(bad), place)

    def _too_deep(self, event: Event) -> Missing:
        place = span_of(self._path, event.start_mark, event.start_mark)
        return self._reporter.report(reading.NESTED_TOO_DEEP, f"this is nested deeper than {MAX_DEPTH} levels", place)

    def _say(self, rule: Rule, message: str, at: Span, *, help: str | None = None) -> None:
        self._findings += 1
        if self._findings <= MAX_FINDINGS:
            self._reporter.report(rule, message, at, help=help)


def _leading(line: str) -> int:
    return len(line) - len(line.lstrip(" "))
