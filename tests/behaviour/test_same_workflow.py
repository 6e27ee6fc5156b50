"""The emitted function and a direct interpreter do the same: over generated workflows and scripted servers, requests, sleeps, outcome and outputs agree.

`CASES` in the environment says how many workflows are tried, each against `SCRIPTS` servers; with `SHRINK` a
difference is made small before it is shown, which can take minutes.
"""

from __future__ import annotations

import asyncio
import inspect
import os
from collections.abc import Callable, Iterator
from typing import NamedTuple

import httpx2
import pytest
from arazzo_codegen.diagnostics.model import Severity
from arazzo_codegen.parse.model import ArazzoDocument
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from tests.behaviour.emitted import Package, compiled, parsed
from tests.behaviour.generated_servers import OPERATIONS, Json, description, scripts
from tests.behaviour.generated_workflows import documents
from tests.behaviour.interpreter import Failed, Interpreter
from tests.behaviour.scripted_server import Reply, Script, Sender, scripted_server

CASES = int(os.environ.get("CASES", "120"))
PHASES = (Phase.generate, Phase.shrink) if "SHRINK" in os.environ else (Phase.generate,)
SCRIPTS = 4
LIMIT = 15
CANNOT_RUN = {"ARZ504", "ARZ511", "ARZ515", "ARZ940"}
"""What makes a generated workflow one that is refused: reads and dependencies of steps that cannot have run, detours that lead to themselves."""

_DESCRIPTION = description()


class World(NamedTuple):
    """What all trials share: clients cost more than requests."""

    address: str
    script: Script
    package: Package
    http: httpx2.Client
    async_http: httpx2.AsyncClient
    runner: asyncio.Runner
    sender: Sender


@pytest.fixture(scope="module")
def world() -> Iterator[World]:
    package = Package()
    with pytest.MonkeyPatch.context() as patched, scripted_server() as (address, script):
        # What Black would change is no matter of behaviour, and it takes longer than all stages together.
        patched.setattr("arazzo_codegen.emit.format.black", str)
        with httpx2.Client() as http, asyncio.Runner() as runner, Sender(address) as sender:
            client = httpx2.AsyncClient()
            yield World(address, script, package, http, client, runner, sender)
            runner.run(client.aclose())


@settings(
    max_examples=CASES,
    deadline=None,
    database=None,
    suppress_health_check=list(HealthCheck),
    phases=PHASES,
)
@given(
    documents(),
    st.lists(scripts(), min_size=SCRIPTS, max_size=SCRIPTS),
    st.sampled_from([None, "x"]),
    st.sampled_from([False, False, True]),
)
def test_emitted_code_and_interpreter_agree(
    world: World, document: Json, played: list[list[Reply]], k: str | None, asynchronous: bool
) -> None:
    made = compiled(document, _DESCRIPTION, asynchronous)
    errors = [d for d in made.diagnostics if d.severity is Severity.ERROR]
    if any(error.rule.code in CANNOT_RUN for error in errors):
        return
    assert not errors, errors
    world.package.load(made.files)
    read = parsed(document, _DESCRIPTION)
    for replies in played:
        expected = _interpreted(read, world, replies, k)
        assert _emitted(world, replies, k) == expected, made.files["flow.py"]
        if asynchronous:
            assert _emitted_async(world, replies, k) == expected, made.files["aio/flow.py"]


def _interpreted(document: ArazzoDocument, world: World, replies: list[Reply], k: str | None) -> object:
    world.script.start(replies)
    slept: list[float] = []
    interpreter = Interpreter(document, OPERATIONS, world.sender.send, slept.append)
    limit = LIMIT if "max_steps" in _parameters(world.package.module("flow").main) else None
    try:
        outcome: object = interpreter.run("main", {} if k is None else {"k": k}, limit)
    except Failed as failed:
        outcome = failed.args
    return world.script.asked, slept, outcome


def _emitted(world: World, replies: list[Reply], k: str | None) -> object:
    world.script.start(replies)
    slept: list[float] = []

    def sleep(seconds: float) -> None:
        slept.append(float(seconds))

    world.package.runtime("retry").set_sleep(sleep)
    function = world.package.module("flow").main
    client = world.package.module("apis.shop").Shop(world.http, base_url=world.address)
    outcome = _outcome(world.package, lambda: function(client, **_arguments(function, k)))
    return world.script.asked, slept, outcome


def _emitted_async(world: World, replies: list[Reply], k: str | None) -> object:
    world.script.start(replies)
    slept: list[float] = []

    async def sleep(seconds: float) -> None:
        slept.append(float(seconds))

    world.package.runtime("aio.retry").set_sleep(sleep)
    function = world.package.module("aio.flow").main
    client = world.package.module("aio.apis.shop").Shop(world.async_http, base_url=world.address)
    outcome = _outcome(world.package, lambda: world.runner.run(function(client, **_arguments(function, k))))
    return world.script.asked, slept, outcome


def _parameters(function: Callable[..., object]) -> set[str]:
    return set(inspect.signature(function).parameters)


def _arguments(function: Callable[..., object], k: str | None) -> dict[str, object]:
    wanted: dict[str, object] = {"k": k, "max_steps": LIMIT}
    return {name: value for name, value in wanted.items() if name in _parameters(function)}


def _outcome(package: Package, run: Callable[[], object]) -> object:
    errors = package.runtime("errors")
    try:
        return run()
    except errors.StepFailed as error:
        return "StepFailed", error.workflow_id, error.step_id, error.criterion
    except errors.UnexpectedResponse as error:
        return "UnexpectedResponse", error.workflow_id, error.step_id, error.pointer
    except errors.StepLimitExceeded as error:
        return "StepLimitExceeded", error.workflow_id, error.step_id, ""
