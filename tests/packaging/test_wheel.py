"""What is installed from the wheel works away from the checkout; the wheel is made from the source distribution.

Nothing here needs a package index: the build uses the environment's hatchling, and the wheel is unpacked without its dependencies.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tarfile
import zipfile
from dataclasses import dataclass
from email.parser import Parser
from pathlib import Path

import arazzo_codegen
import pytest
from arazzo_codegen.diagnostics.rules import RULES

from tests.conftest import ROOT

pytestmark = pytest.mark.xdist_group("wheel")  # so that it is built once


@dataclass(frozen=True)
class Built:
    """The two distributions, and the folder into which the wheel is installed."""

    source: Path
    wheel: Path
    installed: Path

    def run(self, folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Run the installed command in `folder`."""
        environment = {**os.environ, "PYTHONPATH": str(self.installed), "PYTHONSAFEPATH": "1"}
        command = [str(self.installed / "bin" / "arazzo-codegen"), *arguments]
        return subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, timeout=120)


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """Build the source distribution, the wheel from it, and install that."""
    dist = tmp_path_factory.mktemp("dist")
    installed = tmp_path_factory.mktemp("installed")
    python(ROOT, "-m", "build", "--no-isolation", "--outdir", str(dist))
    (source,), (wheel,) = dist.glob("*.tar.gz"), dist.glob("*.whl")
    python(dist, "-m", "pip", "install", "--quiet", "--no-deps", "--no-index", "--target", str(installed), str(wheel))
    return Built(source, wheel, installed)


def python(folder: Path, *arguments: str) -> None:
    """Run this Python; what it says is shown where it fails."""
    command = [sys.executable, *arguments]
    result = subprocess.run(command, cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    assert result.returncode == 0, result.stdout


def held(folder: Path) -> dict[str, bytes]:
    """The files below a folder that git would hold."""
    paths = [path for path in folder.rglob("*") if path.is_file() and "__pycache__" not in path.parts]
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}


def test_it_compiles_the_examples_as_the_checkout_does(built: Built, tmp_path: Path) -> None:
    (tmp_path / "specs").symlink_to(ROOT / "specs")
    result = built.run(tmp_path, "specs/", "-o", "generated/", "--no-cache")
    assert result.returncode == 0, result.stderr
    assert held(tmp_path / "generated") == held(ROOT / "generated")


def test_what_runs_is_what_was_installed(built: Built, tmp_path: Path) -> None:
    assert built.run(tmp_path, "--version").stdout == f"arazzo-codegen {arazzo_codegen.__version__}\n"
    code = "import arazzo_codegen, sys; sys.stdout.write(arazzo_codegen.__file__)"
    environment = {**os.environ, "PYTHONPATH": str(built.installed), "PYTHONSAFEPATH": "1"}
    found = subprocess.run([sys.executable, "-c", code], cwd=tmp_path, env=environment, capture_output=True, text=True)
    assert Path(found.stdout).is_relative_to(built.installed)


def test_it_explains_every_rule(built: Built, tmp_path: Path) -> None:
    pages = ROOT / "docs" / "rules"
    asked = [sys.executable, "-m", "arazzo_codegen", "--explain", "ARZ203"]
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "codegen")}
    here = subprocess.run(asked, cwd=tmp_path, env=environment, capture_output=True, text=True, check=True)
    shown, page = built.run(tmp_path, "--explain", "ARZ203").stdout, (pages / "ARZ203.md").read_text("utf-8")
    assert shown == here.stdout and shown.split("## Correction")[0] == page.split("## Correction")[0]
    packaged = {path.stem for path in (built.installed / "arazzo_codegen" / "rule_pages").glob("*.md")}
    assert packaged == set(RULES)


def test_it_holds_what_it_should(built: Built) -> None:
    with zipfile.ZipFile(built.wheel) as wheel:
        names = set(wheel.namelist())
    info = f"arazzo_codegen-{arazzo_codegen.__version__}.dist-info"
    assert {name.split("/")[0] for name in names} == {"arazzo_codegen", info}
    assert {"arazzo_codegen/py.typed", f"{info}/licenses/LICENSE", f"{info}/entry_points.txt"} <= names
    package = ROOT / "codegen" / "arazzo_codegen"
    modules = {path.relative_to(package.parent).as_posix() for path in package.rglob("*.py")}
    assert modules == {name for name in names if name.endswith(".py")}


def test_what_it_says_of_itself(built: Built) -> None:
    (metadata,) = built.installed.glob("*.dist-info/METADATA")
    said = Parser().parsestr(metadata.read_text(encoding="utf-8"))
    assert (said["Name"], said["Version"]) == ("arazzo-codegen", arazzo_codegen.__version__)
    assert (said["License-Expression"], said["Requires-Python"]) == ("Apache-2.0", ">=3.11")
    assert "compiles" in str(said.get_payload())


def test_the_source_distribution_holds_the_package_alone(built: Built) -> None:
    with tarfile.open(built.source) as archive:
        parts = {tuple(name.split("/")[1:]) for name in archive.getnames()}
    tops = {part[0] for part in parts if part}
    folders = {"codegen", "templates", "docs"}
    assert tops == folders | {"README.md", "CHANGELOG.md", "LICENSE", "PKG-INFO", "pyproject.toml", ".gitignore"}
