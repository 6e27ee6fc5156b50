"""Values of unknown type at run time: reading, comparing, writing as text. Nothing here ever raises."""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime

import pytest
from arazzo_codegen.runtime import jsonpath_values, values
from arazzo_codegen.runtime.kinds import conform, one_of, typed
from hypothesis import given
from hypothesis import strategies as st

BODY = {"a": {"b": [1, None, {"c": "x"}]}, "0": "zero", "n": None}
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=3),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=2), inner, max_size=3),
    max_leaves=8,
)


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ((), BODY),
        (("a", "b", 0), 1),
        (("a", "b", "0"), 1),
        (("a", "b", -1, "c"), "x"),
        (("0",), "zero"),
        ((0,), None),
        (("a", "b", 3), None),
        (("a", "b", "00"), None),
        (("a", "b", "-1"), None),
        (("a", "b", "c"), None),
        (("a", "x", "y"), None),
        (("n", "x"), None),
        (("0", 0), None),
    ],
)
def test_at_is_total(path: tuple[str | int, ...], expected: object) -> None:
    assert values.at(BODY, *path) == expected


def test_has_tells_null_from_nothing() -> None:
    assert values.has(BODY, "n")
    assert values.has(BODY, "a", "b", 1)
    assert not values.has(BODY, "m")


@pytest.mark.parametrize(
    ("left", "right", "same"),
    [
        ("Ready", "READY", True),
        ("straße", "STRASSE", True),
        ("200", 200, True),
        (200, "200.0", True),
        (" 7 ", 7, True),
        ("07", 7, True),
        ("7", "7.0", False),
        ("1_000", 1000, False),
        ("0x10", 16, False),
        ("nan", float("nan"), False),
        ("", 0, False),
        (1, 1.0, True),
        (True, 1, False),
        (True, "true", False),
        (True, True, True),
        (None, None, True),
        (None, 0, False),
        (None, "", False),
        ([1, "a"], [1.0, "A"], True),
        ({"a": 1}, {"a": "1"}, True),
        ({"a": 1}, {"A": 1}, False),
        ([], {}, False),
        ("9" * 5000, 1, False),
    ],
)
def test_equality_of_simple_conditions(left: object, right: object, same: bool) -> None:
    assert values.equal(left, right) is same
    assert values.equal(right, left) is same
    assert values.unequal(left, right) is not same


@pytest.mark.parametrize(
    ("left", "right", "less"),
    [
        (1, 2, True),
        ("10", 9, False),
        ("9", "10", True),
        ("a", "B", True),
        ("2024-01-01", "2024-02-01", True),
        (None, 1, False),
        (1, None, False),
        (None, None, False),
        (False, True, False),
        (0, True, False),
        ("a", 1, False),
        ([1], [2], False),
    ],
)
def test_order_of_simple_conditions(left: object, right: object, less: bool) -> None:
    assert values.less(left, right) is less
    assert values.greater(right, left) is less


def test_at_most_and_at_least() -> None:
    assert values.less_equal("1.0", 1)
    assert values.greater_equal("A", "a")
    assert not values.less_equal(None, None)
    assert not values.greater_equal(True, True)


@pytest.mark.parametrize(
    ("left", "right", "same"),
    [
        ("a", "A", False),
        ("1", 1, False),
        (1, 1.0, True),
        (1, True, False),
        (None, None, True),
        ([1, [True]], [1, [1]], False),
        ({"a": 1, "b": 2}, {"b": 2, "a": 1}, True),
    ],
)
def test_equality_of_rfc_9535(left: object, right: object, same: bool) -> None:
    assert jsonpath_values.equal(left, right) is same
    assert jsonpath_values.unequal(left, right) is not same


def test_order_of_rfc_9535() -> None:
    assert jsonpath_values.less("B", "a")
    assert jsonpath_values.less(1, 1.5)
    assert not jsonpath_values.less("1", 2)
    assert not jsonpath_values.less(False, True)
    assert jsonpath_values.less_equal(None, None)
    assert jsonpath_values.greater_equal([1], [1])
    assert jsonpath_values.greater(2, 1)


@given(JSON, JSON)
def test_comparisons_never_raise_and_agree_with_each_other(left: object, right: object) -> None:
    for module in (values, jsonpath_values):
        assert module.equal(left, right) is module.equal(right, left)
        assert not (module.less(left, right) and module.greater(left, right))
        assert module.less(left, right) is module.greater(right, left)


@pytest.mark.parametrize(("value", "expected"), [([1], 1), ("ab", 2), ({}, 0), (5, None), (None, None), (True, None)])
def test_length(value: object, expected: int | None) -> None:
    assert values.length(value) == expected


@pytest.mark.parametrize("value", [None, False, 0, 0.0, ""])
def test_what_lets_no_condition_pass(value: object) -> None:
    assert not values.truth(value)


@pytest.mark.parametrize("value", [True, 1, "false", [], {}, [0]])
def test_what_lets_a_condition_pass(value: object) -> None:
    assert values.truth(value)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("a", "a"),
        (True, "true"),
        (None, "null"),
        (1, "1"),
        (1.5, "1.5"),
        ([1, "é"], '[1,"é"]'),
        ({"a": None}, '{"a":null}'),
        ({"at": datetime(2026, 1, 2, tzinfo=UTC)}, '{"at":"2026-01-02T00:00:00+00:00"}'),
        ({"b": b"x"}, '{"b":"x"}'),
    ],
)
def test_text(value: object, expected: str) -> None:
    assert values.text(value) == expected


@given(JSON)
def test_text_of_anything_but_text_is_json(value: object) -> None:
    if not isinstance(value, str):
        assert json.dumps(json.loads(values.text(value))) == json.dumps(value)


def test_text_for_its_place() -> None:
    assert values.xml_text("<a b='\"'>&") == "&lt;a b=&apos;&quot;&apos;&gt;&amp;"
    assert values.form_text("a=b&c d") == "a%3Db%26c+d"


def test_searching() -> None:
    pattern = re.compile("^2")
    assert values.search(pattern, 201)
    assert not values.search(pattern, None)
    assert values.matches("Ready", "i", "^", "rea", "dy")
    assert not values.matches(None, "", "")
    assert not values.matches("a", "", "(", "a")
    assert not values.matches("null", "", None)


@pytest.mark.parametrize(
    ("value", "kind", "expected"),
    [
        ("a", str, "a"),
        (1, int, 1),
        (1, float, 1),
        (1.0, int, 1),
        (1.5, int, None),
        (True, int, None),
        (True, bool, True),
        (1, bool, None),
    ],
)
def test_typed(value: object, kind: type, expected: object) -> None:
    assert typed(value, kind) == expected
    assert type(typed(value, kind)) is type(expected)


def test_conform_and_one_of() -> None:
    assert conform("a", str) == "a"
    assert one_of("b", ("a", "b")) == "b"
    with pytest.raises(ValueError, match="int is needed"):
        conform("a", int)
    with pytest.raises(ValueError, match="'a', 'b'"):
        one_of("c", ("a", "b"))
    with pytest.raises(ValueError, match="1"):
        one_of(True, (1, 2))
