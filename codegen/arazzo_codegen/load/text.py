"""From the bytes of a file to its text and nodes.

Takes what was read, gives the tree; says what is no text at all.
"""

from __future__ import annotations

import gc
import re
from collections.abc import Generator
from contextlib import contextmanager

from ..diagnostics.model import Missing, Position, Reporter, Span
from ..diagnostics.rules import reading
from .json import read_json
from .limits import MAX_BYTES
from .lines import place
from .tree import Tree
from .yaml import read_yaml

_FORBIDDEN = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What YAML 1.2 (section 5.1, c-printable) does not count as text."""


def decode(content: bytes, path: str, reporter: Reporter) -> str | Missing:
    """The text of a file in UTF-8, without its byte order mark."""
    if len(content) > MAX_BYTES:
        message = f"a file of {len(content) // 2**20} MiB is too large; {MAX_BYTES // 2**20} MiB is the most"
        return reporter.report(reading.TOO_LARGE, message, _at(path, 1, 1))
    try:
        text = content.decode("utf-8").removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        return _not_unicode(content, error, path, reporter)
    forbidden = _FORBIDDEN.search(text)
    if forbidden is None:
        return text
    name = f"U+{ord(forbidden.group()):04X}"
    return reporter.report(
        reading.INVALID_TEXT,
        f"character {name} cannot stand in a text",
        _at(path, *place(text, forbidden.start())),
        help="remove it, or write it as an escape sequence",
    )


def read_tree(text: str, path: str, reporter: Reporter) -> Tree | Missing:
    """The nodes of a text: JSON where the file's name says so, else YAML."""
    with _without_collection():
        return read_json(text, path, reporter) if path.endswith(".json") else read_yaml(text, path, reporter)


def _not_unicode(content: bytes, error: UnicodeDecodeError, path: str, reporter: Reporter) -> Missing:
    before = content[: error.start].decode("utf-8", "replace").removeprefix("\ufeff")
    utf16 = content[:2] in (b"\xff\xfe", b"\xfe\xff")
    return reporter.report(
        reading.INVALID_TEXT,
        "this file is encoded in UTF-16, not in UTF-8" if utf16 else f"byte 0x{content[error.start]:02X} is not UTF-8",
        _at(path, *place(before, len(before))),
        help="save the file in UTF-8",
    )


def _at(path: str, line: int, column: int) -> Span:
    return Span(path, Position(line, column), Position(line, column + 1))


@contextmanager
def _without_collection() -> Generator[None]:
    """Nodes form no cycles; collecting while half a million of them are made costs up to 40 % of the time."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()
