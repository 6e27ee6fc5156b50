"""What flow knows: outcomes in order, what is reached, what has succeeded by when."""

from __future__ import annotations

from arazzo_codegen.bind.model import End, GotoStep, Retry
from arazzo_codegen.flow.model import Again, Fail, Finish, Next

from tests.unit.structure.toy import action, flow, step


def test_outcomes_are_exhaustive_and_hold_nothing_behind_an_unconditional_action() -> None:
    graph = flow(step("a", failure=(action(Retry(2, 1, None)), action(End(), 1), action(End()), action(GotoStep("a")))))
    (block,) = graph.blocks
    assert [type(outcome.then) for outcome in block.on_failure] == [Again, Finish, Finish]
    assert [outcome.then for outcome in block.unreachable_actions] == [Next("a", explicit=True)]
    assert [outcome.then for outcome in block.on_success] == [Finish()]


def test_a_retry_without_criteria_is_followed_by_failing() -> None:
    (block,) = flow(step("a", failure=(action(Retry(2, 1, None)),))).blocks
    assert [type(outcome.then) for outcome in block.on_failure] == [Again, Fail]


def test_retries_are_no_rounds_but_jumps_back_are() -> None:
    assert not flow(step("a", failure=(action(Retry(2, 1, None)),))).facts.cyclic
    assert flow(step("a"), step("b", failure=(action(GotoStep("a"), 1),))).facts.cyclic


def test_a_step_that_was_skipped_on_some_way_has_not_surely_succeeded() -> None:
    facts = flow(step("a", success=(action(GotoStep("c"), 1),)), step("b"), step("c")).facts
    assert facts.succeeded["c"] == {"a"}
    assert facts.may_have_run["c"] == {"a", "b"}


def test_what_failed_is_not_among_what_has_succeeded() -> None:
    facts = flow(step("a", failure=(action(GotoStep("b")),)), step("b")).facts
    assert facts.succeeded["b"] == set()
    assert facts.may_have_run["b"] == {"a"}
    assert facts.succeeded_after["b", False] == {"b"}


def test_a_detour_keeps_what_has_succeeded_and_is_known_though_nothing_leads_to_it() -> None:
    graph = flow(
        step("login"),
        step("a", failure=(action(Retry(1, 0, GotoStep("login")), 1),), success=(action(End()),)),
        step("refresh"),
    )
    assert graph.facts.succeeded["a"] == {"login"}
    assert graph.facts.detours == {"login"}
    assert "refresh" not in graph.facts.reachable
    alone = flow(step("a", success=(action(End()),), failure=(action(Retry(1, 0, GotoStep("b"))),)), step("b")).facts
    assert alone.may_have_run["b"] == {"a", "b"}


def test_jumps_into_the_middle_of_a_loop_cross() -> None:
    facts = flow(
        step("a", success=(action(GotoStep("c"), 1),)), step("b"), step("c", success=(action(GotoStep("b"), 2),))
    ).facts
    assert not facts.reducible
    assert facts.crossing in ((("c", "b"),), (("b", "c"),))
