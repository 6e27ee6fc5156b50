"""Members whose values are absent: nothing that is required is left out silently, and no structure is sent empty."""

from __future__ import annotations

import importlib
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest

from tests.compiling import compile_in, importable

DESCRIPTION = """
openapi: 3.1.0
info: {title: Amazon DynamoDB, version: '2012-08-10'}
servers: [{url: 'https://dynamodb.eu-west-1.amazonaws.com'}]
paths:
  /#GetItem: {post: {operationId: GetItem, responses: {'200': {description: The item.}}}}
  /#PutItem: {post: {operationId: PutItem, responses: {'200': {description: The item is put.}}}}
"""
WORKFLOW = """
arazzo: 1.0.1
info: {title: Items, version: 1.0.0}
sourceDescriptions: [{name: items, url: items.openapi.yaml, type: openapi}]
workflows:
- workflowId: copy
  inputs:
    type: object
    required: [id]
    properties:
      id: {type: integer}
      tags: {type: array, items: {type: string}}
  steps:
  - stepId: look
    operationId: GetItem
    requestBody:
      payload: {TableName: items, Key: {id: {N: '{$inputs.id}'}}}
    outputs:
      name: $response.body#/Item/name/S
      table: $response.body#/Item/table/S
      item: $response.body#/Item
  - stepId: put
    operationId: PutItem
    requestBody:
      payload:
        TableName: $steps.look.outputs.table
        Item:
          id: {N: '{$inputs.id}'}
          name: {S: $steps.look.outputs.name}
          tags: {SS: $inputs.tags}
  outputs:
    item: $steps.look.outputs.item
"""


class Table:
    """In place of boto3's client."""

    def __init__(self, **item: object) -> None:
        self.item = item
        self.put: list[dict[str, object]] = []

    def get_item(self, **_: object) -> dict[str, object]:
        """The item; a miss has no member for it."""
        return {"Item": self.item} if self.item else {}

    def put_item(self, **members: object) -> dict[str, object]:
        """Keep what was sent."""
        self.put.append(members)
        return {}


@pytest.fixture(scope="module")
def copies(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ModuleType]:
    """The emitted module."""
    folder = tmp_path_factory.mktemp("items")
    (folder / "items.openapi.yaml").write_text(DESCRIPTION)
    (folder / "items.arazzo.yaml").write_text(WORKFLOW)
    compiled = compile_in(folder, ".")
    assert not compiled.errors, compiled.text
    compiled.write(folder / "emitted_items")
    with importable(folder):
        yield importlib.import_module("emitted_items.items")


@pytest.fixture
def errors(copies: ModuleType) -> ModuleType:
    """The errors that the emitted module raises."""
    return importlib.import_module("emitted_items._runtime.errors")


def test_a_number_is_sent_as_text_and_what_is_there_is_sent(copies: ModuleType) -> None:
    table = Table(table={"S": "copies"}, name={"S": "kettle"})
    copies.copy(table, id=7, tags=["a"])
    assert table.put == [
        {"TableName": "copies", "Item": {"id": {"N": "7"}, "name": {"S": "kettle"}, "tags": {"SS": ["a"]}}}
    ]


def test_a_structure_without_its_only_member_is_left_out(copies: ModuleType) -> None:
    table = Table(table={"S": "copies"})
    copies.copy(table, id=7)
    assert table.put == [{"TableName": "copies", "Item": {"id": {"N": "7"}}}]


def test_a_miss_is_no_unexpected_response_until_a_required_member_needs_it(
    copies: ModuleType, errors: ModuleType
) -> None:
    table = Table()
    with pytest.raises(errors.UnexpectedResponse, match="has no `table`, which step `put` needs"):
        copies.copy(table, id=7)
    assert table.put == []
