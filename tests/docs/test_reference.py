"""Pages that are made from the code are those that the code makes."""

from __future__ import annotations

import contextlib
from pathlib import Path

import pytest
from arazzo_codegen.cli import run
from arazzo_codegen.project.command_line_page import command_line_page
from arazzo_codegen.project.rules_page import rules_page

from tests.conftest import ROOT

REFERENCE = ROOT / "docs" / "reference"
MADE = {"rules-index.md": rules_page, "command-line.md": command_line_page}


@pytest.mark.parametrize("name", MADE)
def test_the_page_is_what_the_code_makes(name: str, update_goldens: bool) -> None:
    page = REFERENCE / name
    if update_goldens:
        page.write_text(MADE[name](), encoding="utf-8")
    assert page.read_text(encoding="utf-8") == MADE[name](), "run `pytest tests/docs --update-goldens`"


def test_the_pictures_are_those_of_the_examples(update_goldens: bool, tmp_path: Path) -> None:
    pictures = ["specs", "--graph", "svg", "-o", "docs/pictures", "--quiet", "--cache-dir", str(tmp_path)]
    with contextlib.chdir(ROOT):
        if update_goldens:
            assert run(pictures) == 0
        assert run([*pictures, "--check"]) == 0, "run `pytest tests/docs --update-goldens`"
