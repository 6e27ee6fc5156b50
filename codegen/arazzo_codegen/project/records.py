"""Diagnostics as JSON data, and back.

Takes diagnostics, gives data that `json` can write; from such data the same diagnostics. Data that is not of this form raises `Malformed`.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from ..diagnostics.model import Diagnostic, Edit, Fix, Label, Position, Severity, Span
from ..diagnostics.rules import RULES
from ..load.model import Data

_Item = TypeVar("_Item")


class Malformed(Exception):
    """What was read back is not what was written."""


def write_diagnostic(diagnostic: Diagnostic) -> Data:
    """A diagnostic as data."""
    fix = diagnostic.fix
    return {
        "code": diagnostic.rule.code,
        "severity": str(diagnostic.severity),
        "message": diagnostic.message,
        "labels": [_label(label) for label in (diagnostic.primary, *diagnostic.related)],
        "notes": list(diagnostic.notes),
        "help": diagnostic.help,
        "fix": None if fix is None else [fix.title, [_label(Label(edit.span, edit.text)) for edit in fix.edits]],
    }


def read_diagnostic(data: Data) -> Diagnostic:
    """The diagnostic that was written as this data."""
    entry = mapping(data)
    rule = RULES.get(text(entry.get("code")))
    labels = items(entry.get("labels"), _read_label)
    if rule is None or not labels:
        raise Malformed
    help = entry.get("help")
    return Diagnostic(
        rule,
        Severity(text(entry.get("severity"))),
        text(entry.get("message")),
        labels[0],
        labels[1:],
        items(entry.get("notes"), text),
        None if help is None else text(help),
        _read_fix(entry.get("fix")),
    )


def _label(label: Label) -> Data:
    path, start, end = label.span
    return [path, *start, *end, label.text]


def _read_label(data: Data) -> Label:
    if not isinstance(data, list) or len(data) != 6:
        raise Malformed
    places = [number(part) for part in data[1:5]]
    return Label(Span(text(data[0]), Position(*places[:2]), Position(*places[2:])), text(data[5]))


def _read_fix(data: Data) -> Fix | None:
    if data is None:
        return None
    if not isinstance(data, list) or len(data) != 2:
        raise Malformed
    edits = items(data[1], _read_label)
    return Fix(text(data[0]), tuple(Edit(edit.span, edit.text) for edit in edits))


def mapping(data: Data) -> dict[str, Data]:
    """Data that must be an object."""
    if not isinstance(data, dict):
        raise Malformed
    return data


def items(data: Data, read: Callable[[Data], _Item]) -> tuple[_Item, ...]:
    """Data that must be a list."""
    if not isinstance(data, list):
        raise Malformed
    return tuple(read(item) for item in data)


def text(data: Data) -> str:
    """Data that must be a string."""
    if not isinstance(data, str):
        raise Malformed
    return data


def number(data: Data) -> int:
    """Data that must be an integer."""
    if not isinstance(data, int):
        raise Malformed
    return data
