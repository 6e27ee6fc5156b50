"""Between request and response: encoded bodies, hooks, transports and connections, sent and awaited."""

from __future__ import annotations

import asyncio
import gzip
import time
from collections.abc import Callable
from typing import TypeAlias

import httpx2
import pytest
from arazzo_codegen.runtime.aio.http import Api as AsyncApi
from arazzo_codegen.runtime.credentials import Credential
from arazzo_codegen.runtime.http import Api
from arazzo_codegen.runtime.http_request import Operation
from arazzo_codegen.runtime.http_response import HttpResponse
from arazzo_codegen.runtime.oauth2 import ClientCredentials, oauth2_credential
from arazzo_codegen.runtime.steps import step

from tests.behaviour.http.recording_server import Answer, Received, Recorder

Response: TypeAlias = HttpResponse[int | None, object]
Call: TypeAlias = Callable[[str], Response]

GET = Operation[Response]("GET")
SECURED = Operation[Response]("GET", security=(("o",),))
POST = Operation[Response]("POST")
ZIPPED = Answer(200, gzip.compress(b'{"a": 1}'), {"content-encoding": "gzip"})


def send(url: str) -> Response:
    """Call the server by a client that follows redirects."""
    with httpx2.Client(follow_redirects=True) as http:
        return Api(http, url).send(GET, "/p")


def await_(url: str) -> Response:
    """The same, awaited."""

    async def call() -> Response:
        async with httpx2.AsyncClient(follow_redirects=True) as http:
            return await AsyncApi(http, url).send(GET, "/p")

    return asyncio.run(call())


def send_in_time(url: str) -> Response:
    """Call the server with a token, in a step that may not take long."""
    with httpx2.Client() as http, step("buy", "pay", timeout=0.1):
        return Api(http, url, None, granted(url)).send(SECURED, "/p")


def await_in_time(url: str) -> Response:
    """The same, awaited."""

    async def call() -> Response:
        async with httpx2.AsyncClient() as http:
            with step("buy", "pay", timeout=0.1):
                return await AsyncApi(http, url, None, granted(url)).send(SECURED, "/p")

    return asyncio.run(call())


def granted(url: str) -> dict[str, Credential | None]:
    """A credential that has to be fetched."""
    return {"o": oauth2_credential(ClientCredentials("id", "secret"), token_url=f"{url}/token")}


both = pytest.mark.parametrize("call", [send, await_])


@both
def test_an_encoded_body_is_decoded(server: Recorder, call: Call) -> None:
    server.script(ZIPPED)
    assert call(server.url).body == {"a": 1}


@both
def test_a_body_that_cannot_be_decoded_is_no_answer(server: Recorder, call: Call) -> None:
    server.script(Answer(200, b"{}", {"content-encoding": "gzip"}))
    assert isinstance(call(server.url).error, httpx2.DecodingError)


@both
def test_redirects_keep_the_connection(server: Recorder, call: Call, caplog: pytest.LogCaptureFixture) -> None:
    server.script(Answer(302, {"moved": True}, {"location": "/q"}), Answer(200, {"a": 1}))
    caplog.set_level("DEBUG", "httpcore2.connection")
    assert call(server.url).body == {"a": 1}
    assert server.trace == ["GET /p", "GET /q"]
    assert sum("connect_tcp.complete" in message for message in caplog.messages) == 1


@pytest.mark.parametrize("call", [send_in_time, await_in_time])
def test_a_step_s_timeout_bounds_the_fetching_of_credentials(server: Recorder, call: Call) -> None:
    def slow(_: Received) -> Answer:
        time.sleep(0.3)
        return Answer(200, {"access_token": "t"})

    server.reply = slow
    assert isinstance(call(server.url).error, httpx2.TimeoutException | TimeoutError)
    assert "GET /p" not in server.trace


def test_hooks_may_read_a_response_at_once_or_later(server: Recorder) -> None:
    server.script(ZIPPED)
    kept: list[httpx2.Response] = []
    for hook in (kept.append, httpx2.Response.read):
        with httpx2.Client(event_hooks={"response": [hook]}) as http:
            assert Api(http, server.url).send(GET, "/p").body == {"a": 1}
    assert kept[0].json() == {"a": 1}


def test_hooks_see_what_is_sent(server: Recorder) -> None:
    seen: list[httpx2.Request] = []
    with httpx2.Client(event_hooks={"request": [seen.append]}) as http:
        Api(http, server.url).send(GET, "/p")
    assert [request.content for request in seen] == [b""]


def test_a_request_without_content_says_so_where_it_could_have_some(server: Recorder, http: httpx2.Client) -> None:
    Api(http, server.url).send(POST, "/p")
    assert (server.last.headers["content-length"], server.last.body) == ("0", b"")


def test_transports_may_make_responses_themselves() -> None:
    transport = httpx2.MockTransport(lambda request: httpx2.Response(200, json={"path": request.url.path}))
    with httpx2.Client(transport=transport) as http:
        assert Api(http, "https://shop.example").send(GET, "/p").body == {"path": "/p"}
