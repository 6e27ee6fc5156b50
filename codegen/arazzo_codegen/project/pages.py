"""The pages of the rules.

Takes a code or a name of a rule, gives its page in Markdown: from the package where it is installed, else from the checkout.
"""

from __future__ import annotations

import os


def page(code: str) -> str | None:
    """The page of the rule with this code, None when there is none."""
    if not code.isalnum():
        return None
    path = os.path.join(_folder(), f"{code}.md")
    if not os.path.isfile(path):
        return None
    with open(path, encoding="utf-8") as file:
        return file.read()


def _folder() -> str:
    package = os.path.dirname(os.path.dirname(__file__))
    packaged = os.path.join(package, "rule_pages")
    checkout = os.path.dirname(os.path.dirname(package))
    return packaged if os.path.isdir(packaged) else os.path.join(checkout, "docs", "rules")
