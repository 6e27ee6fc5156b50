"""The page of a rule, as `--explain` prints it.

Takes what the user calls the rule: its code in any case, the number of the code, or the name; gives the page, in which the correction shows the files
that it changes.
"""

from __future__ import annotations

import re

from ..diagnostics.rules import RULES
from .pages import page

_BLOCK = re.compile(r"^```\w+ file=(\S+)\n(?:.*\n)*?```\n", re.MULTILINE)
_EMPTY, _ONE = re.compile(r"\n{3,}"), "\n\n"
_CORRECTION = "\n## Correction\n"


def explanation(name: str) -> str | None:
    """The page of a rule, None when there is none."""
    text = page(_code(name))
    return None if text is None else _without_repetitions(text)


def _code(name: str) -> str:
    wanted = name.strip().casefold()
    if re.fullmatch(r"\d{3}", wanted):
        return f"ARZ{wanted}"
    return next((code for code, rule in RULES.items() if rule.name == wanted), wanted.upper())


def _without_repetitions(text: str) -> str:
    """The page without the files of the correction that are those of the failing example."""
    fails, heading, correction = text.partition(_CORRECTION)
    shown = {match[0] for match in _BLOCK.finditer(fails)}
    same = [match[1] for match in _BLOCK.finditer(correction) if match[0] in shown]
    if not same:
        return text
    changed = _BLOCK.sub(lambda match: "" if match[0] in shown else match[0], correction).strip("\n")
    names = ", ".join(f"`{name}`" for name in same)
    verb = "stays as it is" if len(same) == 1 else "stay as they are"
    return f"{fails}{heading}\n{_EMPTY.sub(_ONE, changed)}\n\n{names} {verb}.\n"
