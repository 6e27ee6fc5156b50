"""The format of one line a diagnostic, as compilers have always printed them.

Takes a report, gives `path:line:column: severity[code] message` lines.
"""

from __future__ import annotations

from ..model import Diagnostic
from .report import Report
from .visible import escaped


def render(report: Report) -> str:
    """All diagnostics, a line each; empty when there are none."""
    return "".join(f"{_line(diagnostic)}\n" for diagnostic in report.diagnostics)


def _line(diagnostic: Diagnostic) -> str:
    path, start, _ = diagnostic.primary.span
    place = f"{escaped(path)}:{start.line}:{start.column}"
    return f"{place}: {diagnostic.severity}[{diagnostic.rule.code}] {escaped(diagnostic.message)}"
