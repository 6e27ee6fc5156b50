"""The format of GitHub Actions: workflow commands that become annotations on the changed lines.

Takes a report, gives one `::error …::` or `::warning …::` line for each diagnostic, and an `::error …::` for each file that is not up to date.
"""

from __future__ import annotations

from ..model import Diagnostic
from .report import ChangedFile, Report
from .visible import escaped


def render(report: Report) -> str:
    """All diagnostics and drifted files as workflow commands; empty when there are none."""
    drifted = (_drifted(file, report.drift.said(file)) for file in report.drift.files)
    return "".join(f"{line}\n" for line in (*map(_command, report.diagnostics), *drifted))


def _drifted(file: ChangedFile, said: str) -> str:
    return f"::error file={_property(file.path)},title=not up to date::{_data(said)}"


def _command(diagnostic: Diagnostic) -> str:
    path, start, end = diagnostic.primary.span
    properties = {
        "file": path,
        "line": str(start.line),
        "endLine": str(end.line),
        "title": f"{diagnostic.rule.code} {diagnostic.rule.name}",
    }
    if start.line == end.line:  # columns are allowed on one line only
        properties |= {"col": str(start.column), "endColumn": str(end.column)}
    listed = ",".join(f"{name}={_property(value)}" for name, value in properties.items())
    return f"::{diagnostic.severity} {listed}::{_data(_message(diagnostic))}"


def _message(diagnostic: Diagnostic) -> str:
    help = () if diagnostic.help is None else (f"help: {diagnostic.help}",)
    notes = (f"note: {note}" for note in diagnostic.notes)
    return "\n".join(escaped(line) for line in (diagnostic.message, *notes, *help))


def _data(text: str) -> str:
    """Text behind `::`, in the escapes of the runner."""
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    """The value of a property, in the escapes of the runner."""
    return _data(escaped(text)).replace(":", "%3A").replace(",", "%2C")
