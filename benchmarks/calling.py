"""What a call of an emitted workflow costs: three requests over loopback, against the same by hand and by an interpreter.

Takes nothing; gives, for each way to run the workflow, the median time of one run, on the processor and on the clock, and their ratios to plain
idiomatic code. The client is the same for all. Blocks of each way take turns, and a ratio is that of blocks of one turn, so that what else the machine
does falls on all of them. `arazzo-runner` is measured when it is installed (`pip install --group bench`); it reads the same two documents, with
the server's address in them.
"""

from __future__ import annotations

import importlib
import json
import logging
import subprocess
import sys
from collections.abc import Callable, Generator, Iterator, Mapping
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter, thread_time
from typing import NamedTuple, TypeAlias

import httpx2
import yaml

TURNS = 100
CALLS = 10
HERE = Path(__file__).parent
KINDS = ["cat", "dog"]

Run: TypeAlias = Callable[[], Mapping[str, object]]
"""Runs the workflow once, and gives its outputs."""


class Way(NamedTuple):
    """One way to write the workflow: microseconds on the processor (in the client's thread, so that the server's do not count) and on the clock."""

    name: str
    processor: float
    processor_ratio: float
    clock: float
    clock_ratio: float


class Block(NamedTuple):
    """Seconds for one call, over a block of them."""

    processor: float
    clock: float


def idiomatic(http: httpx2.Client) -> Mapping[str, object]:
    """As one writes it in a hurry, and well."""
    headers = {"Accept": "application/json", "X-Visitor-Key": "key"}
    response = http.get("/animals", params={"kind": KINDS}, headers=headers)
    response.raise_for_status()
    animal = response.json()[0]
    response = http.post(f"/animals/{animal['id']}/adoptions", json={"adopter": "Ada"}, headers=headers)
    response.raise_for_status()
    adoption = response.json()
    response = http.get(f"/adoptions/{adoption['id']}", headers=headers)
    response.raise_for_status()
    seen = response.json()
    return _outputs(animal, adoption, seen)


def careful(http: httpx2.Client, url: str) -> Run:
    """Without what can be spared: addresses are made as text, headers are merged once, bodies are read as bytes."""
    headers = httpx2.Headers(http.headers)
    headers.update({"Accept": "application/json", "X-Visitor-Key": "key"})
    sent = httpx2.Headers(headers)
    sent["Content-Type"] = "application/json"

    def run() -> Mapping[str, object]:
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
        return _outputs(animal, adoption, seen)

    return run


def _outputs(animal: dict[str, str], adoption: dict[str, str], seen: dict[str, str]) -> Mapping[str, object]:
    return {
        "name": animal["name"],
        "adoptionId": adoption["id"],
        "status": seen["status"],
        "collectFrom": seen["collectFrom"],
    }


def emitted(http: httpx2.Client, url: str) -> Run:
    """The pets example, as it is compiled in `generated/`."""
    sys.path.insert(0, str(HERE.parent))
    shelter = importlib.import_module("generated.apis.shelter").Shelter(http, base_url=url, visitor_key="key")
    adopt_pet = importlib.import_module("generated.pets").adopt_pet
    return lambda: adopt_pet(shelter, kinds=KINDS, adopter="Ada")


def interpreted(http: httpx2.Client, url: str) -> Run:
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
    with _server() as url, httpx2.Client(base_url=url) as http:
        ways: dict[str, Run] = {
            "idiomatic": lambda: idiomatic(http),
            "careful": careful(http, url),
            "emitted": emitted(http, url),
        }
        if find_spec("arazzo_runner") is not None:
            ways["arazzo-runner"] = interpreted(http, url)
        _agree(ways)
        turns = [{name: _block(way) for name, way in ways.items()} for _ in range(TURNS)]
    for name in ways:
        yield Way(
            name,
            processor=median(turn[name].processor for turn in turns) * 1e6,
            processor_ratio=median(turn[name].processor / turn["idiomatic"].processor for turn in turns),
            clock=median(turn[name].clock for turn in turns) * 1e6,
            clock_ratio=median(turn[name].clock / turn["idiomatic"].clock for turn in turns),
        )


def _agree(ways: dict[str, Run]) -> None:
    """Stop unless all ways give the same, but for the id of the adoption, which is another each time."""
    results = [{**way(), "adoptionId": ""} for way in ways.values()]
    assert all(result == results[0] for result in results), results


def _block(way: Run) -> Block:
    processor, clock = thread_time(), perf_counter()
    for _ in range(CALLS):
        way()
    return Block((thread_time() - processor) / CALLS, (perf_counter() - clock) / CALLS)


@contextmanager
def _server() -> Generator[str]:
    command = [sys.executable, str(HERE / "loopback.py")]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None and process.stdin is not None
        yield f"http://127.0.0.1:{process.stdout.readline().strip()}"
        process.stdin.close()


def calling_table() -> Iterator[str]:
    """Measure, and give the lines of a table."""
    goals = {"emitted": "at most 0.85", "arazzo-runner": "at least 2.5 times emitted"}
    yield "| workflow of three requests | µs of processor | ratio | µs of time | ratio | goal |"
    yield "| --- | --- | --- | --- | --- | --- |"
    for way in calling():
        processor = f"{way.processor:.0f} | {way.processor_ratio:.2f}"
        clock = f"{way.clock:.0f} | {way.clock_ratio:.2f}"
        yield f"| {way.name} | {processor} | {clock} | {goals.get(way.name, '')} |"


if __name__ == "__main__":
    print("\n".join(calling_table()))
