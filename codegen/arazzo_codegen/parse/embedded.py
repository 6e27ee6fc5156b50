"""The expressions inside a longer text.

Takes a scalar, gives the stretches of it that are expressions: those in braces (section "Runtime Expressions"), and the unbraced ones that people
write in 1.0 documents. A `$` that begins no expression is text: prices, variables of other languages, JSON with braces.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from ..diagnostics.model import Missing, Reporter
from ..diagnostics.rules.expressions import (
    DOUBLE_BRACES,
    UNBRACED_EXPRESSION,
    UNBRACED_EXPRESSION_1_1,
    UNCLOSED_BRACE,
)
from ..load.model import ScalarNode
from ..tuples import NamedTuple
from .expression import parse_stretch
from .model import Expression, Version
from .reference import make, read_expression
from .remark import Malformed, Remark, tell
from .roots import WORDS

UNBRACED: Final = re.compile(
    r"(?<!\\)\$(?:(?:inputs|outputs|steps|workflows|response|request|message|sourceDescriptions|components)\.\w|statusCode\b)"
)
"""What is an expression even amid other text. `$url`, `$method` and `$self` are not: shells and templates have such variables."""

_EMBEDDED: Final = re.compile(r"\{\$[A-Za-z]+(?=[.}#\[])")
_DOUBLE: Final = re.compile(r"\{\{\s*(\$?[A-Za-z_][\w.#/\[\]-]*)\s*\}\}")


class Piece(NamedTuple):
    """A stretch of text that is an expression; `start` and `end` include the braces."""

    start: int
    end: int
    expression: Expression | Missing


def find_embedded(node: ScalarNode, version: Version, reporter: Reporter) -> Iterator[Piece]:
    """The expressions in the text of a scalar, in order."""
    text = str(node.value)
    at = 0
    ahead = {pattern: pattern.search(text) for pattern in (_DOUBLE, _EMBEDDED, UNBRACED)}
    while at < len(text):
        # What was found ahead is kept: looking for it from each place anew would take the square of the text's length.
        ahead = {p: p.search(text, at) if found and found.start() < at else found for p, found in ahead.items()}
        starts = [found for found in ahead.values() if found is not None]
        if not starts:
            return
        first = min(starts, key=lambda match: match.start())
        if first.re is _DOUBLE:
            piece = Piece(first.start(), first.end(), _double(first, node, reporter))
        elif first.re is _EMBEDDED:
            piece = _braced(first.start(), text, node, reporter)
        else:
            piece = _unbraced(first.start(), text, node, version, reporter)
        yield piece
        at = piece.end


def _double(match: re.Match[str], node: ScalarNode, reporter: Reporter) -> Missing:
    inner = match.group(1)
    word = inner.lstrip("$").partition(".")[0]
    if inner.startswith("$"):
        standard = f"{{{inner}}}"
    else:
        standard = f"{{${inner}}}" if word in WORDS else f"{{$inputs.{inner}}}"
    message = f"`{match.group()}` is not how an expression is embedded"
    replacement = standard if word in WORDS else None
    help = f"write `{standard}`"
    return tell(Remark(DOUBLE_BRACES, message, *match.span(), help, replacement=replacement), node, reporter)


def _braced(start: int, text: str, node: ScalarNode, reporter: Reporter) -> Piece:
    end = text.find("}", start)
    if end >= 0:
        return Piece(start, end + 1, parse_stretch(node, start + 1, end, "whole", reporter))
    message = "the brace of the embedded expression is not closed"
    remark = Remark(UNCLOSED_BRACE, message, start, start + 1, "add `}` behind the expression")
    return Piece(start, len(text), tell(remark, node, reporter))


def _unbraced(start: int, text: str, node: ScalarNode, version: Version, reporter: Reporter) -> Piece:
    """An expression without braces: 1.0 does not say that they are needed, 1.1 does ("Embedded expressions")."""
    remarks: list[Remark] = []
    try:
        read = read_expression(text, start, len(text), "text", remarks)
    except Malformed as malformed:
        return Piece(start, malformed.remark.end, tell(malformed.remark, node, reporter))
    written = text[read.start : read.end]
    standard = f"{{{written}}}"
    rule = UNBRACED_EXPRESSION if version == "1.0" else UNBRACED_EXPRESSION_1_1
    message = f"`{written}` stands in longer text without braces"
    told = tell(
        Remark(rule, message, read.start, read.end, f"write `{standard}`", replacement=standard), node, reporter
    )
    for remark in remarks:
        tell(remark._replace(replacement=None), node, reporter)
    return Piece(read.start, read.end, make(read, node) if version == "1.0" else told)
