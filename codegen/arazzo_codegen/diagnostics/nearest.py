"""The near name: what somebody who wrote an unknown name probably meant.

Takes a name and the names that exist, gives the one that is nearest, or None when nothing is near enough to be worth a word.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

_LONGEST = 200
"""Names longer than this are not compared: the distance costs the product of the lengths."""


_NUMBER = re.compile(r"\d{3,}$")


def nearest(name: str, candidates: Iterable[str]) -> str | None:
    """The candidate that `name` was probably meant to be.

    One that differs in upper and lower case alone comes first; else the least restricted Damerau-Levenshtein distance, which may be at
    most a third of the length of the name. Of candidates that are equally near the first wins.
    """
    names = tuple(candidates)
    folded = name.casefold()
    for candidate in names:
        if candidate.casefold() == folded:
            return candidate
    best, bound = None, _bound(name)
    letters = frozenset(folded)
    for candidate in names:
        other = candidate.casefold()
        # Each letter that the other lacks costs an edit, which tells most names apart without a look at their order.
        if len(letters.difference(other)) > bound:
            continue
        distance = _distance(folded, other, bound)
        if distance <= bound:
            best, bound = candidate, distance - 1
    return best


def nearest_rule(name: str, candidates: Iterable[str]) -> str | None:
    """The code or name of a rule that was meant. A code with another number is another rule: only its letters can be misspelt."""
    number = _NUMBER.search(name)
    return nearest(name, (other for other in sorted(candidates) if number is None or other.endswith(number[0])))


def _bound(name: str) -> int:
    """The greatest distance worth a suggestion: one for names of two letters, a third of the length for the rest."""
    if not 2 <= len(name) <= _LONGEST:
        return 0
    return max(1, (len(name) + 1) // 3)


def _distance(left: str, right: str, bound: int) -> int:
    """Restricted Damerau-Levenshtein distance of two strings; any number above `bound` when it is more than that."""
    if abs(len(left) - len(right)) > bound:
        return bound + 1
    before: list[int] = []
    row = list(range(len(right) + 1))
    for i, a in enumerate(left, 1):
        line = [i]
        for j, b in enumerate(right, 1):
            cost = min(row[j] + 1, line[j - 1] + 1, row[j - 1] + (a != b))
            if i > 1 and j > 1 and a == right[j - 2] and left[i - 2] == b:
                cost = min(cost, before[j - 2] + 1)
            line.append(cost)
        if min(line) > bound and min(row) > bound:
            return bound + 1
        before, row = row, line
    return row[-1]
