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
