"""The runtime support where null is a value of its own, and headers as their types."""

from __future__ import annotations

import pytest
from arazzo_codegen.runtime.errors import InputError, UnexpectedResponse
from arazzo_codegen.runtime.kinds import shaped_or_null, typed_or_null
from arazzo_codegen.runtime.needs import given, present
from arazzo_codegen.runtime.response_headers import parsed_header
from arazzo_codegen.runtime.unset import UNSET
from arazzo_codegen.runtime.values import at, at_or_unset

BODY = {"a": None, "b": {"c": [0, None]}}


def test_null_is_told_from_what_is_not_there() -> None:
    assert at(BODY, "a") is None and at_or_unset(BODY, "a") is None
    assert at(BODY, "x") is None and at_or_unset(BODY, "x") is UNSET
    assert at_or_unset(BODY, "a", "c") is UNSET
    assert at_or_unset(BODY, "b", "c", 1) is None
    assert at_or_unset(BODY, "b", "c", 2) is UNSET
    assert at_or_unset(UNSET, "a") is UNSET


@pytest.mark.parametrize(
    ("value", "kind", "found"),
    [(None, str, None), ("a", str, "a"), (1, str, UNSET), (UNSET, str, UNSET), (2.0, int, 2), (True, int, UNSET)],
)
def test_a_scalar_or_null(value: object, kind: type[object], found: object) -> None:
    assert typed_or_null(value, kind) == found


@pytest.mark.parametrize(("value", "found"), [(None, None), ({}, {}), ([], UNSET), (UNSET, UNSET)])
def test_an_object_or_null(value: object, found: object) -> None:
    assert shaped_or_null(value, dict) == found


@pytest.mark.parametrize("absent", [None, UNSET])
def test_what_is_needed_is_neither_null_nor_absent(absent: None) -> None:
    with pytest.raises(InputError):
        given(absent, "w", "i", "is needed")
    with pytest.raises(UnexpectedResponse):
        present(absent, "w", "s", "is needed")
    assert given(0, "w", "i", "is needed") == 0 and present("", "w", "s", "is needed") == ""


@pytest.mark.parametrize(
    ("text", "kind", "found"),
    [
        (None, int, None),
        (" 7 ", int, 7),
        ("7.5", int, None),
        ("1e3", float, 1000.0),
        ("nan", float, None),
        ("True", bool, None),
        ("true", bool, True),
        ("", str, ""),
        ("a,, b", list[str], ["a", "", "b"]),
        ("1, x", list[int], None),
        ("", list[int], []),
    ],
)
def test_the_text_of_a_header_as_its_type(text: str | None, kind: type[object], found: object) -> None:
    value = parsed_header(text, kind)
    assert value == found and type(value) is type(found)
