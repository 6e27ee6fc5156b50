"""JSONPath filters that test the members of an object where the object itself was meant."""

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
      responses: {"200": {description: Yes, content: {application/json: {schema: SCHEMA}}}}
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
        successCriteria: [{context: $response.body, type: jsonpath, condition: "QUERY"}]
"""
PETS = "{type: object, required: [pets], properties: {pets: {type: array, items: {type: object}}}}"
FLAT = "{type: object, properties: {progress: {type: number}, state: {type: string}}}"
DEEP = "{type: object, properties: {progress: {type: number}, inner: {type: object, properties: {progress: {type: number}}}}}"
LIST = "{type: array, items: {type: object, properties: {progress: {type: number}}}}"
MAP = "{type: object, additionalProperties: {type: object, properties: {progress: {type: number}}}}"


@pytest.mark.parametrize(
    ("schema", "query", "meant"),
    [
        (PETS, "$[?count(@.pets) > 0]", "$[?count($.pets[*]) > 0]"),
        (FLAT, "$[?@.progress >= 1]", "$[?$.progress >= 1]"),
        (FLAT, "$[?@.state == 'open' && @.progress]", "$[?$.state == 'open' && $.progress]"),
        (FLAT, "$[?@.progress != 1]", None),
        (FLAT, "$[?@ == 1]", None),
        (FLAT, "$[?$.progress >= 1]", None),
        (PETS, "$[?count(@.pets) == 0]", None),
        (PETS, "$.pets[?@.name == 'x']", None),
        (DEEP, "$[?@.progress >= 1]", None),
        (LIST, "$[?@.progress >= 1]", None),
        (MAP, "$[?@.progress >= 1]", None),
    ],
)
def test_filter_that_no_member_passes(tmp_path: Path, schema: str, query: str, meant: str | None) -> None:
    (tmp_path / "shop.arazzo.yaml").write_text(FLOW.replace("QUERY", query), encoding="utf-8")
    (tmp_path / "shop.openapi.yaml").write_text(DESCRIPTION.replace("SCHEMA", schema), encoding="utf-8")
    found = [each.help for each in compile_in(tmp_path, "shop.arazzo.yaml").diagnostics if each.rule.code == "ARZ521"]
    assert found == ([] if meant is None else [f"write `{meant}`"])
