"""The documentation site builds without a warning (`make docs`), where the tool that builds it is installed."""

from __future__ import annotations

import importlib.util
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT


@pytest.mark.skipif(importlib.util.find_spec("zensical") is None, reason="group `docs` is not installed")
def test_the_site_builds_without_warnings(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "docs", tmp_path / "docs")
    shutil.copy(ROOT / "mkdocs.yml", tmp_path)
    built = subprocess.run(
        [os.path.join(os.path.dirname(sys.executable), "zensical"), "build", "--strict"],
        cwd=tmp_path,
        env=os.environ | {"PYTHONPATH": "docs/extensions"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    assert built.returncode == 0 and "No issues found" in built.stdout, built.stdout
    assert 'class="filename"' in (tmp_path / "site" / "tutorial" / "index.html").read_text(encoding="utf-8")
