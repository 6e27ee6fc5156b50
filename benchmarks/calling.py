"""What a call of an emitted workflow costs: three requests over loopback, against the same by hand and by an interpreter.

Takes nothing; gives, for each way to run the workflow, the median CPU time of one run in the client's thread and its ratio to plain idiomatic
code. Blocks of each way take turns, so that what else the machine does falls on all of them. `arazzo-runner` is measured when it is installed
(`pip install --group bench`); it reads the same two documents, with the server's address in them.
"""

from __future__ import annotations

import importlib
import json
import logging
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import thread_time
from typing import NamedTuple

import httpx2
import yaml

BLOCKS = 40
CALLS = 15
HERE = Path(__file__).parent
KINDS = ["cat", "dog"]


class Way(NamedTuple):
    """One way to write the workflow."""

    name: str
    microseconds: float
    ratio: float


def idiomatic(http: httpx2.Client, url: str) -> object:
    """As one writes it in a hurry, and well."""
    headers = {"Accept": "application/json", "X-Visitor-Key": "key"}
    response = http.get(f"{url}/animals", params={"kind": KINDS}, headers=headers)
    response.raise_for_status()
    animal = response.json()[0]
    response = http.post(f"{url}/animals/{animal['id']}/adoptions", json={"adopter": "Ada"}, headers=headers)
    response.raise_for_status()
    adoption = response.json()
    response = http.get(f"{url}/adoptions/{adoption['id']}", headers=headers)
    response.raise_for_status()
    seen = response.json()
    return {
        "name": animal["name"],
        "adoptionId": adoption["id"],
        "status": seen["status"],
        "collectFrom": seen["collectFrom"],
    }


def careful(http: httpx2.Client, url: str) -> object:
    """Without what can be spared: addresses are made as text, headers are merged once, bodies are read as bytes."""
    headers = httpx2.Headers(http.headers)
    headers.update({"Accept": "application/json", "X-Visitor-Key": "key"})
    sent = httpx2.Headers(headers)
    sent["Content-Type"] = "application/json"
    response = http.send(httpx2.Request("GET", f"{url}/animals?kind=cat&kind=dog", headers=headers))
    assert response.status_code == 200
    animal = json.loads(response.content)[0]
    body = json.dumps({"adopter": "Ada"}).encode()
    target = f"{url}/animals/{animal['id']}/adoptions"
    response = http.send(httpx2.Request("POST", target, headers=sent, content=body))
    assert response.status_code == 201
    adoption = json.loads(response.content)
    response = http.send(httpx2.Request("GET", f"{url}/adoptions/{adoption['id']}", headers=headers))
    assert response.status_code == 200
    seen = json.loads(response.content)
    return {
        "name": animal["name"],
        "adoptionId": adoption["id"],
        "status": seen["status"],
        "collectFrom": seen["collectFrom"],
    }


def emitted(http: httpx2.Client, url: str) -> Callable[[], object]:
    """The pets example, as it is compiled in `generated/`."""
    sys.path.insert(0, str(HERE.parent))
    shelter = importlib.import_module("generated.apis.shelter").Shelter(http, base_url=url, visitor_key="key")
    adopt_pet = importlib.import_module("generated.pets").adopt_pet
    return lambda: adopt_pet(shelter, kinds=KINDS, adopter="Ada")


def interpreted(http: httpx2.Client, url: str) -> Callable[[], object]:
    """The pets example by `arazzo-runner`, which reads the documents once, as it does in a long-lived process; it is spared its log."""
    with TemporaryDirectory() as folder:
        for name in ("arazzo.yaml", "shelter.openapi.yaml"):
            document = yaml.safe_load((HERE.parent / "specs" / "pets" / name).read_text(encoding="utf-8"))
            if "servers" in document:
                document["servers"] = [{"url": url}]
            (Path(folder) / name).write_text(yaml.safe_dump(document, sort_keys=False), encoding="utf-8")
        logging.disable(logging.WARNING)
        path = str(Path(folder) / "arazzo.yaml")
        runner = importlib.import_module("arazzo_runner").ArazzoRunner.from_arazzo_path(path, http_client=http)
    return lambda: runner.execute_workflow("adopt-pet", {"kinds": KINDS, "adopter": "Ada"}).outputs


def calling() -> Iterator[Way]:
    """Measure the ways that can be had here."""
    with _server() as url, httpx2.Client() as http:
        ways = {
            "idiomatic": lambda: idiomatic(http, url),
            "careful": lambda: careful(http, url),
            "emitted": emitted(http, url),
        }
        if find_spec("arazzo_runner") is not None:
            ways["arazzo-runner"] = interpreted(http, url)
        results = [way() for way in ways.values()]
        assert all(result == results[0] for result in results), results
        times: dict[str, list[float]] = {name: [] for name in ways}
        for _ in range(BLOCKS):
            for name, way in ways.items():
                times[name].append(_block(way))
    whole = median(times["idiomatic"])
    for name, measured in times.items():
        yield Way(name, median(measured) * 1e6, median(measured) / whole)


def _block(way: Callable[[], object]) -> float:
    """Seconds for one call, over a block of them."""
    started = thread_time()
    for _ in range(CALLS):
        way()
    return (thread_time() - started) / CALLS


@contextmanager
def _server() -> Iterator[str]:
    command = [sys.executable, str(HERE / "loopback.py")]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None and process.stdin is not None
        yield f"http://127.0.0.1:{process.stdout.readline().strip()}"
        process.stdin.close()


def main() -> None:
    """Measure and print a table."""
    print("| workflow of three requests | µs | ratio |\n| --- | --- | --- |")
    for way in calling():
        print(f"| {way.name} | {way.microseconds:.0f} | {way.ratio:.2f} |")


if __name__ == "__main__":
    main()
