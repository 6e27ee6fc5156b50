"""Structured statements do what the blocks say: over random workflows and random scripts, both write the same log."""

from __future__ import annotations

import os

from arazzo_codegen.bind.model import BoundAction, BoundStep, End, GotoStep, GotoWorkflow, Retry
from arazzo_codegen.plan.known import without_decided
from arazzo_codegen.plan.liveness import without_unread
from arazzo_codegen.plan.merging import merged
from arazzo_codegen.plan.structure import structure
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.unit.structure.toy import OTHER, ToySpeller, World, action, execute, flow, name_of, spelled, step, walk

CASES = int(os.environ.get("STRUCTURE_CASES", "300"))


@st.composite
def effects(
    draw: st.DrawFn, names: list[str], failure: bool, detours: list[str]
) -> End | GotoStep | GotoWorkflow | Retry:
    kinds = ["goto", "goto", "goto", "end", "workflow", *(["retry"] * 3 if failure else [])]
    kind = draw(st.sampled_from(kinds))
    if kind == "goto":
        return GotoStep(draw(st.sampled_from(names)))
    if kind == "retry":
        detour = draw(st.sampled_from([None, None, OTHER, *(GotoStep(name) for name in detours)]))
        return Retry(draw(st.integers(0, 2)), draw(st.integers(0, 3)), detour)
    return End() if kind == "end" else GotoWorkflow(OTHER)


@st.composite
def actions(draw: st.DrawFn, names: list[str], failure: bool, detours: list[str]) -> tuple[BoundAction, ...]:
    count = draw(st.sampled_from([0, 0, 1, 1, 2, 3]))
    made: list[BoundAction] = []
    for _ in range(count):
        criteria = draw(st.lists(st.integers(1, 6), min_size=0, max_size=2))
        made.append(action(draw(effects(names, failure, detours)), *criteria))
    return tuple(made)


@st.composite
def workflows(draw: st.DrawFn) -> tuple[BoundStep, ...]:
    names = [f"s{number}" for number in range(draw(st.integers(1, 6)))]
    made: list[BoundStep] = []
    for number, name in enumerate(names):
        calls = draw(st.integers(0, 4)) == 0
        tests = draw(st.sampled_from([(0,), (0,), (0, 6), (0, 5, 6)]))
        success = draw(actions(names, False, []))
        failure = draw(actions(names, True, names[:number] if not calls else []))
        made.append(step(name, tests=tests, success=success, failure=failure, calls=calls))
    return tuple(made)


@settings(max_examples=CASES, deadline=None, suppress_health_check=list(HealthCheck))
@given(workflows(), st.lists(st.lists(st.integers(0, 255), min_size=1, max_size=40), min_size=5, max_size=5))
def test_statements_do_what_the_blocks_say(steps: tuple[BoundStep, ...], scripts: list[list[int]]) -> None:
    graph = flow(*steps)
    statements = structure(graph, ToySpeller())
    counts = [f"{name_of(step.id)}_retries_{number}" for step in steps for number in range(len(step.on_failure))]
    read_over = merged(without_unread(without_decided(statements, counts), counts))
    for body in (spelled(statements, "    "), spelled(read_over, "    ")):
        for script in scripts:
            walked, run = World(iter(script)), World(iter(script))
            expected = walk(graph, walked)
            assert (execute(body, run), run.log) == (expected, walked.log), body
