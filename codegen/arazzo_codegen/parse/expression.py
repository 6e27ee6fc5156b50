"""Runtime expressions (section "Runtime Expressions").

Takes a scalar, or a stretch of one, and gives its `Expression`, or `Missing` when there is none.
"""

from __future__ import annotations

from ..diagnostics.model import Missing, Reporter
from ..diagnostics.rules.expressions import EXPRESSION_SYNTAX
from ..load.model import ScalarNode
from .cursor import Place
from .model import Expression
from .reference import make, read_expression
from .remark import Malformed, Remark, tell


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


def parse_stretch(node: ScalarNode, start: int, end: int, place: Place, reporter: Reporter) -> Expression | Missing:
    """The expression that begins at `start`, with all that is to say about it."""
    remarks: list[Remark] = []
    try:
        read = read_expression(str(node.value), start, end, place, remarks)
    except Malformed as malformed:
        return tell(malformed.remark, node, reporter)
    for remark in remarks:
        tell(remark, node, reporter)
    return make(read, node)
