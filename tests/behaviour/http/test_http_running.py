"""Workflows while they run: spans from the observer hook, threads, interruption and cancellation, the asynchronous twins."""

from __future__ import annotations

import asyncio
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Any

import httpx2
import pytest
from arazzo_codegen.runtime.credentials import Credential
from arazzo_codegen.runtime.http import Api
from arazzo_codegen.runtime.http_request import Operation
from arazzo_codegen.runtime.http_response import HttpResponse
from arazzo_codegen.runtime.oauth2 import ClientCredentials, oauth2_credential

from tests.behaviour.http.loading import Load
from tests.behaviour.http.recording_server import Answer, Received, Recorder

ANIMAL = {"id": 7, "name": "Minka"}
ADOPTION = {"id": "a-1", "status": "approved"}


@dataclass
class Span:
    """What a tracer keeps of a step."""

    name: str
    parent: Span | None
    attributes: dict[str, object] = field(default_factory=dict[str, object])
    ended: bool = False


class Tracer:
    """A tracer as OpenTelemetry has one: the started and unended spans are a stack, a step is a span."""

    def __init__(self) -> None:
        self.spans: list[Span] = []
        self._open: dict[int, Span] = {}

    def step_started(self, run: Any) -> None:
        """Start a span."""
        parent = next((span for span in reversed(self.spans) if not span.ended), None)
        span = self._open[id(run)] = Span(f"{run.workflow_id}/{run.step_id}", parent)
        self.spans.append(span)

    def step_ended(self, run: Any) -> None:
        """End it, with what is known now."""
        span = self._open.pop(id(run))
        span.attributes = {"http.response.status_code": run.status_code, "seconds": run.seconds}
        if run.error is not None:
            span.attributes["error.type"] = type(run.error).__name__
        span.ended = True


def adopted(request: Received) -> Answer:
    """Answers of a shelter where all goes well."""
    if request.method == "POST":
        return Answer(201, ADOPTION)
    return Answer(200, [ANIMAL] if request.path == "/animals" else ADOPTION)


def adopt(load: Load, server: Recorder, http: httpx2.Client) -> Any:
    """Run the pets example."""
    shelter = load("apis.shelter").Shelter(http, base_url=server.url, visitor_key="key")
    return load("pets").adopt_pet(shelter, kinds=["cat"], adopter="Ada")


def test_the_hook_is_enough_for_spans(load: Load, server: Recorder, http: httpx2.Client) -> None:
    server.script(Answer(200, [ANIMAL]), Answer(201, ADOPTION), Answer(500))
    tracer = Tracer()
    remove = load("_runtime.steps").add_observer(tracer)
    try:
        with pytest.raises(load("_runtime.errors").StepFailed):
            adopt(load, server, http)
    finally:
        remove()
    assert [span.name for span in tracer.spans] == [
        "adopt-pet/find-pet",
        "adopt-pet/request-adoption",
        "adopt-pet/see-status",
    ]
    assert [span.attributes["http.response.status_code"] for span in tracer.spans] == [200, 201, 500]
    assert all(span.ended and span.parent is None for span in tracer.spans)


def test_one_client_serves_many_threads(load: Load, server: Recorder, http: httpx2.Client) -> None:
    server.reply = adopted

    def run(_: int) -> Any:
        return adopt(load, server, http)

    with ThreadPoolExecutor(8) as pool:
        outputs = list(pool.map(run, range(40)))
    assert all(output == {"name": "Minka", "adoptionId": "a-1", "status": "approved"} for output in outputs)
    assert len(server.received) == 120


def test_threads_share_one_token(server: Recorder, http: httpx2.Client) -> None:
    server.reply = lambda request: Answer(200, {"access_token": "t"} if request.path == "/token" else {})
    grant = ClientCredentials("id", "secret")
    given: dict[str, Credential | None] = {"o": oauth2_credential(grant, token_url=f"{server.url}/token")}
    api = Api(http, server.url, None, given)
    asking = Operation[HttpResponse[int | None, object]]("GET", security=(("o",),))

    def call(_: int) -> int | None:
        return api.send(asking, "/p").status_code

    with ThreadPoolExecutor(8) as pool:
        assert set(pool.map(call, range(24))) == {200}
    assert server.trace.count("POST /token") == 1


def test_an_interruption_leaves_nothing_open(load: Load, server: Recorder) -> None:
    def interrupt(response: httpx2.Response) -> None:
        raise KeyboardInterrupt

    server.reply = adopted
    with httpx2.Client(event_hooks={"response": [interrupt]}, limits=httpx2.Limits(max_connections=1)) as http:
        with pytest.raises(KeyboardInterrupt):
            adopt(load, server, http)
        assert load("_runtime.steps").current_step() is None
        http.event_hooks = {}
        # Its one connection would not be free if the response were still open.
        assert adopt(load, server, http)["name"] == "Minka"


def test_a_cancelled_task_leaves_nothing_open(load: Load, server: Recorder) -> None:
    def slow(request: Received) -> Answer:
        if len(server.received) == 1:
            time.sleep(0.3)
        return adopted(request)

    server.reply = slow

    async def run() -> object:
        async with httpx2.AsyncClient(limits=httpx2.Limits(max_connections=1)) as http:
            shelter = load("aio.apis.shelter").Shelter(http, base_url=server.url, visitor_key="key")

            def start() -> Any:
                return load("aio.pets").adopt_pet(shelter, kinds=["cat"], adopter="Ada")

            with pytest.raises(TimeoutError):
                await asyncio.wait_for(start(), 0.1)
            assert load("_runtime.steps").current_step() is None
            return (await asyncio.wait_for(start(), 5))["name"]

    assert asyncio.run(run()) == "Minka"


EXAMPLES: list[tuple[str, str, str, str, dict[str, object], dict[str, object]]] = [
    ("pets", "adopt_pet", "shelter", "Shelter", {"visitor_key": "key"}, {"kinds": ["cat"], "adopter": "Ada"}),
    ("photo_album", "add_photo", "album", "Album", {}, {"album_name": "a/b", "photo": b"x", "tags": ["c", "d"]}),
    (
        "pay_later.checkout",
        "checkout",
        "lender",
        "Lender",
        {"clerk": "token"},
        {"items": [{"sku": "s", "price": 2.5}], "currency": "EUR", "order_number": 1, "return_to": "https://shop"},
    ),
    (
        "payouts",
        "pay_out",
        "bank",
        "Bank",
        {"bank_login": "token", "branch_key": "b"},
        {"account_id": "a", "iban": "DE02120300000000202051", "amount": 10, "request_id": "r"},
    ),
]
PLAN = {"planId": "p", "status": "open", "instalments": [{"due": "2027-01-01", "amount": 2.5}]}
ANSWERS = {
    "/eligibility": Answer(200, {"eligible": True, "eligibleItems": ["s"]}),
    "/customers": Answer(201, {"customerId": "c"}),
    "/plans": Answer(201, PLAN),
    "/plans/p": Answer(200, PLAN),
    "/accounts/a/balance": Answer(200, {"available": 10.5, "currency": "EUR"}),
    "/payouts": Answer(202, {"payoutId": "p"}, {"location": "/payouts/p"}),
    "/albums/a%2Fb/photos": Answer(201, {"photoId": "p"}),
    "/photos/p/thumbnail": Answer(200, b"jpeg", {"content-type": "image/jpeg"}),
}
"""By path; for all others those of the shelter."""


@pytest.mark.parametrize(
    ("module", "function", "api", "name", "settings", "inputs"), EXAMPLES, ids=[example[0] for example in EXAMPLES]
)
def test_the_asynchronous_twins_send_the_same_bytes(
    load: Load,
    server: Recorder,
    http: httpx2.Client,
    module: str,
    function: str,
    api: str,
    name: str,
    settings: dict[str, object],
    inputs: dict[str, object],
) -> None:
    server.reply = lambda request: ANSWERS.get(request.path) or adopted(request)
    client = getattr(load(f"apis.{api}"), name)(http, base_url=server.url, **settings)
    wanted = getattr(load(module), function)(client, **inputs)
    sent = [_without_boundary(request) for request in server.received]
    assert wanted and sent
    server.received.clear()

    async def run() -> object:
        async with httpx2.AsyncClient() as other:
            twin = getattr(load(f"aio.apis.{api}"), name)(other, base_url=server.url, **settings)
            return await getattr(load(f"aio.{module}"), function)(twin, **inputs)

    assert asyncio.run(run()) == wanted
    assert [_without_boundary(request) for request in server.received] == sent


def _without_boundary(request: Received) -> tuple[str, str, dict[str, str], bytes]:
    """A request, with the random boundary of its multipart body replaced."""
    boundary = request.headers.get_param("boundary")
    marks = [] if boundary is None else [str(boundary)]
    headers = {name.lower(): value for name, value in request.headers.items()}
    body = request.body
    for mark in marks:
        headers = {key: value.replace(mark, "-") for key, value in headers.items()}
        body = body.replace(mark.encode(), b"-")
    return request.method, request.target, headers, body
