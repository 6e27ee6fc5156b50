"""The OpenAPI validator behind its fence: findings with places, no network, no crash."""

from __future__ import annotations

import socket
from typing import Any

import pytest
from arazzo_codegen.project.openapi_validator import findings

INFO = {"title": "t", "version": "1"}


def pointers(document: Any) -> list[str]:
    return [finding.pointer for finding in findings(document, "file:///a.yaml")]


def schema(content: Any) -> dict[str, Any]:
    return {"openapi": "3.0.3", "info": INFO, "paths": {}, "components": {"schemas": {"L": content}}}


@pytest.mark.parametrize(
    ("document", "wanted"),
    [
        ({"openapi": "3.1.0", "info": {"title": "t"}, "paths": {}}, ["/info"]),
        ({"swagger": "2.0", "info": INFO, "paths": {"/x": 5}}, ["/paths/~1x"]),
        (
            {
                "openapi": "3.0.3",
                "info": INFO,
                "paths": {"/a/{id}": {"get": {"responses": {"200": {"description": ""}}}}},
            },
            ["/paths/~1a~1{id}/get"],
        ),
        (
            {
                "openapi": "3.1.0",
                "info": INFO,
                "paths": {"/x": {"get": {"operationId": "a"}, "put": {"operationId": "a"}}},
            },
            ["/paths/~1x/put"],
        ),
        (schema({"$ref": "#/components/schemas/L"}), []),
        (schema({"allOf": [{"$ref": "#/components/schemas/L"}]}), []),
        (schema({"$ref": "#/nowhere"}), [""]),
        ({"openapi": "9.9.9"}, []),
        ({"openapi": ["3.1"]}, []),
        ({}, []),
        ([], []),
        ("3.1.0", []),
    ],
)
def test_findings_and_their_places(document: Any, wanted: list[str]) -> None:
    assert pointers(document) == wanted


@pytest.mark.parametrize("reference", ["http://127.0.0.1:9/x.yaml#/A", "file:///etc/passwd", "other.yaml#/A"])
def test_no_reference_is_followed_out_of_the_document(reference: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*arguments: object, **named: object) -> None:
        raise AssertionError("the network was asked")

    monkeypatch.setattr(socket, "create_connection", refuse)
    monkeypatch.setattr(socket.socket, "connect", refuse)
    assert pointers(schema({"$ref": reference})) == []


def composed(schemas: dict[str, object]) -> object:
    """A description that answers with the first of the schemas."""
    content = {"application/json": {"schema": {"$ref": f"#/components/schemas/{next(iter(schemas))}"}}}
    operation = {"responses": {"200": {"description": "", "content": content}}}
    return {"openapi": "3.1.0", "info": INFO, "paths": {"/x": {"get": operation}}, "components": {"schemas": schemas}}


def test_schemas_that_name_the_next_one_twice_are_looked_at_once() -> None:
    twice = {f"S{n}": {"allOf": [{"$ref": f"#/components/schemas/S{n + 1}"}] * 2} for n in range(60)}
    assert pointers(composed({**twice, "S60": {"type": "object"}})) == []


@pytest.mark.parametrize(("required", "count"), [(["a"], 0), (["a", "b", "c"], 0), (["d"], 1)])
def test_properties_are_found_through_schemas_that_come_back_to_themselves(required: list[str], count: int) -> None:
    other = {"$ref": "#/components/schemas/Other"}
    root = {"allOf": [other, {"properties": {"a": {}}}], "required": required}
    back = {
        "anyOf": [{"$ref": "#/components/schemas/Root"}, {"properties": {"b": {}}}],
        "items": other,
        "properties": {"c": {}},
    }
    assert len(pointers(composed({"Root": root, "Other": back}))) == count
