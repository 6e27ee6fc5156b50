"""The specification's own schema tests, where they are at hand: what must pass has no error, what must fail has one."""

from __future__ import annotations

from pathlib import Path

import pytest

from .reading import read

SUITE = Path(__file__).parents[4] / "shared" / "corpus" / "oai-tests" / "tests" / "schema"
FILES = sorted(SUITE.glob("*/*.yaml"))
SOURCES_ARE_NOT_THERE = "ARZ013"
FAILS_LATER = {
    "async-depends-on-invalid-reference.arazzo.yaml": "`$steps.x` in a step's `dependsOn` has a plain meaning: a warning when names are bound",
    "invalid-async-parameter-without-in.arazzo.yaml": "a missing `in` is looked up in the operation when it is bound",
    "invalid-openapi-parameter-without-in.arazzo.yaml": "a missing `in` is looked up in the operation when it is bound",
}
PASSES_THE_SCHEMA_ONLY = {
    "asyncapi-success-criteria.arazzo.yaml": "a comparison is no JSONPath query: RFC 9535 has no such query, and 1.1 wants RFC 9535",
    "oauth-example.yaml": "a comparison is no JSONPath query: RFC 9535 has no such query, and 1.1 wants RFC 9535",
}


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_the_verdict_is_that_of_the_suite(path: Path) -> None:
    found = read(path.read_text(encoding="utf-8"))
    errors = [diagnostic for diagnostic in found.errors if diagnostic.rule.code != SOURCES_ARE_NOT_THERE]
    fails = path.parent.name == "fail" and path.name not in FAILS_LATER
    assert bool(errors) is (fails or path.name in PASSES_THE_SCHEMA_ONLY), errors
