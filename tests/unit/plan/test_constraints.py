"""ECMA-262 patterns in Python's syntax."""

from __future__ import annotations

import re

import pytest
from arazzo_codegen.patterns import python_pattern


@pytest.mark.parametrize(
    ("pattern", "expected"),
    [
        (r"^\d+$", r"^\d+\Z"),
        (r"(?<year>\d{4})", r"(?P<year>\d{4})"),
        (r"(?<=a)b(?<!c)d", r"(?<=a)b(?<!c)d"),
        (r"[$(?<x]\$", r"[$(?<x]\$"),
        (r"\p{L}+", None),
        ("(", None),
    ],
)
def test_python_pattern(pattern: str, expected: str | None) -> None:
    assert python_pattern(pattern) == expected


def test_the_end_is_the_very_end() -> None:
    translated = python_pattern("^a$")
    assert translated is not None and re.search(translated, "a\n") is None
