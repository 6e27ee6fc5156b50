"""References to whole files: what their schemas are called."""

from __future__ import annotations

import pytest
from arazzo_codegen.plan.model import Name
from arazzo_codegen.plan.types import TypeSpeller

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
JSON = "content: {application/json: {schema: {$ref: FILE}}}"
SCHEMA = '{"type": "object", TITLE "properties": {"a": {"type": "string"}}}'


def bind_operation(operation: str, **files: str) -> Bound:
    """A step that calls an operation with these fields."""
    return bind_files({"flow.yaml": FLOW, "shop.openapi.yaml": API + operation, **files})


@pytest.mark.parametrize(
    ("file", "title", "name"),
    [
        ("schemas/item.yaml", "", "Item"),
        ("order-line.json", "", "OrderLine"),
        ("schemas/thing.schema.json", "", "Thing"),
        ("item.yaml", '"title": "Line of an order",', "LineOfAnOrder"),
        ("item.yaml", '"title": "***",', "Item"),
        ("item.yaml", f'"title": "{"very " * 20}",', "Item"),
    ],
)
def test_schema_that_is_a_file_is_called_by_its_title_or_as_the_file(file: str, title: str, name: str) -> None:
    operation = f"      responses: {{'200': {{description: ok, {JSON.replace('FILE', file)}}}}}"
    bound = bind_operation(operation, **{file: SCHEMA.replace("TITLE", title)})
    assert bound.codes == []
    assert TypeSpeller(bound.program.types).annotation(bound.output("x"), "WOutputsX") == Name(name)
