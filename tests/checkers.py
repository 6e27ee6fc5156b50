"""Type checkers over emitted packages: each package is copied under a name that is an identifier, and all are checked in one run."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path


def gather(packages: dict[str, Path], folder: Path) -> None:
    """Copy each emitted package below `folder` under its (mended) name."""
    for name, source in packages.items():
        shutil.copytree(
            source, folder / re.sub(r"\W", "_", name), ignore=shutil.ignore_patterns("diagnostics.txt", "__pycache__")
        )


def mypy_strict(folder: Path) -> str:
    """What `mypy --strict` says about all packages below `folder`; empty when it is content."""
    command = [
        sys.executable,
        "-m",
        "mypy",
        "--strict",
        "--no-error-summary",
        "--python-version",
        "3.11",
        "--config-file=",
        ".",
    ]
    return _run(command, folder)


def pyright_strict(folder: Path) -> str:
    """What pyright says in strict mode about all packages below `folder`; empty when it is content."""
    settings = '{"typeCheckingMode": "strict", "pythonVersion": "3.11", "include": ["."]}'
    (folder / "pyrightconfig.json").write_text(settings, encoding="utf-8")
    command = [sys.executable, "-m", "pyright", "--pythonpath", sys.executable]
    text = _run(command, folder)
    return "" if text.startswith("0 errors, 0 warnings") else text


def _run(command: list[str], folder: Path) -> str:
    result = subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=600)
    return (result.stdout + result.stderr).strip()
