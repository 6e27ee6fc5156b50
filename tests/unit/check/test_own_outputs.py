"""A step that reads its own outputs: an error where it cannot have run, a warning where the run comes back to it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.compiling import compile_in

DESCRIPTION = """\
openapi: 3.1.0
info: {title: Shop, version: "1"}
servers: [{url: "https://shop.example"}]
paths:
  /pets:
    get:
      operationId: list
      parameters: [{name: after, in: query, schema: {type: string}}]
      responses:
        "200":
          description: Yes
          content: {application/json: {schema: {type: object, required: [next], properties: {next: {type: string}}}}}
"""
FLOW = """\
arazzo: 1.0.1
info: {title: Shop, version: "1"}
sourceDescriptions: [{name: shop, url: shop.openapi.yaml, type: openapi}]
workflows:
  - workflowId: all
    steps:
      - stepId: list
        operationId: list
        parameters: [{name: after, in: query, value: $steps.list.outputs.next}]
        outputs: {next: $response.body#/next}
        ACTION
"""
AGAIN = "onSuccess: [{name: again, type: goto, stepId: list, criteria: [{condition: $response.body#/next != ''}]}]"
RETRY = "onFailure: [{name: again, type: retry, retryLimit: 2}]"


@pytest.mark.parametrize(("action", "code"), [("", "ARZ504"), (RETRY, "ARZ505"), (AGAIN, "ARZ505")])
def test_step_that_reads_its_own_output(tmp_path: Path, action: str, code: str) -> None:
    (tmp_path / "shop.arazzo.yaml").write_text(FLOW.replace("ACTION", action), encoding="utf-8")
    (tmp_path / "shop.openapi.yaml").write_text(DESCRIPTION, encoding="utf-8")
    compiled = compile_in(tmp_path, "shop.arazzo.yaml")
    found = next(each for each in compiled.diagnostics if each.rule.code.startswith("ARZ50"))
    assert found.rule.code == code
    message = found.message
    assert message == "step `list` cannot read its own output `$steps.list.outputs.next` before it has run"
