"""Each case is a folder with inputs and `expected/`: what is emitted, and `diagnostics.txt` when anything is said.

`pytest --update-goldens` rewrites the expected files. Whatever is expected must be Black-stable, the same on a second compilation, and, once over
all, clean under `mypy --strict` and pyright strict. `specs/` and `generated/` are a case too.
"""

from __future__ import annotations

import shutil
from pathlib import Path

import black
import pytest

from tests.checkers import gather, mypy_strict, pyright_strict
from tests.compiling import Compiled, compile_in
from tests.conftest import ROOT

CASES = Path(__file__).parent / "cases"
NAMES = sorted(path.parent.relative_to(CASES).as_posix() for path in CASES.rglob("expected") if path.is_dir())
NEW = sorted(
    path.relative_to(CASES).as_posix()
    for path in CASES.glob("*/*")
    if path.is_dir() and not (path / "expected").is_dir()
)
RUNTIME = "_runtime/"


def compile_case(name: str, workspace: Path) -> Compiled:
    """Compile a copy of the case's inputs, so that paths in messages begin at the case."""
    inputs = workspace / name.replace("/", "-")
    shutil.copytree(CASES / name, inputs, ignore=shutil.ignore_patterns("expected"))
    (inputs / ".git").mkdir()  # settings are looked for no further up
    return compile_in(inputs)


def rendered(compiled: Compiled) -> dict[str, str]:
    """The files that `expected/` holds: the runtime is the same everywhere, so it is left out."""
    files = {path: text for path, text in compiled.files.items() if not path.startswith(RUNTIME)}
    return files | ({"diagnostics.txt": compiled.text} if compiled.text else {})


def held(folder: Path) -> dict[str, str]:
    """The files in a folder, by path."""
    paths = sorted(path for path in folder.rglob("*") if path.is_file() and "__pycache__" not in path.parts)
    return {path.relative_to(folder).as_posix(): path.read_text(encoding="utf-8") for path in paths}


def rewrite(folder: Path, files: dict[str, str]) -> None:
    """Make the folder hold just these files."""
    shutil.rmtree(folder, ignore_errors=True)
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")


@pytest.mark.parametrize("name", NAMES + NEW)
def test_case(name: str, tmp_path: Path, update_goldens: bool) -> None:
    compiled = compile_case(name, tmp_path)
    files = rendered(compiled)
    if update_goldens:
        rewrite(CASES / name / "expected", files)
    assert files == held(CASES / name / "expected"), f"run `pytest --update-goldens` and read the diff of {name}"
    assert bool(compiled.errors) != bool(compiled.files)
    for path, text in compiled.files.items():
        assert not path.endswith(".py") or path.startswith(RUNTIME) or text == black.format_str(text, mode=black.Mode())


@pytest.mark.parametrize("name", NAMES)
def test_a_second_compilation_gives_the_same_bytes(name: str, tmp_path: Path) -> None:
    first = compile_case(name, tmp_path / "first")
    second = compile_case(name, tmp_path / "second")
    assert (first.files, first.text) == (second.files, second.text)


def test_generated_is_what_specs_compile_to() -> None:
    compiled = compile_in(ROOT, "specs")
    assert not compiled.errors, compiled.text
    assert compiled.files == held(ROOT / "generated"), "run `make generate` and read the diff"


@pytest.fixture(scope="session")
def packages(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The emitted packages of all cases and of `specs/`, side by side under names that are identifiers."""
    scratch = tmp_path_factory.mktemp("compiled")
    emitted = {"generated": ROOT / "generated"}
    for name in NAMES:
        compiled = compile_case(name, scratch)
        if compiled.files:
            target = scratch / "out" / name
            compiled.write(target)
            emitted[name] = target
    folder = tmp_path_factory.mktemp("packages")
    gather(emitted, folder)
    return folder


@pytest.mark.xdist_group("types")
def test_emitted_code_is_clean_under_mypy_strict(packages: Path) -> None:
    assert mypy_strict(packages) == ""


@pytest.mark.xdist_group("types")
def test_emitted_code_is_clean_under_pyright_strict(packages: Path) -> None:
    assert pyright_strict(packages) == ""
