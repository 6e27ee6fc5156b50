"""Finding the Arazzo documents among the files that the user names.

Takes paths of files and folders, gives the entry documents in a fixed order, each with its path below the folder that was named.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator, Mapping

from ..options import ReadError
from ..tuples import NamedTuple
from .files import Files

_SUFFIXES = (".yaml", ".yml", ".json")
_PASSED_OVER = ("node_modules", "__pycache__")
_MARKS = (".git", "pyproject.toml", "arazzo-codegen.toml")
_CALLED_ARAZZO = re.compile(r"(?:^|[/.])arazzo\.(?:ya?ml|json)$", re.IGNORECASE)
"""Names that Arazzo 1.0.1 recommends ("Arazzo Description Structure"), and those that end like them: a file that has one is meant to be a document, and is not passed over where it fails to be one."""

_TOKEN = re.compile(rb'"(?:[^"\\]|\\.)*"|[{}\[\]]')


class Entry(NamedTuple):
    """A document: its path as shown to the user, its path below the folder that was named, and whether it was named itself."""

    path: str
    name: str
    is_named: bool


class NotFound(Exception):
    """What was named on the command line is not there; `str(error)` says what."""


def discover(paths: Iterable[str], files: Files, output: str | None) -> tuple[Entry, ...]:
    """The entry documents below the paths. Raises `NotFound`."""
    return choose(candidates(paths, output), files)


def candidates(paths: Iterable[str], output: str | None) -> tuple[Entry, ...]:
    """Files that may be Arazzo documents, in the order of their paths: those that were named, and the YAML and JSON files below folders.
    Nothing is read. Raises `NotFound`."""
    found = [entry for path in paths for entry in _entries(path, output)]
    return tuple(sorted(found, key=lambda entry: (os.path.isabs(entry.path), entry.path, not entry.is_named)))


def choose(found: Iterable[Entry], files: Files) -> tuple[Entry, ...]:
    """Of the candidates, those to compile, each file once: what was named or is called an Arazzo document, whatever it holds, and what is one."""
    chosen: dict[str, Entry] = {}
    for entry in found:
        if entry.is_named or _CALLED_ARAZZO.search(entry.path) or _is_arazzo_file(entry.path, files):
            chosen.setdefault(os.path.realpath(entry.path), entry)
    return tuple(chosen.values())


def have_one_name_each(found: tuple[Entry, ...]) -> bool:
    """Whether no link gives a file a second name: which of the names counts depends on where all links lead."""
    folders = {folder: os.path.realpath(folder) for folder in {os.path.dirname(entry.path) for entry in found}}
    places = {_place(entry.path, folders) for entry in found}
    return len(places) == len(found)


def _place(path: str, folders: Mapping[str, str]) -> str:
    folder, name = os.path.split(path)
    return os.path.realpath(path) if os.path.islink(path) else os.path.join(folders[folder], name)


def roots(paths: Iterable[str]) -> tuple[str, ...]:
    """The folders below which sources may lie: the projects that hold the paths (a project has a `.git`, `pyproject.toml` or settings file),
    or the folder beside, for descriptions often lie next to the folder of the workflows. A link that was named is trusted where it leads.
    """
    found = {os.getcwd(): None}
    for path in paths:
        absolute = os.path.abspath(path)
        folder = absolute if os.path.isdir(absolute) else os.path.dirname(absolute)
        found[_project(folder) or os.path.dirname(folder)] = None
        if (real := os.path.realpath(folder)) != folder:
            found[real] = None
    return tuple(sorted(found))


def _project(folder: str) -> str | None:
    while True:
        if any(os.path.exists(os.path.join(folder, mark)) for mark in _MARKS):
            return folder
        above = os.path.dirname(folder)
        if above == folder:
            return None
        folder = above


def _entries(path: str, output: str | None) -> Iterator[Entry]:
    if not os.path.exists(path):
        raise NotFound(f"`{path}` does not exist")
    if not os.path.isdir(path):
        yield Entry(_shown(path), os.path.basename(path), True)
        return
    for name in _below(path, None if output is None else os.path.realpath(output)):
        yield Entry(_shown(os.path.join(path, name)), name.replace(os.sep, "/"), False)


def _shown(path: str) -> str:
    return os.path.normpath(path).replace(os.sep, "/")


def _below(folder: str, output: str | None) -> Iterator[str]:
    """The paths of all YAML and JSON files below a folder, relative to it, without hidden ones, dependencies and generated output."""
    for current, folders, names in os.walk(folder):
        below = os.path.relpath(current, folder)
        folders[:] = sorted(name for name in folders if _is_worth_a_look(os.path.join(current, name), name, output))
        for name in sorted(names):
            if name.lower().endswith(_SUFFIXES) and not name.startswith("."):
                yield name if below == os.curdir else os.path.join(below, name)


def _is_worth_a_look(path: str, name: str, output: str | None) -> bool:
    if name.startswith(".") or name in _PASSED_OVER or os.path.exists(os.path.join(path, "pyvenv.cfg")):
        return False
    return output is None or os.path.realpath(path) != output


def _is_arazzo_file(path: str, files: Files) -> bool:
    try:
        return is_arazzo(files.read(os.path.abspath(path)))
    except ReadError:
        return False


def is_arazzo(content: bytes) -> bool:
    """Whether a text has a field `arazzo` at its top, by a look at its tokens; the text may be broken elsewhere."""
    content = _as_utf8(content)
    if b"arazzo" not in content:
        return False
    first = re.search(rb"^(?!%|---|\s*#|\s*$)([ \t]*)(\S)", content, re.MULTILINE)
    if first is None:
        return False
    if first[2] == b"{":
        return _in_braces(content[first.start() :])
    key = rb"^(?:---[ \t]+)?" + first[1] + rb"(?:arazzo|'arazzo'|\"arazzo\")[ \t]*:(?:\s|$)"
    return re.search(key, content, re.MULTILINE) is not None


def _as_utf8(content: bytes) -> bytes:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16", "replace").encode()
    return content.removeprefix(b"\xef\xbb\xbf")


def _in_braces(content: bytes) -> bool:
    """The same for JSON and for YAML's flow style."""
    if re.match(rb"\s*\{\s*['\"]?arazzo['\"]?\s*:", content):
        return True
    depth = 0
    for token in _TOKEN.finditer(content):
        text = token[0]
        if text in (b"{", b"["):
            depth += 1
        elif text in (b"}", b"]"):
            depth -= 1
        elif depth == 1 and text == b'"arazzo"' and content[token.end() :].lstrip()[:1] == b":":
            return True
    return False
