"""The page of each rule: its failing example reports the rule, its correction is free of errors.

What is said of the failing example is held in `tests/golden/rules/` (`pytest --update-goldens` rewrites it).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

import pytest
from arazzo_codegen.diagnostics.model import Severity
from arazzo_codegen.diagnostics.render import text
from arazzo_codegen.diagnostics.render.report import Report
from arazzo_codegen.diagnostics.rules import RULES
from arazzo_codegen.project.cache import Cache
from arazzo_codegen.project.discover import choose, discover, roots
from arazzo_codegen.project.files import Files
from arazzo_codegen.project.run import compile_entries
from arazzo_codegen.project.settings import load_settings

PAGES = Path(__file__).parents[2] / "docs" / "rules"
BLOCK = re.compile(r"^```(?:yaml|json|toml) file=(\S+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
GOLDENS = Path(__file__).parents[1] / "golden" / "rules"
IN_THE_WORDS_OF_OTHERS = ("ARZ701", "ARZ702")
"""What is said there is what the OpenAPI validator says, whose texts change with its versions."""
REFUSED = "ARZ901"
"""Steps over messages are refused, also where nothing is wrong with them."""
CODES = sorted(path.stem for path in PAGES.glob("ARZ*.md"))


def section(page: str, title: str) -> str:
    """The text of a section of a page."""
    found = re.search(rf"^## {title}\n(.*?)(?=^## |\Z)", page, re.MULTILINE | re.DOTALL)
    assert found is not None, f"the page has no section `{title}`"
    return found[1]


def examples(page: str, title: str) -> dict[str, str]:
    """The files of a section, by name."""
    files = {match[1]: match[2] for match in BLOCK.finditer(section(page, title))}
    assert files, f"section `{title}` has no example"
    return files


def compile_files(files: Mapping[str, str], folder: Path, monkeypatch: pytest.MonkeyPatch) -> Report:
    """What is said about files that lie in a folder of their own; the settings are theirs as well."""
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="")
    monkeypatch.chdir(folder)
    read = Files()
    settings = load_settings(read)
    first = next(iter(files))
    if settings.failed or first.endswith(".toml"):
        return settings.report
    options = settings.with_roots(roots([first]))
    entries = choose(discover([first], read, None), read)
    _, report, _ = compile_entries(entries, read, options, Cache(None))
    return report


@pytest.mark.parametrize("code", CODES)
def test_the_failing_example_fails_and_the_correction_does_not(
    code: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, update_goldens: bool
) -> None:
    page = (PAGES / f"{code}.md").read_text(encoding="utf-8")
    report = compile_files(examples(page, "Fails"), tmp_path / "fails", monkeypatch)
    assert code in {diagnostic.rule.code for diagnostic in report.diagnostics}, text.render(report)
    if code not in IN_THE_WORDS_OF_OTHERS:
        golden = GOLDENS / f"{code}.txt"
        if update_goldens:
            golden.write_text(text.render(report), encoding="utf-8")
        assert golden.read_text(encoding="utf-8") == text.render(report)
    said = compile_files(examples(page, "Correction"), tmp_path / "correction", monkeypatch).diagnostics
    wrong = [d for d in said if d.rule.code == code or (d.severity is Severity.ERROR and d.rule.code != REFUSED)]
    assert not wrong, [f"{d.rule.code} {d.message}" for d in wrong]


@pytest.mark.parametrize("code", CODES)
def test_the_page_has_the_form_that_explain_prints(code: str) -> None:
    page = (PAGES / f"{code}.md").read_text(encoding="utf-8")
    heading, empty, said = page.split("\n")[:3]
    assert heading == f"# {code} {RULES[code].name}"
    assert not empty and said
    assert section(page, "Why it matters").strip()
    assert re.findall(r"^## .*", page, re.MULTILINE) == ["## Why it matters", "## Fails", "## Correction"]


def test_no_golden_is_left_of_a_rule_that_is_gone() -> None:
    assert [path.stem for path in sorted(GOLDENS.iterdir())] == [c for c in CODES if c not in IN_THE_WORDS_OF_OTHERS]
