"""The JSONPath library, in a module that is imported when the first query is asked: that takes longer than all else of the runtime.

Takes a query without placeholders; gives the selected nodes.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TypeAlias

from jsonpath_rfc9535 import JSONPathEnvironment, JSONPathError, JSONPathQuery

from .kinds import untyped

__all__ = ("Node", "find")

Node: TypeAlias = tuple[tuple[str | int, ...], object]
"""Where a node lies, and its value."""


class _Deep(JSONPathEnvironment):
    """`..` goes as deep as Python can; the library stops at a hundred levels."""

    max_recursion_depth = 100_000


_ENVIRONMENT = _Deep()


def find(query: str, context: object) -> list[Node]:
    """The nodes that a query selects; none where it cannot be evaluated."""
    try:
        return [(tuple(node.location), node.value) for node in _compiled(query).find(untyped(context))]
    except (JSONPathError, RecursionError, TypeError, ValueError):
        return []


@lru_cache(maxsize=256)
def _compiled(query: str) -> JSONPathQuery:
    return _ENVIRONMENT.compile(query)
