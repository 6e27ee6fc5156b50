"""`format: binary` inside JSON, forms and parameters: strings there, bytes as whole bodies and parts, in all dialects."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.compiling import compile_in

OCTETS = {"type": "string", "format": "binary"}
INFO = {"title": "Album", "version": "1"}
DOCUMENT = {
    "arazzo": "1.0.1",
    "info": INFO,
    "sourceDescriptions": [{"name": "album", "url": "album.json", "type": "openapi"}],
    "workflows": [{"workflowId": "ask", "steps": [{"stepId": "ask", "operationId": "ask"}]}],
}


def client(folder: Path, description: dict[str, Any]) -> str:
    """The module of the API client, on one line."""
    (folder / "album.json").write_text(json.dumps({"info": INFO, **description}))
    (folder / "ask.arazzo.json").write_text(json.dumps(DOCUMENT))
    compiled = compile_in(folder)
    assert not compiled.errors, compiled.text
    return " ".join(compiled.files["apis/album.py"].split())


def openapi(operation: dict[str, Any], **schemas: Any) -> dict[str, Any]:
    """A description of one operation."""
    paths = {"/ask": {"post": {"operationId": "ask", **operation}}}
    servers = [{"url": "https://album.example"}]
    return {"openapi": "3.0.4", "servers": servers, "paths": paths, "components": {"schemas": schemas}}


def answered(media_type: str, schema: dict[str, Any]) -> dict[str, Any]:
    """The `responses` with one body."""
    return {"responses": {"200": {"description": "It.", "content": {media_type: {"schema": schema}}}}}


@pytest.mark.parametrize(
    ("media_type", "kind"),
    [
        ("application/json", "str"),
        ("application/hal+json", "str"),
        ("text/plain", "str"),
        ("application/octet-stream", "bytes"),
        ("image/*", "bytes"),
        ("*/*", "bytes"),
    ],
)
def test_a_whole_body(tmp_path: Path, media_type: str, kind: str) -> None:
    assert f"Success[Literal[200], {kind}]" in client(tmp_path, openapi(answered(media_type, OCTETS)))


def test_what_named_schemas_lead_to(tmp_path: Path) -> None:
    photo = {"type": "object", "properties": {"preview": OCTETS, "next": {"$ref": "#/components/schemas/Photo"}}}
    text = client(tmp_path, openapi(answered("application/json", {"$ref": "#/components/schemas/Photo"}), Photo=photo))
    assert "class Photo(TypedDict): preview: NotRequired[str] next: NotRequired[Photo]" in text
    assert "bytes" not in text


def test_parameters(tmp_path: Path) -> None:
    parameter = {"name": "mark", "in": "query", "schema": OCTETS}
    operation = {"parameters": [parameter], "responses": {"204": {"description": "Done."}}}
    assert "mark: str | None = None" in client(tmp_path, openapi(operation))


@pytest.mark.parametrize(
    ("produces", "schema", "kind"),
    [
        (["application/json"], OCTETS, "str"),
        (["image/png"], OCTETS, "bytes"),
        (["image/png"], {"type": "file"}, "bytes"),
        (["application/json"], {"type": "file"}, "bytes"),
        ([], {"type": "file"}, "bytes"),
    ],
)
def test_swagger(tmp_path: Path, produces: list[str], schema: dict[str, Any], kind: str) -> None:
    responses = {"200": {"description": "It.", "schema": schema}}
    operation = {"operationId": "ask", "produces": produces, "responses": responses}
    description = {"swagger": "2.0", "host": "album.example", "paths": {"/ask": {"get": operation}}}
    assert f"Success[Literal[200], {kind}]" in client(tmp_path, description)
