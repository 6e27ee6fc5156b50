"""Success criteria of a step that calls a workflow: what they read, what their failure is, and what follows it."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from types import ModuleType
from typing import NamedTuple

import httpx2
import pytest

from tests.behaviour.emitted import Package, compiled
from tests.behaviour.generated_servers import Json, description
from tests.behaviour.scripted_server import Reply, Script, scripted_server


class Served(NamedTuple):
    """A server and the package whose workflows call it."""

    address: str
    script: Script
    package: Package

    def made(self, **step: object) -> ModuleType:
        """The module of a workflow `main` whose one step calls `sub`, which returns the `id` that the server gives."""
        outputs: Json = {"id": "$response.body#/id"}
        document: Json = {
            "arazzo": "1.0.1",
            "info": {"title": "Calls", "version": "1"},
            "sourceDescriptions": [{"name": "shop", "url": "shop.json", "type": "openapi"}],
            "workflows": [
                {
                    "workflowId": "sub",
                    "steps": [{"stepId": "s", "operationId": "get", "outputs": outputs}],
                    "outputs": {"id": "$steps.s.outputs.id"},
                },
                {
                    "workflowId": "main",
                    "inputs": {"type": "object", "properties": {"wanted": {"type": "string"}}},
                    "steps": [{"stepId": "c", "workflowId": "sub", "outputs": {"id": "$outputs.id"}, **step}],
                    "outputs": {"id": "$steps.c.outputs.id"},
                },
            ],
        }
        self.package.load(compiled({"flow.json": document, "shop.json": description()}, asynchronous=True).files)
        return self.package.module("flow")

    def run(self, module: ModuleType, *ids: str, **arguments: object) -> object:
        """What `main` returns when the server gives these ids in turn."""
        self.script.start([Reply(200, {"id": id}) for id in ids])
        with httpx2.Client() as http:
            shop = self.package.module("apis.shop").Shop(http, base_url=self.address)
            return module.main(shop, **arguments)


@pytest.fixture(scope="module")
def served() -> Iterator[Served]:
    with scripted_server() as (address, script):
        package = Package()
        package.runtime("retry").set_sleep(lambda seconds: None)
        yield Served(address, script, package)


WANTED: Json = {"condition": "$outputs.id == $inputs.wanted"}


def test_criteria_read_what_was_returned_and_inputs(served: Served) -> None:
    module = served.made(successCriteria=[WANTED])
    assert served.run(module, "b", wanted="b") == {"id": "b"}


def test_a_failure_names_the_step_and_the_criterion_and_has_no_response(served: Served) -> None:
    module = served.made(successCriteria=[{"condition": "$outputs.id != 'x'"}, WANTED])
    with pytest.raises(served.package.runtime("errors").StepFailed) as caught:
        served.run(module, "a", wanted="b")
    error = caught.value
    assert (error.workflow_id, error.step_id, error.criterion) == ("main", "c", WANTED["condition"])
    assert error.response is None and error.status_code is None
    assert str(error) == "workflow `main`, step `c`: `$outputs.id == $inputs.wanted` did not pass"


def test_a_retry_runs_the_workflow_again(served: Served) -> None:
    again = [{"name": "again", "type": "retry", "retryLimit": 3}]
    module = served.made(successCriteria=[WANTED], onFailure=again)
    assert served.run(module, "a", "c", "b", wanted="b") == {"id": "b"}
    assert len(served.script.asked) == 3


def test_actions_and_outputs_read_what_was_returned_though_a_criterion_failed(served: Served) -> None:
    actions = [
        {"name": "again", "type": "retry", "retryLimit": 3, "criteria": [{"condition": "$outputs.id == 'a'"}]},
        {"name": "over", "type": "end", "criteria": [{"condition": "$outputs.id == 'lost'"}]},
    ]
    module = served.made(successCriteria=[WANTED], onFailure=actions)
    assert served.run(module, "a", "lost", wanted="b") == {"id": "lost"}
    assert len(served.script.asked) == 2


def test_nothing_is_read_of_a_workflow_that_has_failed(served: Served) -> None:
    actions = [{"name": "over", "type": "end", "criteria": [{"condition": "$outputs.id == null"}]}]
    module = served.made(successCriteria=[WANTED], onFailure=actions)
    served.script.start([Reply(500, {"id": "b"})])
    with httpx2.Client() as http:
        shop = served.package.module("apis.shop").Shop(http, base_url=served.address)
        assert module.main(shop, wanted="b") == {}


def test_criteria_are_checked_asynchronously_as_well(served: Served) -> None:
    served.made(successCriteria=[WANTED])
    served.script.start([Reply(200, {"id": "a"})])

    async def run() -> None:
        async with httpx2.AsyncClient() as http:
            shop = served.package.module("aio.apis.shop").Shop(http, base_url=served.address)
            await served.package.module("aio.flow").main(shop, wanted="b")

    with pytest.raises(served.package.runtime("errors").StepFailed) as caught:
        asyncio.run(run())
    assert caught.value.criterion == WANTED["condition"]
