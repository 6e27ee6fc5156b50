"""The example workflows of `specs/`, compiled and run against a real server: the requests they send and what they return."""

from __future__ import annotations

import asyncio
import importlib
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import httpx
import httpx2
import pytest
from arazzo_codegen.options import Options

from tests.behaviour.http.loading import Load
from tests.behaviour.http.recording_server import Answer, Recorder
from tests.compiling import compile_in

ROOT = Path(__file__).parents[3]
ANIMAL = {"id": 7, "name": "Minka"}
ADOPTION = {"id": "a/1", "status": "approved"}


@pytest.fixture
def no_waiting(load: Load) -> Iterator[list[float]]:
    """The pauses of the retries, not waited for."""
    pauses: list[float] = []
    retry = load("_runtime.retry")
    before = retry.set_sleep(pauses.append)
    yield pauses
    retry.set_sleep(before)


def adopt(load: Load, server: Recorder, http: httpx2.Client, **inputs: Any) -> Any:
    """Run the pets example."""
    shelter = load("apis.shelter").Shelter(http, base_url=server.url, visitor_key="key-1")
    return load("pets").adopt_pet(shelter, kinds=["cat", "dog"], adopter="Ada", **inputs)


def test_pets_are_adopted(load: Load, server: Recorder, http: httpx2.Client) -> None:
    server.script(Answer(200, [ANIMAL]), Answer(201, ADOPTION), Answer(200, {**ADOPTION, "collectFrom": "2026-12-01"}))
    outputs = adopt(load, server, http, coupon="vet")
    assert outputs == {"name": "Minka", "adoptionId": "a/1", "status": "approved", "collectFrom": "2026-12-01"}
    assert server.trace == [
        "GET /animals?kind=cat&kind=dog",
        "POST /animals/7/adoptions",
        "GET /adoptions/a%2F1",
    ]
    assert server.received[1].json == {"adopter": "Ada", "coupon": "vet"}
    assert {request.headers["x-visitor-key"] for request in server.received} == {"key-1"}
    assert server.received[1].headers["accept"] == "application/json"


def test_pets_look_again_when_somebody_was_faster(
    load: Load, server: Recorder, http: httpx2.Client, no_waiting: list[float]
) -> None:
    server.script(
        Answer(200, [ANIMAL]),
        Answer(409),
        Answer(200, [{"id": 8, "name": "Rex"}]),
        Answer(503, None, {"retry-after": "7"}),
        Answer(503),
        Answer(201, ADOPTION),
        Answer(200, ADOPTION),
    )
    assert adopt(load, server, http)["name"] == "Rex"
    assert no_waiting == [7, 0.5]
    assert server.received[-2].json == {"adopter": "Ada"}


def test_pets_end_when_none_waits(load: Load, server: Recorder, http: httpx2.Client) -> None:
    server.script(Answer(404))
    assert adopt(load, server, http) == {}


def test_pets_that_never_end_are_stopped(load: Load, server: Recorder, http: httpx2.Client) -> None:
    server.reply = lambda request: Answer(200, [ANIMAL]) if request.method == "GET" else Answer(409)
    with pytest.raises(load("_runtime.errors").StepLimitExceeded, match="limit of 5 requests"):
        adopt(load, server, http, max_steps=5)
    assert len(server.received) == 5


def test_an_input_that_breaks_its_schema_is_refused_before_anything_is_sent(
    load: Load, server: Recorder, http: httpx2.Client
) -> None:
    shelter = load("apis.shelter").Shelter(http, base_url=server.url)
    with pytest.raises(load("_runtime.errors").InputError, match="`adopt-pet`.*`adopter`"):
        load("pets").adopt_pet(shelter, kinds=["cat"], adopter="")
    assert server.received == []


def test_a_failed_step_says_which_and_why(load: Load, server: Recorder, http: httpx2.Client) -> None:
    server.script(Answer(200, [ANIMAL]), Answer(422, {"message": "no name", "session_token": "hush"}))
    with pytest.raises(load("_runtime.errors").StepFailed) as caught:
        adopt(load, server, http)
    assert str(caught.value) == (
        "workflow `adopt-pet`, step `request-adoption`: `$statusCode == 201` did not pass: "
        'status 422, body {"message": "no name", "session_token": "***"}'
    )


BASKET = {"items": [{"sku": "s", "price": 2.5}], "currency": "EUR", "order_number": 12, "return_to": "https://shop/é"}


def check_out(load: Load, server: Recorder, http: httpx2.Client, **inputs: Any) -> Any:
    """Run the pay-later example."""
    lender = load("apis.lender").Lender(http, base_url=server.url, clerk="clerk-token")
    return load("pay_later.checkout").checkout(lender, **BASKET, **inputs)


def test_pay_later_registers_a_new_customer(load: Load, server: Recorder, http: httpx2.Client) -> None:
    plan = {"planId": "p", "status": "open", "instalments": [{"due": "2027-01-01", "amount": 2.5}]}
    server.script(
        Answer(200, {"eligible": True, "eligibleItems": ["s"]}),
        Answer(201, {"customerId": "c"}),
        Answer(201, plan),
        Answer(200, plan),
    )
    outputs = check_out(load, server, http)
    assert outputs == {"eligible": True, "newPlan": "p", "instalments": plan["instalments"]}
    assert server.trace == ["POST /eligibility", "POST /customers", "POST /plans", "GET /plans/p"]
    assert [request.json for request in server.received[:3]] == [
        {"items": BASKET["items"], "currency": "EUR", "reference": "order-12"},
        {"name": "Guest", "email": "guest@example.com"},
        {"customer": "c", "items": ["s"], "returnTo": "https://shop/é?order=12"},
    ]
    assert "authorization" not in server.received[0].headers
    assert server.received[2].headers["authorization"] == "Bearer clerk-token"


def test_pay_later_knows_its_customers(load: Load, server: Recorder, http: httpx2.Client) -> None:
    server.script(Answer(200, {"eligible": True}), Answer(201, {"planId": "p", "status": "open"}))
    assert check_out(load, server, http, customer_id="c7") == {"eligible": True, "knownPlan": "p"}
    assert server.last.json == {"customer": "c7", "returnTo": "https://shop/é?order=12"}


def test_pay_later_ends_when_nothing_is_eligible(load: Load, server: Recorder, http: httpx2.Client) -> None:
    server.script(Answer(200, {"eligible": False}))
    assert check_out(load, server, http) == {"eligible": False}
    assert len(server.received) == 1


def pay_out(load: Load, server: Recorder, http: httpx2.Client, **inputs: Any) -> Any:
    """Run the payouts example, with a grant whose token comes from the same server."""
    module = load("apis.bank")
    grant = module.ClientCredentials("client", "hush", token_url=f"{server.url}/token")
    bank = module.Bank(http, base_url=server.url, bank_login=grant, branch_key="b 1")
    return load("payouts").pay_out(bank, account_id="a", iban="DE02120300000000202051", request_id="r", **inputs)


def test_payouts_fetch_a_token_and_send_a_nested_form(load: Load, server: Recorder, http: httpx2.Client) -> None:
    server.script(
        Answer(200, {"access_token": "t", "expires_in": 60}),
        Answer(200, {"available": 10.5, "currency": "EUR"}),
        Answer(202, {"payoutId": "p"}, {"location": "/payouts/p"}),
    )
    assert pay_out(load, server, http, amount=10, name="Ü & Co") == {"payoutId": "p", "location": "/payouts/p"}
    assert server.trace == ["POST /token", "GET /accounts/a/balance", "POST /payouts?branch=b%201"]
    token, _, paid = server.received
    assert token.body == b"grant_type=client_credentials&scope=accounts.read+payouts.write"
    assert paid.headers["authorization"] == "Bearer t"
    assert paid.headers["idempotency-key"] == "r"
    assert paid.body == b"amount=10&currency=EUR&to%5Biban%5D=DE02120300000000202051&to%5Bname%5D=%C3%9C+%26+Co"


def test_payouts_want_the_money_to_be_there(load: Load, server: Recorder, http: httpx2.Client) -> None:
    server.script(Answer(200, {"access_token": "t"}), Answer(200, {"available": 9.99, "currency": "EUR"}))
    with pytest.raises(load("_runtime.errors").StepFailed, match=r"/available >= \$inputs.amount` did not pass"):
        pay_out(load, server, http, amount=10)


def test_photos_go_up_as_files_and_come_down_as_bytes(load: Load, server: Recorder, http: httpx2.Client) -> None:
    server.script(Answer(201, {"photoId": "p 1"}), Answer(200, b"\xff\xd8small", {"content-type": "image/jpeg"}))
    album = load("apis.album").Album(http, base_url=server.url)
    outputs = load("photo_album").add_photo(album, album_name="../x", photo=b"\xff\xd8", tags=["a", "b"])
    assert outputs == {"photoId": "p 1", "picture": b"\xff\xd8small"}
    assert server.trace == [
        "POST /albums/..%2Fx/photos",
        "GET /photos/p%201/thumbnail?size%5Bwidth%5D=64&size%5Bheight%5D=64",
    ]
    sent = server.received[0].body
    assert b'name="photo"; filename="photo"\r\nContent-Type: image/jpeg\r\n\r\n\xff\xd8\r\n' in sent
    assert sent.count(b'name="tags"') == 2
    assert b"caption" not in sent


def test_the_asynchronous_twin_sends_the_same(load: Load, server: Recorder, http: httpx2.Client) -> None:
    def answers() -> None:
        server.script(Answer(200, [ANIMAL]), Answer(201, ADOPTION), Answer(200, ADOPTION))

    async def adopt_asynchronously() -> Any:
        async with httpx2.AsyncClient() as client:
            shelter = load("aio.apis.shelter").Shelter(client, base_url=server.url, visitor_key="key-1")
            return await load("aio.pets").adopt_pet(shelter, kinds=["cat", "dog"], adopter="Ada")

    answers()
    outputs = adopt(load, server, http)
    answers()
    assert asyncio.run(adopt_asynchronously()) == outputs
    first, second = server.received[:3], server.received[3:]
    assert [(request.target, request.body) for request in first] == [
        (request.target, request.body) for request in second
    ]
    assert [sorted(request.headers.keys()) for request in first] == [
        sorted(request.headers.keys()) for request in second
    ]


def test_the_same_code_runs_on_httpx(tmp_path: Path, server: Recorder, monkeypatch: pytest.MonkeyPatch) -> None:
    compiled = compile_in(ROOT, "specs", options=replace(Options(), http_client="httpx"))
    assert not [name for name, text in compiled.files.items() if "import httpx2" in text]
    compiled.write(tmp_path / "httpx_package")
    monkeypatch.syspath_prepend(str(tmp_path))
    server.script(Answer(200, [ANIMAL]), Answer(201, ADOPTION), Answer(200, ADOPTION))
    with httpx.Client() as http:
        shelter = importlib.import_module("httpx_package.apis.shelter").Shelter(http, base_url=server.url)
        outputs = importlib.import_module("httpx_package.pets").adopt_pet(shelter, kinds=["cat"], adopter="Ada")
    assert outputs["status"] == "approved"
    with httpx.Client() as http:
        lost = importlib.import_module("httpx_package.apis.shelter").Shelter(http, base_url="http://127.0.0.1:1")
        with pytest.raises(importlib.import_module("httpx_package._runtime.errors").StepFailed, match="no answer"):
            importlib.import_module("httpx_package.pets").adopt_pet(lost, kinds=["cat"], adopter="Ada")
