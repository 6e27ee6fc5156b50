"""The index of the rules, made from the catalogue and the first lines of the rules' pages.

`python -m arazzo_codegen.project.rules_page > docs/reference/rules-index.md`
"""

from __future__ import annotations

from collections.abc import Iterator
from types import ModuleType

from ..diagnostics.model import Rule
from ..diagnostics.rules import FAMILIES
from .pages import page

_HEADER = """\
# Rules

Each code has a page with an example and its correction, which `arazzo-codegen --explain ARZ203` prints too. The first digit is the family. Errors stop the
compilation; warnings do not, unless [`strict`](settings.md#strict) says so or [`severity`](settings.md#severity) makes errors of them. A comment
`# arazzo-codegen: ignore[ARZ503]` on the line silences a warning there.

This page is made from the code: `python -m arazzo_codegen.project.rules_page`.
"""

_TITLES = (
    "Reading",
    "The shape of the document",
    "Names",
    "Expressions and criteria",
    "Contracts with the operation",
    "Control flow",
    "AWS and security",
    "Source descriptions",
    "What arazzo-codegen cannot do",
)


def rules_page() -> str:
    """The page in Markdown."""
    sections = (_section(title, family) for title, family in zip(_TITLES, FAMILIES, strict=True))
    return _HEADER + "".join(sections)


def _section(title: str, family: ModuleType) -> str:
    rules = sorted((value for value in vars(family).values() if isinstance(value, Rule)), key=lambda rule: rule.code)
    head = f"\n## {title}\n\n| code | name | severity | what it says |\n| --- | --- | --- | --- |\n"
    return head + "".join(_row(rule) for rule in rules)


def _row(rule: Rule) -> str:
    said = " ".join(_summary(page(rule.code) or "")).replace("|", "\\|")
    return f"| [{rule.code}](../rules/{rule.code}.md) | `{rule.name}` | {rule.severity.value} | {said} |\n"


def _summary(text: str) -> Iterator[str]:
    """The lines between the heading and the next one, up to the end of a sentence."""
    for line in text.split("\n## ")[0].splitlines()[1:]:
        if line.strip():
            sentence, end, _ = f"{line.strip()} ".partition(". ")
            yield sentence + end.strip() if end else line.strip()
            if end:
                return


if __name__ == "__main__":
    print(rules_page(), end="")
