"""What the README shows is what there is."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

from tests.compiling import compile_in
from tests.conftest import ROOT

README = (ROOT / "README.md").read_text(encoding="utf-8")
DOCUMENT = "specs/amazon-connect/arazzo/start-outbound-contact-and-track.arazzo.yaml"
MODULE = "generated/amazon_connect/start_outbound_contact_and_track.py"


def blocks(language: str) -> list[str]:
    """The fenced blocks of a language."""
    return re.findall(rf"```{language}\n(.*?)```", README, re.DOTALL)


def test_the_step_shown_is_of_the_document() -> None:
    assert blocks("yaml")[0] in (ROOT / DOCUMENT).read_text(encoding="utf-8")


def test_the_code_shown_is_of_the_emitted_module() -> None:
    assert blocks("python")[0] in (ROOT / MODULE).read_text(encoding="utf-8")


def test_the_diagnostic_shown_is_what_is_said(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "specs", tmp_path / "specs")
    document = tmp_path / DOCUMENT
    text = document.read_text(encoding="utf-8")
    document.write_text(text.replace("$steps.startCall.outputs", "$steps.startCal.outputs", 1), encoding="utf-8")
    assert blocks("text")[0] in compile_in(tmp_path, "specs").text


def test_the_commands_shown_are_targets() -> None:
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    shown = set(re.findall(r"^\$ make ([a-z-]+)", README, re.MULTILINE))
    assert shown and shown <= targets


def test_links_lead_somewhere() -> None:
    links = [link for link in re.findall(r"\]\(([^)]+)\)", README) if "://" not in link]
    assert links and all((ROOT / link).exists() for link in links)
