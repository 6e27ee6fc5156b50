"""What the docstrings of functions say."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.compiling import compile_in

DOCUMENT = """\
arazzo: 1.0.1
info: {title: Shop, version: 1.0.0}
sourceDescriptions:
  - {name: shop, url: shop.openapi.yaml, type: openapi}
workflows:
  - workflowId: outer
    inputs: {type: object, required: [sort], properties: {sort: {type: string}}}
    steps:
      - stepId: call
        workflowId: inner
        parameters: [{name: kind, value: $inputs.sort}]
  - workflowId: later
    dependsOn: [outer]
    description: |
      Comes later:

      * one
      * two
    steps:
      - {stepId: list, workflowId: inner, parameters: [{name: kind, value: cat}]}
  - workflowId: inner
    inputs: {type: object, required: [kind], properties: {kind: {type: string}}}
    steps:
      - stepId: list
        operationId: list
        outputs: {first: $response.body#/0}
    outputs: {first: $steps.list.outputs.first}
"""
DESCRIPTION = """\
openapi: 3.1.0
info: {title: Shop, version: 1.0.0}
servers: [{url: https://shop.test}]
paths:
  /pets:
    get:
      operationId: list
      responses:
        "200": {description: d, content: {application/json: {schema: {type: array, items: {type: string}}}}}
"""


@pytest.fixture
def emitted(tmp_path: Path) -> str:
    """The module of the document."""
    (tmp_path / "shop.arazzo.yaml").write_text(DOCUMENT, encoding="utf-8")
    (tmp_path / "shop.openapi.yaml").write_text(DESCRIPTION, encoding="utf-8")
    return compile_in(tmp_path, "shop.arazzo.yaml").files["shop.py"]


def of(function: str, emitted: str) -> str:
    """The docstring of a function."""
    return emitted.partition(f"\ndef {function}(")[2].split('"""')[1]


def test_what_a_called_workflow_raises_is_raised(emitted: str) -> None:
    assert "StepFailed:" in of("outer", emitted)
    assert "UnexpectedResponse:" in of("outer", emitted)


def test_what_a_workflow_depends_on_is_an_argument(emitted: str) -> None:
    said = of("later", emitted)
    assert "        after_outer: What `outer` has returned; without it, that runs first.\n" in said
    assert "UnexpectedResponse:" in said


def test_a_list_of_a_description_stays_one(emitted: str) -> None:
    assert of("later", emitted).startswith("Comes later:\n\n    * one\n    * two\n")
