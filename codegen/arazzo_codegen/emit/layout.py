"""Breaks what does not fit on a line where Black would break it.

Takes an expression with what stands before and after it; gives lines. A thing fits, or its last bracket is opened: its content on one line when that
fits, else one element a line with a trailing comma. What Black might lay out otherwise is marked as not vouched for.
"""

from __future__ import annotations

from collections.abc import Sequence

from ..plan.model import (
    Attribute,
    BinOp,
    BoolOp,
    Call,
    Compare,
    Constant,
    Dict,
    Expr,
    IfExp,
    JoinedStr,
    Lambda,
    List,
    Name,
    Not,
    Subscript,
    Tuple,
)
from .expressions import Spelling
from .literal import WIDTH

_STEP = 4
_LOOSER = (BoolOp, Compare, IfExp, Lambda, Not)
"""What needs parentheses as an operand of `|`."""


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
                entries = [(self.spelling.entry_start(key), value) for key, value in expr.items]
                self._elements(indent, before + "{", entries, "}" + after)
            case List() if expr.items:
                self._elements(indent, before + "[", [("", item) for item in expr.items], "]" + after)
            case Tuple() if len(expr.items) > 1:
                self._elements(indent, before + "(", [("", item) for item in expr.items], ")" + after)
            case Subscript(value=Name()):
                self._subscript(indent, before, expr, after)
            case Not(operand=Call() as call):
                self.expression(indent, f"{before}not ", call, after, nested)
            case Not(operand=BoolOp() as junction):
                self._parenthesized(indent, f"{before}not ", self._junction(junction), after)
            case BoolOp() | BinOp() if nested:
                self._pieces(indent, before, self._chain(expr), after)
            case BoolOp() | BinOp():
                chain = self._chain(expr)
                self._parenthesized(indent, before, chain, after)
                # Black may open a bracket at the edge of two operands instead.
                self.vouched = self.vouched and (len(chain) > 2 or not _has_bracket_at_edge(self.spelling.flat(expr)))
            case IfExp() if not nested:
                self._ternary(indent, before, expr, after)
            case Constant() | JoinedStr() if nested:
                # Nothing can be broken there: Black leaves it as it is.
                self.lines.append(" " * indent + whole)
            case Constant(value=str()):
                self._parenthesized(indent, before, [("", expr)], after)
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
        self._elements(indent, opening, starts, ")" + after, _comma(starts))

    def _subscript(self, indent: int, before: str, expr: Subscript, after: str) -> None:
        """`Literal[` and what stands in it, on one line where it fits."""
        opening = f"{before}{self.spelling.flat(expr.value)}["
        content = self.spelling.index(expr.index)
        self._check(indent, opening)
        if indent + _STEP + len(content) <= WIDTH:
            self._lines(indent, opening, [content], "]" + after)
            return
        items = expr.index.items if isinstance(expr.index, Tuple) else (expr.index,)
        self._elements(indent, opening, [("", item) for item in items], "]" + after, _comma(items))

    def _elements(
        self, indent: int, opening: str, elements: list[tuple[str, Expr]], closing: str, comma: str = ","
    ) -> None:
        """One element a line, a comma behind each."""
        self._check(indent, opening)
        self.lines.append(" " * indent + opening)
        for start, element in elements:
            self.expression(indent + _STEP, start, element, comma, nested=True)
        self.lines.append(" " * indent + closing)

    def _parenthesized(self, indent: int, before: str, pieces: list[tuple[str, Expr]], after: str) -> None:
        """The pieces in parentheses: on one line where they fit, else one a line."""
        whole = "".join(start + self.spelling.flat(expr) for start, expr in pieces[:1])
        whole += "".join(f" {start}{self.spelling.flat(expr)}" for start, expr in pieces[1:])
        if indent + _STEP + len(whole) <= WIDTH:
            self._lines(indent, before + "(", [whole], ")" + after)
            return
        self.lines.append(" " * indent + before + "(")
        self._pieces(indent + _STEP, "", pieces, "")
        self.lines.append(" " * indent + ")" + after)

    def _pieces(self, indent: int, before: str, pieces: list[tuple[str, Expr]], after: str) -> None:
        """Operands below each other, each behind its operator."""
        if len(pieces) == 1:
            self.lines.append(" " * indent + before + self.spelling.flat(pieces[0][1]) + after)
            return
        for position, (start, expr) in enumerate(pieces):
            ending = after if position == len(pieces) - 1 else ""
            self.expression(indent, (before if position == 0 else "") + start, expr, ending, nested=True)
        if before:
            self.vouched = False

    def _chain(self, expr: BoolOp | BinOp) -> list[tuple[str, Expr]]:
        """The operands of a junction or union, each with the operator in front of it."""
        if isinstance(expr, BoolOp):
            return self._junction(expr)
        if expr.operator != "|" or isinstance(expr.left, _LOOSER) or isinstance(expr.right, (*_LOOSER, BinOp)):
            self.vouched = False
            return [("", expr)]
        left = self._chain(expr.left) if isinstance(expr.left, BinOp) else [("", expr.left)]
        return [*left, ("| ", expr.right)]

    def _junction(self, expr: BoolOp) -> list[tuple[str, Expr]]:
        """An operand that needs parentheses of its own is left to Black."""
        if any(isinstance(operand, BoolOp | IfExp | Lambda) for operand in expr.operands):
            self.vouched = False
            return [("", expr)]
        first, *rest = expr.operands
        return [("", first), *((f"{expr.operator} ", operand) for operand in rest)]

    def _ternary(self, indent: int, before: str, expr: IfExp, after: str) -> None:
        """On one line where that fits in parentheses; nested ones are left to Black."""
        pieces: list[tuple[str, Expr]] = [("", expr.body), ("if ", expr.test), ("else ", expr.orelse)]
        if any(isinstance(part, IfExp | Lambda) for _, part in pieces):
            self.vouched = False
            pieces = [("", expr)]
        self._parenthesized(indent, before, pieces, after)

    def _lines(self, indent: int, opening: str, content: list[str], closing: str) -> None:
        self.lines.append(" " * indent + opening)
        self.lines += [" " * (indent + _STEP) + line for line in content]
        self.lines.append(" " * indent + closing)

    def _check(self, indent: int, opening: str) -> None:
        if indent + len(opening) > WIDTH:
            self.vouched = False


def _has_bracket_at_edge(text: str) -> bool:
    return text[0] in "([{" or text[-1] in ")]}"


def _comma(elements: Sequence[object]) -> str:
    """A single argument or index has no comma behind it."""
    return "" if len(elements) == 1 else ","


def _is_path(expr: Expr) -> bool:
    """Whether the expression is a name with attributes, or a generic class: no bracket in it that Black would open instead."""
    if isinstance(expr, Subscript):
        expr = expr.value
    while isinstance(expr, Attribute):
        expr = expr.value
    return isinstance(expr, Name)
