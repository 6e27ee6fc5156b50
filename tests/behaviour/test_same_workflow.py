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
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from tests.behaviour.documents import Documents, Key
from tests.behaviour.emitted import Package, compiled, parsed
from tests.behaviour.evaluation import Budget
from tests.behaviour.generated_servers import OPERATIONS, Json, description, scripts
from tests.behaviour.generated_workflows import documents
from tests.behaviour.interpreter import Failed, Interpreter
from tests.behaviour.impatient import AsyncImpatient, Impatient
from tests.behaviour.scripted_server import Reply, Script, Sender, scripted_server

CASES = int(os.environ.get("CASES", "120"))
PHASES = (Phase.generate, Phase.shrink) if "SHRINK" in os.environ else (Phase.generate,)
SCRIPTS = 4
LIMIT = 15
CANNOT_RUN = {"ARZ504", "ARZ511", "ARZ515", "ARZ940"}
"""What makes a generated workflow one that is refused: reads and dependencies of steps that cannot have run, detours that lead to themselves."""

_DESCRIPTION = {"shop.json": description()}


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
        steps = package.runtime("steps")
        http = httpx2.Client(transport=Impatient(steps))
        with http, asyncio.Runner() as runner, Sender(address) as sender:
            client = httpx2.AsyncClient(transport=AsyncImpatient(steps))
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
    world: World, documents: dict[str, Json], played: list[list[Reply]], k: str | None, asynchronous: bool
) -> None:
    files = {**documents, **_DESCRIPTION}
    made = compiled(files, asynchronous)
    errors = [d for d in made.diagnostics if d.severity is Severity.ERROR]
    if any(error.rule.code in CANNOT_RUN for error in errors):
        return
    assert not errors, [(error.rule.code, error.message) for error in errors]
    world.package.load(made.files)
    read = parsed(files)
    trial = Documents({"": read["flow.json"], "other": read.get("other.json", read["flow.json"])})
    for replies in played:
        expected = _interpreted(trial, world, replies, k)
        assert _emitted(world, replies, k) == expected, made.files["flow.py"]
        if asynchronous:
            assert _emitted_async(world, replies, k) == expected, made.files["aio/flow.py"]


def _interpreted(documents: Documents, world: World, replies: list[Reply], k: str | None) -> object:
    world.script.start(replies)
    slept: list[float] = []
    interpreter = Interpreter(documents, OPERATIONS, world.sender.send, slept.append)
    budget = Budget(LIMIT) if "max_steps" in _parameters(world.package.module("flow").main) else None
    try:
        outcome: object = interpreter.run(Key("", "main"), {} if k is None else {"k": k}, budget)
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
    outcome = _outcome(world.package, lambda: function(**_arguments(function, k, client)))
    return world.script.asked, slept, outcome


def _emitted_async(world: World, replies: list[Reply], k: str | None) -> object:
    world.script.start(replies)
    slept: list[float] = []

    async def sleep(seconds: float) -> None:
        slept.append(float(seconds))

    world.package.runtime("aio.retry").set_sleep(sleep)
    function = world.package.module("aio.flow").main
    client = world.package.module("aio.apis.shop").Shop(world.async_http, base_url=world.address)
    outcome = _outcome(world.package, lambda: world.runner.run(function(**_arguments(function, k, client))))
    return world.script.asked, slept, outcome


def _parameters(function: Callable[..., object]) -> set[str]:
    return set(inspect.signature(function).parameters)


def _arguments(function: Callable[..., object], k: str | None, client: object) -> dict[str, object]:
    """Those that the function takes: a workflow that only calls itself needs no client."""
    wanted: dict[str, object] = {"shop": client, "k": k, "max_steps": LIMIT}
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
