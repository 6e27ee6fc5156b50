"""The format for programs: one JSON object.

Takes a report, gives the object that `docs/guide/ci.md` describes. Lines and columns are 1-based and count code points.
"""

from __future__ import annotations

import json
from typing import TypedDict

from ..model import Diagnostic, Label, Position, Severity
from .report import Report

VERSION = 1


class _Position(TypedDict):
    line: int
    column: int


class _Range(TypedDict):
    start: _Position
    end: _Position


class _Related(TypedDict):
    path: str
    range: _Range
    message: str


class _Edit(TypedDict):
    path: str
    range: _Range
    text: str


class _Fix(TypedDict):
    title: str
    edits: list[_Edit]


class _Entry(TypedDict):
    code: str
    name: str
    severity: str
    message: str
    path: str
    pointer: str | None
    range: _Range
    label: str
    related: list[_Related]
    notes: list[str]
    help: str | None
    fix: _Fix | None
    url: str


class _File(TypedDict):
    path: str
    change: str


def render(report: Report) -> str:
    """The whole report as indented JSON with a final line break."""
    summary = {
        "errors": report.count(Severity.ERROR),
        "warnings": report.count(Severity.WARNING),
        "documents": report.summary.documents,
        "workflows": report.summary.workflows,
        "files": report.summary.files,
    }
    entries = [_entry(diagnostic, report) for diagnostic in report.diagnostics]
    files: list[_File] = [{"path": file.path, "change": file.change} for file in report.files]
    said = {"version": VERSION, "diagnostics": entries, "files": files, "summary": summary}
    return json.dumps(said, indent=2) + "\n"


def _entry(diagnostic: Diagnostic, report: Report) -> _Entry:
    primary = diagnostic.primary
    return {
        "code": diagnostic.rule.code,
        "name": diagnostic.rule.name,
        "severity": str(diagnostic.severity),
        "message": diagnostic.message,
        "path": primary.span.path,
        "pointer": report.pointer(primary.span),
        "range": _range(primary),
        "label": primary.text,
        "related": [_related(label) for label in diagnostic.related],
        "notes": list(diagnostic.notes),
        "help": diagnostic.help,
        "fix": _fix(diagnostic),
        "url": f"docs/rules/{diagnostic.rule.code}.md",
    }


def _related(label: Label) -> _Related:
    return {"path": label.span.path, "range": _range(label), "message": label.text}


def _fix(diagnostic: Diagnostic) -> _Fix | None:
    if diagnostic.fix is None:
        return None
    edits: list[_Edit] = [
        {"path": edit.span.path, "range": _range(Label(edit.span)), "text": edit.text} for edit in diagnostic.fix.edits
    ]
    return {"title": diagnostic.fix.title, "edits": edits}


def _range(label: Label) -> _Range:
    return {"start": _position(label.span.start), "end": _position(label.span.end)}


def _position(position: Position) -> _Position:
    return {"line": position.line, "column": position.column}
