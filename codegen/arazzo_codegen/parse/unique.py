"""Names that must be unique, and names that should look like names.

Takes scalars with the key that must differ; reports the later of two that are equal, with the earlier one beside it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TypeVar

from ..diagnostics.model import Label, Reporter, Rule
from ..diagnostics.rules import shape as rules
from ..load.model import ScalarNode

_USUAL = re.compile(r"[A-Za-z0-9_\-]+")
_KEY = re.compile(r"[a-zA-Z0-9.\-_]+")
Key = TypeVar("Key")


def check_unique(
    named: Iterable[tuple[Key, ScalarNode]], what: str, reporter: Reporter, rule: Rule = rules.DUPLICATE_NAME
) -> None:
    """Report each scalar whose key was there before."""
    first: dict[Key, ScalarNode] = {}
    for key, node in named:
        earlier = first.setdefault(key, node)
        if earlier is not node:
            reporter.report(
                rule,
                f"{what} `{node.value}` is there twice",
                node.span,
                label="the second one",
                related=(Label(earlier.span, "the first one"),),
                help="rename or remove one of them",
            )


def check_usual(node: ScalarNode, what: str, reporter: Reporter) -> None:
    """The identifiers that SHOULD conform to `[A-Za-z0-9_\\-]+`."""
    if _USUAL.fullmatch(str(node.value)) is None:
        message = f"{what} `{node.value}` has characters that an identifier should not have"
        reporter.report(rules.UNUSUAL_NAME, message, node.span, help="use letters, digits, `_` and `-`")


def check_key(node: ScalarNode, what: str, reporter: Reporter) -> None:
    """The keys of `outputs` and components, which MUST match `^[a-zA-Z0-9\\.\\-_]+$`; others work here all the same."""
    if _KEY.fullmatch(str(node.value)) is None:
        message = f"{what} `{node.value}` has characters that its name must not have"
        reporter.report(rules.INVALID_NAME, message, node.span, help="use letters, digits, `.`, `_` and `-`")
