"""A traceback leads to the step: the line that raised stands below the comment that names it."""

from __future__ import annotations

import traceback
from pathlib import Path

import httpx2
import pytest

from tests.behaviour.http.loading import Load
from tests.behaviour.http.recording_server import Answer, Recorder


@pytest.mark.parametrize(
    ("answers", "step"),
    [([Answer(500)], "find-pet"), ([Answer(200, [{"id": 7, "name": "Minka"}]), Answer(422)], "request-adoption")],
)
def test_the_line_that_raised_stands_below_the_comment_of_its_step(
    load: Load, server: Recorder, http: httpx2.Client, answers: list[Answer], step: str
) -> None:
    server.script(*answers)
    shelter = load("apis.shelter").Shelter(http, base_url=server.url, visitor_key="key")
    with pytest.raises(load("_runtime.errors").StepFailed) as caught:
        load("pets").adopt_pet(shelter, kinds=["cat"], adopter="Ada")
    last = traceback.extract_tb(caught.value.__traceback__)[-1]
    assert Path(last.filename).name == "pets.py" and last.lineno is not None
    above = Path(last.filename).read_text(encoding="utf-8").splitlines()[: last.lineno]
    comments = [line.strip() for line in above if line.lstrip().startswith("# ")]
    assert comments[-1].startswith(f"# {step}:")
