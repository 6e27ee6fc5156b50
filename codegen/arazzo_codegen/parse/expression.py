"""Runtime expressions, alone and in strings (section "Runtime Expressions").

Takes a scalar, gives its `Expression`; or, for a string given as a value, what the string means: literal text, one expression, or a `Template`.
"""

from __future__ import annotations

import re
from typing import Final

from ..diagnostics.model import Missing, Reporter
from ..diagnostics.nearest import nearest
from ..diagnostics.rules.expressions import EXPRESSION_SYNTAX, TEXT_LIKE_EXPRESSION
from ..load.model import ScalarNode
from .model import Expression, ExpressionValue, LiteralValue, Template, Version
from .remark import Remark, tell
from .roots import WORDS
from .template import UNBRACED, Piece, find_embedded, parse_stretch

_WHOLE: Final = re.compile(
    r"\$(?:(?:inputs|outputs|steps|workflows|response|request|message|sourceDescriptions|components)(?![\w-])"
    r"|(?:statusCode|url|method|self)\Z)"
)
_NOT_IN_NAME: Final = re.compile(r"[/?&=,;:@*+%\"'<>\\\n]")
_ALMOST: Final = re.compile(r"\$([A-Za-z]+)(\.\w[^\s]*)?")
_QUERY: Final = re.compile(r"\$(?:\.[A-Za-z_]|\[)[^\s]*")


def parse_expression(
    node: ScalarNode, reporter: Reporter, *, start: int = 0, end: int | None = None
) -> Expression | Missing:
    """The expression that characters `start` to `end` of the scalar are, with or without braces around it."""
    text = node.value
    if not isinstance(text, str):
        message = f"`{node.raw}` is not a runtime expression"
        return reporter.report(
            EXPRESSION_SYNTAX, message, node.span, help="write an expression such as `$response.body`"
        )
    stop = len(text) if end is None else end
    while start < stop and text[start].isspace():
        start += 1
    while stop > start and text[stop - 1].isspace():
        stop -= 1
    if text.startswith("{$", start, stop) and text.endswith("}", start, stop):
        start, stop = start + 1, stop - 1
    if not text.startswith("$", start, stop):
        message = f"`{text[start:stop]}` is not a runtime expression"
        help = "begin it with `$`, as in `$response.body`"
        return tell(Remark(EXPRESSION_SYNTAX, message, start, stop, help), node, reporter)
    return parse_stretch(node, start, stop, "whole", reporter)


def parse_value_text(
    node: ScalarNode, version: Version, reporter: Reporter
) -> LiteralValue | ExpressionValue | Template | Missing:
    """What a scalar given as a value means."""
    text = node.value
    if not isinstance(text, str) or ("$" not in text and "{{" not in text):
        return LiteralValue(node)
    if _is_whole(text):
        expression = parse_stretch(node, 0, len(text), "whole", reporter)
        return expression if isinstance(expression, Missing) else ExpressionValue(expression, node)
    pieces = tuple(find_embedded(node, version, reporter))
    if not pieces:
        return _literal(text, node, reporter)
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


def _literal(text: str, node: ScalarNode, reporter: Reporter) -> LiteralValue | Missing:
    """Plain text; a whole string that was surely meant as an expression is refused, one that may have been is told."""
    almost = _ALMOST.fullmatch(text)
    if almost is not None:
        word, rest = almost.groups()
        near = nearest(word, WORDS)
        if near is not None and (rest is not None or near.lower() == word.lower()):
            expression = parse_stretch(node, 0, len(text), "whole", reporter)
            return expression if isinstance(expression, Missing) else LiteralValue(node)
    if (almost is not None and almost.group(2) is not None) or _QUERY.fullmatch(text):
        message = f"`{text}` is not a runtime expression and is sent as it is written"
        tell(Remark(TEXT_LIKE_EXPRESSION, message, 0, len(text), label="this is text"), node, reporter)
    return LiteralValue(node)
