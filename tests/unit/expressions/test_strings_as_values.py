"""Strings given as values: text, one expression, or text with expressions in it."""

from __future__ import annotations

import pytest

from arazzo_codegen.diagnostics.model import Missing, Reporter
from arazzo_codegen.load.model import Style
from arazzo_codegen.parse.model import Expression, ExpressionValue, LiteralValue, Template, Version
from arazzo_codegen.parse.template import parse_value_text

from tests.unit.expressions.written import COLUMN, codes, pointed, scalar


def parts(text: str, version: Version = "1.0") -> list[str]:
    value = parse_value_text(scalar(text), version, Reporter())
    assert isinstance(value, Template)
    return [f"<{part.text}>" if isinstance(part, Expression) else part for part in value.parts]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "plain",
        "$5",
        "US$",
        "US$5.00",
        "$ref",
        "$HOME/bin",
        "a $url b",
        "{}",
        '{"a": {"b": 1}}',
        "{$5}",
        "{{",
        "{ {x} }",
        "query ($id: ID!) { pet(id: $id) { name } }",
        "$$inputs",
    ],
)
@pytest.mark.parametrize("version", ["1.0", "1.1"])
def test_a_dollar_that_begins_no_expression_is_text(text: str, version: Version) -> None:
    reporter = Reporter()
    assert isinstance(parse_value_text(scalar(text), version, reporter), LiteralValue)
    assert reporter.diagnostics == []


@pytest.mark.parametrize("value", [1, 2.5, True, None])
def test_what_is_no_string_is_literal(value: int | float | bool | None) -> None:
    assert isinstance(parse_value_text(scalar(value), "1.1", Reporter()), LiteralValue)


@pytest.mark.parametrize(
    "text",
    [
        "$inputs.a",
        "$statusCode",
        "$steps.a step.outputs.x",
        "$response.body#/a, b?c",
        "$response.body#/of/$inputs.key/id",
    ],
)
def test_a_whole_expression_keeps_its_type(text: str) -> None:
    value = parse_value_text(scalar(text), "1.0", Reporter())
    assert isinstance(value, ExpressionValue)
    assert (value.expression.text, value.embedded) == (text, False)


def test_one_embedded_expression_alone_is_told_from_a_bare_one() -> None:
    value = parse_value_text(scalar("{$inputs.a}"), "1.1", Reporter())
    assert isinstance(value, ExpressionValue)
    assert (value.expression.text, value.embedded) == ("$inputs.a", True)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("https://{$inputs.host}/v1", ["https://", "<$inputs.host>", "/v1"]),
        ("{$inputs.a}{$inputs.b}", ["<$inputs.a>", "<$inputs.b>"]),
        ('{"a": "{$inputs.a}", "b": {"c": 1}}', ['{"a": "', "<$inputs.a>", '", "b": {"c": 1}}']),
        ("<a>{$response.body#/a}</a>", ["<a>", "<$response.body#/a>", "</a>"]),
        ("a={$inputs.a}&cost=$5", ["a=", "<$inputs.a>", "&cost=$5"]),
    ],
)
@pytest.mark.parametrize("version", ["1.0", "1.1"])
def test_embedded_expressions(text: str, expected: list[str], version: Version) -> None:
    assert parts(text, version) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Bearer $inputs.token", ["Bearer ", "<$inputs.token>"]),
        ("refs/heads/$inputs.branch.", ["refs/heads/", "<$inputs.branch>", "."]),
        ("$inputs.host/pets?limit=$inputs.n", ["<$inputs.host>", "/pets?limit=", "<$inputs.n>"]),
        ("($steps.a.outputs.b#/c, $statusCode)", ["(", "<$steps.a.outputs.b#/c>", ", ", "<$statusCode>", ")"]),
        ("{$inputs.a} and $inputs.b", ["<$inputs.a>", " and ", "<$inputs.b>"]),
    ],
)
def test_unbraced_expressions_in_text_are_embedded_in_1_0(text: str, expected: list[str]) -> None:
    assert parts(text) == expected


def test_unbraced_expressions_warn_in_1_0_and_show_the_standard_form() -> None:
    reporter = Reporter()
    parse_value_text(scalar("Bearer $inputs.token"), "1.0", reporter)
    (diagnostic,) = reporter.diagnostics
    assert (diagnostic.rule.code, diagnostic.help) == ("ARZ308", "write `{$inputs.token}`")
    assert pointed("Bearer $inputs.token", diagnostic) == "$inputs.token"


@pytest.mark.parametrize(
    ("style", "text", "fixed"),
    [
        ("single", "Bearer $inputs.token", "{$inputs.token}"),
        ("double", "Bearer $inputs.token", "{$inputs.token}"),
        ("plain", "Bearer $inputs.token", None),
    ],
)
def test_a_fix_is_offered_where_it_cannot_break_the_scalar(style: Style, text: str, fixed: str | None) -> None:
    reporter = Reporter()
    node = scalar(text)._replace(style=style, end_column=COLUMN + len(text) + (0 if style == "plain" else 2))
    parse_value_text(node, "1.0", reporter)
    fix = reporter.diagnostics[0].fix
    assert (None if fix is None else fix.edits[0].text) == fixed


def test_unbraced_expressions_are_errors_in_1_1() -> None:
    reporter = Reporter()
    assert isinstance(parse_value_text(scalar("Bearer $inputs.token"), "1.1", reporter), Missing)
    assert codes(reporter.diagnostics) == ["ARZ309"]


@pytest.mark.parametrize(
    ("text", "help"),
    [
        ("{{inputs.token}}", "write `{$inputs.token}`"),
        ("a {{ $steps.a.outputs.b }}", "write `{$steps.a.outputs.b}`"),
        ("{{token}}", "write `{$inputs.token}`"),
    ],
)
def test_double_braces_are_errors(text: str, help: str) -> None:
    reporter = Reporter()
    assert isinstance(parse_value_text(scalar(text), "1.0", reporter), Missing)
    (diagnostic,) = reporter.diagnostics
    assert (diagnostic.rule.code, diagnostic.help) == ("ARZ310", help)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("{$inputs.a", "ARZ311"),
        ("a {$inputs.a b", "ARZ311"),
        ("{$inpust.a}", "ARZ300"),
        ("$step.a.outputs.b", "ARZ300"),
        ("$StatusCode", "ARZ300"),
    ],
)
def test_broken_expressions_are_errors(text: str, code: str) -> None:
    reporter = Reporter()
    parse_value_text(scalar(text), "1.0", reporter)
    assert codes(reporter.diagnostics) == [code]


@pytest.mark.parametrize("text", ["$foo.bar", "$.items[0].id", "$['a']"])
def test_text_that_looks_like_an_expression_is_told(text: str) -> None:
    reporter = Reporter()
    assert isinstance(parse_value_text(scalar(text), "1.0", reporter), LiteralValue)
    assert codes(reporter.diagnostics) == ["ARZ312"]
