"""What the layout engine vouches for, Black leaves as it is."""

from __future__ import annotations

import ast

from arazzo_codegen.emit.expressions import Spelling
from arazzo_codegen.emit.format import black
from arazzo_codegen.emit.layout import Page
from arazzo_codegen.emit.statements import block
from arazzo_codegen.plan.model import (
    Assign,
    Attribute,
    BinOp,
    BoolOp,
    Break,
    Call,
    Comment,
    Compare,
    Constant,
    Dict,
    Except,
    Expr,
    ExprStmt,
    If,
    IfExp,
    Keyword,
    List,
    Match,
    Case,
    Name,
    Not,
    Pass,
    Raise,
    Return,
    Stmt,
    Subscript,
    Try,
    Tuple,
    While,
    With,
)
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

NAMES = st.sampled_from(["x", "response", "start_outbound_contact", "a_rather_long_name_for_a_variable"]).map(Name)
CONSTANTS = st.sampled_from(["a", "ContactFlowId", "has no `n`, which step `b` needs", "'", 1, None, True]).map(
    Constant
)


def _compound(inner: st.SearchStrategy[Expr]) -> st.SearchStrategy[Expr]:
    path = st.builds(Attribute, NAMES, st.sampled_from(["body", "describe_contact"]))
    calls = st.builds(
        Call,
        NAMES | path,
        st.lists(inner, max_size=4).map(tuple),
        st.lists(st.builds(Keyword, st.sampled_from(["InstanceId", "b"]), inner), max_size=1).map(tuple),
    )
    entries = st.tuples(CONSTANTS.filter(lambda c: isinstance(c.value, str)), inner)
    return (
        calls
        | st.builds(Dict, st.lists(entries, max_size=3).map(tuple))
        | st.builds(List, st.lists(inner, max_size=3).map(tuple))
        | st.builds(Tuple, st.lists(inner, max_size=3).map(tuple))
        | st.builds(Subscript, NAMES, inner)
        | st.builds(Compare, inner, st.sampled_from(["==", "is not"]), inner)
        | st.builds(BoolOp, st.sampled_from(["and", "or"]), st.lists(inner, min_size=2, max_size=3).map(tuple))
        | st.builds(Not, inner)
        | st.builds(BinOp, inner, st.just("|"), inner)
        | st.builds(IfExp, inner, inner, inner)
    )


EXPRESSIONS = st.recursive(NAMES | CONSTANTS, _compound, max_leaves=8)
SIMPLE = (
    st.builds(Assign, NAMES, EXPRESSIONS)
    | st.builds(Assign, NAMES, EXPRESSIONS, st.just(Name("SomeOutputs")))
    | st.builds(ExprStmt, st.builds(Call, NAMES, st.lists(EXPRESSIONS, max_size=3).map(tuple)))
    | st.builds(Return, EXPRESSIONS)
    | st.builds(Raise, st.builds(Call, NAMES, st.lists(EXPRESSIONS, max_size=3).map(tuple)))
)


def _spelled(statements: tuple[Stmt, ...]) -> tuple[str, bool]:
    page = Page(Spelling(False))
    block(page, statements, 4)
    return "def f():\n" + "\n".join(page.lines) + "\n", page.vouched


@given(
    SIMPLE | st.builds(If, EXPRESSIONS, st.just((Return(None),))) | st.builds(While, EXPRESSIONS, st.just((Pass(),)))
)
@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_black_has_nothing_to_change(statement: Stmt) -> None:
    text, vouched = _spelled((statement,))
    parsed = ast.dump(ast.parse(text))
    if isinstance(statement, Assign | ExprStmt | Return | Raise) and statement.value is not None:
        flat = Spelling(False).flat(statement.value)
        assert ast.dump(ast.parse(flat, mode="eval").body) in parsed
    if vouched:
        assert black(text) == text


def test_every_statement_is_spelled() -> None:
    call = Call(Name("step"), (Constant("a"),))
    text, vouched = _spelled(
        (
            Comment("first", blank_before=True),
            With(call, (Assign(Name("x"), call),)),
            Comment("second", blank_before=True),
            If(Name("x"), (Return(None),), (If(Name("y"), (Pass(),), (Pass(),)),)),
            While(Constant(True), (Comment("inside", blank_before=True), Break())),
            Match(Name("position"), (Case(Constant("a"), (Pass(),)), Case(None, (Pass(),)))),
            Try((Pass(),), (Except(Name("E"), "error", (Raise(None),)),), (Pass(),)),
            Comment("last"),
        )
    )
    assert vouched
    assert black(text) == text
    assert text.splitlines()[1] == "    # first"
    assert "\n\n    # second\n" in text
    assert "\n\n    while True:\n        # inside\n" in text


def test_a_block_of_comments_passes() -> None:
    text, _ = _spelled((Comment("nothing to do"),))
    assert text == "def f():\n    # nothing to do\n    pass\n"
