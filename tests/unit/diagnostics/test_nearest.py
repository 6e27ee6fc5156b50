"""Near names: what is suggested, and what is too far to be worth a word."""

from __future__ import annotations

import pytest
from arazzo_codegen.diagnostics.nearest import nearest, nearest_rule


@pytest.mark.parametrize(
    ("name", "candidates", "wanted"),
    [
        ("logni", ("logout", "login"), "login"),
        ("Login", ("logins", "login"), "login"),
        ("stepID", ("stepIds", "stepId"), "stepId"),
        ("abcd", ("abce", "abcf"), "abce"),
        ("ab", ("ba",), "ba"),
        ("a", ("b",), None),
        ("a", ("A",), "A"),
        ("", ("x",), None),
        ("pet", ("order", "customer"), None),
        ("operation", ("operationId", "operationPath"), "operationId"),
        ("x" * 5000, ("y" * 5000,), None),
        ("anything", (), None),
    ],
)
def test_nearest(name: str, candidates: tuple[str, ...], wanted: str | None) -> None:
    assert nearest(name, candidates) == wanted


def test_another_number_is_another_rule() -> None:
    rules = ("ARZ009", "ARZ203", "unknown-step")
    assert nearest_rule("ARZ999", rules) is None
    assert nearest_rule("AZR203", rules) == "ARZ203"
    assert nearest_rule("unkown-step", rules) == "unknown-step"
