"""What the pages show is so: files compile, sessions print what they are said to print, excerpts are those of golden cases."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

from tests.conftest import ROOT
from tests.docs.blocks import DOCS, Block, blocks, excerpt, pages, with_texts
from tests.docs.sessions import Play

PAGES = [path.relative_to(DOCS).as_posix() for path in pages()]
PLAYED = [name for name in PAGES if any("run" in block.options for block in blocks((DOCS / name).read_text("utf-8")))]
MARKED = {"file", "run", "start", "golden"}
OTHER_TOOLS = ("pip ", "git ", "make ", "pre-commit ", "python3 -m venv ", "source ", ". ")


@pytest.fixture
def play(tmp_path: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Play]:
    """An empty folder of a project."""
    folder = tmp_path / "project"
    folder.mkdir()
    (folder / ".git").mkdir()  # settings are looked for no further up
    playing = Play(folder, tmp_path_factory.getbasetemp() / "cache")
    yield playing
    playing.stop()


@pytest.mark.parametrize("name", PLAYED)
def test_sessions_print_what_the_page_shows(name: str, play: Play, update_goldens: bool) -> None:
    page = (DOCS / name).read_text(encoding="utf-8")
    if name != "tutorial.md":
        example = "amazon-connect" if name == "guide/aws.md" else "pets"
        shutil.copytree(ROOT / "specs" / example, play.folder / "specs" / example)
    different = play.page(page)
    if update_goldens:
        (DOCS / name).write_text(with_texts(page, different), encoding="utf-8")
        return
    assert not different, "\n".join(f"shown:\n{block.text}\nprinted:\n{text}" for block, text in different)


@pytest.mark.parametrize("name", PAGES)
def test_excerpts_are_of_golden_cases(name: str, update_goldens: bool) -> None:
    page = (DOCS / name).read_text(encoding="utf-8")
    found = [(block, excerpt(block)) for block in blocks(page) if "golden" in block.options]
    if update_goldens and found:
        (DOCS / name).write_text(with_texts(page, found), encoding="utf-8")
        return
    for block, text in found:
        assert block.text == text, f"run `pytest tests/docs --update-goldens` and read the diff of {name}"


@pytest.mark.parametrize("name", PAGES)
def test_other_blocks_are_well_formed(name: str) -> None:
    for block in blocks((DOCS / name).read_text(encoding="utf-8")):
        if not MARKED & set(block.options):
            check(block)


def check(block: Block) -> None:
    """A block that no test runs is at least what it says it is."""
    match block.language:
        case "python":
            compile(block.text, "<page>", "exec")
        case "yaml":
            list(yaml.safe_load_all(block.text))
        case "toml":
            tomllib.loads(block.text)
        case "json":
            json.loads(block.text)
        case "sh":
            subprocess.run(["bash", "-n"], input=block.text, text=True, check=True)
        case "console":
            commands = re.findall(r"^\$ (.*)", block.text, re.MULTILINE)
            assert commands and all(command.startswith(OTHER_TOOLS) for command in commands), block.text
        case language:
            assert language in ("text", "mermaid"), f"a block of `{language}` that no test looks at"


@pytest.mark.parametrize("name", PAGES)
def test_links_lead_somewhere(name: str) -> None:
    page = re.sub(r"```.*?```", "", (DOCS / name).read_text(encoding="utf-8"), flags=re.DOTALL)
    for link in re.findall(r"\]\(([^)\s]+)\)", page):
        if "://" not in link and not link.startswith("#"):
            assert ((DOCS / name).parent / link.partition("#")[0]).exists(), f"{name}: {link}"


def test_every_page_is_in_the_navigation() -> None:
    navigation = (ROOT / "mkdocs.yml").read_text(encoding="utf-8")
    assert [name for name in PAGES if name not in navigation] == []
