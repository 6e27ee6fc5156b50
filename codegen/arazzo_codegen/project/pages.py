"""The pages of the rules.

Takes a code or a name of a rule, gives its page in Markdown: from the package where it is installed, else from the checkout.
"""

from __future__ import annotations

from pathlib import Path


def page(code: str) -> str | None:
    """The page of the rule with this code, None when there is none."""
    if not code.isalnum():
        return None
    path = _folder() / f"{code}.md"
    return path.read_text("utf-8") if path.is_file() else None


def _folder() -> Path:
    package = Path(__file__).parents[1]
    packaged = package / "rule_pages"
    return packaged if packaged.is_dir() else package.parents[1] / "docs" / "rules"
