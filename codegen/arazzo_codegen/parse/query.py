"""JSONPath queries with runtime expressions in them (section "Runtime Expressions in Conditions").

Takes the scalar of a query, gives its text with a placeholder in the place of each expression: `'\\ue000N'` for a value that stands by itself,
`\\ue001N\\ue002` inside a string literal. The values are put in as literals when the query runs, so nothing of them is ever parsed.
"""

from __future__ import annotations

import re
from typing import Final

from ..diagnostics.model import Missing, Reporter
from ..load.model import ScalarNode
from ..tuples import NamedTuple
from .embedded import find_embedded
from .model import Expression, Version

_LITERAL: Final = re.compile(r"""'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*\"""", re.DOTALL)


class Query(NamedTuple):
    """A query with placeholders. `origins` maps offsets in `text` back to the scalar: pairs (offset here, offset there), ascending."""

    text: str
    bound: tuple[Expression, ...]
    origins: tuple[tuple[int, int], ...]

    def origin(self, offset: int) -> int:
        """Where the character at `offset` stands in the scalar."""
        here, there = max((pair for pair in self.origins if pair[0] <= offset), default=(0, 0))
        return there + offset - here


def read_query(node: ScalarNode, version: Version, reporter: Reporter) -> Query | Missing:
    """The text of a query with its expressions taken out."""
    text = str(node.value)
    quoted = [match.span() for match in _LITERAL.finditer(text)]
    written, bound, origins, at = "", list[Expression](), [(0, 0)], 0
    for piece in find_embedded(node, version, reporter):
        if isinstance(piece.expression, Missing):
            return piece.expression
        written += text[at : piece.start]
        inside = any(start < piece.start and piece.end < end for start, end in quoted)
        written = _placed(written, len(bound), inside)
        bound.append(piece.expression)
        at = piece.end
        origins.append((len(written), at))
    return Query((written + text[at:]).rstrip(), tuple(bound), tuple(origins))


def _placed(before: str, number: int, inside: bool) -> str:
    """`before` with the placeholder behind it; `.{$x}` names a member, which a placeholder can do in brackets alone."""
    if inside:
        return f"{before}\ue001{number}\ue002"
    literal = f"'\ue000{number}'"
    if before.endswith(".") and not before.endswith(".."):
        return f"{before[:-1]}[{literal}]"
    return f"{before}[{literal}]" if before.endswith("..") else before + literal
