"""What goes round comes to an end: loops over calls, workflows that call each other in a circle, and whose limit it is."""

from __future__ import annotations

from collections.abc import Iterator

import httpx2
import pytest

from tests.behaviour.emitted import Package, compiled
from tests.behaviour.generated_servers import Json, description
from tests.behaviour.scripted_server import Reply, Script, scripted_server


@pytest.fixture(scope="module")
def served() -> Iterator[tuple[str, Script]]:
    with scripted_server() as started:
        yield started


def run(served: tuple[str, Script], workflows: list[Json], replies: list[Reply], **arguments: object) -> BaseException:
    """How the workflow `main` fails; the server answers 200 when the replies are over."""
    document: Json = {
        "arazzo": "1.0.1",
        "info": {"title": "Limits", "version": "1"},
        "sourceDescriptions": [{"name": "shop", "url": "shop.json", "type": "openapi"}],
        "workflows": workflows,
    }
    package = Package()
    package.load(compiled({"flow.json": document, "shop.json": description()}, asynchronous=False).files)
    served[1].start(replies)
    with httpx2.Client() as http, pytest.raises(package.runtime("errors").StepLimitExceeded) as caught:
        package.module("flow").main(package.module("apis.shop").Shop(http, base_url=served[0]), **arguments)
    return caught.value


def asking(step: str, **more: object) -> Json:
    return {"stepId": step, "operationId": "find", **more}


SUB: Json = {"workflowId": "sub", "steps": [asking("s")]}


def test_a_loop_that_only_calls_workflows_is_bounded_by_its_calls(served: tuple[str, Script]) -> None:
    back = [{"name": "back", "type": "goto", "stepId": "c"}]
    main: Json = {"workflowId": "main", "steps": [{"stepId": "c", "workflowId": "sub", "onSuccess": back}]}
    error = run(served, [SUB, main], [], max_steps=7)
    assert str(error) == "workflow `main`, step `c`: the limit of 7 requests is spent"
    assert len(served[1].asked) == 7


def test_failure_actions_do_not_catch_the_limit_of_their_own_workflow(served: tuple[str, Script]) -> None:
    again = [{"name": "again", "type": "goto", "stepId": "c"}]
    main: Json = {"workflowId": "main", "steps": [{"stepId": "c", "workflowId": "sub", "onFailure": again}]}
    run(served, [SUB, main], [Reply(500, {})] * 9, max_steps=5)
    assert len(served[1].asked) == 5


def test_workflows_that_call_each_other_share_one_limit(served: tuple[str, Script]) -> None:
    over = [{"name": "over", "type": "goto", "workflowId": "main"}]
    other: Json = {"workflowId": "sub", "steps": [asking("s", onSuccess=over)]}
    main: Json = {"workflowId": "main", "steps": [asking("m"), {"stepId": "c", "workflowId": "sub"}]}
    run(served, [other, main], [], max_steps=20)
    assert len(served[1].asked) < 20
    run(served, [other, main], [])
    assert len(served[1].asked) < 1000
