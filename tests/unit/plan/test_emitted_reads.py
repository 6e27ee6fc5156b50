"""What emitted code reads and builds: typed where the schemas say so, and importable where documents call each other."""

from __future__ import annotations

import importlib
import sys
from pathlib import Path

import pytest

from tests.compiling import compile_in, importable

SHOP = """
openapi: 3.1.0
info: {title: Shop, version: "1"}
servers: [{url: "https://shop.example"}]
paths:
  /cart:
    get:
      operationId: readCart
      responses:
        "200":
          description: ok
          content:
            application/json:
              schema:
                type: object
                required: [number]
                properties:
                  number: {type: integer}
                  lines: {type: array, items: {$ref: "#/components/schemas/Line"}}
                  owner: {type: object, properties: {name: {type: string}}}
    put:
      operationId: writeCart
      requestBody:
        content:
          application/json:
            schema:
              type: object
              required: [number]
              properties:
                number: {type: integer}
                lines: {type: array, items: {$ref: "#/components/schemas/Line"}}
      responses:
        "204":
          description: ok
          headers: {ETag: {required: true, schema: {type: string}}, Note: {schema: {type: string}}}
components:
  schemas:
    Line: {type: object, required: [sku], properties: {sku: {type: string}}}
"""

CART = """
arazzo: 1.0.1
info: {title: Cart, version: "1"}
sourceDescriptions: [{name: shop, url: shop.yaml, type: openapi}]
workflows:
- workflowId: copy
  steps:
  - stepId: read
    operationId: readCart
    successCriteria: [{condition: $statusCode == 200}]
    outputs:
      number: $response.body#/number
      lines: $response.body#/lines
      owner: $response.body#/owner/name
      first: $response.body#/lines/0/sku
  - stepId: write
    operationId: writeCart
    requestBody:
      payload: {number: $steps.read.outputs.number, lines: $steps.read.outputs.lines}
    outputs: {tag: $response.header.ETag, note: $response.header.Note}
  outputs:
    tag: $steps.write.outputs.tag
    note: $steps.write.outputs.note
    lines: $steps.read.outputs.lines
    owner: $steps.read.outputs.owner
    first: $steps.read.outputs.first
"""

ONE = """
arazzo: 1.0.1
info: {title: One, version: "1"}
sourceDescriptions: [{name: other, url: two.arazzo.yaml, type: arazzo}, {name: shop, url: shop.yaml, type: openapi}]
workflows:
- workflowId: first
  steps: [{stepId: call, workflowId: $sourceDescriptions.other.second}]
- workflowId: third
  steps: [{stepId: read, operationId: $sourceDescriptions.shop.readCart}]
"""

TWO = """
arazzo: 1.0.1
info: {title: Two, version: "1"}
sourceDescriptions: [{name: other, url: one.arazzo.yaml, type: arazzo}]
workflows:
- workflowId: second
  steps: [{stepId: call, workflowId: $sourceDescriptions.other.third}]
"""


@pytest.fixture
def cart(tmp_path: Path) -> str:
    (tmp_path / "shop.yaml").write_text(SHOP)
    (tmp_path / "cart.arazzo.yaml").write_text(CART)
    compiled = compile_in(tmp_path, "cart.arazzo.yaml")
    assert not compiled.errors, compiled.text
    return compiled.files["cart.py"]


def test_optional_values_are_read_as_their_schemas_type_them(cart: str) -> None:
    assert 'lines = read.body.get("lines")' in cart
    assert "lines: NotRequired[list[Line]]" in cart
    assert 'optional={\n            "/lines": list,' in cart


def test_the_way_to_a_nested_optional_value_is_tested_once(cart: str) -> None:
    assert 'read_owner = read.body.get("owner")' in cart
    assert 'read_owner.get("name") if read_owner is not None else None' in cart
    assert "owner: NotRequired[str]" in cart


def test_bodies_are_built_as_the_type_that_the_client_asks_for(cart: str) -> None:
    assert 'write_body: WriteCartBody = {"number": number}' in cart
    assert 'write_body["lines"] = lines' in cart
    assert "untyped" not in cart


def test_a_header_that_the_description_requires_must_be_there(cart: str) -> None:
    assert 'tag = required_header(write, "etag")' in cart
    assert 'note = write.headers.get("note")' in cart
    assert "tag: str\n" in cart and "note: NotRequired[str]" in cart


@pytest.mark.parametrize("first", ["one", "two"])
def test_documents_that_call_each_other_can_be_imported_in_any_order(tmp_path: Path, first: str) -> None:
    (tmp_path / "shop.yaml").write_text(SHOP)
    (tmp_path / "one.arazzo.yaml").write_text(ONE)
    (tmp_path / "two.arazzo.yaml").write_text(TWO)
    compiled = compile_in(tmp_path, "one.arazzo.yaml", "two.arazzo.yaml")
    assert not compiled.errors, compiled.text
    package = f"circle_from_{first}"
    compiled.write(tmp_path / package)
    with importable(tmp_path):
        importlib.import_module(f"{package}.{first}")
    assert f"{package}.one" in sys.modules and f"{package}.two" in sys.modules
