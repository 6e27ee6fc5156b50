"""What nothing reads is found in time that does not double with every loop around another."""

from __future__ import annotations

from arazzo_codegen.plan.known import without_decided
from arazzo_codegen.plan.liveness import without_unread
from arazzo_codegen.plan.model import Assign, Constant, ExprStmt, If, Name, Stmt, While


def test_loops_inside_each_other_are_walked_a_few_times() -> None:
    body: tuple[Stmt, ...] = (Assign(Name("unread"), Constant(0)), ExprStmt(Name("v0")))
    for number in range(60):
        name = Name(f"v{number}")
        body = (Assign(name, Constant(1)), While(Constant(True), (If(name, body, ()), Assign(name, Constant(2)))))
    kept = without_unread(body, ("unread", *(f"v{number}" for number in range(60))))
    depth = 0
    while isinstance(kept[-1], While):
        test = kept[-1].body[0]
        assert isinstance(test, If)
        kept, depth = test.body, depth + 1
    assert depth == 60 and kept == (ExprStmt(Name("v0")),)


def test_what_is_known_in_loops_inside_each_other_is_found_at_once() -> None:
    body: tuple[Stmt, ...] = (ExprStmt(Name("v0")),)
    for number in range(60):
        name = Name(f"v{number}")
        body = (Assign(name, Constant(None)), While(Constant(True), (If(name, body, ()), Assign(name, Constant(2)))))
    assert without_decided(body, (f"v{number}" for number in range(60))) == body
