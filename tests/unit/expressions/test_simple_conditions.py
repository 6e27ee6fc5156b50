"""Conditions of type `simple` (section "Criterion Object"): literals, operators, and what people write instead."""

from __future__ import annotations

from typing import assert_never

import pytest

from arazzo_codegen.diagnostics.model import Missing
from arazzo_codegen.parse.model import (
    Comparison,
    Condition,
    ExpressionTerm,
    Index,
    Junction,
    LiteralTerm,
    Not,
    SimpleCriterion,
)

from tests.unit.expressions.written import codes, criterion, pointed


def spelled(condition: Condition) -> str:
    """A condition with all its parentheses, accesses spelled out."""
    match condition:
        case LiteralTerm():
            return repr(condition.value)
        case ExpressionTerm():
            found = condition.expression
            accesses = "".join(f"[{a.position if isinstance(a, Index) else repr(a.name)}]" for a in found.accesses)
            pointer = "" if found.pointer is None else "".join(f"/{token}" for token in found.pointer)
            name = type(found.root).__name__ + (f":{found.root.name}" if hasattr(found.root, "name") else "")
            return f"{name}{pointer}{accesses}" + (".length" if condition.length else "")
        case Comparison():
            return f"({spelled(condition.left)} {condition.operator} {spelled(condition.right)})"
        case Not():
            return f"!{spelled(condition.operand)}"
        case Junction():
            return f"({f' {condition.operator} '.join(map(spelled, condition.operands))})"
        case _:
            assert_never(condition)


STANDARD = (
    ("$statusCode == 200", "(StatusCode == 200)"),
    ("$statusCode==200&&$response.header.X-Rate-Limit>5", "((StatusCode == 200) && (Part:X-Rate-Limit > 5))"),
    ("$response.body#/a/b == 1", "(Part:None/a/b == 1)"),
    ("$response.body#/a b", None),
    ("$response.body.count > $inputs.threshold", "(Part:None['count'] > InputReference:threshold)"),
    ("$response.body.a[0]['b c'].d != null", "(Part:None['a'][0]['b c']['d'] != None)"),
    ("$response.body#/items[0].id <= -1.5e2", "(Part:None/items[0]['id'] <= -150.0)"),
    ("$response.body#/0 == null", "(Part:None/0 == None)"),
    ("$inputs.name == 'it''s'", '(InputReference:name == "it\'s")'),
    ("$inputs.a == ''", "(InputReference:a == '')"),
    ("$inputs.a || $inputs.b && !$inputs.c", "(InputReference:a || (InputReference:b && !InputReference:c))"),
    ("($inputs.a || $inputs.b) && $inputs.c", "((InputReference:a || InputReference:b) && InputReference:c)"),
    ("!($statusCode < 300)", "!(StatusCode < 300)"),
    ("$inputs.a || $inputs.b || $inputs.c", "(InputReference:a || InputReference:b || InputReference:c)"),
    ("$steps.a-b.outputs.c.d >= 3", "(StepReference:c.d >= 3)"),
    ("($statusCode == 200) == true", "(StatusCode == 200)"),
    ("($statusCode == 200) != true", "!(StatusCode == 200)"),
    ("$request.query.a[b] == 1", "(Part:a[b] == 1)"),
    ("\n  $statusCode\n  == 200\n", "(StatusCode == 200)"),
)


@pytest.mark.parametrize(("text", "expected"), [row for row in STANDARD if row[1] is not None])
def test_standard_conditions_are_read_without_a_word(text: str, expected: str) -> None:
    parsed, said = criterion(text)
    assert isinstance(parsed, SimpleCriterion), said
    assert spelled(parsed.condition) == expected
    assert said == []


LENIENT = (
    ('$inputs.a == "x"', "(InputReference:a == 'x')", "ARZ324", '"x"', "write `'x'`"),
    ('$inputs.a == "it\'s"', '(InputReference:a == "it\'s")', "ARZ324", '"it\'s"', "write `'it''s'`"),
    ("$inputs.a === 1", "(InputReference:a == 1)", "ARZ323", "===", "write `==`"),
    ("$inputs.a !== 1", "(InputReference:a != 1)", "ARZ323", "!==", "write `!=`"),
    ("$inputs.a AND $inputs.b", "(InputReference:a && InputReference:b)", "ARZ323", "AND", "write `&&`"),
    ("$inputs.a or $inputs.b", "(InputReference:a || InputReference:b)", "ARZ323", "or", "write `||`"),
    ("$inputs.a == True", "(InputReference:a == True)", "ARZ329", "True", "write `true`"),
    ("{$inputs.a} == 1", "(InputReference:a == 1)", "ARZ327", "{$inputs.a}", "write `$inputs.a`"),
    ("'{$inputs.a}' == 1", "(InputReference:a == 1)", "ARZ327", "'{$inputs.a}'", "write `$inputs.a`"),
)


@pytest.mark.parametrize(("text", "expected", "code", "place", "help"), LENIENT, ids=[row[0] for row in LENIENT])
def test_plain_deviations_are_read_with_a_warning(text: str, expected: str, code: str, place: str, help: str) -> None:
    parsed, said = criterion(text)
    assert isinstance(parsed, SimpleCriterion), said
    assert spelled(parsed.condition) == expected
    (diagnostic,) = said
    assert (diagnostic.rule.code, pointed(text, diagnostic), diagnostic.help) == (code, place, help)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("$response.body.items.length > 0", "(Part:None['items'].length > 0)"),
        ("$response.body#/items.length > 0", "(Part:None/items.length > 0)"),
        ("$steps.a.outputs.list.length == 2", "(StepReference:list.length == 2)"),
        ("$inputs.length == 2", None),
    ],
)
def test_a_length_is_read_with_a_warning(text: str, expected: str | None) -> None:
    parsed, said = criterion(text)
    assert isinstance(parsed, SimpleCriterion), said
    assert codes(said) == ([] if expected is None else ["ARZ325"])
    assert expected is None or spelled(parsed.condition) == expected


REFUSED = (
    ("success", "ARZ321", "success"),
    ("$inputs.a == success", "ARZ321", "success"),
    ("$inputs.a contains 'x'", "ARZ322", "contains"),
    ("$inputs.a =~ 'x'", "ARZ322", "=~"),
    ("$statusCode = 200", "ARZ322", "="),
    ("$inputs.a & $inputs.b", "ARZ322", "&"),
    ("not $inputs.a", "ARZ322", "not"),
    ("$inputs.a + 1 > 2", "ARZ322", "+"),
    ("$inputs.a - 1 > 2", "ARZ322", "-"),
    ("$inputs.a/2 == 1", "ARZ322", "/"),
    ("length($inputs.a) > 1", "ARZ322", "length"),
    ("200 <= $statusCode < 300", "ARZ328", "<"),
    ("!$inputs.a == 1", "ARZ328", "!$inputs.a"),
    ("($statusCode == 200", "ARZ320", "("),
    ("$statusCode == 200)", "ARZ320", ")"),
    ("$statusCode ==", "ARZ320", "="),
    ("$statusCode 200", "ARZ320", "200"),
    ("$statusCode == 'a", "ARZ320", "'"),
    ("$response.body == [1]", "ARZ320", "["),
    ("$.a == 1", "ARZ300", "$."),
    ("$status == 1", "ARZ300", "$status"),
    ("$inputs. == 1", "ARZ301", "$inputs."),
    ("$inputs.a == 'x-{$inputs.b}'", "ARZ930", "'x-{$inputs.b}'"),
    ("!" * 100 + "$inputs.a", "ARZ930", "!"),
    ("(" * 5000 + "$inputs.a", "ARZ930", "("),
    (" || ".join(["true"] * 50_000), "ARZ930", "true"),
)


@pytest.mark.parametrize(("text", "code", "place"), REFUSED, ids=[row[0][:40] for row in REFUSED])
def test_what_is_no_condition_is_refused_at_its_character(text: str, code: str, place: str) -> None:
    parsed, said = criterion(text)
    assert isinstance(parsed, Missing)
    (diagnostic,) = said
    assert (diagnostic.rule.code, pointed(text, diagnostic)) == (code, place)


@pytest.mark.parametrize("text", ["true", "1 == 1", "'a'", "!false"])
def test_a_condition_that_reads_nothing_is_told(text: str) -> None:
    parsed, said = criterion(text)
    assert isinstance(parsed, SimpleCriterion)
    assert codes(said) == ["ARZ326"]


def test_a_quoted_expression_is_text_and_told() -> None:
    parsed, said = criterion("$inputs.a == '$inputs.b'")
    assert isinstance(parsed, SimpleCriterion)
    assert codes(said) == ["ARZ312"]


def test_a_chain_shows_both_comparisons() -> None:
    _, said = criterion("200 <= $statusCode < 300")
    assert said[0].help == "write `200 <= $statusCode && $statusCode < 300`"


@pytest.mark.parametrize(
    ("type", "context", "expected"),
    [
        ("simple", None, ["ARZ332"]),
        ("simple", "$response.body", []),
        ("regexp", None, ["ARZ107"]),
        ("regex", None, ["ARZ330"]),
    ],
)
def test_types_and_contexts(type: str, context: str | None, expected: list[str]) -> None:
    _, said = criterion("^$" if type == "regex" else "$statusCode == 200", type, context=context)
    assert codes(said) == expected
