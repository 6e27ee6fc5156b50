"""Files in the bodies of requests: each attempt sends what the caller left to be read, and the files stand there afterwards."""

from __future__ import annotations

import asyncio
import io
import os
from collections.abc import Callable
from typing import IO

import httpx2
import pytest
from arazzo_codegen.runtime.aio.http import Api as AsyncApi
from arazzo_codegen.runtime.bodies import Payload, binary_body
from arazzo_codegen.runtime.errors import InputError
from arazzo_codegen.runtime.forms import multipart_body
from arazzo_codegen.runtime.http import Api
from arazzo_codegen.runtime.http_request import Operation
from arazzo_codegen.runtime.http_response import HttpResponse
from arazzo_codegen.runtime.steps import step

from tests.behaviour.http.recording_server import Answer, Recorder, serving

POST = Operation[HttpResponse[int, object]]("POST")


def whole(file: IO[bytes]) -> Payload:
    """The file as the body."""
    return binary_body(file)


def parts(file: IO[bytes]) -> Payload:
    """The file as two parts."""
    return multipart_body({"f": file, "g": [file]})


def part(file: IO[bytes]) -> Payload:
    """The file as a part."""
    return multipart_body({"f": file})


def sent(body: bytes) -> bytes:
    """The content of the last part of a multipart body, or the body."""
    return body.rpartition(b"\r\n\r\n")[2].partition(b"\r\n--")[0]


@pytest.mark.parametrize("make", [whole, parts])
@pytest.mark.parametrize("place", [0, 2])
def test_a_file_is_sent_from_where_it_stands_each_time(
    server: Recorder, http: httpx2.Client, make: Callable[[IO[bytes]], Payload], place: int
) -> None:
    api, file = Api(http, server.url), io.BytesIO(b"abcdef")
    file.seek(place)
    for _ in range(2):
        api.send(POST, "/p", body=make(file))
        assert sent(server.last.body) == b"abcdef"[place:]
        assert file.tell() == place


@pytest.mark.parametrize("make", [whole, parts])
def test_the_asynchronous_client_sends_the_same(server: Recorder, make: Callable[[IO[bytes]], Payload]) -> None:
    file = io.BytesIO(b"abcdef")
    file.seek(2)

    async def send() -> None:
        async with httpx2.AsyncClient() as http:
            await AsyncApi(http, server.url).send(POST, "/p", body=make(file))

    for _ in range(2):
        asyncio.run(send())
        assert sent(server.last.body) == b"cdef"
        assert file.tell() == 2


def test_a_file_that_nobody_answered_is_back_where_it_stood(http: httpx2.Client) -> None:
    file = io.BytesIO(b"abcdef")
    file.seek(2)
    assert Api(http, "http://127.0.0.1:1").send(POST, "/p", body=binary_body(file)).status_code is None
    assert file.tell() == 2


def test_a_redirect_that_keeps_the_body_sends_the_file_again() -> None:
    answers = [Answer(307, {}, {"location": "/q"}), Answer(200, {})]
    with serving(lambda _: answers.pop(0)) as server, httpx2.Client(follow_redirects=True) as http:
        response = Api(http, server.url).send(POST, "/p", body=binary_body(io.BytesIO(b"abc")))
        assert (response.status_code, server.last.target, server.last.body) == (200, "/q", b"abc")


@pytest.mark.parametrize("make", [whole, part])
def test_a_stream_that_cannot_be_wound_back_is_sent_once(
    server: Recorder, http: httpx2.Client, make: Callable[[IO[bytes]], Payload]
) -> None:
    api = Api(http, server.url)
    reader, writer = os.pipe()
    os.write(writer, b"abc")
    os.close(writer)
    with open(reader, "rb") as pipe:
        api.send(POST, "/p", body=make(pipe))
        assert sent(server.last.body) == b"abc"
        with step("flow", "upload"), pytest.raises(InputError, match="of step `upload` .* cannot be wound back"):
            api.send(POST, "/p", body=make(pipe))
    assert len(server.received) == 1
