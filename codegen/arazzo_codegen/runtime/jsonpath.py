"""JSONPath queries (RFC 9535) over decoded JSON.

Takes a query that the compiler has checked; gives what it selects. A placeholder in it stands for a value that is known when it runs: the value is
put in as a literal, so nothing of it is parsed as a query. `'\\ue000N'` is the Nth value by itself, `\\ue001N\\ue002` its text inside a literal.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

from .selectors import gathered, nothing_to_replace, replaced
from .unset import UNSET
from .values import text

if TYPE_CHECKING:
    from .jsonpath_engine import Node

__all__ = ("Query",)

_PLACEHOLDER = re.compile("'\ue000(\\d+)'|\ue001(\\d+)\ue002")


class Query:
    """A query. Methods take the values of its placeholders, in order."""

    __slots__ = ("_is_template", "_text")

    def __init__(self, text: str) -> None:
        self._text = text
        self._is_template = _PLACEHOLDER.search(text) is not None

    def select(self, context: object, *bound: object) -> object:
        """The value of the selected node: `UNSET` for no node, a list of values for several."""
        return gathered([value for _, value in self._nodes(context, bound)])

    def test(self, context: object, *bound: object) -> bool:
        """Whether a node is selected; false, too, for what cannot be evaluated."""
        return bool(self._nodes(context, bound))

    def replace(self, payload: object, value: object, *bound: object) -> object:
        """A copy of the payload with `value` in the place of each selected node; `InputError` when there is none."""
        nodes = self._nodes(payload, bound)
        if not nodes:
            raise nothing_to_replace(self._text)
        for location, _ in sorted(nodes, key=lambda node: len(node[0]), reverse=True):
            payload = replaced(payload, location, value)
        return payload

    def _nodes(self, context: object, bound: tuple[object, ...]) -> list[Node]:
        if context is None or context is UNSET:
            return []
        from .jsonpath_engine import find

        query = _PLACEHOLDER.sub(lambda match: _literal(match, bound), self._text) if self._is_template else self._text
        return find(query, context)


def _literal(match: re.Match[str], bound: tuple[object, ...]) -> str:
    """The literal for a placeholder: scalars are what they are, objects and lists their JSON as a string."""
    alone, inside = match.groups()
    value = bound[int(alone or inside)]
    if inside is not None:
        return _escaped(text(value))
    if value is None or isinstance(value, bool | int | float):
        return json.dumps(value)
    return f"'{_escaped(text(value))}'"


def _escaped(value: str) -> str:
    """Text for a literal in quotes of either kind: both quotes as code points."""
    return json.dumps(value)[1:-1].replace('\\"', "\\u0022").replace("'", "\\u0027")
