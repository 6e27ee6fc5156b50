"""Singular JSONPath queries: those that select one node at most (RFC 9535, section 2.3.5.1).

Takes a text, gives the names and indices that lead to the node. This is what most queries are, so they are recognised without a library.
"""

from __future__ import annotations

import json
import re
from typing import Final

from ..diagnostics.rules.expressions import JSONPATH_SYNTAX
from .model import Access, Index, Property
from .remark import Malformed, Remark

_SEGMENT: Final = re.compile(
    r"""[ \t\r\n]*\.(?P<name>[A-Za-z_][A-Za-z0-9_]*)"""
    r"""|[ \t\r\n]*\[[ \t\r\n]*(?:(?P<index>-?[1-9]\d{0,14}|0)|(?P<quoted>'(?:[^'\\\x00-\x1f]|\\.)*'|"(?:[^"\\\x00-\x1f]|\\.)*"))[ \t\r\n]*\]"""
)
_LOOSE: Final = re.compile(r"\.(?P<name>[\w-]+)")
_ESCAPE: Final = re.compile(r"\\(.)", re.DOTALL)
_SURROGATE: Final = re.compile("[\ud800-\udfff]")
_JSON_ESCAPES: Final = "bfnrtu/\\"


def singular_path(query: str) -> tuple[Access, ...] | None:
    """The path of a query that is singular and well written; None for any other."""
    if not query.startswith("$"):
        return None
    found: list[Access] = []
    at = 1
    while at < len(query):
        match = _SEGMENT.match(query, at)
        if match is None:
            return None
        try:
            found.append(_access(match, strict=True))
        except ValueError:
            return None
        at = match.end()
    return tuple(found)


def read_singular(text: str, start: int) -> tuple[tuple[Access, ...], int]:
    """The query that begins at `start` amid other text, and where it ends. Names may hold `-` here, as people write them.

    Raises:
        Malformed: it is not singular.
    """
    found: list[Access] = []
    at = start + 1
    while at < len(text) and text[at] in ".[":
        match = _LOOSE.match(text, at) or _SEGMENT.match(text, at)
        if match is None:
            message = "only names and indices can stand in a query that is compared"
            raise Malformed(Remark(JSONPATH_SYNTAX, message, at, at + 1))
        found.append(_access(match, strict=False))
        at = match.end()
    return tuple(found), at


def _access(match: re.Match[str], *, strict: bool) -> Access:
    groups = match.groupdict()
    if groups.get("index") is not None:
        return Index(int(match["index"]))
    if groups.get("quoted") is not None:
        return Property(unquote(match["quoted"], strict=strict))
    return Property(match["name"])


def unquote(literal: str, *, strict: bool = False) -> str:
    """The value of a string literal in single or double quotes, with the escapes of JSON.

    Raises:
        ValueError: with `strict`, an escape that RFC 9535 (section 2.3.1.1) does not have; else it stands for itself.
    """
    quote, inner = literal[0], literal[1:-1]
    if "\\" not in inner:
        return inner

    def standard(match: re.Match[str]) -> str:
        character = match.group(1)
        if character == quote:
            return '\\"' if quote == '"' else "'"
        if character not in _JSON_ESCAPES and strict:
            raise ValueError(character)
        return match.group() if character in _JSON_ESCAPES else "\\\\" + character

    escaped = _ESCAPE.sub(standard, inner)
    if quote == "'":
        escaped = re.sub(r'(?<!\\)((?:\\\\)*)"', r'\1\\"', escaped)
    try:
        value = json.loads(f'"{escaped}"', strict=False)
    except ValueError:
        if strict:
            raise
        return inner
    if strict and _SURROGATE.search(value):
        raise ValueError("a lone surrogate")
    return str(value)
