"""Steps: what is current, logged, observed, counted."""

from __future__ import annotations

import logging

import pytest
from arazzo_codegen.runtime.errors import InputError, StepFailed, StepLimitExceeded
from arazzo_codegen.runtime.steps import Step, StepBudget, add_observer, current_step, step


class Watcher:
    """Notes what it is told."""

    def __init__(self) -> None:
        self.notes: list[tuple[str, str, str, int | None, bool]] = []

    def step_started(self, run: Step) -> None:
        self.notes.append(("start", run.workflow_id, run.step_id, run.status_code, run.error is None))

    def step_ended(self, run: Step) -> None:
        self.notes.append(("end", run.workflow_id, run.step_id, run.status_code, run.error is None))


class Broken(Watcher):
    """Fails whenever it is told."""

    def step_started(self, run: Step) -> None:
        raise RuntimeError("broken")

    step_ended = step_started


def test_the_innermost_step_is_current() -> None:
    assert current_step() is None
    with step("w", "outer") as outer:
        assert current_step() is outer
        with step("v", "inner") as inner:
            assert current_step() is inner
        assert current_step() is outer
    assert current_step() is None


def test_observers_see_each_start_and_end_until_they_are_removed() -> None:
    watcher = Watcher()
    remove = add_observer(watcher)
    with step("w", "a") as run:
        run.status_code = 201
    with pytest.raises(ValueError), step("w", "b"):
        raise ValueError
    remove()
    with step("w", "c"):
        pass
    assert watcher.notes == [
        ("start", "w", "a", None, True),
        ("end", "w", "a", 201, True),
        ("start", "w", "b", None, True),
        ("end", "w", "b", None, False),
    ]


def test_an_observer_that_fails_stops_nothing(caplog: pytest.LogCaptureFixture) -> None:
    remove = add_observer(Broken())
    with step("w", "a"):
        pass
    remove()
    assert [record.getMessage() for record in caplog.records] == ["the observer Broken failed"] * 2


def test_a_debug_line_says_status_and_milliseconds(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG, "arazzo_codegen.runtime"):
        with step("w", "a") as run:
            run.status_code = 200
        with step("w", "b") as run:
            run.error = TimeoutError("x")
        with step("w", "c"):
            pass
    lines = [record.getMessage().rpartition(" in ") for record in caplog.records]
    assert [line for line, _, _ in lines] == ["w a: 200", "w b: TimeoutError", "w c: done"]
    assert all(rest.endswith(" ms") for *_, rest in lines)


def test_an_error_of_a_called_workflow_keeps_its_ids_and_notes_the_caller() -> None:
    with pytest.raises(InputError) as caught, step("outer", "call"):
        raise InputError("inner", "x", "is needed")
    assert caught.value.workflow_id == "inner"
    assert caught.value.__notes__ == ["called by step `call` of workflow `outer`"]


def test_an_error_of_the_step_itself_gets_no_note() -> None:
    with pytest.raises(InputError) as caught, step("w", "a"):
        raise InputError("w", "x", "is needed")
    assert not hasattr(caught.value, "__notes__")


def test_a_budget_is_spent_before_the_request_that_would_exceed_it() -> None:
    budget = StepBudget(2)
    for _ in range(2):
        with step("w", "a", budget):
            pass
    with pytest.raises(StepLimitExceeded, match="workflow `w`, step `a`: the limit of 2 requests is spent"):
        with step("w", "a", budget):
            pytest.fail("entered")
    assert current_step() is None


def test_a_step_that_called_a_workflow_can_fail_without_a_response() -> None:
    with step("w", "call") as called:
        pass
    failed = StepFailed(called, "$outputs.x == 1")
    assert str(failed) == "workflow `w`, step `call`: `$outputs.x == 1` did not pass"
    assert (failed.response, failed.status_code) == (None, None)
