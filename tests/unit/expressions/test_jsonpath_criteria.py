"""JSONPath in criteria and selectors: RFC 9535, the draft's dialect, comparisons in its place, embedded expressions."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonpath_rfc9535 import JSONPathEnvironment

from arazzo_codegen.diagnostics.model import Missing, Reporter
from arazzo_codegen.parse.model import (
    Access,
    ExpressionTerm,
    Index,
    JsonPath,
    JsonPathComparison,
    JsonPathJunction,
    JsonPathTerm,
    LiteralTerm,
    Property,
)
from arazzo_codegen.parse.plain import read_plain
from arazzo_codegen.parse.selector import parse_selector
from arazzo_codegen.parse.singular import singular_path
from arazzo_codegen.parse.standard import path_text, standard_query
from arazzo_codegen.runtime.jsonpath import Query
from arazzo_codegen.runtime.unset import UNSET

from tests.unit.expressions.written import codes, criterion, pointed, query, scalar

DRAFT = {"type": "jsonpath", "version": "draft-goessner-dispatch-jsonpath-00"}


@pytest.mark.parametrize(
    ("text", "path"),
    [
        ("$", ()),
        ("$.a.b[0]['c d']", (Property("a"), Property("b"), Index(0), Property("c d"))),
        ("$[-1]['ü']", (Index(-1), Property("ü"))),
        ("$['it\\'s'][\"\\u00e9\"]", (Property("it's"), Property("é"))),
        ("$ .a\n[ 1 ]", (Property("a"), Index(1))),
    ],
)
def test_singular_queries_are_known_without_the_library(text: str, path: tuple[Access, ...]) -> None:
    test = query(text, "jsonpath").test
    assert isinstance(test, JsonPath)
    assert test.singular == path


@pytest.mark.parametrize(
    "text", ["$.a-b", "$[01]", "$.a[*]", "$..a", "$[0,1]", "$['a", "$.'a'", "$.a ", "a", "$['\\ud800']"]
)
def test_other_queries_are_not_singular(text: str) -> None:
    assert singular_path(text) is None


@given(st.lists(st.builds(Property, st.text()) | st.builds(Index, st.integers(-99, 99)), max_size=5))
def test_a_singular_query_survives_being_written_and_read(path: list[Access]) -> None:
    text = path_text(path)
    found = singular_path(text)
    assert found == tuple(path) or any(
        0xD800 <= ord(c) <= 0xDFFF for c in "".join(p.name for p in path if isinstance(p, Property))
    )
    if found is not None:
        JSONPathEnvironment().compile(text)


@pytest.mark.parametrize(
    "text",
    [
        "$[?count(@.pets) > 0]",
        "$.pets[*]",
        "$..id",
        "$[?@.a == 'x' && (@.b || !@.c)]",
        "$.a[1:2, 'b']",
        "$[?length(@.a) > 1]\n",
    ],
)
@pytest.mark.parametrize("version", ["1.0", "1.1"])
def test_queries_of_the_rfc_are_read_without_a_word(text: str, version: str) -> None:
    parsed, said = criterion(text, "jsonpath", "1.1" if version == "1.1" else "1.0")
    assert not isinstance(parsed, Missing)
    assert said == []


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("$.a contains 'x'", "c"),
        ("$[?@.a == ]", "]"),
        ("$..", "."),
        ("$[?foo(@)]", "foo"),
        ("$.a[?(@.b == 'x']", "]"),
        ("@.a", "@"),
    ],
)
def test_what_is_no_query_is_refused_near_the_character(text: str, place: str) -> None:
    parsed, said = criterion(text, "jsonpath")
    assert isinstance(parsed, Missing)
    (diagnostic,) = said
    assert diagnostic.rule.code == "ARZ340"
    assert diagnostic.primary.text != ""
    assert pointed(text, diagnostic) == place


def test_a_name_that_needs_quotes_is_shown_with_them() -> None:
    _, said = criterion("$.my-name.x", "jsonpath")
    assert said[0].help == "write `$['my-name'].x`"


def test_a_filter_without_brackets_is_shown_with_them() -> None:
    _, said = criterion("count($.items[*]) > 1", "jsonpath")
    assert said[0].help == "write `$[?count($.items[*]) > 1]`"


def test_a_comparison_without_a_query_is_shown_as_simple() -> None:
    _, said = criterion("$statusCode == 200", "jsonpath")
    assert said[0].help == "write the simple condition `$statusCode == 200`"


@pytest.mark.parametrize(
    "text",
    ["$" + "[?@" * 2000, "$[?" + "!" * 3000 + "@.a]", "$[?" + "@.a || " * 5000 + "@.a]", "$['" + "\\'" * 5000],
    ids=["filters", "negations", "operands", "escapes"],
)
def test_a_query_too_large_for_the_library_is_refused_not_recursed_into(text: str) -> None:
    _, said = criterion(text, "jsonpath")
    assert codes(said) in (["ARZ932"], ["ARZ340"])


@pytest.mark.parametrize(
    ("text", "standard", "simple"),
    [
        ("$.Contact.Id != null", "$[?$.Contact.Id && $.Contact.Id != null]", "$response.body#/Contact/Id != null"),
        ("$.a == null", "$[?!$.a || $.a == null]", "$response.body#/a == null"),
        ("$.items.length > 0", "$[?length($.items) > 0]", None),
        ("length($.items) > 0", "$[?length($.items) > 0]", None),
        (
            '$.s == "a" || $.s == "b"',
            "$[?$.s == 'a' || $.s == 'b']",
            "$response.body#/s == 'a' || $response.body#/s == 'b'",
        ),
        ("$.n == $inputs.n", "$[?$.n == '{$inputs.n}']", "$response.body#/n == $inputs.n"),
        ("$.a && $.b[0] >= 2", "$[?$.a && $.b[0] >= 2]", None),
        ("!($.a == 1)", "$[?!($.a == 1)]", "!($response.body#/a == 1)"),
        ("($.a == null || $.b == 1) && $.c == 2", "$[?((!$.a || $.a == null) || $.b == 1) && $.c == 2]", None),
    ],
)
def test_comparisons_in_1_0_are_read_and_shown_in_their_standard_form(
    text: str, standard: str, simple: str | None
) -> None:
    parsed, said = criterion(text, "jsonpath")
    assert not isinstance(parsed, Missing)
    (diagnostic,) = said
    assert diagnostic.rule.code == "ARZ341"
    assert diagnostic.help is not None
    assert f"`{standard}`" in diagnostic.help
    assert simple is None or f"`{simple}`" in diagnostic.help


def test_comparisons_in_1_1_are_errors() -> None:
    parsed, said = criterion("$.Contact.Id != null", "jsonpath", "1.1")
    assert isinstance(parsed, Missing)
    assert codes(said) == ["ARZ342"]


def test_the_parts_of_a_comparison() -> None:
    test = query("!$.a && $.b-c.length <= $inputs.n", "jsonpath").test
    assert isinstance(test, JsonPathJunction)
    negated, compared = test.operands
    assert isinstance(negated, JsonPathJunction)
    assert negated.operator == "!"
    assert isinstance(compared, JsonPathComparison)
    assert isinstance(compared.left, JsonPathTerm)
    assert (compared.left.path, compared.left.length) == ((Property("b-c"),), True)
    assert isinstance(compared.right, ExpressionTerm)


VALUES = st.none() | st.booleans() | st.integers(-2, 2) | st.sampled_from(["", "a", "b", "1"])
BODIES = st.dictionaries(st.sampled_from("abc"), VALUES | st.lists(VALUES, max_size=2), min_size=1, max_size=3)
OPERANDS = st.sampled_from(["$.a", "$.b", "$.c[0]", "1", "'a'", "true", "null"])
COMPARISONS = st.builds(
    lambda left, operator, right: f"{left} {operator} {right}",
    st.sampled_from(["$.a", "$.b", "$.c[0]"]),
    st.sampled_from(["==", "!=", "<", ">"]),
    st.sampled_from(["1", "'a'", "true", "null"]),
)


@given(COMPARISONS, st.sampled_from(["&&", "||"]), COMPARISONS, BODIES)
def test_the_standard_form_says_the_same(one: str, operator: str, other: str, body: dict[str, object]) -> None:
    text = f"{one} {operator} {other}"
    plain = read_plain(scalar(text))
    assert Query(standard_query(plain.tree, text)).test(body) == evaluate(plain.test, body)


def evaluate(test: object, body: object) -> bool:
    """What SEMANTICS says a comparison means: a node that is not there is null, values compare as in RFC 9535."""
    from arazzo_codegen.runtime import jsonpath_values as compare
    from arazzo_codegen.runtime.values import at

    if isinstance(test, JsonPathJunction):
        results = [evaluate(operand, body) for operand in test.operands]
        return all(results) if test.operator == "&&" else any(results)
    assert isinstance(test, JsonPathComparison)
    sides: list[object] = []
    for side in (test.left, test.right):
        if isinstance(side, JsonPathTerm):
            sides.append(at(body, *(s.name if isinstance(s, Property) else s.position for s in side.path)))
        else:
            assert isinstance(side, LiteralTerm)
            sides.append(side.value)
    operators = {"==": compare.equal, "!=": compare.unequal, "<": compare.less, ">": compare.greater}
    return operators[test.operator](*sides)


@pytest.mark.parametrize(
    ("text", "expected", "bound"),
    [
        ('$[?@.a == "{$inputs.x}"]', '$[?@.a == "\ue0010\ue002"]', ["$inputs.x"]),
        (
            "$[?@.a > {$inputs.x} && @.b == 'n-{$inputs.y}']",
            "$[?@.a > '\ue0000' && @.b == 'n-\ue0011\ue002']",
            ["$inputs.x", "$inputs.y"],
        ),
        ("$.a[{$inputs.i}]", "$.a['\ue0000']", ["$inputs.i"]),
        ("$.{$inputs.k}.b", "$['\ue0000'].b", ["$inputs.k"]),
    ],
)
def test_embedded_expressions_become_placeholders(text: str, expected: str, bound: list[str]) -> None:
    test = query(text, "jsonpath", "1.1").test
    assert isinstance(test, JsonPath)
    assert (test.query, [expression.text for expression in test.bound]) == (expected, bound)
    assert test.singular is None


def test_an_unbraced_expression_in_a_filter_is_bound_in_1_0_and_refused_in_1_1() -> None:
    text = "$.items[?(@.id == $inputs.id)]"
    parsed, said = criterion(text, "jsonpath")
    assert not isinstance(parsed, Missing)
    assert codes(said) == ["ARZ308"]
    assert codes(criterion(text, "jsonpath", "1.1")[1]) == ["ARZ309"]


def test_an_error_behind_an_embedded_expression_is_placed_in_the_text_as_written() -> None:
    text = "$[?@.a == {$inputs.x} ~ 1]"
    _, said = criterion(text, "jsonpath", "1.1")
    assert pointed(text, said[0]).startswith("~")
    assert "\ue000" not in said[0].message


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("$.a[(@.length-1)]", "$.a[-1]"),
        ("$.a[(@.length - 2)].b", "$.a[-2].b"),
        ("$.a[?(@.x === 'a===b')]", "$.a[?(@.x == 'a===b')]"),
        ("$.a[?(@.b.length > 1)]", "$.a[?(length(@.b) > 1)]"),
        ("$.my-name[*].x", "$['my-name'][*].x"),
        ("$..book[?(@.isbn)]", "$..book[?(@.isbn)]"),
    ],
)
def test_the_dialect_of_the_draft_is_rewritten(text: str, expected: str) -> None:
    test = query(text, DRAFT).test
    assert isinstance(test, JsonPath)
    assert (test.query, test.version) == (expected, DRAFT["version"])


def test_a_script_is_refused() -> None:
    text = "$.a[(@.x + 1)]"
    _, said = criterion(text, DRAFT)
    assert (codes(said), pointed(text, said[0])) == (["ARZ343"], "(@.x + 1)")


@pytest.mark.parametrize(
    ("type", "version", "expected"),
    [
        ({"type": "jsonpath", "version": "rfc9535"}, "1.1", []),
        ({"type": "jsonpath", "version": "rfc9535"}, "1.0", ["ARZ106"]),
        ({"type": "jsonpath", "version": "rfc9999"}, "1.1", ["ARZ107"]),
        ({"type": "jsonpointer", "version": "rfc6901"}, "1.1", ["ARZ107"]),
        ({"type": "jsonpath"}, "1.1", ["ARZ103"]),
        ({"type": "jsonpath", "version": "rfc9535", "verison": "x"}, "1.1", ["ARZ105"]),
    ],
)
def test_expression_type_objects(type: dict[str, str], version: str, expected: list[str]) -> None:
    _, said = criterion("$.a", type, "1.1" if version == "1.1" else "1.0")
    assert codes(said) == expected


SUITE = os.environ.get("ARAZZO_CODEGEN_JSONPATH_SUITE")


@pytest.mark.skipif(SUITE is None, reason="ARAZZO_CODEGEN_JSONPATH_SUITE is not set to the suite's cts.json")
def test_the_official_suite() -> None:
    """Every query of the JSONPath compliance suite is taken or refused, and selects, as the suite says."""
    wrong: list[str] = []
    for case in json.loads(Path(str(SUITE)).read_text(encoding="utf-8"))["tests"]:
        parsed = parse_selector(scalar(case["selector"]), None, "jsonpath", "1.1", Reporter())
        if case.get("invalid_selector"):
            if not isinstance(parsed, Missing) and case["selector"] == case["selector"].strip():
                wrong.append(f"{case['name']}: taken")
        elif not isinstance(parsed, JsonPath):
            wrong.append(f"{case['name']}: refused")
        elif Query(parsed.query).select(case["document"]) not in _acceptable(case):
            wrong.append(f"{case['name']}: selects otherwise")
    assert wrong == []


def _acceptable(case: dict[str, list[object]]) -> list[object]:
    results = case.get("results", [case.get("result", [])])
    return [
        UNSET if not nodes else nodes[0] if len(nodes) == 1 else nodes for nodes in results if isinstance(nodes, list)
    ]
