"""What a function returns that hands over to others: each of their outputs once, however many ways lead there."""

from __future__ import annotations

from pathlib import Path

from tests.compiling import compile_in

DESCRIPTION = """\
openapi: 3.1.0
info: {title: A, version: "1"}
servers: [{url: https://a.example.com}]
paths: {/a: {get: {operationId: a, responses: {"200": {description: A}, "404": {description: B}}}}}
"""
HEAD = """\
arazzo: 1.0.1
info: {title: A, version: "1"}
sourceDescriptions: [{name: a, url: a.openapi.yaml, type: openapi}]
workflows:
"""
WORKFLOW = """\
  - workflowId: w{0}
    steps:
      - stepId: only
        operationId: a
        successCriteria: [{{condition: $statusCode == 200}}]
        onSuccess: [{{name: on, type: goto, workflowId: w{1}}}]
        onFailure: [{{name: off, type: goto, workflowId: w{2}}}]
"""
LAST = """\
  - workflowId: w{0}
    steps: [{{stepId: only, operationId: a, successCriteria: [{{condition: $statusCode == 200}}]}}]
"""


def test_ways_that_part_and_meet_are_followed_once(tmp_path: Path) -> None:
    count = 60
    workflows = [WORKFLOW.format(n, n + 1, n + 2) for n in range(count)]
    last = [LAST.format(n) for n in (count, count + 1)]
    (tmp_path / "a.arazzo.yaml").write_text(HEAD + "".join([*workflows, *last]))
    (tmp_path / "a.openapi.yaml").write_text(DESCRIPTION)
    compiled = compile_in(tmp_path)
    assert not compiled.errors
    assert compiled.files["a.py"].count(f") -> W{count}Outputs | W{count + 1}Outputs:") == count
