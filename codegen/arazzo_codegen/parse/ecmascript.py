"""The grammar of ECMA-262 patterns, where Python's `re` has another.

Takes a pattern, gives it in Python's syntax. What both write alike stays as it is.
"""

from __future__ import annotations

import re
from typing import Final

_TOKEN: Final = re.compile(
    r"(?P<code>\\u\{(?P<hex>[0-9A-Fa-f]{1,6})\})"
    r"|(?P<property>\\[pP]\{[^}]*\})"
    r"|(?P<control>\\c(?P<letter>[A-Za-z]))"
    r"|(?P<reference>\\k<(?P<referred>[^>]*)>)"
    r"|(?P<escape>\\(?P<escaped>.))"
    r"|(?P<named>\(\?<(?P<name>[A-Za-z_$][\w$]*)>)"
    r"|(?P<any>\[\^\])"
    r"|(?P<never>\[\])"
    r"|(?P<open>\[\^?)"
    r"|(?P<end>\$)"
    r"|(?P<upto>\{,\d*\})"
    r"|(?P<other>.)",
    re.DOTALL,
)
_CLASS: Final = re.compile(
    r"(?P<end>\])|(?P<escape>\\(?P<escaped>.))|(?P<set>\[|&&|--|\|\||~~)|(?P<other>.)", re.DOTALL
)
_SAME_ESCAPES: Final = frozenset("bBdDsSwWnrtfvxu0123456789AZ")


class Unsupported(Exception):
    """Python's `re` has no like for the characters `start` to `end`."""

    def __init__(self, message: str, start: int, end: int) -> None:
        super().__init__(message)
        self.start = start
        self.end = end


def to_python(pattern: str, *, multiline: bool) -> str:
    """The pattern in Python's syntax. Without the flag `m`, `$` is the very end, in Python `\\Z`.

    Raises:
        Unsupported: `re` has no like for something.
    """
    written: list[str] = []
    at = 0
    while at < len(pattern):
        match = _TOKEN.match(pattern, at)
        assert match is not None
        at = match.end()
        if match["open"] is not None:
            members, at = _class(pattern, at)
            written.append(match["open"] + members)
        else:
            written.append(_translated(match, multiline))
    return "".join(written)


def _translated(match: re.Match[str], multiline: bool) -> str:
    match match.lastgroup:
        case "code":
            return _code_point(match)
        case "property":
            message = f"`{match.group()}` (a Unicode property) cannot be used in a pattern"
            raise Unsupported(message, *match.span())
        case "control":
            return re.escape(chr(ord(match["letter"]) % 32))
        case "reference":
            return f"(?P={_name(match['referred'])})"
        case "escape":
            return _escape(match)
        case "named":
            return f"(?P<{_name(match['name'])}>"
        case "any":
            return r"[\s\S]"
        case "never":
            return "(?!)"
        case "end":
            return "$" if multiline else r"\Z"
        case "upto":
            return "\\" + match.group()
        case _:
            return match.group()


def _class(pattern: str, start: int) -> tuple[str, int]:
    """The members of a character class from behind its `[`, and where it ends. A `[` among them means itself, which Python wants escaped."""
    written: list[str] = []
    at = start
    while at < len(pattern):
        match = _CLASS.match(pattern, at)
        assert match is not None
        at = match.end()
        if match["end"]:
            return "".join(written) + "]", at
        if match["escape"]:
            written.append(_class_member(match))
        elif match["set"]:
            written.append("".join(f"\\{character}" for character in match.group()))
        else:
            written.append(match.group())
    return "".join(written), at


def _class_member(match: re.Match[str]) -> str:
    if match["escaped"] in "pPc":
        raise Unsupported(f"`{match.group()}` cannot be used in a character class", *match.span())
    return _escape(match)


def _escape(match: re.Match[str]) -> str:
    """An escaped letter that means nothing special is itself in ECMA-262 and an error in Python."""
    escaped = match["escaped"]
    if escaped.isascii() and escaped.isalpha() and escaped not in _SAME_ESCAPES:
        return escaped
    return "/" if escaped == "/" else match.group()


def _code_point(match: re.Match[str]) -> str:
    point = int(match["hex"], 16)
    if point > 0x10FFFF:
        raise Unsupported(f"`{match.group()}` is not a character", *match.span())
    return f"\\U{point:08x}"


def _name(name: str) -> str:
    """A group's name; Python's have no `$`."""
    return name.replace("$", "_")
