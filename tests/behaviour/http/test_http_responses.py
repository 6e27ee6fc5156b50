"""Responses: bodies by media type, statuses, no answer, redirects, timeouts, as emitted clients see them."""

from __future__ import annotations

import asyncio
import socket
import time
from collections.abc import Callable

import httpx2
import pytest
from arazzo_codegen.runtime.aio.http import Api as AsyncApi
from arazzo_codegen.runtime.errors import StepFailed, UnexpectedResponse
from arazzo_codegen.runtime.http import Api
from arazzo_codegen.runtime.http_request import Operation
from arazzo_codegen.runtime.http_response import Failure, HttpResponse, Success
from arazzo_codegen.runtime.responses import expect
from arazzo_codegen.runtime.steps import step

from tests.behaviour.http.recording_server import Answer, Recorder

GET = Operation[HttpResponse[int | None, object]]("GET", accept="application/json")

CONTENTS = [
    ("application/json", b'{"a": [1]}', {"a": [1]}),
    ("application/problem+json; charset=utf-8", b'{"a": 1}', {"a": 1}),
    ("application/json", b"", None),
    ("application/json", b'\xef\xbb\xbf{"a": 1}', {"a": 1}),
    ("application/json; charset=iso-8859-1", b'{"a": "\xe9"}', {"a": "é"}),
    ("application/json", b'{"a": "\xe9"}', '{"a": "\ufffd"}'),
    ("application/json, application/json", b"[1]", [1]),
    ("application/json", b'{"a": 1, "a": 2}', {"a": 2}),
    ("text/plain; charset=punycode", b"-99999999", "-99999999"),
    ("application/json", b"9" * 5000, "9" * 5000),
    ("application/json", b"{broken", "{broken"),
    ("application/json", b"[" * 100_000, "[" * 100_000),
    ("text/plain; charset=iso-8859-1", b"\xe9", "é"),
    ("text/plain; charset=nonsense", b"a", "a"),
    ("application/xml", b"<a/>", "<a/>"),
    ("application/x-www-form-urlencoded", b"a=1&b=x+y", {"a": "1", "b": "x y"}),
    ("image/png", b"\x89", b"\x89"),
]


@pytest.mark.parametrize(
    ("content_type", "sent", "content"), CONTENTS, ids=[f"{kind} {sent[:9]!r}" for kind, sent, _ in CONTENTS]
)
def test_a_body_is_decoded_by_its_media_type(
    server: Recorder, http: httpx2.Client, content_type: str, sent: bytes, content: object
) -> None:
    server.script(Answer(200, sent, {"content-type": content_type}))
    assert Api(http, server.url).send(GET, "/p").body == content


@pytest.mark.parametrize("status", [200, 204, 205, 226, 304, 404, 500])
def test_no_status_raises(server: Recorder, http: httpx2.Client, status: int) -> None:
    server.script(Answer(status, {"a": 1}))
    response = Api(http, server.url).send(GET, "/p")
    assert response.status_code == status
    assert isinstance(response, Success) == (200 <= status < 300) == response.ok


def test_no_answer_is_a_response_without_a_status(http: httpx2.Client) -> None:
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        address = f"http://127.0.0.1:{unused.getsockname()[1]}"
    with step("buy", "pay") as run:
        response = Api(http, address).send(GET, "/p")
    assert isinstance(response, Failure)
    assert (response.status_code, response.content, dict(response.headers)) == (None, None, {})
    assert isinstance(response.error, httpx2.ConnectError)
    assert run.error is response.error
    failed = StepFailed(response, "$statusCode == 200")
    assert str(failed).startswith("workflow `buy`, step `pay`: no answer (ConnectError: ")
    assert failed.__cause__ is response.error


def test_another_content_type_is_an_unexpected_response(server: Recorder, http: httpx2.Client) -> None:
    server.script(Answer(200, b"<html>", {"content-type": "text/html"}))
    with step("buy", "pay"):
        response = Api(http, server.url).send(GET, "/p")
    with pytest.raises(UnexpectedResponse) as caught:
        expect(response, {"/id": int})
    assert str(caught.value) == "workflow `buy`, step `pay`: `/id` of the response is missing (received text/html)"


def test_a_step_s_timeout_bounds_the_whole_attempt(server: Recorder, http: httpx2.Client) -> None:
    server.reply = _slow(0.5)
    started = time.monotonic()
    with step("buy", "pay", timeout=0.1):
        response = Api(http, server.url).send(GET, "/p")
    assert response.status_code is None
    assert time.monotonic() - started < 0.4


def test_a_step_s_timeout_that_is_not_reached_changes_nothing(server: Recorder, http: httpx2.Client) -> None:
    server.script(Answer(200, {"a": 1}))
    with step("buy", "pay", timeout=5.0):
        response = Api(http, server.url).send(GET, "/p")
    assert response.body == {"a": 1}


def test_an_asynchronous_step_s_timeout_bounds_the_whole_attempt(server: Recorder) -> None:
    server.reply = _slow(0.5)

    async def attempt() -> HttpResponse[int | None, object]:
        async with httpx2.AsyncClient() as http:
            with step("buy", "pay", timeout=0.1):
                return await AsyncApi(http, server.url).send(GET, "/p")

    response = asyncio.run(attempt())
    assert response.status_code is None
    assert isinstance(response.error, TimeoutError)


def test_redirects_are_the_client_s_choice(server: Recorder) -> None:
    server.script(Answer(302, None, {"location": "/q"}), Answer(200, {"a": 1}))
    with httpx2.Client() as http:
        assert Api(http, server.url).send(GET, "/p").status_code == 302
    server.script(Answer(302, None, {"location": "/q"}), Answer(200, {"a": 1}))
    with httpx2.Client(follow_redirects=True) as http:
        assert Api(http, server.url).send(GET, "/p").body == {"a": 1}


def test_redirects_that_go_round_are_no_answer(server: Recorder) -> None:
    server.script(Answer(302, None, {"location": "/p"}))
    with httpx2.Client(follow_redirects=True, max_redirects=3) as http:
        response = Api(http, server.url).send(GET, "/p")
    assert isinstance(response.error, httpx2.TooManyRedirects)
    assert len(server.received) == 4


def test_the_request_can_be_asked_for(server: Recorder, http: httpx2.Client) -> None:
    response = Api(http, server.url).send(GET, "/p", query=("a=1",), headers={"X-A": "b"})
    assert (response.method, response.url) == ("GET", f"{server.url}/p?a=1")
    assert response.request.headers["x-a"] == "b"


def _slow(seconds: float) -> Callable[[object], Answer]:
    def reply(_: object) -> Answer:
        time.sleep(seconds)
        return Answer(200, {})

    return reply
