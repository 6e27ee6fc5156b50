"""Documents that want to hurt: each ends in a diagnostic, in bounded time and memory."""

from __future__ import annotations

import pytest
from arazzo_codegen.diagnostics.model import Missing, Reporter
from arazzo_codegen.load.limits import MAX_BYTES, MAX_DEPTH, MAX_FINDINGS, MAX_NODES
from arazzo_codegen.load.model import data
from arazzo_codegen.load.text import decode, read_tree
from hypothesis import given, settings
from hypothesis import strategies as st

BOMB = "a: &a [x,x,x,x,x,x,x,x,x]\n" + "".join(
    f"{name}: &{name} [{','.join([f'*{before}'] * 9)}]\n" for before, name in zip("abcdefgh", "bcdefghi", strict=True)
)
CHAIN = "a0: &a0 [x]\n" + "".join(f"a{n}: &a{n} [*a{n - 1}]\n" for n in range(1, 10_000))
MERGES = (
    "a: &a {" + ", ".join(f"k{n}: 1" for n in range(2000)) + "}\n" + "".join(f"b{n}: {{<<: *a}}\n" for n in range(500))
)


def codes(text: str, path: str = "a.yaml") -> list[str]:
    reporter = Reporter()
    read_tree(text, path, reporter)
    return [diagnostic.rule.code for diagnostic in reporter.diagnostics]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (BOMB, "ARZ012"),
        (CHAIN, "ARZ012"),
        (MERGES, "ARZ012"),
        ("[" * 200_000, "ARZ011"),
        ("{a: " * 10_000, "ARZ011"),
        ("- " * 10_000, "ARZ011"),
        ("? " * 10_000, "ARZ011"),
        ("".join(" " * n + "a:\n" for n in range(10_000)), "ARZ011"),
    ],
    ids=["bomb", "chain", "merges", "brackets", "braces", "dashes", "questions", "indentation"],
)
def test_a_yaml_document_that_grows_is_refused(text: str, code: str) -> None:
    assert codes(text)[-1] == code


@pytest.mark.parametrize("text", ["[" * 200_000, '{"a":' * 200_000], ids=["lists", "objects"])
def test_a_json_document_that_is_deep_is_refused(text: str) -> None:
    assert codes(text, "a.json") == ["ARZ011"]


def test_the_deepest_nesting_that_is_read_can_be_walked() -> None:
    text = "[" * MAX_DEPTH + "]" * MAX_DEPTH
    for path in ("a.yaml", "a.json"):
        tree = read_tree(text, path, Reporter())
        assert not isinstance(tree, Missing)
        assert data(tree.root)


def test_a_file_that_is_too_large_is_not_even_decoded() -> None:
    reporter = Reporter()
    assert isinstance(decode(b"\xff" * (MAX_BYTES + 1), "a.yaml", reporter), Missing)
    assert [diagnostic.rule.code for diagnostic in reporter.diagnostics] == ["ARZ012"]


@pytest.mark.parametrize(("opening", "path"), [("[", "a.json"), ("- [", "a.yaml")], ids=["json", "yaml"])
def test_a_file_of_too_many_values_is_refused(opening: str, path: str, monkeypatch: pytest.MonkeyPatch) -> None:
    module = "json" if path == "a.json" else "yaml"
    monkeypatch.setattr(f"arazzo_codegen.load.{module}.MAX_NODES", 1000)
    assert MAX_NODES > 1000
    assert codes(opening + "1," * 900 + "1]", path) == []
    assert codes(opening + "1," * 1000 + "1]", path) == ["ARZ012"]


def test_a_long_scalar_is_read_once() -> None:
    text = "a: " + "x" * 10_000_000
    tree = read_tree(text, "a.yaml", Reporter())
    assert not isinstance(tree, Missing)


@pytest.mark.parametrize("text", ['{"a": "' + "\\\\" * 500_000, '{"a": "' + "x" * 1_000_000, "[" + "1," * 200_000])
def test_json_that_does_not_end_takes_linear_time(text: str) -> None:
    assert codes(text, "a.json") == ["ARZ002"]


def test_a_thousand_mistakes_are_told_a_hundred_times() -> None:
    assert len(codes("a: 1\n" * 1000)) == MAX_FINDINGS


@settings(max_examples=300, deadline=None)
@given(
    st.text(alphabet="a:-[]{}&*!|>'\"#? \n\t,%@`<0é😀\u2028\r\\~.$", max_size=60), st.sampled_from(["a.yaml", "a.json"])
)
def test_no_text_raises(text: str, path: str) -> None:
    reporter = Reporter()
    tree = read_tree(text, path, reporter)
    assert isinstance(tree, Missing) <= bool(reporter.diagnostics)


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=60))
def test_no_bytes_raise(content: bytes) -> None:
    reporter = Reporter()
    text = decode(content, "a.yaml", reporter)
    assert isinstance(text, Missing) or read_tree(text, "a.yaml", reporter) is not None
