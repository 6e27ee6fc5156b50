"""What is struck out of bodies, and what is merged: values that nothing reads, tests that are decided, tests that lead to the same."""

from __future__ import annotations

from arazzo_codegen.plan.known import without_decided
from arazzo_codegen.plan.liveness import without_unread
from arazzo_codegen.plan.merging import merged
from arazzo_codegen.plan.model import (
    Assign,
    Attribute,
    BinOp,
    BoolOp,
    Break,
    Call,
    Compare,
    Constant,
    Except,
    Expr,
    ExprStmt,
    If,
    Name,
    Pass,
    Raise,
    Return,
    Stmt,
    Try,
    Tuple,
    While,
)

A, B, X = Name("a"), Name("b"), Name("x")
NONE = Constant(None)
TEXT = BinOp(Name("str"), "|", NONE)


def read(expr: Expr = X) -> Stmt:
    return ExprStmt(Call(Name("use"), (expr,)))


def set_to(value: Expr, annotation: Expr | None = None) -> Assign:
    return Assign(X, value, annotation)


def call(name: str) -> Call:
    return Call(Name(name))


def status(operator: str, code: int) -> Compare:
    assert operator in ("==", "!=")
    return Compare(Attribute(Name("r"), "status_code"), "==" if operator == "==" else "!=", Constant(code))


def test_a_value_that_every_way_overwrites_is_not_kept() -> None:
    body = (set_to(call("one")), set_to(call("two")), read())
    assert without_unread(body, ("x",)) == body[1:]
    assert without_unread(body, ()) == body


def test_what_a_handler_reads_is_kept() -> None:
    body = (set_to(call("one")), Try((set_to(call("two")),), (Except(Name("E"), None, (read(),)),), (read(),)))
    assert without_unread(body, ("x",)) == body


def test_what_the_next_round_reads_is_kept() -> None:
    body = (set_to(NONE), While(Constant(True), (read(), set_to(call("one")))))
    assert without_unread(body, ("x",)) == body


def test_what_one_arm_reads_is_set_there() -> None:
    body = (set_to(call("one")), If(A, (read(), Return(None)), ()), Return(None))
    kept = without_unread(body, ("x",))
    assert kept == (If(A, (set_to(call("one")), read(), Return(None)), ()), Return(None))
    assert without_unread((set_to(call("one")), If(X, (read(),), ())), ("x",))[0] == set_to(call("one"))


def test_a_call_that_tells_what_is_missing_is_made_though_nobody_reads_its_value() -> None:
    body = (set_to(call("required_header")), Return(None))
    assert without_unread(body, ("x",)) == body


def test_a_variable_stays_declared_where_its_first_value_is_narrower() -> None:
    arms = If(A, (set_to(Constant("t")), read()), (set_to(call("typed")), read()))
    assert without_unread((set_to(NONE, TEXT), arms), ("x",)) == (Assign(X, None, TEXT), arms)
    once = If(A, (set_to(Constant("t")), read()), ())
    assert without_unread((set_to(NONE, TEXT), once), ("x",)) == (once,)


def test_what_is_none_already_is_neither_set_nor_tested() -> None:
    tested = If(Compare(X, "is not", NONE), (read(),), ())
    body = (set_to(NONE, TEXT), If(A, (set_to(NONE), tested), ()), Return(X))
    assert without_decided(body, ("x",)) == (set_to(NONE, TEXT), If(A, (Pass(),), ()), Return(X))


def test_what_has_a_certain_value_is_not_tested() -> None:
    tested = If(Compare(X, "is not", NONE), (read(),), ())
    assert without_decided((set_to(call("one")), tested), ("x",), {("x", call("one"))}) == (set_to(call("one")), read())
    assert without_decided((set_to(call("two")), tested), ("x",), {("x", call("one"))})[1] == tested


def test_what_a_round_may_set_is_not_known_to_be_none() -> None:
    tested = If(Compare(X, "is not", NONE), (read(),), ())
    body = (set_to(NONE), While(Constant(True), (tested, If(A, (Break(),), ()), set_to(call("one")))))
    assert without_decided(body, ("x",)) == body


def test_tests_in_one_another_and_with_the_same_exit_are_one() -> None:
    assert merged((If(A, (If(B, (Break(),), ()),), ()),)) == (If(BoolOp("and", (A, B)), (Break(),), ()),)
    assert merged((If(A, (Break(),), ()), If(B, (Break(),), ()))) == (If(BoolOp("or", (A, B)), (Break(),), ()),)
    twice = (If(A, (read(),), ()), If(B, (read(),), ()))
    assert merged(twice) == twice


def test_statuses_are_listed_unless_the_body_is_read_as_of_its_type() -> None:
    test = BoolOp("and", (status("!=", 200), status("!=", 410)))
    listed = Compare(Attribute(Name("r"), "status_code"), "not in", Tuple((Constant(200), Constant(410))))
    assert merged((If(test, (Raise(A),), ()),)) == (If(listed, (Raise(A),), ()),)
    typed = (If(test, (Raise(A),), ()), read(Attribute(Name("r"), "body")))
    assert merged(typed) == typed


def test_a_status_inside_what_it_implies_stands_in_front() -> None:
    inner, other = If(status("==", 404), (Return(A),), ()), Raise(B)
    body = (If(status("!=", 200), (inner, other), ()),)
    assert merged(body) == (inner, If(status("!=", 200), (other,), ()))


def test_a_variable_that_is_only_returned_is_not_needed() -> None:
    assert merged((set_to(call("one")), Return(X))) == (Return(call("one")),)
