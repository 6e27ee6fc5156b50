"""An example workflow against Prism, a mock server of other people's making, started from the API description itself.

Prism holds every request against the description: path, query, headers, security and body. It is taken from the path, or installed by npm; where there
is no npm, or no network, there is no such test.
"""

from __future__ import annotations

import contextlib
import fcntl
import os
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path
from subprocess import DEVNULL

import httpx2
import pytest

from tests.behaviour.http.loading import Load

ROOT = Path(__file__).parents[3]
HOME = ROOT / "build" / "prism"
PACKAGE = "@stoplight/prism-cli@5.14.2"


def prism() -> str | None:
    """The command, installed if need be; None when it cannot be had."""
    found = shutil.which("prism") or shutil.which("prism", path=str(HOME / "node_modules" / ".bin"))
    npm = shutil.which("npm")
    if found is None and npm is not None and os.environ.get("CI"):
        HOME.mkdir(parents=True, exist_ok=True)
        install = [npm, "install", "--no-audit", "--no-fund", "--prefix", str(HOME), PACKAGE]
        with contextlib.suppress(OSError, subprocess.SubprocessError), (HOME / ".lock").open("w") as lock:
            # Several workers may run the tests of this module.
            fcntl.flock(lock, fcntl.LOCK_EX)
            subprocess.run(install, check=True, capture_output=True, timeout=300)
        found = shutil.which("prism", path=str(HOME / "node_modules" / ".bin"))
    return found


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    """Where Prism plays the shelter."""
    command = prism()
    if command is None:
        pytest.skip("Prism is not here")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    description = ROOT / "specs" / "pets" / "shelter.openapi.yaml"
    server = subprocess.Popen([command, "mock", "--errors", "--port", str(port), str(description)], stdout=DEVNULL)
    try:
        yield _listening(f"http://127.0.0.1:{port}", server)
    finally:
        server.terminate()
        server.wait(10)


def _listening(url: str, server: subprocess.Popen[bytes]) -> str:
    """The URL, once somebody listens there."""
    for _ in range(300):
        if server.poll() is not None:
            break
        with contextlib.suppress(httpx2.TransportError):
            httpx2.get(url)
            return url
        time.sleep(0.1)
    pytest.skip("Prism does not start here")


def test_prism_accepts_what_the_workflow_sends(load: Load, address: str) -> None:
    with httpx2.Client() as http:
        shelter = load("apis.shelter").Shelter(http, base_url=address, visitor_key="key-1")
        outputs = load("pets").adopt_pet(shelter, kinds=["cat", "dog"], adopter="Ada", coupon="vet")
    assert outputs["status"] in ("pending", "approved", "declined")
    assert isinstance(outputs["adoptionId"], str)


def test_prism_refuses_a_request_without_its_credential(load: Load, address: str) -> None:
    with httpx2.Client() as http:
        shelter = load("apis.shelter").Shelter(http, base_url=address)
        with pytest.raises(load("_runtime.errors").StepFailed, match="status 401"):
            load("pets").adopt_pet(shelter, kinds=["cat"], adopter="Ada")


def test_prism_can_ask_for_the_other_branches(load: Load, address: str) -> None:
    with httpx2.Client(headers={"Prefer": "code=404"}) as http:
        shelter = load("apis.shelter").Shelter(http, base_url=address, visitor_key="key-1")
        assert load("pets").adopt_pet(shelter, kinds=["cat"], adopter="Ada") == {}
