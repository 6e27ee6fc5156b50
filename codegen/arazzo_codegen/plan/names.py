"""The only place that gives a Python name.

Takes the identifiers that names of documents are, gives each of them once in its scope.
"""

from __future__ import annotations

from collections.abc import Iterable

from ..identifiers import RESERVED, camel, constant, safe, snake, words

__all__ = ("RESERVED", "Scope", "camel", "constant", "response_name", "safe", "snake", "words")


class Scope:
    """The names of one scope, each given once: a second one of the same name gets a number."""

    __slots__ = ("_taken",)

    def __init__(self, taken: Iterable[str] = ()) -> None:
        self._taken = set(taken)

    def name(self, wanted: str) -> str:
        """A name that is not yet taken, as wanted where that is possible."""
        given, number = wanted, 1
        while given in self._taken:
            number += 1
            given = f"{wanted.rstrip('_')}_{number}"
        self._taken.add(given)
        return given

    def __contains__(self, name: str) -> bool:
        return name in self._taken


def response_name(step_id: str, scope: Scope) -> str:
    """The variable of a step's response: called after the step, and marked as a step's where something else has that name."""
    name = snake(step_id)
    return f"{name.strip('_')}_step" if name in scope else name
