"""Expressions on one line, with parentheses where precedence asks for them.

Takes the expression trees of `plan.model`; gives text. How a long one is broken is `layout`'s question.
"""

from __future__ import annotations

from typing import assert_never

from ..plan.model import (
    Attribute,
    BinOp,
    BoolOp,
    Call,
    Compare,
    Constant,
    Dict,
    Expr,
    Forward,
    IfExp,
    JoinedStr,
    Keyword,
    Lambda,
    List,
    Name,
    Not,
    Subscript,
    Tuple,
)
from .literal import identifier, literal, text_part

# Section "Operator precedence" of the Python language reference, from the loosest.
_LAMBDA, _TERNARY, _OR, _AND, _NOT, _COMPARE, _UNION, _SUM, _AWAIT, _ATOM = range(10)
_BOOLEAN = {"or": _OR, "and": _AND}
_BINARY = {"|": _UNION, "+": _SUM, "-": _SUM}


class Spelling:
    """Spells expressions for one module: `await` is written where the module is async."""

    __slots__ = ("is_async",)

    def __init__(self, is_async: bool) -> None:
        self.is_async = is_async

    def flat(self, expr: Expr, at_least: int = _LAMBDA) -> str:
        """The expression on one line, in parentheses when it binds looser than `at_least`."""
        text, precedence = self._spell(expr)
        return text if precedence >= at_least else f"({text})"

    def _spell(self, expr: Expr) -> tuple[str, int]:
        match expr:
            case Name():
                return identifier(expr.id), _ATOM
            case Constant():
                return self._constant(expr), _ATOM
            case Attribute():
                return f"{self._primary(expr.value)}.{identifier(expr.name)}", _ATOM
            case Subscript():
                return f"{self._primary(expr.value)}[{self.index(expr.index)}]", _ATOM
            case Call():
                call = f"{self.callee(expr)}({', '.join(self.arguments(expr))})"
                return call, _AWAIT if self.awaits(expr) else _ATOM
            case Dict():
                return "{" + ", ".join(self.entry(key, value) for key, value in expr.items) + "}", _ATOM
            case List():
                return f"[{', '.join(self.flat(item) for item in expr.items)}]", _ATOM
            case Tuple():
                return self._tuple(expr), _ATOM
            case JoinedStr():
                return self._joined(expr), _ATOM
            case Forward():
                return literal(self.flat(expr.value)), _ATOM
            case Compare() | BoolOp() | Not() | BinOp() | IfExp() | Lambda():
                return self._operation(expr)
            case _:
                assert_never(expr)

    def _operation(self, expr: Compare | BoolOp | Not | BinOp | IfExp | Lambda) -> tuple[str, int]:
        match expr:
            case Compare():
                left, right = self.flat(expr.left, _UNION), self.flat(expr.right, _UNION)
                return f"{left} {expr.operator} {right}", _COMPARE
            case BoolOp():
                return f" {expr.operator} ".join(self.operands(expr)), _BOOLEAN[expr.operator]
            case Not():
                return f"not {self.flat(expr.operand, _NOT)}", _NOT
            case BinOp():
                binds = _BINARY[expr.operator]
                return f"{self.flat(expr.left, binds)} {expr.operator} {self.flat(expr.right, binds + 1)}", binds
            case IfExp():
                body, test, orelse = (
                    self.flat(expr.body, _OR),
                    self.flat(expr.test, _OR),
                    self.flat(expr.orelse, _TERNARY),
                )
                return f"{body} if {test} else {orelse}", _TERNARY
            case Lambda():
                head = " ".join(("lambda", ", ".join(identifier(name) for name in expr.parameters))).strip()
                return f"{head}: {self.flat(expr.body)}", _LAMBDA
            case _:
                assert_never(expr)

    def awaits(self, call: Call) -> bool:
        """Whether the call is spelled with `await`."""
        return call.awaited and self.is_async

    def callee(self, call: Call) -> str:
        """What stands in front of a call's opening parenthesis."""
        function = self._primary(call.function)
        return f"await {function}" if self.awaits(call) else function

    def arguments(self, call: Call) -> list[str]:
        """The arguments of a call, each on one line."""
        return [*(self.flat(arg) for arg in call.args), *(self.keyword(keyword) for keyword in call.keywords)]

    def keyword(self, keyword: Keyword) -> str:
        """`name=value`, or `**value`."""
        return self.keyword_start(keyword) + self.flat(keyword.value)

    def keyword_start(self, keyword: Keyword) -> str:
        """What stands in front of a keyword argument's value."""
        return "**" if keyword.name is None else f"{identifier(keyword.name)}="

    def entry(self, key: Expr | None, value: Expr) -> str:
        """One item of a dict display."""
        return self.entry_start(key) + self.flat(value)

    def entry_start(self, key: Expr | None) -> str:
        """What stands in front of a dict item's value."""
        return "**" if key is None else f"{self.flat(key)}: "

    def index(self, index: Expr) -> str:
        """What stands between the brackets of a subscript: a tuple needs no parentheses there."""
        if isinstance(index, Tuple) and len(index.items) > 1:
            return ", ".join(self.flat(item) for item in index.items)
        return self.flat(index)

    def operands(self, expr: BoolOp) -> list[str]:
        """The operands of `and` or `or`, each on one line."""
        return [self.flat(operand, _BOOLEAN[expr.operator] + 1) for operand in expr.operands]

    def _primary(self, expr: Expr) -> str:
        number = isinstance(expr, Constant) and isinstance(expr.value, int | float)
        return f"({self.flat(expr)})" if number else self.flat(expr, _ATOM)

    @staticmethod
    def _constant(expr: Constant) -> str:
        return literal(expr.value)

    def _tuple(self, expr: Tuple) -> str:
        comma = "," if len(expr.items) == 1 else ""
        return f"({', '.join(self.flat(item) for item in expr.items)}{comma})"

    def _joined(self, expr: JoinedStr) -> str:
        parts = [(part, None) if isinstance(part, str) else ("", self.flat(part, _OR)) for part in expr.parts]
        if any(code is not None and ("\\" in code or "{" in code or "'" in code) for _, code in parts):
            # An f-string cannot hold such an expression before Python 3.12.
            pieces = (literal(text) if code is None else f"str({code})" for text, code in parts)
            return f'"".join(({", ".join(pieces)},))'
        held = (text_part(text) if code is None else "{" + code.replace('"', "'") + "}" for text, code in parts)
        return f'f"{"".join(held)}"'
