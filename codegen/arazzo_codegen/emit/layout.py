"""Breaks what does not fit on a line where Black would break it.

Takes an expression with what stands before and after it; gives lines. A thing fits, or its last bracket is opened: its content on one line when that
fits, else one element a line with a trailing comma. What Black might lay out otherwise is marked as not vouched for.
"""

from __future__ import annotations

from ..plan.model import Attribute, BoolOp, Call, Constant, Dict, Expr, IfExp, List, Name, Subscript, Tuple
from .expressions import Spelling
from .literal import WIDTH

_STEP = 4


class Page:
    """The lines of a piece of a module, and whether Black is known to leave them as they are."""

    __slots__ = ("lines", "spelling", "vouched")

    def __init__(self, spelling: Spelling) -> None:
        self.spelling = spelling
        self.lines: list[str] = []
        self.vouched = True

    def line(self, indent: int, text: str) -> None:
        """Add a line that cannot be broken; an over-long one is Black's to judge."""
        if indent + len(text) > WIDTH:
            self.vouched = False
        self.lines.append(" " * indent + text)

    def expression(self, indent: int, before: str, expr: Expr, after: str = "", nested: bool = False) -> None:
        """Add `before`, the expression and `after`. `nested` when it is an element of a bracket that was opened."""
        whole = before + self.spelling.flat(expr) + after
        if indent + len(whole) <= WIDTH:
            self.lines.append(" " * indent + whole)
            return
        match expr:
            case Call() if (expr.args or expr.keywords) and _is_path(expr.function):
                self._call(indent, before, expr, after)
            case Dict() if expr.items:
                self._display(
                    indent, before + "{", [(self.spelling.entry_start(k), v) for k, v in expr.items], "}" + after
                )
            case List() if expr.items:
                self._display(indent, before + "[", [("", item) for item in expr.items], "]" + after)
            case Tuple() if len(expr.items) > 1:
                self._display(indent, before + "(", [("", item) for item in expr.items], ")" + after)
            case Subscript(value=Name() as value, index=Tuple(items=items)) if len(items) > 1:
                self._display(indent, f"{before}{value.id}[", [("", item) for item in items], "]" + after)
            case BoolOp() if not nested:
                self._parenthesized(indent, before, self._junction(expr), after)
                # Black may open the bracket at the end of two operands instead.
                self.vouched = self.vouched and (
                    len(expr.operands) > 2 or whole[: -len(after) or None][-1] not in ")]}"
                )
            case IfExp() if not nested:
                self._parenthesized(indent, before, self._ternary(expr), after)
            case Constant(value=str()) if not nested:
                self._parenthesized(indent, before, [self.spelling.flat(expr)], after)
            case _:
                self.vouched = False
                self.lines.append(" " * indent + whole)

    def _call(self, indent: int, before: str, call: Call, after: str) -> None:
        spelling = self.spelling
        content = ", ".join(spelling.arguments(call))
        opening = f"{before}{spelling.callee(call)}("
        self._check(indent, opening)
        if indent + _STEP + len(content) <= WIDTH:
            self._lines(indent, opening, [content], ")" + after)
            return
        starts = [("", arg) for arg in call.args] + [(spelling.keyword_start(k), k.value) for k in call.keywords]
        if len(starts) == 1 and call.keywords and call.keywords[0].name is None:
            self.vouched = False
        self._elements(indent, opening, starts, ")" + after)

    def _display(self, indent: int, opening: str, elements: list[tuple[str, Expr]], closing: str) -> None:
        self._check(indent, opening)
        self._elements(indent, opening, elements, closing)

    def _elements(self, indent: int, opening: str, elements: list[tuple[str, Expr]], closing: str) -> None:
        comma = "" if len(elements) == 1 and opening.endswith("(") else ","
        self.lines.append(" " * indent + opening)
        for start, element in elements:
            self.expression(indent + _STEP, start, element, comma, nested=True)
        self.lines.append(" " * indent + closing)

    def _parenthesized(self, indent: int, before: str, pieces: list[str], after: str) -> None:
        whole = " ".join(pieces)
        broken = [whole] if indent + _STEP + len(whole) <= WIDTH else pieces
        if any(indent + _STEP + len(piece) > WIDTH for piece in broken):
            self.vouched = False
        self._lines(indent, before + "(", broken, ")" + after)

    def _junction(self, expr: BoolOp) -> list[str]:
        first, *rest = self.spelling.operands(expr)
        return [first, *(f"{expr.operator} {operand}" for operand in rest)]

    def _ternary(self, expr: IfExp) -> list[str]:
        flat = self.spelling.flat(expr)
        body = flat[: flat.index(" if ")] if " if " in flat else flat
        test, orelse = self.spelling.flat(expr.test), self.spelling.flat(expr.orelse)
        if isinstance(expr.body, IfExp) or isinstance(expr.orelse, IfExp) or f"{body} if {test} else {orelse}" != flat:
            self.vouched = False
            return [flat]
        return [body, f"if {test}", f"else {orelse}"]

    def _lines(self, indent: int, opening: str, content: list[str], closing: str) -> None:
        self.lines.append(" " * indent + opening)
        self.lines += [" " * (indent + _STEP) + line for line in content]
        self.lines.append(" " * indent + closing)

    def _check(self, indent: int, opening: str) -> None:
        if indent + len(opening) > WIDTH:
            self.vouched = False


def _is_path(expr: Expr) -> bool:
    """Whether the expression is a name with attributes: no bracket in it that Black might open instead."""
    while isinstance(expr, Attribute):
        expr = expr.value
    return isinstance(expr, Name)
