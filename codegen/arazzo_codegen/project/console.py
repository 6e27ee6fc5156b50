"""What a run prints, and where.

Takes reports and changes, writes to the two streams: what programs read goes to standard output (`json`, `sarif`, `github`, diffs), what people
read to standard error.
"""

from __future__ import annotations

import os
import sys
from importlib import import_module
from typing import TextIO

from .. import __version__
from ..classes import dataclass, replace
from ..diagnostics.model import Severity
from ..diagnostics.render.report import Report
from .changes import Changes

FORMATS = ("text", "concise", "json", "github", "sarif")
_FOR_PROGRAMS = ("json", "github", "sarif")
_NAMED = 20
"""Files that are named one by one; of more than that only the number is told, unless the run is verbose."""


@dataclass(frozen=True, slots=True)
class Console:
    """The terminal, or what stands in its place."""

    format: str = "text"
    quiet: bool = False
    verbose: bool = False

    def show(self, report: Report) -> None:
        """Print the diagnostics of a run. A format for programs prints its frame even when there are none."""
        if not report.diagnostics and (
            self.format in ("text", "concise") or self.format == "github" and not report.drift.files
        ):
            return
        renderer = import_module(f"..diagnostics.render.{self.format}", __package__)
        stream = sys.stdout if self.format in _FOR_PROGRAMS else sys.stderr
        shown = replace(report, colour=self.format == "text" and wants_colour(stream), tool_version=__version__)
        text: str = renderer.render(shown)
        _print(text, stream)

    def say(self, line: str) -> None:
        """Print a line for people, unless the run is quiet."""
        self._tell(line, even_quiet=False)

    def _tell(self, line: str, *, even_quiet: bool) -> None:
        if even_quiet or not self.quiet:
            _print(f"{line}\n", sys.stderr)

    def complain(self, line: str) -> None:
        """Print why a run could not do what it was asked, quiet or not."""
        _print(f"arazzo-codegen: {line}\n", sys.stderr)

    def name(self, folder: str, changes: Changes, *, done: bool, failed: bool) -> None:
        """Name the files that were changed, or would be; a run that has failed by them names them though it is quiet."""
        prefix = "" if done else "would be "
        self._list(f"{prefix}written", folder, changes.write, even_quiet=failed)
        self._list(f"{prefix}removed", folder, changes.remove, even_quiet=failed)
        if self.verbose:
            self._list("unchanged", folder, changes.unchanged, even_quiet=False)

    def _list(self, what: str, folder: str, names: tuple[str, ...], *, even_quiet: bool) -> None:
        shown = names if self.verbose else names[:_NAMED]
        for name in shown:
            self._tell(f"{what}: {os.path.join(folder, name)}", even_quiet=even_quiet)
        if len(names) > len(shown):
            self._tell(f"{what}: {len(names) - len(shown)} more", even_quiet=even_quiet)

    def clear(self) -> None:
        """Clear the screen, where there is one: what was fixed is gone."""
        if sys.stderr.isatty() and os.environ.get("TERM") != "dumb":
            _print("\x1b[2J\x1b[3J\x1b[H", sys.stderr)

    def print(self, text: str) -> None:
        """Print what was asked for on standard output."""
        _print(text, sys.stdout)


def summary(report: Report, changes: Changes | None, seconds: float, *, done: bool) -> str:
    """The last line of a run."""
    numbers = report.summary
    parts = [f"{_count(numbers.documents, 'document')}, {_count(numbers.workflows, 'workflow')}"]
    if changes is not None:
        would = "" if done else " to be"
        written = f"{_count(len(changes.write), 'file')}{would} written"
        parts.append(f"{written}, {len(changes.unchanged)} unchanged, {len(changes.remove)}{would} removed")
    errors, warnings = report.count(Severity.ERROR), report.count(Severity.WARNING)
    if errors or warnings:
        parts.append(", ".join(_count(n, word) for n, word in ((errors, "error"), (warnings, "warning")) if n))
    return f"{'; '.join(parts)} ({seconds:.2f} s)"


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"


def wants_colour(stream: TextIO) -> bool:
    """Whether to colour what goes to a stream: on a terminal, unless `NO_COLOR` is set (no-color.org)."""
    if os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb":
        return False
    return bool(os.environ.get("FORCE_COLOR")) or stream.isatty()


def _print(text: str, stream: TextIO) -> None:
    """Write text that any encoding can take: what it lacks is written as an escape."""
    encoding = stream.encoding or "utf-8"
    stream.write(text.encode(encoding, "backslashreplace").decode(encoding))
    stream.flush()
