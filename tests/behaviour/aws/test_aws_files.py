"""Files that are given to boto3: each attempt sends what the caller left to be read."""

from __future__ import annotations

import asyncio
import io
import os
import threading
from typing import IO

import pytest
from arazzo_codegen.runtime.aio.aws import call as call_async
from arazzo_codegen.runtime.aws import call
from arazzo_codegen.runtime.errors import InputError
from arazzo_codegen.runtime.steps import step
from botocore.exceptions import EndpointConnectionError


class Store:
    """Takes objects as boto3's client of S3 does, and keeps what it has read; the first attempt fails on the way."""

    def __init__(self) -> None:
        self.stored: list[bytes] = []

    def put_object(self, *, Body: IO[bytes], Key: str = "k") -> dict[str, object]:  # noqa: N803
        """Read the file."""
        self.stored.append(Body.read())
        if len(self.stored) == 1:
            raise EndpointConnectionError(endpoint_url="https://s3")
        return {}

    def create_function(self, *, Code: dict[str, IO[bytes]]) -> dict[str, object]:  # noqa: N803
        """Read a file further down."""
        return self.put_object(Body=Code["ZipFile"])


@pytest.fixture
def store() -> Store:
    """An empty store."""
    return Store()


@pytest.fixture
def file() -> IO[bytes]:
    """A file of which the caller has read a part."""
    made = io.BytesIO(b"headercontent")
    made.seek(6)
    return made


@pytest.mark.parametrize("timeout", [None, 5.0])
def test_a_further_attempt_sends_the_same(store: Store, file: IO[bytes], timeout: float | None) -> None:
    for status in (None, 200):
        with step("flow", "put", timeout=timeout):
            assert call(store.put_object, Body=file).status_code == status
    assert (store.stored, file.tell()) == ([b"content", b"content"], 6)


def test_a_further_attempt_sends_the_same_when_awaited(store: Store, file: IO[bytes]) -> None:
    for status in (None, 200):
        assert asyncio.run(call_async(store.put_object, Body=file)).status_code == status
    assert store.stored == [b"content", b"content"]


def test_a_file_further_down_is_wound_back_too(store: Store, file: IO[bytes]) -> None:
    for _ in range(2):
        call(store.create_function, Code={"ZipFile": file})
    assert store.stored == [b"content", b"content"]


def test_a_stream_that_cannot_be_wound_back_is_sent_once(store: Store) -> None:
    reader, writer = os.pipe()
    os.write(writer, b"content")
    os.close(writer)
    with open(reader, "rb") as pipe:
        call(store.put_object, Body=pipe)
        with step("flow", "put"), pytest.raises(InputError, match="of step `put` .* cannot be wound back"):
            call(store.put_object, Body=pipe)
        with pytest.raises(InputError, match="cannot be wound back"):
            asyncio.run(call_async(store.put_object, Body=pipe))
    assert store.stored == [b"content"]


def test_a_file_that_an_attempt_is_still_sending_is_not_taken_from_it(file: IO[bytes]) -> None:
    go_on, done = threading.Event(), threading.Event()

    def slow(*, Body: IO[bytes]) -> dict[str, object]:  # noqa: N803
        go_on.wait(10)
        Body.read()
        done.set()
        return {}

    with step("flow", "put", timeout=0.05):
        assert call(slow, Body=file).status_code is None
    with step("flow", "put", timeout=0.05), pytest.raises(InputError, match="is being sent still"):
        call(slow, Body=file)
    go_on.set()
    assert done.wait(10)
