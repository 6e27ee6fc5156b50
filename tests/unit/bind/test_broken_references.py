"""References in operations that lead nowhere."""

from __future__ import annotations

import pytest

from tests.unit.bind.programs import Bound, bind_files

FLOW = """
arazzo: 1.0.1
info: {title: Shop, version: 1.0.0}
sourceDescriptions:
  - {name: shop, url: shop.openapi.yaml, type: openapi}
workflows:
  - workflowId: w
    steps:
      - stepId: s
        operationId: get
        successCriteria: [{condition: $statusCode == 200}]
        outputs: {x: $response.body}
"""
API = """
openapi: 3.1.0
info: {title: Shop, version: 1.0.0}
paths:
  /things:
    get:
      operationId: get
"""


def bind_operation(operation: str, **files: str) -> Bound:
    """A step that calls an operation with these fields."""
    return bind_files({"flow.yaml": FLOW, "shop.openapi.yaml": API + operation, **files})


@pytest.mark.parametrize(
    ("operation", "codes"),
    [
        ("responses: {'200': {$ref: 'c.yaml#/r'}}", ["ARZ211"]),
        ("responses: {'200': {$ref: 'https://x.example/c.yaml#/r'}}", ["ARZ211"]),
        ("responses: {'200': {$ref: '#/components/responses/Nope'}}", ["ARZ209"]),
        ("responses: {'200': {description: ok, headers: {X-A: {$ref: 'c.yaml#/h'}}}}", ["ARZ211"]),
        ("parameters: [{$ref: 'c.yaml#/p'}]", ["ARZ211"]),
        ("requestBody: {$ref: 'c.yaml#/b'}", ["ARZ211"]),
        ("responses: {x-note: {$ref: 'c.yaml#/r'}}", []),
    ],
)
def test_reference_of_a_used_operation_that_leads_nowhere_is_an_error(operation: str, codes: list[str]) -> None:
    assert [code for code in bind_operation(f"      {operation}").codes if code.startswith("ARZ2")] == codes
