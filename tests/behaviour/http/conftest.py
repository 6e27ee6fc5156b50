"""A recording server and an HTTP client for each test, and the examples compiled once."""

from __future__ import annotations

import importlib
import json
import shutil
import ssl
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import httpx2
import pytest
from arazzo_codegen.options import Options

from tests.behaviour.http.loading import Emit, Load
from tests.behaviour.http.recording_server import Answer, Recorder, serving
from tests.compiling import compile_in, importable

ROOT = Path(__file__).parents[3]
PACKAGE = "http_examples"
EMITTED = "http_emitted"


@pytest.fixture
def server() -> Iterator[Recorder]:
    """A server that answers 200 with an empty object, until it is told otherwise."""
    with serving(lambda _: Answer(200, {})) as recorder:
        yield recorder


@pytest.fixture(scope="session")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A certificate of 127.0.0.1 for itself, with its key."""
    openssl = shutil.which("openssl")
    if openssl is None:
        pytest.skip("openssl is not here")
    path = tmp_path_factory.mktemp("tls") / "certificate.pem"
    kind = ("-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-subj", "/CN=loopback")
    names = ("-addext", "subjectAltName=IP:127.0.0.1")
    written = ("-keyout", str(path), "-out", f"{path}.only", "-days", "2")
    subprocess.run([openssl, "req", "-x509", "-nodes", *kind, *names, *written], check=True, capture_output=True)
    path.write_text(path.read_text() + Path(f"{path}.only").read_text())
    return path


@pytest.fixture
def secure(certificate: Path) -> Iterator[Recorder]:
    """A server like `server`, over TLS."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    with serving(lambda _: Answer(200, {}), context) as recorder:
        yield recorder


@pytest.fixture
def trust(certificate: Path) -> ssl.SSLContext:
    """What a client has to trust to talk with it."""
    return ssl.create_default_context(cafile=str(certificate))


@pytest.fixture
def http() -> Iterator[httpx2.Client]:
    """A client without settings."""
    with httpx2.Client() as client:
        yield client


@pytest.fixture(scope="session")
def load(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Load]:
    """A function that imports a module of the compiled examples, by its name below the package."""
    folder = tmp_path_factory.mktemp("examples")
    compiled = compile_in(ROOT, "specs", options=replace(Options(), asynchronous=True))
    assert not compiled.errors, compiled.text
    compiled.write(folder / PACKAGE)
    with importable(folder):
        yield lambda name: importlib.import_module(f"{PACKAGE}.{name}")
    for name in [name for name in sys.modules if name.split(".")[0] == PACKAGE]:
        del sys.modules[name]


@pytest.fixture
def emit(tmp_path: Path) -> Iterator[Emit]:
    """A function that compiles a document over the descriptions beside it, and gives what imports the modules that they become."""

    def made(document: object, **descriptions: object) -> Load:
        (tmp_path / "flow.arazzo.json").write_text(json.dumps(document))
        for name, description in descriptions.items():
            (tmp_path / f"{name}.json").write_text(json.dumps(description))
        result = compile_in(tmp_path)
        assert not result.errors, result.text
        result.write(tmp_path / EMITTED)
        return lambda name: importlib.import_module(f"{EMITTED}.{name}")

    with importable(tmp_path):
        yield made
    for name in [name for name in sys.modules if name.split(".")[0] == EMITTED]:
        del sys.modules[name]
