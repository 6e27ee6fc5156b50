"""Variables are declared once, and only where something reads them."""

from __future__ import annotations

from arazzo_codegen.plan.declarations import declared_once
from arazzo_codegen.plan.model import Assign, Call, ExprStmt, Name, Return, While, With

CALL = Call(Name("ping"), ())


def test_a_response_that_nobody_reads_has_no_variable() -> None:
    unread = With(Name("step"), (Assign(Name("first"), CALL),))
    read = With(Name("step"), (Assign(Name("second"), CALL),))
    body = (While(Name("more"), (unread, read)), Return(Name("second")))
    assert declared_once(body) == (
        While(Name("more"), (With(Name("step"), (ExprStmt(CALL),)), read)),
        Return(Name("second")),
    )


def test_later_assignments_have_no_annotation() -> None:
    body = (Assign(Name("a"), CALL, Name("int")), While(Name("a"), (Assign(Name("a"), CALL, Name("int")),)))
    assert declared_once(body)[1] == While(Name("a"), (Assign(Name("a"), CALL),))
