"""The package, and what tests and benchmarks share, are clean under both type checkers, as pyproject.toml sets them."""

from __future__ import annotations

import subprocess
import sys

import pytest

from tests.conftest import ROOT


@pytest.mark.parametrize("checker", ["mypy", "pyright"])
def test_the_code_is_clean_under(checker: str) -> None:
    python = ["--pythonpath", sys.executable] if checker == "pyright" else []
    command = [sys.executable, "-m", checker, *python]
    result = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=600)
    assert result.returncode == 0, result.stdout + result.stderr
