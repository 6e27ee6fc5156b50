"""Text of documents made safe and measurable for a terminal.

Takes text that anybody may have written, gives text without control characters and its width in columns. A document cannot move the cursor,
change colours or turn the direction of what is printed about it.
"""

from __future__ import annotations

import unicodedata

from ...tuples import NamedTuple

_UNSEEN = {"Cc", "Cs", "Zl", "Zp"}
_DIRECTIONS = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_TAB = "    "


def is_safe(character: str) -> bool:
    """Whether printing the character does nothing but draw it."""
    return unicodedata.category(character) not in _UNSEEN and character not in _DIRECTIONS


def escaped(text: str) -> str:
    """The text on one line, with what cannot be printed safely written as `\\n` or `\\u202e`."""
    if text.isascii() and text.isprintable():
        return text
    return "".join(_escape(character) for character in text)


def _escape(character: str) -> str:
    if is_safe(character):
        return character
    return {"\n": "\\n", "\t": "\\t", "\r": "\\r"}.get(character, f"\\u{ord(character):04x}")


class Cell(NamedTuple):
    """How one character of a source line is drawn: the text and its width in columns."""

    text: str
    width: int


def cells(line: str) -> list[Cell]:
    """A cell for each code point of a source line."""
    if line.isascii() and line.isprintable():
        return [Cell(character, 1) for character in line]
    return [_cell(character) for character in line]


def _cell(character: str) -> Cell:
    if character == "\t":
        return Cell(_TAB, len(_TAB))
    if not is_safe(character):
        return Cell("\ufffd", 1)
    if unicodedata.category(character) in ("Mn", "Me", "Cf"):
        return Cell(character, 0)
    return Cell(character, 2 if unicodedata.east_asian_width(character) in "WF" else 1)
