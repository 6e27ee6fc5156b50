"""A recording server and an HTTP client for each test."""

from __future__ import annotations

from collections.abc import Iterator

import httpx2
import pytest

from tests.behaviour.http.recording_server import Answer, Recorder, serving


@pytest.fixture
def server() -> Iterator[Recorder]:
    """A server that answers 200 with an empty object, until it is told otherwise."""
    with serving(lambda _: Answer(200, {})) as recorder:
        yield recorder


@pytest.fixture
def http() -> Iterator[httpx2.Client]:
    """A client without settings."""
    with httpx2.Client() as client:
        yield client
