"""The parts of a run as JSON data, and back. Data that is not of this form raises `Malformed`."""

from __future__ import annotations

from ..load.model import Data
from .discover import Entry
from .parts import Part, Parts
from .records import Malformed, items, mapping, number, text


def write_parts(parts: Parts) -> Data:
    """Parts as data."""
    return {
        "entries": [write_entry(entry) for entry in parts.entries],
        "reach": {path: list(paths) for path, paths in parts.reach.items()},
        "parts": {path: _part(part) for path, part in parts.parts.items()},
        "names": dict(parts.names),
    }


def read_parts(data: Data) -> Parts:
    """The parts that were written as this data."""
    kept = mapping(data)
    return Parts(
        items(kept.get("entries"), read_entry),
        {path: items(paths, text) for path, paths in mapping(kept.get("reach")).items()},
        {path: _read_part(part) for path, part in mapping(kept.get("parts")).items()},
        {key: text(name) for key, name in mapping(kept.get("names")).items()},
    )


def _part(part: Part) -> Data:
    return [list(part.modules), list(part.runtime), list(part.demands), part.workflows]


def write_entry(entry: Entry) -> Data:
    """A document that was named or found, as data."""
    return [entry.path, entry.name, entry.is_named]


def read_entry(data: Data) -> Entry:
    """The document that was written as this data."""
    if not isinstance(data, list) or len(data) != 3:
        raise Malformed
    path, name, is_named = data
    return Entry(text(path), text(name), bool(is_named))


def _read_part(data: Data) -> Part:
    if not isinstance(data, list) or len(data) != 4:
        raise Malformed
    modules, runtime, demands, workflows = data
    return Part(items(modules, text), items(runtime, text), items(demands, text), number(workflows))
