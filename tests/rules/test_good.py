"""Good documents are met with silence: each folder of `good/` is a project that uses what is easily mistaken, and has nothing wrong."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.compiling import compile_in

HERE = Path(__file__).parent
PROJECTS = [HERE / "seeded" / "shop", *sorted((HERE / "good").iterdir())]


@pytest.mark.parametrize("project", PROJECTS, ids=[project.name for project in PROJECTS])
def test_nothing_is_said_about_a_good_project(project: Path, tmp_path: Path) -> None:
    folder = tmp_path / "project"
    shutil.copytree(project, folder)
    compiled = compile_in(folder)
    assert compiled.text == ""
    assert compiled.files
