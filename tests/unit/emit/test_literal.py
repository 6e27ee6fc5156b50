"""Text from documents cannot leave the literal, docstring, comment or f-string it stands in."""

from __future__ import annotations

import ast

import pytest
from arazzo_codegen.emit.expressions import Spelling
from arazzo_codegen.emit.format import black
from arazzo_codegen.emit.literal import comment, docstring, identifier, literal
from arazzo_codegen.plan.model import Constant, Docstring, JoinedStr, Name
from hypothesis import example, given
from hypothesis import strategies as st

HOSTILE = st.text(st.sampled_from("\"'\\{}#\n\r\t \x00\x0b\u2028\u202eé😀aN"), max_size=20)


@given(HOSTILE)
@example('"')
@example('it\'s "x"')
@example("\\")
@example("\\d\"'")
def test_a_string_is_itself_and_as_black_spells_it(value: str) -> None:
    text = literal(value)
    assert ast.literal_eval(text) == value
    assert text.isascii()
    assert black(f"x = {text}\n").startswith(f"x = {text}") or len(text) > 84


@pytest.mark.parametrize("value", [None, True, 0, -1, 1.5, 1e16, 1e-7, 10**30, b"a\x00\"'"])
def test_other_constants(value: int | float | bool | bytes | None) -> None:
    assert ast.literal_eval(literal(value)) == value
    assert black(f"x = {literal(value)}\n") == f"x = {literal(value)}\n"


@given(HOSTILE)
def test_an_f_string_holds_any_text(value: str) -> None:
    text = Spelling(False).flat(JoinedStr((value, Name("x"), value)))
    assert eval(text, {"x": "X"}) == value + "X" + value


def test_an_f_string_holds_expressions_with_quotes() -> None:
    from arazzo_codegen.plan.model import Subscript

    inner = Subscript(Name("x"), Constant("it's"))
    assert eval(Spelling(False).flat(JoinedStr(("a", inner))), {"x": {"it's": 1}}) == "a1"
    assert Spelling(False).flat(JoinedStr(("a", Subscript(Name("x"), Constant("k"))))) == "f\"a{x['k']}\""


@given(HOSTILE, HOSTILE)
@example('ends with "', "")
@example("", "")
@example('"""', '"""')
def test_a_docstring_stays_one(summary: str, paragraph: str) -> None:
    lines = docstring(Docstring(summary, (paragraph,), (("Args", ((paragraph, summary),)),)), 4)
    source = "def f():\n" + "\n".join(lines) + "\n    x = 1\n"
    (function,) = ast.parse(source).body
    assert isinstance(function, ast.FunctionDef)
    assert len(function.body) == 2
    assert isinstance(function.body[0], ast.Expr)


@given(HOSTILE)
def test_a_comment_stays_one(text: str) -> None:
    source = "\n".join((*comment(text, 0), "x = 1"))
    assert len(ast.parse(source).body) == 1


def test_long_comments_are_wrapped() -> None:
    assert all(len(line) <= 88 for line in comment("word " * 60, 8))


@pytest.mark.parametrize("name", ["", "a-b", "class", "é", "a b", "1a"])
def test_only_identifiers_are_identifiers(name: str) -> None:
    with pytest.raises(ValueError, match="not an identifier"):
        identifier(name)


def test_a_docstring_of_one_long_line_is_laid_out_as_black_does() -> None:
    for length in range(74, 90):
        lines = docstring(("word " * 20)[:length].strip(), 4)
        text = "class A:\n" + "\n".join(lines) + "\n"
        assert black(text) == text
