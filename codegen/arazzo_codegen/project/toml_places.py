"""Where things stand in a TOML text.

Takes a text that `tomllib` accepts, gives the places of its keys and values: `tomllib` reads values alone, and a finding about a setting needs
its place. Syntax is not checked here.
"""

from __future__ import annotations

import re
from typing import TypeAlias

from ..diagnostics.model import Position, Span
from ..tuples import NamedTuple

Path: TypeAlias = tuple[str, ...]

_SPACE = re.compile(r"[ \t]*")
_BLANK = re.compile(r"(?:[ \t\r\n]|#[^\n]*)*")
_BARE = re.compile(r"[A-Za-z0-9_-]+")
_STRING = re.compile(r'"""(?:[^\\]|\\.)*?"{3,5}|\'\'\'.*?\'{3,5}|"(?:[^"\\\n]|\\.)*"|\'[^\'\n]*\'', re.DOTALL)
_OTHER = re.compile(r"[^,\]}#\r\n]*")


class Place(NamedTuple):
    """Offsets of a key (its last part, quotes included) and of its value."""

    key: tuple[int, int]
    value: tuple[int, int]


class TomlPlaces:
    """The places of one TOML text. Elements of arrays go by their index: `("inputs", "0")`."""

    def __init__(self, text: str, path: str) -> None:
        self._text = text
        self._path = path
        self._at = 0
        self._places: dict[Path, Place] = {}
        self._read()

    def key(self, *path: str) -> Span:
        """Where the key stands that is reached by `path`, or the nearest one above that is written out."""
        return self._span(self._place(path).key)

    def value(self, *path: str) -> Span:
        """Where the value stands that is reached by `path`."""
        return self._span(self._place(path).value)

    def _place(self, path: Path) -> Place:
        while path and path not in self._places:
            path = path[:-1]
        return self._places.get(path, Place((0, 0), (0, 0)))

    def _span(self, offsets: tuple[int, int]) -> Span:
        return Span(self._path, self._position(offsets[0]), self._position(offsets[1]))

    def _position(self, offset: int) -> Position:
        before = self._text[:offset]
        return Position(before.count("\n") + 1, offset - (before.rfind("\n") + 1) + 1)

    def _read(self) -> None:
        table: Path = ()
        counts: dict[Path, int] = {}
        while self._skip(_BLANK) < len(self._text):
            if self._text[self._at] == "[":
                table = self._header(counts)
            else:
                self._pair(table)

    def _header(self, counts: dict[Path, int]) -> Path:
        """`[a.b]` or `[[a.b]]`; the path of the table that it opens."""
        is_array = self._text.startswith("[[", self._at)
        self._at += 2 if is_array else 1
        path, offsets = self._key(())
        self._at += 2 if is_array else 1
        self._places.setdefault(path, Place(offsets, offsets))
        if is_array:
            counts[path] = counts.get(path, -1) + 1
            path = (*path, str(counts[path]))
        return path

    def _pair(self, table: Path) -> None:
        """`key = value`"""
        path, offsets = self._key(table)
        self._at += 1
        self._skip(_SPACE)
        start = self._at
        self._value(path)
        self._places[path] = Place(offsets, (start, self._at))

    def _key(self, table: Path) -> tuple[Path, tuple[int, int]]:
        """A dotted key; its path and the place of its last part. Parts before the last are tables whose place is their first mention."""
        path = table
        while True:
            self._skip(_SPACE)
            start = self._at
            part = _STRING.match(self._text, start) or _BARE.match(self._text, start)
            self._at = start + 1 if part is None else part.end()
            path = (*path, _unquoted(self._text[start : self._at]))
            offsets = (start, self._at)
            if self._text[self._skip(_SPACE) : self._at + 1] != ".":
                return path, offsets
            self._places.setdefault(path, Place(offsets, offsets))
            self._at += 1

    def _value(self, path: Path) -> None:
        opening = self._text[self._at : self._at + 1]
        if opening == "[":
            self._elements(path)
        elif opening == "{":
            self._inline_table(path)
        elif string := _STRING.match(self._text, self._at):
            self._at = string.end()
        else:
            raw = self._text[self._at : self._skip(_OTHER)]
            self._at -= len(raw) - len(raw.rstrip())

    def _elements(self, path: Path) -> None:
        self._at += 1
        index = 0
        while self._skip(_BLANK) < len(self._text) and self._text[self._at] != "]":
            if self._text[self._at] == ",":
                self._at += 1
                continue
            start = self._at
            self._value((*path, str(index)))
            self._places[*path, str(index)] = Place((start, self._at), (start, self._at))
            self._at = max(self._at, start + 1)
            index += 1
        self._at += 1

    def _inline_table(self, path: Path) -> None:
        self._at += 1
        while self._skip(_BLANK) < len(self._text) and self._text[self._at] != "}":
            if self._text[self._at] == ",":
                self._at += 1
            else:
                self._pair(path)
        self._at += 1

    def _skip(self, pattern: re.Pattern[str]) -> int:
        match = pattern.match(self._text, self._at)
        self._at = self._at if match is None else match.end()
        return self._at


def _unquoted(key: str) -> str:
    if key.startswith("'"):
        return key[1:-1]
    if key.startswith('"'):
        return re.sub(r"\\(.)", r"\1", key[1:-1])
    return key
