"""The Static Analysis Results Interchange Format (SARIF) 2.1.0, for code scanning services.

Takes a report, gives a log with one run: a result for each diagnostic and for each file that is not up to date. Columns count code points (`columnKind`); paths are relative to the folder of the run.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from typing import TypeAlias
from urllib.parse import quote

from ..model import Diagnostic, Fix, Label, Rule, Span
from .report import ChangedFile, Report

_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
_DRIFTED = "drifted-file"
"""The id of what is said of emitted files. It is no rule of documents: no setting weighs it, and it has no example to compile."""

_Json: TypeAlias = "str | int | None | Sequence[_Json] | Mapping[str, _Json]"


def render(report: Report) -> str:
    """The log as indented JSON with a final line break."""
    rules = sorted({diagnostic.rule for diagnostic in report.diagnostics}, key=lambda rule: rule.code)
    driver: _Json = {
        "name": "arazzo-codegen",
        **({"semanticVersion": report.tool_version} if report.tool_version else {}),
        "rules": [*(_rule(rule, report) for rule in rules), *([_DRIFT_RULE] if report.drift.files else [])],
    }
    run: _Json = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "results": [
            *(_result(diagnostic, rules.index(diagnostic.rule), report) for diagnostic in report.diagnostics),
            *(_drifted(file, len(rules), report.drift.said(file)) for file in report.drift.files),
        ],
    }
    return json.dumps({"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}, indent=2) + "\n"


_DRIFT_HELP = "An emitted file is not what its documents compile to. Run `arazzo-codegen` without `--check` and commit what it writes."
_DRIFT_RULE: _Json = {
    "id": _DRIFTED,
    "name": _DRIFTED,
    "shortDescription": {"text": "emitted file is not up to date"},
    "defaultConfiguration": {"level": "error"},
    "help": {"text": _DRIFT_HELP, "markdown": _DRIFT_HELP},
}


def _drifted(file: ChangedFile, rule: int, said: str) -> _Json:
    fingerprint = hashlib.sha256("\0".join((_DRIFTED, *file)).encode("utf-8", "backslashreplace")).hexdigest()[:32]
    return {
        "ruleId": _DRIFTED,
        "ruleIndex": rule,
        "level": "error",
        "message": {"text": f"{file.path} {said}"},
        "locations": [{"physicalLocation": {"artifactLocation": _artifact(file.path)}}],
        "partialFingerprints": {"arazzoCodegen/v1": fingerprint},
    }


def _rule(rule: Rule, report: Report) -> _Json:
    page = report.page(rule.code)
    entry: dict[str, _Json] = {
        "id": rule.code,
        "name": rule.name,
        "shortDescription": {"text": rule.name.replace("-", " ")},
        "defaultConfiguration": {"level": str(rule.severity)},
    }
    if page is not None:
        entry["help"] = {"text": page, "markdown": page}
    return entry


def _result(diagnostic: Diagnostic, rule: int, report: Report) -> _Json:
    entry: dict[str, _Json] = {
        "ruleId": diagnostic.rule.code,
        "ruleIndex": rule,
        "level": str(diagnostic.severity),
        "message": {"text": _message(diagnostic)},
        "locations": [_location(diagnostic.primary)],
        "partialFingerprints": {"arazzoCodegen/v1": _fingerprint(diagnostic, report)},
    }
    if diagnostic.related:
        entry["relatedLocations"] = [{**_location(label), "id": i} for i, label in enumerate(diagnostic.related, 1)]
    if diagnostic.fix is not None:
        entry["fixes"] = [_fix(diagnostic.fix)]
    return entry


def _message(diagnostic: Diagnostic) -> str:
    help = () if diagnostic.help is None else (f"Help: {diagnostic.help}",)
    return "\n".join((diagnostic.message, *diagnostic.notes, *help))


def _fingerprint(diagnostic: Diagnostic, report: Report) -> str:
    """What stays the same when lines are added above: the rule, the node and the message, but not the line."""
    span = diagnostic.primary.span
    parts = (diagnostic.rule.code, span.path, report.pointer(span) or "", diagnostic.message)
    return hashlib.sha256("\0".join(parts).encode("utf-8", "backslashreplace")).hexdigest()[:32]


def _location(label: Label) -> dict[str, _Json]:
    location: dict[str, _Json] = {
        "physicalLocation": {"artifactLocation": _artifact(label.span.path), "region": _region(label.span)}
    }
    if label.text:
        location["message"] = {"text": label.text}
    return location


def _artifact(path: str) -> _Json:
    if path.startswith("/"):
        return {"uri": f"file://{_uri(path)}"}
    return {"uri": _uri(path), "uriBaseId": "%SRCROOT%"}


def _uri(path: str) -> str:
    return quote(path.encode("utf-8", "backslashreplace"), safe="/")


def _region(span: Span) -> _Json:
    return {
        "startLine": span.start.line,
        "startColumn": span.start.column,
        "endLine": span.end.line,
        "endColumn": span.end.column,
    }


def _fix(fix: Fix) -> _Json:
    changes: list[_Json] = [
        {
            "artifactLocation": _artifact(edit.span.path),
            "replacements": [{"deletedRegion": _region(edit.span), "insertedContent": {"text": edit.text}}],
        }
        for edit in fix.edits
    ]
    return {"description": {"text": fix.title}, "artifactChanges": changes}
