"""What structured bodies look like: straight lines stay straight, retries are loops of their own, handlers do not nest."""

from __future__ import annotations

from textwrap import indent

from arazzo_codegen.bind.model import BoundStep, End, GotoStep, Retry
from arazzo_codegen.plan.logic import negated
from arazzo_codegen.plan.model import BoolOp, Compare, Constant, Expr, Name, Not
from arazzo_codegen.plan.structure import entangled, structure, surveyed

from tests.unit.structure.toy import ToySpeller, action, flow, spelled, step


def body(*steps: BoundStep) -> str:
    return spelled(structure(flow(*steps), ToySpeller()))


def deepest(text: str) -> int:
    return max(len(line) - len(line.lstrip()) for line in text.splitlines()) // 4


def test_a_straight_line_has_only_early_exits() -> None:
    text = body(step("a"), step("b", tests=(0, 1)), step("c"))
    assert deepest(text) == 1
    assert "while" not in text and "else" not in text


def test_retries_count_down_in_a_loop_that_success_leaves() -> None:
    text = body(step("a", failure=(action(Retry(3, 1, None)),)), step("b"))
    assert text.startswith("# a\na_retries_0 = 3\nwhile True:\n")
    assert "break" in text and text.index("# b") > text.index("raise")
    assert deepest(text) == 2


def test_a_goto_that_changes_nothing_is_not_there() -> None:
    assert body(step("a", success=(action(GotoStep("b"), 1),)), step("b")) == body(step("a"), step("b"))


def test_many_steps_with_one_handler_do_not_nest() -> None:
    steps = [step(f"s{number}", failure=(action(GotoStep("h")),)) for number in range(6)]
    last = step("last", success=(action(End()),))
    assert deepest(body(*steps, last, step("h"))) <= 2


def test_long_documents_do_not_exhaust_the_stack() -> None:
    steps = [step(f"s{number}", failure=(action(Retry(1, 0, None)),)) for number in range(500)]
    assert body(*steps).count("while True:") == 500


def test_loops_inside_each_other_are_as_deep_as_python_takes() -> None:
    def steps(count: int) -> list[BoundStep]:
        back = [step(f"s{n}", failure=(action(GotoStep(f"s{n - 1}"), n),)) for n in range(1, count)]
        return [step("s0"), *back]

    compile("def function():\n" + indent(body(*steps(13)), "    "), "", "exec")
    assert "match" not in body(*steps(12))
    for count in (14, 25, 200):
        assert "match position:" in body(*steps(count))
        assert entangled(flow(*steps(count))) is not None


def test_crossing_jumps_become_cases_and_are_foretold() -> None:
    steps = (step("a", success=(action(GotoStep("c"), 1),)), step("b"), step("c", success=(action(GotoStep("b"), 2),)))
    assert "match position:" in body(*steps)
    assert not surveyed(flow(*steps)).facts.reducible


def test_ways_out_of_a_loop_that_meet_again_stand_inside() -> None:
    back, on = (action(GotoStep("a"), 1),), (action(GotoStep("c"), 2),)
    text = body(step("a", success=back, failure=on), step("b"), step("c"))
    assert "match" not in text
    assert text.index("while True:") < text.index("    # b") < text.rindex("break") < text.index("\n# c")


def test_jumps_to_the_beginnings_of_two_outer_loops_are_foretold_though_the_graph_is_reducible() -> None:
    jumps = (action(GotoStep("a"), 1), action(GotoStep("b"), 2), action(GotoStep("c"), 3))
    graph = flow(step("a"), step("b"), step("c", success=jumps), step("d"))
    assert graph.facts.reducible and not graph.facts.crossing
    assert entangled(graph) == "c"


def test_ends_that_do_the_same_need_no_choice() -> None:
    assert "if" not in body(step("a", tests=(), success=(action(End(), 1),)))


def test_negations_move_inward_but_not_through_an_order() -> None:
    a, b = Name("a"), Name("b")
    equal: Expr = Compare(a, "==", b)
    order: Expr = Compare(a, "<", Constant(1))
    assert negated(equal) == Compare(a, "!=", b)
    assert negated(Not(a)) == a
    assert negated(BoolOp("and", (equal, Not(b)))) == BoolOp("or", (Compare(a, "!=", b), b))
    assert negated(BoolOp("and", (equal, order))) == Not(BoolOp("and", (equal, order)))
