"""The formats for programs."""

from __future__ import annotations

import json
from typing import Any

import jsonschema
from arazzo_codegen.diagnostics.model import Diagnostic, Edit, Fix, Label, Position, Rule, Severity, Span
from arazzo_codegen.diagnostics.render import concise, github, sarif
from arazzo_codegen.diagnostics.render import json as json_format
from arazzo_codegen.diagnostics.render.report import ChangedFile, Drift, Report, Summary

RULE = Rule("ARZ203", "unknown-step", Severity.ERROR)
PLACE = Span("a b/shop,1.yaml", Position(15, 21), Position(15, 26))
OTHER = Span("/abs/üser.yaml", Position(8, 17), Position(9, 1))
FOUND = Diagnostic(
    RULE,
    Severity.WARNING,
    "no step `100%: a,b`",
    Label(PLACE, "here"),
    (Label(OTHER, "there"),),
    ("a note",),
    "change it",
    Fix("change it", (Edit(PLACE, "login"),)),
)
REPORT = Report((FOUND,), pointer=lambda span: "/workflows/0", page=lambda code: f"# {code}", summary=Summary(1, 2, 3))


def test_concise() -> None:
    assert concise.render(REPORT) == "a b/shop,1.yaml:15:21: warning[ARZ203] no step `100%: a,b`\n"


def test_github_escapes_what_its_runner_reads() -> None:
    assert github.render(REPORT) == (
        "::warning file=a b/shop%2C1.yaml,line=15,endLine=15,title=ARZ203 unknown-step,col=21,endColumn=26"
        "::no step `100%25: a,b`%0Anote: a note%0Ahelp: change it\n"
    )


def test_json_has_the_whole_of_a_diagnostic() -> None:
    said = json.loads(json_format.render(REPORT))
    assert said["version"] == 1
    assert said["summary"] == {"errors": 0, "warnings": 1, "documents": 1, "workflows": 2, "files": 3}
    entry = said["diagnostics"][0]
    assert entry["pointer"] == "/workflows/0"
    assert entry["range"] == {"start": {"line": 15, "column": 21}, "end": {"line": 15, "column": 26}}
    assert [related["path"] for related in entry["related"]] == ["/abs/üser.yaml"]
    assert (entry["severity"], entry["notes"], entry["help"]) == ("warning", ["a note"], "change it")
    assert entry["fix"]["edits"][0]["text"] == "login"


def test_sarif_is_what_its_schema_wants() -> None:
    log = json.loads(sarif.render(REPORT))
    jsonschema.validate(log, SARIF)
    result = log["runs"][0]["results"][0]
    artifacts = [
        place["physicalLocation"]["artifactLocation"]["uri"]
        for place in (*result["locations"], *result["relatedLocations"])
    ]
    assert artifacts == ["a%20b/shop%2C1.yaml", "file:///abs/%C3%BCser.yaml"]
    assert log["runs"][0]["tool"]["driver"]["rules"][result["ruleIndex"]]["id"] == result["ruleId"]
    assert json.loads(sarif.render(Report(())))["runs"][0]["results"] == []


def test_drift_in_sarif_is_what_its_schema_wants() -> None:
    log = json.loads(sarif.render(Report((FOUND,), drift=Drift((ChangedFile("out/a b.py", "removed"),)))))
    jsonschema.validate(log, SARIF)
    drifted = log["runs"][0]["results"][1]
    assert (drifted["ruleId"], drifted["message"]["text"]) == ("drifted-file", "out/a b.py would be removed")


def closed(required: list[str], **properties: Any) -> dict[str, Any]:
    return {"type": "object", "required": required, "properties": properties, "additionalProperties": False}


# What SARIF 2.1.0 says of the objects that we write (sections 3.13 to 3.59); objects are closed there too.
TEXT = {"type": "string"}
LINE = {"type": "integer", "minimum": 1}
MESSAGE = closed(["text"], text=TEXT, markdown=TEXT)
ARTIFACT = closed(["uri"], uri={"type": "string", "format": "uri-reference"}, uriBaseId=TEXT)
REGION = closed(["startLine"], startLine=LINE, startColumn=LINE, endLine=LINE, endColumn=LINE)
PHYSICAL = closed(["artifactLocation"], artifactLocation=ARTIFACT, region=REGION)
LOCATION = closed([], id={"type": "integer", "minimum": 0}, physicalLocation=PHYSICAL, message=MESSAGE)
REPLACEMENT = closed(["deletedRegion"], deletedRegion=REGION, insertedContent=closed([], text=TEXT))
CHANGE = closed(
    ["artifactLocation", "replacements"],
    artifactLocation=ARTIFACT,
    replacements={"type": "array", "minItems": 1, "items": REPLACEMENT},
)
LEVEL = {"enum": ["none", "note", "warning", "error"]}
RESULT = closed(
    ["message"],
    ruleId=TEXT,
    ruleIndex={"type": "integer", "minimum": -1},
    level=LEVEL,
    message=MESSAGE,
    locations={"type": "array", "items": LOCATION},
    relatedLocations={"type": "array", "items": LOCATION, "uniqueItems": True},
    partialFingerprints={"type": "object", "additionalProperties": TEXT},
    fixes={
        "type": "array",
        "items": closed(["artifactChanges"], description=MESSAGE, artifactChanges={"type": "array", "items": CHANGE}),
    },
)
DESCRIPTOR = closed(
    ["id"], id=TEXT, name=TEXT, shortDescription=MESSAGE, help=MESSAGE, defaultConfiguration=closed([], level=LEVEL)
)
DRIVER = closed(["name"], name=TEXT, semanticVersion=TEXT, rules={"type": "array", "items": DESCRIPTOR})
RUN = closed(
    ["tool"],
    tool=closed(["driver"], driver=DRIVER),
    columnKind={"enum": ["utf16CodeUnits", "unicodeCodePoints"]},
    results={"type": "array", "items": RESULT},
)
SARIF = closed(
    ["version", "runs"],
    **{"$schema": {"type": "string", "format": "uri"}},
    version={"const": "2.1.0"},
    runs={"type": "array", "items": RUN},
)
