"""Work divided among processes gives what one process gives."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest
from arazzo_codegen.options import Options
from arazzo_codegen.project.cache import Cache
from arazzo_codegen.project.discover import candidates
from arazzo_codegen.project.files import Files
from arazzo_codegen.project.processes import processes
from arazzo_codegen.project.run import compile_all

forks = pytest.mark.skipif(sys.platform != "linux", reason="processes are forked on Linux alone")


def share(number: int, count: int) -> list[int]:
    return [item * item for item in range(10)][number::count]


@forks
def test_results_come_in_the_order_of_the_shares() -> None:
    assert processes(3)(share, 5) == [share(0, 3), share(1, 3), share(2, 3)]
    assert processes(8)(share, 2) == [share(0, 2), share(1, 2)]
    assert processes(8)(share, 1) == [share(0, 1)]


@forks
def test_shares_are_done_in_processes_of_their_own() -> None:
    pids = processes(3)(lambda number, count: os.getpid(), 3)
    assert pids[0] == os.getpid()
    assert len(set(pids)) == 3


@forks
def test_the_share_of_a_process_that_died_is_done_by_its_parent() -> None:
    parent = os.getpid()

    def dying(number: int, count: int) -> int:
        if os.getpid() != parent:
            os._exit(9)
        return number

    assert processes(3)(dying, 3) == [0, 1, 2]


@forks
@pytest.mark.parametrize("lacking", ["fork", "pipe"])
def test_without_more_processes_or_pipes_the_parent_does_all(lacking: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse() -> None:
        raise OSError

    monkeypatch.setattr(os, lacking, refuse)
    assert processes(3)(lambda number, count: (number, os.getpid()), 3) == [(n, os.getpid()) for n in range(3)]


@forks
def test_what_fails_in_a_process_fails_in_the_parent_and_leaves_nobody_behind() -> None:
    def failing(number: int, count: int) -> int:
        if number == 2:
            raise ValueError("share 2")
        return number

    with pytest.raises(ValueError, match="share 2"):
        processes(4)(failing, 4)
    with pytest.raises(ChildProcessError):
        os.waitpid(-1, 0)


_DOCUMENT = """\
arazzo: 1.0.1
info: {{title: T{number}, version: "1"}}
sourceDescriptions:
- {{name: shop, url: shop.yaml, type: openapi}}
workflows:
"""
_WORKFLOW = """\
- workflowId: w{number}
  steps:
  - {{stepId: look, operationId: {operation}, outputs: {{id: $response.body#/id}}}}
  outputs: {{id: $steps.look.outputs.id}}
"""
_SOURCE = """\
openapi: 3.1.0
info: {title: Shop, version: "1"}
servers: [{url: "https://shop.test"}]
paths:
  /a: {get: {operationId: one, responses: {"200": &answer {description: d, content: {application/json: {schema: {type: object, properties: {id: {type: string}}}}}}}}}
  /b: {get: {operationId: two, responses: {"200": *answer}}}
"""


@forks
@pytest.mark.parametrize("asynchronous", [False, True])
def test_a_project_compiles_to_the_same_with_any_number_of_processes(tmp_path: Path, asynchronous: bool) -> None:
    (tmp_path / "shop.yaml").write_text(_SOURCE)
    for number in range(5):
        workflows = "".join(_WORKFLOW.format(number=n, operation=("one", "two")[n * number % 2]) for n in range(40))
        (tmp_path / f"d{number}.yaml").write_text(_DOCUMENT.format(number=number) + workflows)
    found = candidates((str(tmp_path),), None)
    options = Options(roots=(str(tmp_path),), base=str(tmp_path), asynchronous=asynchronous)
    cache = Cache(str(tmp_path / "cache"))
    alone, divided = (compile_all(found, Files(), options, cache, jobs) for jobs in (1, 3))
    assert alone.files
    assert list(alone.files.items()) == list(divided.files.items())
    assert alone.report.diagnostics == divided.report.diagnostics
    assert alone.parts is not None and divided.parts is not None
    assert dict(alone.parts.parts) == dict(divided.parts.parts)
