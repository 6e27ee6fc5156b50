"""Texts that are expressions but for their `$`."""

from __future__ import annotations

import pytest

from tests.unit.bind.programs import bind_files

API = """
openapi: 3.1.0
info: {title: Pets, version: 1.0.0}
paths:
  /pets:
    post:
      operationId: adopt
      parameters: [{name: q, in: query, schema: {type: string}}]
      requestBody: {content: {application/json: {schema: {}}, text/plain: {schema: {type: string}}}}
      responses: {'200': {description: ok, content: {application/json: {schema: {}}}}}
"""
FLOW = """
arazzo: 1.0.1
info: {title: Shop, version: 1.0.0}
sourceDescriptions: [{name: pets, url: pets.yaml, type: openapi}]
workflows:
  - workflowId: w
    inputs: {type: object, required: [adopter], properties: {adopter: {type: object}}}
    steps:
      - {stepId: look, operationId: adopt, outputs: {all: $response.body}}
      - {stepId: take, operationId: adopt, GIVEN}
"""
QUERY = "parameters: [{name: q, in: query, value: 'TEXT'}]"
BODY = "requestBody: {contentType: application/json, payload: {a: [{b: 'TEXT'}], c: $inputs.adopter}}"
LITERAL = "requestBody: {contentType: application/json, payload: {a: [{b: 'TEXT'}]}}"
WHOLE = "requestBody: {contentType: text/plain, payload: 'TEXT'}"


@pytest.mark.parametrize("given", [QUERY, BODY, LITERAL, WHOLE])
@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("inputs.adopter", "$inputs.adopter"),
        ("inputs.adopter#/name", "$inputs.adopter#/name"),
        ("inputs.adopter.name", "$inputs.adopter.name"),
        ("${inputs.adopter}", "$inputs.adopter"),
        ("{inputs.adopter}", "$inputs.adopter"),
        ("steps.look.outputs.all", "$steps.look.outputs.all"),
        ("response.body#/x", "$response.body#/x"),
        ("inputs.nobody", None),
        ("steps.nowhere.outputs.all", None),
        ("the inputs.adopter", None),
        ("inputs", None),
        ("outputs.md", None),
    ],
)
def test_text_that_is_an_expression_but_for_its_dollar_is_told(given: str, text: str, meant: str | None) -> None:
    bound = bind_files({"shop.yaml": FLOW.replace("GIVEN", given.replace("TEXT", text)), "pets.yaml": API})
    helps = [each.help for each in bound.diagnostics if each.rule.code == "ARZ314"]
    assert helps == ([] if meant is None else [f"write `{meant}`"])
