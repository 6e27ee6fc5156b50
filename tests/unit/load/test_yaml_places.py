"""Places of nodes: 1-based lines and columns in code points, whatever stands before."""

from __future__ import annotations

import pytest
from arazzo_codegen.diagnostics.model import Missing, Position, Reporter, Span
from arazzo_codegen.load.model import MappingNode, Node, ScalarNode, SequenceNode
from arazzo_codegen.load.text import decode, read_tree


def root(text: str, path: str = "a.yaml") -> MappingNode:
    reporter = Reporter()
    decoded = decode(text.encode(), path, reporter)
    assert isinstance(decoded, str)
    tree = read_tree(decoded, path, reporter)
    assert not isinstance(tree, Missing), reporter.diagnostics
    assert isinstance(tree.root, MappingNode)
    return tree.root


def scalar(node: Node | None) -> ScalarNode:
    assert isinstance(node, ScalarNode)
    return node


def span(*numbers: int, path: str = "a.yaml") -> Span:
    return Span(path, Position(numbers[0], numbers[1]), Position(numbers[2], numbers[3]))


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("a: one\n", (1, 4, 1, 7)),
        ("\ufeffa: one\n", (1, 4, 1, 7)),
        ("é😀: 'x'\r\na: one\r\n", (2, 4, 2, 7)),
        ("b: 😀 # 😀\na: one", (2, 4, 2, 7)),
        ("b: {c: 😀, d: 1}\na:   one # end", (2, 6, 2, 9)),
        ("b: |\n  x\n  y\n\na: one", (5, 4, 5, 7)),
        ("b: x\r\rc: y\ra: one", (4, 4, 4, 7)),
        ('b: "next\u2028line\x85here"\na: one', (2, 4, 2, 7)),
        ('a: "one"', (1, 4, 1, 9)),
        ("a:", (1, 3, 1, 3)),
        ("a: |\n  one\n  two\n\n", (1, 4, 3, 6)),
        ("a: >-\n  one\nb: 1", (1, 4, 2, 6)),
        ("a: ''\t# tab", (1, 4, 1, 6)),
    ],
)
def test_the_place_of_a_value(text: str, place: tuple[int, int, int, int]) -> None:
    assert scalar(root(text).get("a")).span == span(*place)


def test_the_place_of_a_key_behind_an_emoji() -> None:
    assert root("{'😀': 1, key: 2}").key("key").span == span(1, 10, 1, 13)


def test_a_block_collection_ends_with_its_last_value() -> None:
    node = root("a:\n  b: [1]\n  c:\n  - x\n\n# comment\nd: 1\n")
    inner = node.get("a")
    assert inner is not None and inner.span == span(2, 3, 4, 6)
    assert node.span == span(1, 1, 7, 5)


def test_a_flow_collection_ends_with_its_bracket() -> None:
    node = root("a: [ 1, 2 ]\n").get("a")
    assert isinstance(node, SequenceNode) and node.span == span(1, 4, 1, 12)


@pytest.mark.parametrize(
    ("text", "start", "end", "place"),
    [
        ("a: $inputs.x", 8, 9, (1, 12, 1, 13)),
        ("a: '$inputs.x'", 1, 7, (1, 6, 1, 12)),
        ("a: |\n   first\n   $inputs.x\n", 6, 13, (3, 4, 3, 11)),
        ("a: |\n\n     x {$y}\n", 3, 5, (3, 8, 3, 10)),
        ('a: "\\n$x"', 1, 3, (1, 4, 1, 10)),
        ("a: |2\n   b\n", 1, 2, (2, 4, 2, 5)),
    ],
)
def test_the_place_of_a_part(text: str, start: int, end: int, place: tuple[int, int, int, int]) -> None:
    assert scalar(root(text).get("a")).part(start, end) == span(*place)


def test_other_line_breaks_stay_in_the_value() -> None:
    assert scalar(root('a: "next\u2028line\x85here"').get("a")).value == "next\u2028line\x85here"


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ('{"a": "é😀"}', (1, 7, 1, 11)),
        ('{\n\t"a":\r\n "x\\u00e9"}', (3, 2, 3, 11)),
        ('{"b": 1, "a": -1.5e3 }', (1, 15, 1, 21)),
    ],
)
def test_places_in_json(text: str, place: tuple[int, int, int, int]) -> None:
    assert scalar(root(text, "a.json").get("a")).span == span(*place, path="a.json")
