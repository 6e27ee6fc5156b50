"""A run as data that can be kept, and back.

Takes an outcome and the stamps of all that was read, gives JSON data; from such data, the texts and the files as they are now, the outcome, and
which of the files have changed.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from importlib.util import find_spec
from time import time_ns

from ..classes import dataclass
from ..diagnostics.model import Span
from ..diagnostics.render.report import Report, Summary
from ..load.model import Data
from ..options import ReadError
from .discover import Entry
from .files import Files, Stamp
from .outcome import Outcome, Texts
from .pages import page
from .parts_records import read_entry, read_parts, write_entry, write_parts
from .records import Malformed, items, mapping, number, read_diagnostic, text, write_diagnostic

_DEPENDENCIES = ("black", "botocore", "jinja2", "openapi_spec_validator", "yaml")
_FRESH = 2_000_000_000
"""Nanoseconds: a file that changed so shortly before the run may change again without a new time, so its content is compared."""


def to_data(outcome: Outcome, found: tuple[Entry, ...], files: Files) -> Data:
    """What is kept of a run that looked at the files that were found, besides the texts of its own."""
    report = outcome.report
    stamps: dict[str, Data] = {path: _stamp(stamp) for path, stamp in files.stamps.items()}
    places = {diagnostic.primary.span for diagnostic in report.diagnostics}
    return {
        "stamps": stamps | {path: _stamp(_age(path)) for path in _dependencies()},
        "diagnostics": [write_diagnostic(diagnostic) for diagnostic in report.diagnostics],
        "pointers": [[*_flat(span), report.pointer(span)] for span in sorted(places)],
        "summary": [report.summary.documents, report.summary.workflows, report.summary.files],
        "found": [write_entry(entry) for entry in found],
        "parts": None if outcome.parts is None else write_parts(outcome.parts),
    }


@dataclass(frozen=True, slots=True)
class Kept:
    """An earlier run: its outcome, the files that it found, the absolute paths of those that are others today, and the stamps of those that are
    the same."""

    outcome: Outcome
    found: tuple[Entry, ...]
    changed: tuple[str, ...]
    stamps: Mapping[str, Stamp | None]

    def is_current(self, found: tuple[Entry, ...]) -> bool:
        """Whether nothing is otherwise, when these files are found now."""
        return not self.changed and self.found == found


def from_data(data: Data, texts: Mapping[str, str]) -> Kept | None:
    """The run that was kept as this data, with the texts of its files; None when it is none."""
    try:
        kept = mapping(data)
        documents, workflows, count = items(kept.get("summary"), number)
        report = Report(
            items(kept.get("diagnostics"), read_diagnostic),
            Texts({}),
            _Pointers(kept.get("pointers")),
            page,
            Summary(documents, workflows, count),
        )
        parts = kept.get("parts")
        outcome = Outcome(report, texts, None if parts is None else read_parts(parts))
        found = items(kept.get("found"), read_entry)
        stamps = {path: _same(path, stamp) for path, stamp in mapping(kept.get("stamps")).items()}
    except (Malformed, ValueError, OSError):
        return None
    same = {path: stamp for path, stamp in stamps.items() if not isinstance(stamp, _Changed)}
    return Kept(outcome, found, tuple(path for path in stamps if path not in same), same)


class _Pointers:
    """The pointers that were found when the documents were read."""

    def __init__(self, data: Data) -> None:
        self._found = {tuple(entry[:-1]): entry[-1] for entry in items(data, _row)}

    def __call__(self, span: Span) -> str | None:
        found = self._found.get(_flat(span))
        return found if isinstance(found, str) else None


def _row(data: Data) -> list[str | int | None]:
    if not isinstance(data, list) or len(data) != 6:
        raise Malformed
    *parts, pointer = data
    return [*(part for part in parts if isinstance(part, str | int)), pointer if isinstance(pointer, str) else None]


def _flat(span: Span) -> tuple[str | int | None, ...]:
    return (span.path, *span.start, *span.end)


def _dependencies() -> list[str]:
    """A file of each library whose version bears on the outcome."""
    specs = [find_spec(name) for name in _DEPENDENCIES]
    return [spec.origin for spec in specs if spec is not None and spec.origin is not None]


def _age(path: str) -> Stamp:
    status = os.stat(path)
    return Stamp(status.st_size, status.st_mtime_ns, "")


def _stamp(stamp: Stamp | None) -> Data:
    if stamp is None:
        return None
    fresh = stamp.digest and stamp.modified > time_ns() - _FRESH
    return [stamp.size, 0 if fresh else stamp.modified, stamp.digest]


def _same(path: str, data: Data) -> Stamp | None | _Changed:
    """The stamp of a file as it is now, when it is as it was: by size and time, and where the time is another, by content."""
    try:
        status = os.stat(path)
    except (OSError, ValueError):
        return None if data is None else _CHANGED
    if not isinstance(data, list) or len(data) != 3 or data[0] != status.st_size:
        return _CHANGED
    if data[1] != status.st_mtime_ns and _digest(path) != data[2]:
        return _CHANGED
    return Stamp(status.st_size, status.st_mtime_ns, text(data[2]))


def _digest(path: str) -> str | None:
    files = Files()
    try:
        files.read(path)
    except ReadError:
        return None
    stamp = files.stamps[path]
    return None if stamp is None else stamp.digest


class _Changed:
    """In place of the stamp of a file that is not what it was."""


_CHANGED = _Changed()
