"""Actions whose status code cannot be on their side: warned, and left out of the code."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.compiling import Compiled, compile_in

DESCRIPTION = {
    "openapi": "3.0.3",
    "info": {"title": "Shop", "version": "1"},
    "servers": [{"url": "https://shop.example"}],
    "paths": {"/find": {"get": {"operationId": "find", "responses": {"default": {"description": "any"}}}}},
}


def compiled(folder: Path, **step: object) -> Compiled:
    document = {
        "arazzo": "1.0.1",
        "info": {"title": "Shop", "version": "1"},
        "sourceDescriptions": [{"name": "shop", "url": "shop.json", "type": "openapi"}],
        "workflows": [{"workflowId": "buy", "steps": [{"stepId": "look", "operationId": "find", **step}]}],
    }
    (folder / "shop.json").write_text(json.dumps(DESCRIPTION))
    (folder / "flow.json").write_text(json.dumps(document))
    return compile_in(folder, "flow.json")


def ending(status: int) -> list[dict[str, object]]:
    return [{"name": "over", "type": "end", "criteria": [{"condition": f"$statusCode == {status}"}]}]


@pytest.mark.parametrize(
    "step",
    [
        {"onSuccess": ending(404)},
        {"onFailure": ending(201)},
        {"successCriteria": [{"condition": "$statusCode == 200"}], "onFailure": ending(200)},
        {"successCriteria": [{"condition": "$statusCode == 404"}], "onSuccess": ending(200)},
    ],
)
def test_a_status_of_the_other_side_is_warned_of_and_not_compared_with(tmp_path: Path, step: dict[str, object]) -> None:
    made = compiled(tmp_path, **step)
    assert "ARZ521" in made.codes
    assert "return {}" in made.files["flow.py"] and made.files["flow.py"].count("return {}") == 1


@pytest.mark.parametrize(
    "step",
    [
        {"onSuccess": ending(201)},
        {"onFailure": ending(404)},
        {
            "successCriteria": [{"condition": "$statusCode == 200"}, {"condition": "$response.body != null"}],
            "onFailure": ending(200),
        },
    ],
)
def test_a_status_that_is_possible_is_none_of_that(tmp_path: Path, step: dict[str, object]) -> None:
    assert "ARZ521" not in compiled(tmp_path, **step).codes
