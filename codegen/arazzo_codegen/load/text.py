"""From the bytes of a file to its text and nodes.

Takes what was read, gives text and tree; says what is no text at all.
"""

from __future__ import annotations

import gc
import posixpath
import re
from collections.abc import Generator
from contextlib import contextmanager

from ..diagnostics.model import Missing, Position, Reporter, Span
from ..diagnostics.rules import reading
from ..options import Memory
from .json import read_json
from .limits import MAX_BYTES
from .lines import place
from .outline import WORTH_AN_OUTLINE, is_json, outline
from .outlined import outlined
from .tree import Tree
from .yaml import read_yaml

_FORBIDDEN = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What YAML 1.2 (section 5.1, c-printable) does not count as text."""


def read_file(content: bytes, path: str, reporter: Reporter, memory: Memory) -> tuple[str, Tree] | Missing:
    """Text and tree of a file. Of a large one that was read before without findings, only the outline is read, when `memory` has it."""
    if len(content) < WORTH_AN_OUTLINE:
        return _read(content, path, reporter)
    kind = posixpath.splitext(path)[1]
    kept = memory.recall(kind, content)
    if kept is not None:
        text = _text(content)
        return text, outlined(kept, text, path)
    said = len(reporter.diagnostics)
    found = _read(content, path, reporter)
    if not isinstance(found, Missing) and len(reporter.diagnostics) == said:
        text, tree = found
        made = outline(tree, text, path)
        if made is not None:
            memory.keep(kind, content, made)
    return found


def _read(content: bytes, path: str, reporter: Reporter) -> tuple[str, Tree] | Missing:
    text = decode(content, path, reporter)
    if isinstance(text, Missing):
        return text
    tree = read_tree(text, path, reporter)
    return tree if isinstance(tree, Missing) else (text, tree)


def decode(content: bytes, path: str, reporter: Reporter) -> str | Missing:
    """The text of a file in UTF-8, without its byte order mark."""
    if len(content) > MAX_BYTES:
        message = f"a file of {len(content) // 2**20} MiB is too large; {MAX_BYTES // 2**20} MiB is the most"
        return reporter.report(reading.TOO_LARGE, message, _at(path, 1, 1))
    try:
        text = _text(content)
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
        return read_json(text, path, reporter) if is_json(path) else read_yaml(text, path, reporter)


def _text(content: bytes) -> str:
    return content.decode("utf-8").removeprefix("\ufeff")


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
