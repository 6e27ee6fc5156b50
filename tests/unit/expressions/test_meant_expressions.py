"""What begins like a runtime expression and is none is met with the expression that was meant."""

from __future__ import annotations

import pytest
from arazzo_codegen.parse.meant import meant


@pytest.mark.parametrize(
    ("written", "standard"),
    [
        ("$workflow.inputs.x", "$inputs.x"),
        ("$workflow.outputs.x#/y", "$outputs.x#/y"),
        ("$status", "$statusCode"),
        ("$response.status_code", "$statusCode"),
        ("$headers.X-Page", "$response.header.X-Page"),
        ("$header.X-Page", "$response.header.X-Page"),
        ("$body", "$response.body"),
        ("$body.items[0].id", "$response.body#/items/0/id"),
        ("$body#/id", "$response.body#/id"),
        ("$response.body/id", "$response.body#/id"),
        ("$response.data.id", "$response.body#/data/id"),
        ("$response#/id", "$response.body#/id"),
        ("$.items[0]['id']", "$response.body#/items/0/id"),
        ("$parameters.x", None),
        ("$inputs.x", None),
        ("$bodyguard", None),
        ("$5", None),
    ],
)
def test_what_is_meant(written: str, standard: str | None) -> None:
    assert meant(written) == standard
