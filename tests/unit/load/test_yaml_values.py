"""What YAML 1.2's core schema and JSON make of scalars, and what neither allows."""

from __future__ import annotations

import math

import pytest
from arazzo_codegen.diagnostics.model import Missing, Reporter
from arazzo_codegen.load.model import MappingNode, data
from arazzo_codegen.load.text import decode, read_tree


def read(text: str, path: str = "a.yaml") -> tuple[object, list[str]]:
    """The data of a text and the codes of what is said about it."""
    reporter = Reporter()
    decoded = decode(text.encode("utf-8", "surrogatepass"), path, reporter)
    tree = decoded if isinstance(decoded, Missing) else read_tree(decoded, path, reporter)
    codes = [diagnostic.rule.code for diagnostic in reporter.diagnostics]
    return (None, codes) if isinstance(tree, Missing) else (data(tree.root), codes)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("yes", "yes"),
        ("off", "off"),
        ("2020-01-02", "2020-01-02"),
        ("12:30:45", "12:30:45"),
        ("1_000", "1_000"),
        ("010", 10),
        ("0o17", 15),
        ("0x1F", 31),
        ("0b1", "0b1"),
        ("+12", 12),
        ("-.5", -0.5),
        ("1.", 1.0),
        ("1e3", 1000.0),
        (".inf", math.inf),
        ("-.Inf", -math.inf),
        ("+", "+"),
        (".", "."),
        ("1.0.0", "1.0.0"),
        ("~", None),
        ("", None),
        ("Null", None),
        ("nULL", "nULL"),
        ("TRUE", True),
        ("tRUE", "tRUE"),
        ("'1'", "1"),
        ('"\\u00e9"', "é"),
        ("!!str 1", "1"),
        ("!!float 1", 1.0),
        ("! 1", "1"),
        ("!!int '1'", 1),
        ("!!null ''", None),
    ],
)
def test_the_value_of_a_scalar(text: str, value: object) -> None:
    found, codes = read(f"a: {text}\n")
    assert found == {"a": value} and not codes
    assert isinstance(found, dict) and type(found["a"]) is type(value)


def test_not_a_number() -> None:
    found, _ = read("a: .nan")
    assert isinstance(found, dict) and math.isnan(found["a"])


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("a: 1\na: 2", ["ARZ005"]),
        ("'a': 1\n\"a\": 2", ["ARZ005"]),
        ("a:\n\tb: 1", ["ARZ004"]),
        ("a: 1\n--- \nb: 1", ["ARZ006"]),
        ("a: 1\n...\n", []),
        ("? [a]\n: 1", ["ARZ007"]),
        ("a: !!binary eA==", ["ARZ008"]),
        ("a: !!int x", ["ARZ008"]),
        ("a: !mine {}", ["ARZ008"]),
        ("a: &x {b: 1}\nc: {<<: *x}", ["ARZ009"]),
        ("a: {'<<': 1}", []),
        ("a: {<<: 1}", ["ARZ009", "ARZ010"]),
        ("a: *x", ["ARZ010"]),
        ("a: &x [*x]", ["ARZ010"]),
        ("a: [", ["ARZ001"]),
        ("a: b: c", ["ARZ001"]),
        ("a: @b", ["ARZ001"]),
        ("a: " + "1" * 5000, ["ARZ014"]),
        ("a: \x00", ["ARZ003"]),
        ("a: \ud800", ["ARZ003"]),
        ('a: "\\ud800"', ["ARZ001"]),
    ],
)
def test_what_is_said_about_yaml(text: str, codes: list[str]) -> None:
    assert read(text)[1] == codes


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ('{"a": 1,}', ["ARZ002"]),
        ("{'a': 1}", ["ARZ002"]),
        ('{"a" 1}', ["ARZ002"]),
        ("[1 2]", ["ARZ002"]),
        ("[01]", ["ARZ002"]),
        ('["\t"]', ["ARZ002"]),
        ('["\\x"]', ["ARZ002"]),
        ('["a', ["ARZ002"]),
        ("", ["ARZ002"]),
        ("1 2", ["ARZ002"]),
        ("NaN", ["ARZ002"]),
        ('{"a": 1, "a": 2}', ["ARZ005"]),
        ('["\\ud83d"]', ["ARZ003"]),
        ("[" * 200, ["ARZ011"]),
        ("[" + "1" * 5000 + "]", ["ARZ014"]),
    ],
)
def test_what_is_said_about_json(text: str, codes: list[str]) -> None:
    assert read(text, "a.json")[1] == codes


def test_json_reads_surrogate_pairs_and_long_keys() -> None:
    found, codes = read('{"' + "k" * 2000 + '": "\\ud83d\\ude00"}', "a.json")
    assert found == {"k" * 2000: "😀"} and not codes


def test_merged_fields_give_way_to_the_mapping_and_to_earlier_ones() -> None:
    found, _ = read("a: &a {x: 1, y: 1}\nb: &b {y: 2, z: 2}\nc: {<<: [*a, *b], x: 3}\n")
    assert isinstance(found, dict) and found["c"] == {"x": 3, "y": 1, "z": 2}


def test_an_alias_stands_for_its_node() -> None:
    assert read("a: &x [1]\nb: *x\n*x : 2")[1] == ["ARZ007"]
    assert read("a: &x k\nb: *x\n*x : 2")[0] == {"a": "k", "b": "k", "k": 2}


def test_keys_that_are_no_strings_are_kept_as_text_and_remembered() -> None:
    reporter = Reporter()
    tree = read_tree("responses: {200: a, true: b, '404': c, yes: d}", "a.yaml", reporter)
    assert not isinstance(tree, Missing) and isinstance(tree.root, MappingNode)
    assert [key.raw for key in tree.odd_keys] == ["200", "true"]
    assert not reporter.diagnostics


def test_references_are_collected_in_order() -> None:
    tree = read_tree("a: {$ref: one}\nb:\n- $ref: two#/x\nc: {$ref: [3]}\n$id: four", "a.yaml", Reporter())
    assert not isinstance(tree, Missing)
    assert tree.addresses == ("one", "two")
    assert tree.identifiers == ("four",)


@pytest.mark.parametrize("content", ["a: é".encode("latin-1"), "a: é".encode("utf-16"), b"\xff"])
def test_other_encodings_are_refused(content: bytes) -> None:
    reporter = Reporter()
    assert isinstance(decode(content, "a.yaml", reporter), Missing)
    assert reporter.diagnostics[0].rule.code == "ARZ003"
