"""Repetitions inside repetitions, which can make a search take exponential time.

Takes a pattern in Python's syntax, gives the first stretch that is such. A repetition inside a group is harmless when something that it cannot
match must come before or behind it: `(\\.\\d+)*`.
"""

from __future__ import annotations

import re
from typing import Final

from ..classes import dataclass, field

_ATOM: Final = re.compile(
    r"(?P<open>\((?:\?(?:P<\w+>|<?[=!]|[a-zA-Z-]*:|P=\w+))?)|(?P<close>\))|(?P<bar>\|)|(?P<anchor>\^|\$|\\[bBAZ])"
    r"|(?P<atom>\[\^?\]?(?:[^\]\\]|\\.)*\]|\\.|[^\\])",
    re.DOTALL,
)
_QUANTIFIER: Final = re.compile(r"(?P<any>\*|\+|\{\d*,\})\??|(?P<optional>\?|\{0?,\d+\})\??|\{\d+(?:,\d+)?\}\??")


@dataclass(slots=True)
class _Alternative:
    """What has been seen of one alternative of a group: atoms that repeat, atoms that must be there."""

    repeated: list[str] = field(default_factory=list[str])
    needed: list[str] = field(default_factory=list[str])

    def dangerous(self) -> bool:
        """Whether something repeats here that nothing keeps apart from its next round."""
        return any(all(_matches(repeated, needed) for needed in self.needed) for repeated in self.repeated)


@dataclass(slots=True)
class _Group:
    start: int
    alternatives: list[_Alternative]

    def dangerous(self) -> bool:
        return any(alternative.dangerous() for alternative in self.alternatives)


def nested_repetition(pattern: str) -> str | None:
    """The first group that repeats without bound and holds a repetition without bound; None when there is none."""
    groups = [_Group(0, [_Alternative()])]
    at = 0
    while at < len(pattern):
        match = _ATOM.match(pattern, at)
        if match is None:
            return None
        at = match.end()
        if match["open"] is not None:
            groups.append(_Group(match.start(), [_Alternative()]))
        elif match["bar"] is not None:
            groups[-1].alternatives.append(_Alternative())
        elif match["close"] is not None and len(groups) > 1:
            group = groups.pop()
            at, found = _close(pattern, at, group, groups[-1].alternatives[-1])
            if found:
                return pattern[group.start : at]
        elif match["atom"] is not None:
            at = _count(pattern, at, match.group(), groups[-1].alternatives[-1])
    return None


def _count(pattern: str, at: int, atom: str, into: _Alternative) -> int:
    quantifier = _QUANTIFIER.match(pattern, at)
    if quantifier is None or (quantifier["any"] is None and quantifier["optional"] is None):
        into.needed.append(atom)
    elif quantifier["any"] is not None:
        into.repeated.append(atom)
    return at if quantifier is None else quantifier.end()


def _close(pattern: str, at: int, group: _Group, into: _Alternative) -> tuple[int, bool]:
    """Count a group that ends into the alternative around it; says whether it repeats dangerously."""
    quantifier = _QUANTIFIER.match(pattern, at)
    if quantifier is not None and quantifier["any"] is not None:
        into.repeated.append("")
        return quantifier.end(), group.dangerous()
    for alternative in group.alternatives:
        into.repeated += alternative.repeated
    if quantifier is None and len(group.alternatives) == 1:
        into.needed += group.alternatives[0].needed
    return at if quantifier is None else quantifier.end(), False


def _matches(repeated: str, needed: str) -> bool:
    """Whether the repeated atom may match what the needed one does; of a class of characters we do not know, so it may."""
    literal = needed[-1] if len(needed) == 1 or (needed[0] == "\\" and not needed[1:].isalnum()) else None
    if literal is None or needed == "." or not repeated:
        return True
    return re.fullmatch(repeated, literal) is not None
