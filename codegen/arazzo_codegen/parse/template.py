"""Strings given as values (section "Runtime Expressions", embedding in braces).

Takes a scalar, gives what it means: literal text, one expression, or a `Template`.
"""

from __future__ import annotations

import re
from typing import Final

from ..diagnostics.model import Missing, Reporter
from ..diagnostics.nearest import nearest
from ..diagnostics.rules.expressions import TEXT_LIKE_EXPRESSION
from ..load.model import ScalarNode
from .embedded import UNBRACED, Piece, find_embedded
from .expression import parse_stretch
from .meant import meant
from .model import Expression, ExpressionValue, LiteralValue, Template, Version
from .remark import Remark, tell
from .roots import WORDS

_WHOLE: Final = re.compile(
    r"\$(?:(?:inputs|outputs|steps|workflows|response|request|message|sourceDescriptions|components)(?![\w-])"
    r"|(?:statusCode|url|method|self)\Z)"
)
_NOT_IN_NAME: Final = re.compile(r"[/?&=,;:@*+%\"'<>\\\n]")
_ALMOST: Final = re.compile(r"\$([A-Za-z]+)(\.\w[^\s]*)?")
_QUERY: Final = re.compile(r"\$(?:\.[A-Za-z_]|\[)[^\s]*")


def parse_value_text(
    node: ScalarNode, version: Version, reporter: Reporter, *, as_output: bool = False
) -> LiteralValue | ExpressionValue | Template | Missing:
    """What a scalar given as a value means. That an output is mere text is told by who asks."""
    text = node.value
    if not isinstance(text, str) or ("$" not in text and "{{" not in text):
        return LiteralValue(node)
    if _is_whole(text):
        expression = parse_stretch(node, 0, len(text), "whole", reporter)
        return expression if isinstance(expression, Missing) else ExpressionValue(expression, node)
    pieces = tuple(find_embedded(node, version, reporter))
    if not pieces:
        return _literal(text, node, reporter, as_output)
    if len(pieces) == 1 and text.startswith("{") and (pieces[0].start, pieces[0].end) == (0, len(text)):
        only = pieces[0].expression
        return only if isinstance(only, Missing) else ExpressionValue(only, node, embedded=True)
    return _template(text, pieces, node)


def _is_whole(text: str) -> bool:
    """Whether the text is one expression from its first character to its last: names may hold blanks, but not what separates."""
    match = _WHOLE.match(text)
    if match is None or "{$" in text or "{{" in text:
        return False
    if match.group() in ("$inputs", "$outputs", "$steps", "$workflows"):
        name = text[match.end() :].partition("#")[0]
        if _NOT_IN_NAME.search(name):
            return False
    later = UNBRACED.search(text, match.end())
    return later is None or text[later.start() - 1] == "/"


def _template(text: str, pieces: tuple[Piece, ...], node: ScalarNode) -> Template | Missing:
    parts: list[str | Expression] = []
    at = 0
    for piece in pieces:
        if isinstance(piece.expression, Missing):
            return piece.expression
        if piece.start > at:
            parts.append(text[at : piece.start])
        parts.append(piece.expression)
        at = piece.end
    if at < len(text):
        parts.append(text[at:])
    return Template(tuple(parts), node)


def _literal(text: str, node: ScalarNode, reporter: Reporter, as_output: bool) -> LiteralValue | Missing:
    """Plain text; a whole string that was surely meant as an expression is refused, one that may have been is told."""
    almost = _ALMOST.fullmatch(text)
    if almost is not None:
        word, rest = almost.groups()
        near = nearest(word, WORDS)
        if near is not None and (rest is not None or near.lower() == word.lower()):
            expression = parse_stretch(node, 0, len(text), "whole", reporter)
            return expression if isinstance(expression, Missing) else LiteralValue(node)
    if not as_output and ((almost is not None and almost.group(2) is not None) or _QUERY.fullmatch(text)):
        message = f"`{text}` is not a runtime expression and is sent as it is written"
        standard = meant(text)
        help = None if standard is None else f"write `{standard}` if the response is meant"
        tell(Remark(TEXT_LIKE_EXPRESSION, message, 0, len(text), help, "this is text"), node, reporter)
    return LiteralValue(node)
