"""The emitted function and a direct interpreter do the same: over generated workflows and scripted servers, requests, sleeps, outcome and outputs agree.

`CASES` in the environment says how many workflows are tried (each against a few scripts).
"""

from __future__ import annotations

import http.client
import importlib
import inspect
import itertools
import json
import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType
from urllib.parse import urlencode, urlsplit

import httpx2
import pytest
from arazzo_codegen.diagnostics.model import Reporter
from arazzo_codegen.load.load import load
from arazzo_codegen.options import Options
from arazzo_codegen.parse.model import ArazzoDocument
from arazzo_codegen.parse.parse import parse
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from tests.behaviour.generated_workflows import OPERATIONS, Json, description, documents, scripts
from tests.behaviour.interpreter import Answer, Failed, Interpreter, Request
from tests.behaviour.scripted_server import Reply, Script, scripted_server
from tests.compiling import compile_in, importable

CASES = int(os.environ.get("CASES", "200"))
LIMIT = 15
EXPECTED_ERRORS = {"ARZ504", "ARZ511"}
"""What makes a generated workflow one that cannot run."""

_NUMBERS = itertools.count()


@pytest.fixture(scope="module")
def server() -> Iterator[tuple[str, Script]]:
    with scripted_server() as started:
        yield started


@settings(max_examples=CASES, deadline=None, suppress_health_check=list(HealthCheck))
@given(documents(), st.lists(scripts(), min_size=4, max_size=4), st.sampled_from([None, "x"]))
def test_emitted_code_and_interpreter_agree(
    server: tuple[str, Script],
    tmp_path_factory: pytest.TempPathFactory,
    document: Json,
    played: list[list[Reply]],
    k: str | None,
) -> None:
    folder = tmp_path_factory.getbasetemp() / f"case{next(_NUMBERS)}"
    folder.mkdir()
    (folder / "shop.json").write_text(json.dumps(description()))
    (folder / "flow.json").write_text(json.dumps(document))
    compiled = compile_in(folder, "flow.json")
    codes = {diagnostic.rule.code for diagnostic in compiled.errors}
    assume(not codes & EXPECTED_ERRORS)
    assert not codes, compiled.text
    package = f"emitted{next(_NUMBERS)}"
    compiled.write(folder / package)
    parsed = _parsed(folder / "flow.json")
    with importable(folder):
        module = importlib.import_module(f"{package}.flow")
        try:
            for replies in played:
                expected = _interpreted(parsed, server, replies, k)
                assert _emitted(module, package, server, replies, k) == expected, compiled.files["flow.py"]
        finally:
            for name in [name for name in sys.modules if name.split(".")[0] == package]:
                del sys.modules[name]


def _parsed(path: Path) -> ArazzoDocument:
    options = Options(roots=(str(path.parent),), base=str(path.parent))
    sources = load((str(path),), lambda name: Path(name).read_bytes(), options, Reporter())
    return next(iter(parse(sources, options, Reporter()).arazzo.values()))


def _emitted(
    module: ModuleType, package: str, server: tuple[str, Script], replies: list[Reply], k: str | None
) -> object:
    address, script = server
    script.start(replies)
    slept: list[float] = []
    retry = sys.modules.get(f"{package}._runtime.retry")
    if retry is not None:
        retry.set_sleep(lambda seconds: slept.append(float(seconds)))
    errors = importlib.import_module(f"{package}._runtime.errors")
    function: Callable[..., object] = module.main
    parameters = inspect.signature(function).parameters
    arguments: dict[str, object] = {"k": k} if "k" in parameters else {}
    if "max_steps" in parameters:
        arguments["max_steps"] = LIMIT
    with httpx2.Client() as http:
        clients = (
            [importlib.import_module(f"{package}.apis.shop").Shop(http, base_url=address)]
            if "shop" in parameters
            else []
        )
        try:
            outcome: object = function(*clients, **arguments)
        except errors.StepFailed as error:
            outcome = ("StepFailed", error.workflow_id, error.step_id, error.criterion)
        except errors.UnexpectedResponse as error:
            outcome = ("UnexpectedResponse", error.workflow_id, error.step_id, error.pointer)
        except errors.StepLimitExceeded as error:
            outcome = ("StepLimitExceeded", error.workflow_id, error.step_id, "")
    return script.asked, slept, outcome


def _interpreted(document: ArazzoDocument, server: tuple[str, Script], replies: list[Reply], k: str | None) -> object:
    address, script = server
    script.start(replies)
    slept: list[float] = []
    interpreter = Interpreter(document, OPERATIONS, lambda request: _send(address, request), slept.append)
    try:
        outcome: object = interpreter.run("main", {} if k is None else {"k": k}, LIMIT)
    except Failed as failed:
        outcome = failed.args
    return script.asked, slept, outcome


def _send(address: str, request: Request) -> Answer:
    """Send a request plainly; a connection that is closed without an answer gives none."""
    connection = http.client.HTTPConnection(urlsplit(address).netloc)
    query = urlencode({name: str(value) for name, value in request.query.items()})
    body = None if request.body is None else json.dumps(request.body)
    try:
        connection.request(
            request.method, request.path + (f"?{query}" if query else ""), body, {"Content-Type": "application/json"}
        )
        response = connection.getresponse()
        return Answer(
            response.status, {name.lower(): value for name, value in response.getheaders()}, json.loads(response.read())
        )
    except (OSError, http.client.HTTPException):
        return Answer(None)
    finally:
        connection.close()
