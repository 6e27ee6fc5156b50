"""Where lines end: at LF, CR LF or CR and nowhere else (YAML 1.2, section 5.4; JSON has no other line breaks either)."""

from __future__ import annotations

import re

from ..tuples import NamedTuple

BREAK = re.compile(r"\r\n?|\n")
_FOREIGN = ("\x85", "\u2028", "\u2029")
_PRIVATE_USE = range(0xE000, 0xF900)


class Stretch(NamedTuple):
    """A part of a text: its offsets (`end` exclusive), and line and column of its first character."""

    start: int
    end: int
    line: int
    column: int


def whole(text: str) -> Stretch:
    """All of a text."""
    return Stretch(0, len(text), 1, 1)


def place(text: str, offset: int) -> tuple[int, int]:
    """Line and column (from 1, in code points) of an offset."""
    line, start = 1, 0
    for found in BREAK.finditer(text, 0, offset):
        line, start = line + 1, found.end()
    return line, offset - start + 1


def shield(text: str) -> tuple[str, dict[int, str]]:
    """The text with the characters hidden that end a line for libyaml (as in YAML 1.1) and not for us, and the table that brings them back.

    Each is replaced by a private character that the text does not have; no place changes.
    """
    found = [character for character in _FOREIGN if character in text]
    if not found:
        return text, {}
    unused = (code for code in _PRIVATE_USE if chr(code) not in text)
    table = dict(zip(found, unused, strict=False))
    hidden = text.translate({ord(character): code for character, code in table.items()})
    return hidden, {code: character for character, code in table.items()}
