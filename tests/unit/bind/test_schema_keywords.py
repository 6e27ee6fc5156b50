"""Keywords that types cannot say in full: nothing is claimed that they leave open, and what they rule out for certain is told."""

from __future__ import annotations

import json

import pytest
from tests.unit.bind.programs import Bound, bind_workflows

OBJECT = {"type": "object"}
TEXT = {"type": "string"}


def bind_read(schema: object, pointer: str) -> Bound:
    """A step that reads `pointer` of a response with this schema."""
    return bind_workflows(_flow(f"outputs: {{x: '$response.body#{pointer}'}}"), _api(responses=schema))


def bind_sent(schema: object, payload: object, inputs: str = "{}") -> Bound:
    """A step that sends a payload to an operation that takes this schema."""
    body = f"requestBody: {{contentType: application/json, payload: {json.dumps(payload)}}}"
    return bind_workflows(_flow(body, inputs), _api(body=schema))


def _flow(fields: str, inputs: str = "{}") -> str:
    return f"""
workflows:
  - workflowId: w
    inputs: {inputs}
    steps:
      - stepId: s
        operationId: save
        {fields}
"""


def _api(body: object = None, responses: object = None) -> str:
    operation: dict[str, object] = {"operationId": "save", "responses": {"204": {"description": "ok"}}}
    if body is not None:
        operation["requestBody"] = {"content": {"application/json": {"schema": body}}}
    if responses is not None:
        content = {"application/json": {"schema": responses}}
        operation["responses"] = {"200": {"description": "ok", "content": content}}
    info = {"title": "Pets", "version": "1.0.0"}
    return json.dumps({"openapi": "3.1.0", "info": info, "paths": {"/pets": {"post": operation}}})


A = {"properties": {"a": TEXT}}
B = {"properties": {"b": TEXT}}
CLOSED = {"unevaluatedProperties": False}


@pytest.mark.parametrize(
    ("schema", "pointer"),
    [
        ({**OBJECT, **A, "if": A, "then": B}, "/b"),
        ({**OBJECT, **A, "if": B, "then": A}, "/b"),
        ({**OBJECT, **A, "if": A, "else": {"allOf": [B]}}, "/b"),
        ({**OBJECT, **A, "if": A, "then": {"anyOf": [B, A]}}, "/b"),
        ({**OBJECT, **A, "dependentSchemas": {"a": B}}, "/b"),
        ({**OBJECT, **A, **CLOSED, "if": A, "then": B}, "/b"),
        ({**OBJECT, **A, **CLOSED, "dependentSchemas": {"a": B}}, "/b"),
        ({**OBJECT, **A, **CLOSED, "patternProperties": {"^b": TEXT}}, "/b"),
        ({**OBJECT, **A, "additionalProperties": False, "patternProperties": {"^b": TEXT}}, "/b"),
        ({**OBJECT, "propertyNames": {"pattern": "^x"}, "additionalProperties": TEXT}, "/xb"),
        ({"anyOf": [{**OBJECT, **A}, {**OBJECT, **B}]}, "/b"),
        ({"type": "array", "prefixItems": [TEXT, {**OBJECT, **B}], "items": False}, "/1/b"),
        ({"type": "array", "contains": {**OBJECT, **B}}, "/0/b"),
        ({"not": B, **OBJECT}, "/b"),
        ({"allOf": [{**OBJECT, "additionalProperties": True}], **CLOSED}, "/b"),
        ({**CLOSED, "$dynamicRef": "#node"}, "/b"),
    ],
)
def test_what_a_value_may_have_can_be_read(schema: object, pointer: str) -> None:
    assert bind_read(schema, pointer).codes == []


@pytest.mark.parametrize(
    ("schema", "pointer", "code"),
    [
        ({**OBJECT, **A, **CLOSED}, "/b", "ARZ417"),
        ({**OBJECT, **A, "additionalProperties": False, "then": B}, "/b", "ARZ417"),
        ({**OBJECT, **CLOSED, "allOf": [A]}, "/b", "ARZ417"),
        ({**OBJECT, **A, "if": A, "then": B}, "/c", "ARZ418"),
        (
            {"type": "array", "prefixItems": [{**OBJECT, **A, "additionalProperties": False}], "items": False},
            "/0/b",
            "ARZ417",
        ),
    ],
)
def test_what_no_value_has_is_told(schema: object, pointer: str, code: str) -> None:
    assert bind_read(schema, pointer).codes == [code]


@pytest.mark.parametrize(
    ("schema", "payload", "codes"),
    [
        ({**OBJECT, "properties": {"a": {**TEXT, "not": {"const": "x"}}}}, {"a": "x"}, ["ARZ415"]),
        ({**OBJECT, "properties": {"a": {**TEXT, "not": {"enum": ["x", "y"]}}}}, {"a": "y"}, ["ARZ415"]),
        ({**OBJECT, "properties": {"a": {"enum": ["x", "y"], "not": {"const": "x"}}}}, {"a": "x"}, ["ARZ415"]),
        ({**OBJECT, "properties": {"a": {"type": "integer", "not": {"const": 0}}}}, {"a": 0}, ["ARZ415"]),
        ({**OBJECT, "properties": {"a": {"type": "integer", "not": {"const": 0}}}}, {"a": 1}, []),
        ({**OBJECT, "properties": {"a": {**TEXT, "not": {"const": "x", "minLength": 5}}}}, {"a": "x"}, []),
        ({**OBJECT, "properties": {"a": {**TEXT, "not": {"pattern": "x"}}}}, {"a": "x"}, []),
        ({**OBJECT, "properties": {"a": TEXT, "b": TEXT}, "dependentRequired": {"a": ["b"]}}, {"a": "1"}, ["ARZ414"]),
        ({**OBJECT, "properties": {"a": TEXT, "b": TEXT}, "dependentRequired": {"a": ["b"]}}, {"b": "1"}, []),
        ({**OBJECT, "properties": {"a": TEXT, "b": TEXT}, "dependentRequired": {"a": ["b"]}}, {"a": "1", "b": ""}, []),
        ({**OBJECT, **A, "if": A, "then": B}, {"a": "1", "b": "2"}, []),
        ({**OBJECT, **A, **CLOSED, "dependentSchemas": {"a": B}}, {"a": "1", "b": "2"}, []),
        ({"anyOf": [{**OBJECT, **A}, {**OBJECT, **B}]}, {"a": "1", "b": "2"}, []),
        ({"anyOf": [{**OBJECT, **A}, {**OBJECT, **B}], **CLOSED}, {"a": "1", "b": "2"}, []),
        ({"anyOf": [{**OBJECT, **A}, {**OBJECT, **B}]}, {"c": "2"}, ["ARZ413"]),
        ({"type": "array", "prefixItems": [TEXT, {"type": "integer"}], "items": False}, ["a", 1], []),
        ({"type": "array", "prefixItems": [TEXT], "items": {"type": "integer"}}, ["a", 1, 2], []),
        ({"type": "array", "prefixItems": [TEXT], "items": {"type": "integer"}}, ["a", {}], ["ARZ410"]),
        ({**OBJECT, "patternProperties": {"^x-": TEXT}, "additionalProperties": False}, {"x-a": "1"}, []),
        ({**OBJECT, "patternProperties": {"^x-": TEXT}, **CLOSED}, {"x-a": "1"}, []),
    ],
)
def test_literals_are_held_to_what_is_certain(schema: object, payload: object, codes: list[str]) -> None:
    assert bind_sent(schema, payload).codes == codes


def test_a_dependency_of_what_may_be_left_out_is_not_certain() -> None:
    schema = {**OBJECT, "properties": {"a": TEXT, "b": TEXT}, "dependentRequired": {"a": ["b"]}}
    inputs = "{type: object, properties: {a: {type: string}}}"
    assert bind_sent(schema, {"a": "$inputs.a"}, inputs).codes == []
    required = "{type: object, required: [a], properties: {a: {type: string}}}"
    assert bind_sent(schema, {"a": "$inputs.a"}, required).codes == ["ARZ414"]


def test_unions_of_each_other_end() -> None:
    schemas = {
        "A": {"anyOf": [{"$ref": "#/components/schemas/A"}, {"$ref": "#/components/schemas/B"}, TEXT]},
        "B": {
            "oneOf": [
                {"$ref": "#/components/schemas/A"},
                {**OBJECT, "properties": {"x": {"$ref": "#/components/schemas/B"}}},
            ],
            "if": {"$ref": "#/components/schemas/A"},
            "unevaluatedProperties": False,
        },
    }
    reference = {"$ref": "#/components/schemas/A"}
    document = {**json.loads(_api(body=reference, responses=reference)), "components": {"schemas": schemas}}
    fields = """requestBody: {contentType: application/json, payload: {x: {x: a}}}
        successCriteria: [{context: $response.body, type: jsonpath, condition: '$[?@.x == 1].x[*]'}]
        outputs: {x: $response.body#/x/x}"""
    assert bind_workflows(_flow(fields), json.dumps(document)).codes == []


def test_a_long_ring_of_unions_ends() -> None:
    def ring(number: int) -> object:
        return {
            "anyOf": [{"$ref": f"#/components/schemas/A{(number + 1) % 1000}"}, {"type": "array", "maxItems": number}]
        }

    reference = {"$ref": "#/components/schemas/A0"}
    schemas = {f"A{number}": ring(number) for number in range(1000)}
    document = {**json.loads(_api(responses=reference)), "components": {"schemas": schemas}}
    bound = bind_workflows(_flow("outputs: {x: $response.body#/0}"), json.dumps(document))
    assert bound.codes == []
