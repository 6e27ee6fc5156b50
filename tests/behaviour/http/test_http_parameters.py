"""Parameters from the description to the wire: a document with every style, compiled, called, and held against what a real server received."""

from __future__ import annotations

import importlib
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx2
import pytest

from tests.behaviour.http.recording_server import Answer, Recorder
from tests.compiling import compile_in, importable

LIST = {"type": "array", "items": {"type": "string"}}
OBJECT = {"type": "object", "properties": {name: {"type": "integer"} for name in "RGB"}}
COLOURS = ["teal", "rose & co"]
MIX = {"R": 10, "G": 20}

# location, name, the rest of the Parameter Object, the value, and what is received
PARAMETERS: list[tuple[str, str, dict[str, Any], Any, str]] = [
    ("path", "ps", {"schema": {"type": "string"}}, "a/b", "a%2Fb"),
    ("path", "pl", {"style": "label", "explode": True, "schema": LIST}, COLOURS, ".teal.rose%20%26%20co"),
    ("path", "pm", {"style": "matrix", "explode": True, "schema": OBJECT}, MIX, ";R=10;G=20"),
    ("path", "pc", {"content": {"application/json": {"schema": OBJECT}}}, MIX, "%7B%22R%22%3A10%2C%22G%22%3A20%7D"),
    ("query", "qf", {"schema": LIST}, COLOURS, "qf=teal&qf=rose%20%26%20co"),
    ("query", "qn", {"explode": False, "schema": LIST}, COLOURS, "qn=teal,rose%20%26%20co"),
    ("query", "qs", {"style": "spaceDelimited", "explode": False, "schema": LIST}, ["a", "b"], "qs=a%20b"),
    ("query", "qp", {"style": "pipeDelimited", "explode": False, "schema": LIST}, ["a", "b"], "qp=a%7Cb"),
    ("query", "qd", {"style": "deepObject", "explode": True, "schema": OBJECT}, MIX, "qd%5BR%5D=10&qd%5BG%5D=20"),
    ("query", "qr", {"allowReserved": True, "schema": {"type": "string"}}, "a/b?c", "qr=a/b?c"),
    ("query", "qc", {"content": {"application/json": {"schema": LIST}}}, ["a"], "qc=%5B%22a%22%5D"),
    ("header", "X-List", {"schema": LIST}, ["a", "b c"], "a,b c"),
    ("header", "X-Object", {"explode": True, "schema": OBJECT}, MIX, "R=10,G=20"),
    ("cookie", "cf", {"explode": False, "schema": LIST}, ["a", "b c"], "cf=a,b%20c"),
    ("cookie", "cc", {"style": "cookie", "schema": {"type": "string"}}, "a b", "cc=a b"),
]


def description() -> dict[str, Any]:
    """An OpenAPI 3.2 description of one operation with all of them, and one whose query is a single parameter."""
    declared = [
        {"name": name, "in": location, "required": location == "path", **rest}
        for location, name, rest, _, _ in PARAMETERS
    ]
    whole = {
        "name": "filter",
        "in": "querystring",
        "required": True,
        "content": {"application/x-www-form-urlencoded": {"schema": {"type": "object"}}},
    }
    path = "/all" + "".join(f"/{{{name}}}" for location, name, *_ in PARAMETERS if location == "path")
    responses = {"204": {"description": "Received."}}
    return {
        "openapi": "3.2.0",
        "info": {"title": "Styles", "version": "1"},
        "servers": [{"url": "https://styles.example"}],
        "paths": {
            path: {"get": {"operationId": "all", "parameters": declared, "responses": responses}},
            "/search": {"get": {"operationId": "search", "parameters": [whole], "responses": responses}},
        },
    }


def workflows() -> dict[str, Any]:
    """An Arazzo document that passes every value on."""
    names = [name for _, name, *_ in PARAMETERS]
    schemas = {
        name: rest.get("schema") or rest["content"]["application/json"]["schema"] for _, name, rest, _, _ in PARAMETERS
    }
    parameters = [{"name": name, "in": location, "value": f"$inputs.{name}"} for location, name, *_ in PARAMETERS]
    whole = {"name": "filter", "in": "querystring", "value": {"a": "b c", "d": ["e", "f"]}}
    return {
        "arazzo": "1.1.0",
        "info": {"title": "Styles", "version": "1"},
        "sourceDescriptions": [{"name": "styles", "url": "styles.openapi.json", "type": "openapi"}],
        "workflows": [
            {
                "workflowId": "send",
                "inputs": {"type": "object", "required": names, "properties": schemas},
                "steps": [
                    {"stepId": "all", "operationId": "all", "parameters": parameters},
                    {"stepId": "search", "operationId": "search", "parameters": [whole]},
                ],
            }
        ],
    }


@pytest.fixture
def styles(tmp_path: Path) -> Iterator[str]:
    """The package that the documents compile to."""
    (tmp_path / "styles.openapi.json").write_text(json.dumps(description()))
    (tmp_path / "styles.arazzo.json").write_text(json.dumps(workflows()))
    compiled = compile_in(tmp_path)
    assert not compiled.errors, compiled.text
    compiled.write(tmp_path / "styles_package")
    with importable(tmp_path):
        yield "styles_package"
    for name in [name for name in sys.modules if name.split(".")[0] == "styles_package"]:
        del sys.modules[name]


def test_every_style_arrives_as_the_specification_writes_it(styles: str, server: Recorder, http: httpx2.Client) -> None:
    server.script(Answer(204))
    api = importlib.import_module(f"{styles}.apis.styles").Styles(http, base_url=server.url)
    inputs = {name.lower().replace("-", "_"): value for _, name, _, value, _ in PARAMETERS}
    importlib.import_module(f"{styles}.styles").send(api, **inputs)
    sent, searched = server.received
    received = {
        location: [text for where, _, _, _, text in PARAMETERS if where == location] for location, *_ in PARAMETERS
    }
    assert sent.path == "/all/" + "/".join(received["path"])
    assert sent.query == "&".join(received["query"])
    assert [sent.headers["x-list"], sent.headers["x-object"]] == received["header"]
    assert sent.headers["cookie"] == "; ".join(received["cookie"])
    assert searched.target == "/search?a=b+c&d=e&d=f"
