"""Inputs that are optional by their schema and needed all the same: told when compiled, and refused before anything is sent."""

from __future__ import annotations

import importlib
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.compiling import Compiled, compile_in

DESCRIPTION = """\
openapi: 3.1.0
info: {title: Shop, version: "1"}
servers: [{url: https://shop.example.com}]
paths:
  /look: {get: {operationId: look, responses: {"200": {description: Yes}}}}
  /buy:
    post:
      operationId: buy
      parameters:
        - {name: X-Tag, in: header, schema: {type: string}}
        - {name: priority, in: query, required: true, schema: {type: string}}
      requestBody: {content: {application/json: {schema: {type: object, properties: {note: {type: string}}}}}}
      responses: {"200": {description: Yes}}
"""
FLOW = """\
arazzo: 1.0.1
info: {title: Shop, version: "1"}
sourceDescriptions: [{name: shop, url: shop.openapi.yaml, type: openapi}]
workflows:
  - workflowId: go
    inputs: INPUTS
    steps:
      - {stepId: look, operationId: look}
      - stepId: buy
        operationId: buy
        parameters: [{name: priority, in: query, value: PRIORITY}, {name: X-Tag, in: header, value: "TAG"}]
        requestBody: {contentType: application/json, payload: {note: "NOTE"}}
"""


def compile_flow(folder: Path, inputs: str, *, priority: str = "high", tag: str = "t", note: str = "n") -> Compiled:
    """A workflow with these inputs that sends these values in its second step."""
    flow = FLOW.replace("INPUTS", inputs).replace("PRIORITY", priority).replace("TAG", tag).replace("NOTE", note)
    (folder / "shop.arazzo.yaml").write_text(flow)
    (folder / "shop.openapi.yaml").write_text(DESCRIPTION)
    return compile_in(folder)


def emitted(compiled: Compiled, folder: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., object]:
    """The function that was emitted; a client that is None tells when something is sent."""
    package = f"emitted_{folder.name.replace('-', '_')}"
    compiled.write(folder / package)
    monkeypatch.syspath_prepend(folder)
    module = importlib.import_module(f"{package}.shop")
    found = module.go
    for name in [name for name in sys.modules if name.startswith(package)]:
        monkeypatch.delitem(sys.modules, name)
    assert callable(found)
    return found


TAG = "{type: object, properties: {tag: {type: string}}}"
REPORT = "{type: object, properties: {report: {type: object, properties: {meta: {type: object, properties: {priority: {type: string}}}}}}}"
USER = "{type: object, required: [user], properties: {user: {type: object, required: [email], properties: {email: {type: string}, roles: {type: array}}}}}"


@pytest.mark.parametrize("place", ["tag", "note", "priority"])
def test_optional_input_inside_of_text_is_told_and_needed_at_the_head(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, place: str
) -> None:
    values = {"priority": "high", "tag": "t", "note": "n"} | {
        place: "'req-{$inputs.tag}'" if place == "priority" else "req-{$inputs.tag}"
    }
    compiled = compile_flow(tmp_path, TAG, **values)
    assert compiled.codes == ["ARZ419"]
    with pytest.raises(Exception, match="`tag` is needed by step `buy`"):
        emitted(compiled, tmp_path, monkeypatch)(None)


def test_optional_part_of_an_input_is_needed_at_the_head(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    compiled = compile_flow(tmp_path, REPORT, priority="'$inputs.report#/meta/priority'")
    assert compiled.codes == []
    function = emitted(compiled, tmp_path, monkeypatch)
    with pytest.raises(Exception, match="`report` is needed by step `buy`"):
        function(None)
    with pytest.raises(Exception, match="`report/meta/priority` is needed by step `buy`"):
        function(None, report={"meta": {}})


def test_required_property_of_an_input_is_missed_at_the_head(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    compiled = compile_flow(tmp_path, USER, priority="'$inputs.user#/email'")
    assert compiled.codes == []
    with pytest.raises(Exception, match="`user/email` is missing"):
        emitted(compiled, tmp_path, monkeypatch)(None, user={"roles": []})
