"""Servers: of the description, of a path, of an operation, with variables, relative, and none at all, as a real server is asked."""

from __future__ import annotations

import importlib
import json
import ssl
import sys
from collections.abc import Callable, Generator
from pathlib import Path
from types import ModuleType

import httpx2
import pytest
from arazzo_codegen.options import Options

from tests.behaviour.http.recording_server import Recorder
from tests.compiling import compile_in, importable

WORKFLOW = """
arazzo: 1.0.1
info: {title: Servers, version: 1.0.0}
sourceDescriptions: [{name: zoo, url: zoo.json, type: openapi}]
workflows:
  - workflowId: ask
    steps:
      - {stepId: plain, operationId: plain}
      - {stepId: own, operationId: own}
      - {stepId: path, operationId: path}
"""
PACKAGE = "asked_servers"
Emit = Callable[..., ModuleType]


@pytest.fixture
def emit(tmp_path: Path) -> Generator[Emit]:
    """A function that compiles the workflow over a description with these servers, and gives the API's module."""

    def compiled(whole: object = None, own: object = None, path: object = None) -> ModuleType:
        (tmp_path / "zoo.json").write_text(json.dumps(_description(whole, own, path)))
        (tmp_path / "servers.arazzo.yaml").write_text(WORKFLOW)
        result = compile_in(tmp_path)
        assert not result.errors, result.text
        result.write(tmp_path / PACKAGE)
        return importlib.import_module(f"{PACKAGE}.apis.zoo")

    with importable(tmp_path):
        yield compiled
    for name in [name for name in sys.modules if name.split(".")[0] == PACKAGE]:
        del sys.modules[name]


def _description(whole: object, own: object, path: object) -> dict[str, object]:
    paths: dict[str, dict[str, object]] = {}
    for name in ("plain", "own", "path"):
        operation: dict[str, object] = {"operationId": name, "responses": {"200": {"description": "Fine."}}}
        paths[f"/{name}"] = {"get": operation}
        if name == "own" and own is not None:
            operation["servers"] = [own]
        if name == "path" and path is not None:
            paths["/path"]["servers"] = [path]
    info = {"title": "Servers", "version": "1.0.0"}
    description: dict[str, object] = {"openapi": "3.1.0", "info": info, "paths": paths}
    if whole is not None:
        description["servers"] = whole if isinstance(whole, list) else [whole]
    return description


def ask(client: object) -> None:
    """Run the workflow."""
    importlib.import_module(f"{PACKAGE}.servers").ask(client)


def test_operations_and_paths_have_servers_of_their_own(emit: Emit, server: Recorder, http: httpx2.Client) -> None:
    api = emit({"url": f"{server.url}/whole"}, {"url": f"{server.url}/own/"}, {"url": f"{server.url}/path"})
    ask(api.Zoo(http))
    assert server.trace == ["GET /whole/plain", "GET /own/own", "GET /path/path"]


def test_variables_are_arguments_also_those_of_operations(emit: Emit, server: Recorder, http: httpx2.Client) -> None:
    port = server.url.rpartition(":")[2]
    enum = {"default": "v1", "enum": ["v1", "v2"]}
    whole = {"url": "http://127.0.0.1:{port}/{version}", "variables": {"port": {"default": port}, "version": enum}}
    own = {"url": "http://127.0.0.1:{port}/{area}", "variables": {"port": {"default": port}, "area": {"default": "a"}}}
    api = emit(whole, own)
    ask(api.Zoo(http))
    ask(api.Zoo(http, version="v2", area="b"))
    assert server.trace == [
        *("GET /v1/plain", "GET /a/own", "GET /v1/path"),
        *("GET /v2/plain", "GET /b/own", "GET /v2/path"),
    ]
    annotations = api.Zoo.__init__.__annotations__
    assert annotations["version"] == 'Literal["v1", "v2"]' or annotations["version"] == "Literal['v1', 'v2']"


def test_a_given_address_replaces_all(emit: Emit, server: Recorder, http: httpx2.Client) -> None:
    api = emit({"url": "https://a.example"}, {"url": "https://b.example"}, {"url": "https://c.example"})
    ask(api.Zoo(http, base_url=f"{server.url}/mine"))
    assert server.trace == ["GET /mine/plain", "GET /mine/own", "GET /mine/path"]


@pytest.mark.parametrize(("url", "path"), [("/v1", "/root/v1"), ("v1/", "/root/v1"), ("/", "/root"), (None, "/root")])
def test_a_relative_server_or_none_is_below_the_client_s(
    emit: Emit, server: Recorder, url: str | None, path: str
) -> None:
    api = emit(None if url is None else {"url": url})
    with httpx2.Client(base_url=f"{server.url}/root") as http:
        ask(api.Zoo(http))
    assert server.trace == [f"GET {path}/{name}" for name in ("plain", "own", "path")]


def test_a_relative_server_of_a_description_behind_https_is_there(
    tmp_path: Path, secure: Recorder, trust: ssl.SSLContext
) -> None:
    (tmp_path / "zoo.json").write_text(json.dumps(_description({"url": "../v2"}, {"url": "/own"}, None)))
    address = f"{secure.url}/specs/zoo.json"
    (tmp_path / "servers.arazzo.yaml").write_text(WORKFLOW.replace("zoo.json", address))
    result = compile_in(tmp_path, "servers.arazzo.yaml", options=Options(sources={address: str(tmp_path / "zoo.json")}))
    assert not result.errors, result.text
    result.write(tmp_path / "behind_https")
    with importable(tmp_path), httpx2.Client(verify=trust) as http:
        api = importlib.import_module("behind_https.apis.zoo").Zoo(http)
        importlib.import_module("behind_https.servers").ask(api)
    assert secure.trace == ["GET /v2/plain", "GET /own/own", "GET /v2/path"]


def test_without_any_address_the_api_cannot_be_made(emit: Emit, http: httpx2.Client) -> None:
    with pytest.raises(ValueError, match="names no server: give `base_url`"):
        emit().Zoo(http)


def test_a_relative_server_without_an_address_is_called_relative(emit: Emit, http: httpx2.Client) -> None:
    api = emit([{"url": "/api/v2"}])
    with pytest.raises(ValueError, match="the server `/api/v2` is relative: give `base_url` in full"):
        api.Zoo(http)
    assert "That is `/api/v2`, which is relative" in " ".join(api.Zoo.__init__.__doc__.split())


def test_other_servers_are_told(emit: Emit) -> None:
    api = emit([{"url": "https://live.example"}, {"url": "https://sandbox.example"}])
    assert "`https://sandbox.example`" in api.Zoo.__init__.__doc__
