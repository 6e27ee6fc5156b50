"""JSON with places: text in, nodes out.

Strict, as RFC 8259 says it. YAML's parser is not used for JSON: it refuses surrogate pairs and long keys, and accepts what is not JSON.
"""

from __future__ import annotations

import json
import re

from ..diagnostics.model import Missing, Position, Reporter, Rule, Span
from ..diagnostics.rules import reading
from .findings import Findings
from .limits import MAX_DEPTH, MAX_NODES
from .lines import BREAK, Stretch, place, whole
from .model import Constant, MappingNode, Node, ScalarNode, SequenceNode
from .scalars import MAX_DIGITS
from .tree import Names, Tree

_BLANK = r"[ \t\n\r]*+"
_STRING = r'"([^"\\\x00-\x1f]*+(?:\\.[^"\\\x00-\x1f]*+)*+)"'
_NUMBER = r"-?(?:0|[1-9][0-9]*+)(?:\.[0-9]++)?(?:[eE][-+]?[0-9]++)?"
_VALUE = re.compile(rf"{_BLANK}(?:{_STRING}|([\[{{])|({_NUMBER})|(true|false|null))")
_KEY = re.compile(rf"{_BLANK}{_STRING}")
_KEY_AND_COLON = re.compile(rf"{_BLANK}{_STRING}{_BLANK}:")
_NEXT = {"[": re.compile(rf"{_BLANK}([,\]])"), "{": re.compile(rf"{_BLANK}([,}}])")}
_CLOSED = {"[": re.compile(rf"{_BLANK}\]"), "{": re.compile(rf"{_BLANK}\}}")}
_REST = re.compile(rf"{_BLANK}\Z")
_SKIP = re.compile(_BLANK)
_SURROGATE = re.compile("[\ud800-\udfff]")
_WORDS: dict[str, Constant] = {"true": True, "false": False, "null": None}


class _JsonError(Exception):
    """Where a text stops being JSON, and why."""

    def __init__(self, message: str, offset: int, rule: Rule = reading.MALFORMED_JSON) -> None:
        super().__init__(message)
        self.offset = offset
        self.rule = rule


def read_json(text: str, path: str, reporter: Reporter) -> Tree | Missing:
    """The nodes of a JSON document, or what was reported when it is not JSON."""
    names = Names()
    try:
        return names.tree(_Reader(text, path, whole(text), names, Findings(reporter)).read())
    except _JsonError as error:
        line, column = place(text, error.offset)
        at = Span(path, Position(line, column), Position(line, column + 1))
        return reporter.report(error.rule, str(error), at)


def read_json_part(text: str, part: Stretch, path: str) -> Node:
    """The node that stands in a part of a document, which was read before without findings."""
    return _Reader(text, path, part, Names(), Findings(Reporter())).value()


class _Reader:
    """Reads one JSON text, or a value in it. Offsets only grow, so that lines are counted along the way."""

    def __init__(self, text: str, path: str, part: Stretch, names: Names, findings: Findings) -> None:
        self._text = text
        self._path = path
        self._start = part.start
        self._breaks = [match.end() for match in BREAK.finditer(text, part.start, part.end)] + [len(text) + 1]
        self._first_line = part.line
        self._line = 0
        self._line_start = part.start - part.column + 1
        self._names = names
        self._findings = findings
        self._nodes = 0
        self._texts: dict[str, str] = {}
        """The strings without escapes, each once: the same keys and words are all over a description."""

    def read(self) -> Node:
        """The root. Raises `_JsonError`."""
        root, offset = self._value(0, 0)
        if _REST.match(self._text, offset) is None:
            raise self._error("this is not JSON: text after the end", offset)
        return root

    def value(self) -> Node:
        """The value with which the part begins."""
        return self._value(self._start, 0)[0]

    def _place(self, offset: int) -> tuple[int, int]:
        """Line and column of an offset that is not before the one asked for last."""
        while offset >= self._breaks[self._line]:
            self._line_start = self._breaks[self._line]
            self._line += 1
        return self._first_line + self._line, offset - self._line_start + 1

    def _value(self, offset: int, depth: int) -> tuple[Node, int]:
        match = _VALUE.match(self._text, offset)
        if match is None:
            raise self._error("this is not JSON: a value is missing here", offset)
        self._nodes += 1
        if self._nodes > MAX_NODES:
            raise _JsonError(f"this file has more than {MAX_NODES} values", match.end() - 1, reading.TOO_LARGE)
        group = match.lastindex
        if group == 2:
            if depth >= MAX_DEPTH:
                raise _JsonError(
                    f"this is nested deeper than {MAX_DEPTH} levels", match.start(2), reading.NESTED_TOO_DEEP
                )
            return (self._list if match[2] == "[" else self._object)(match.end(), depth + 1)
        if group == 1:
            return self._string(match), match.end()
        raw = match[group or 0]
        line, column = self._place(match.start(group or 0))
        value = self._number(raw, match.start(3)) if group == 3 else _WORDS[raw]
        scalar = ScalarNode(value, raw, "plain", self._path, line, column, line, column + len(raw))
        return scalar, match.end()

    def _number(self, raw: str, offset: int) -> Constant:
        if len(raw) > MAX_DIGITS:
            raise _JsonError("this number has too many digits", offset, reading.NUMBER_OUT_OF_RANGE)
        return float(raw) if "." in raw or "e" in raw or "E" in raw else int(raw)

    def _string(self, match: re.Match[str]) -> ScalarNode:
        raw = match[1]
        start = match.start(1) - 1
        line, column = self._place(start)
        raw = self._texts.setdefault(raw, raw)
        value = self._unescape(raw, start) if "\\" in raw else raw
        return ScalarNode(value, raw, "json", self._path, line, column, line, column + len(raw) + 2)

    def _unescape(self, raw: str, start: int) -> str:
        try:
            value = json.loads(f'"{raw}"')
        except json.JSONDecodeError as error:
            raise _JsonError("this is not JSON: this escape sequence is not one of JSON's", start + error.pos) from None
        if _SURROGATE.search(value):
            raise _JsonError("half of a surrogate pair is no character", start, reading.INVALID_TEXT)
        return str(value)

    def _list(self, offset: int, depth: int) -> tuple[SequenceNode, int]:
        line, column = self._place(offset - 1)
        items: list[Node] = []
        end = self._closed("[", offset)
        while end is None:
            item, offset = self._value(offset, depth)
            items.append(item)
            offset, end = self._after("[", offset)
        end_line, end_column = self._place(end - 1)
        return SequenceNode(tuple(items), self._path, line, column, end_line, end_column + 1), end

    def _object(self, offset: int, depth: int) -> tuple[MappingNode, int]:
        line, column = self._place(offset - 1)
        entries: dict[str, tuple[ScalarNode, Node]] = {}
        end = self._closed("{", offset)
        while end is None:
            key, offset = self._key(offset)
            value, offset = self._value(offset, depth)
            self._enter(entries, key, value)
            offset, end = self._after("{", offset)
        end_line, end_column = self._place(end - 1)
        return MappingNode(entries, self._path, line, column, end_line, end_column + 1), end

    def _closed(self, opening: str, offset: int) -> int | None:
        match = _CLOSED[opening].match(self._text, offset)
        return None if match is None else match.end()

    def _after(self, opening: str, offset: int) -> tuple[int, int | None]:
        match = _NEXT[opening].match(self._text, offset)
        if match is None:
            raise self._error("this is not JSON: a comma or the closing bracket is missing here", offset)
        return match.end(), None if match[1] == "," else match.end()

    def _key(self, offset: int) -> tuple[ScalarNode, int]:
        match = _KEY_AND_COLON.match(self._text, offset)
        if match is not None:
            return self._string(match), match.end()
        key = _KEY.match(self._text, offset)
        if key is None:
            raise self._error("this is not JSON: a key in double quotes is missing here", offset)
        raise self._error("this is not JSON: a colon is missing here", key.end())

    def _enter(self, entries: dict[str, tuple[ScalarNode, Node]], key: ScalarNode, value: Node) -> None:
        name = str(key.value)
        if name in entries:
            self._findings.duplicate(key, entries[name][0])
            return
        entries[name] = (key, value)
        if name == "$ref" or name == "$id":
            self._names.note(name, value)

    def _error(self, message: str, offset: int) -> _JsonError:
        blank = _SKIP.match(self._text, offset)
        return _JsonError(message, offset if blank is None else blank.end())
