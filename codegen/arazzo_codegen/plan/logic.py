"""Tests as a reader wants them: negations that have moved inward, conjunctions without nests.

Takes and gives expressions whose evaluation has no effect and never raises (the guards of steps).
"""

from __future__ import annotations

from typing import Literal

from .model import BoolOp, Compare, Constant, Expr, Not

_OPPOSITE: dict[str, Literal["==", "!=", "is", "is not", "in", "not in"]] = {
    "==": "!=",
    "!=": "==",
    "is": "is not",
    "is not": "is",
    "in": "not in",
    "not in": "in",
}


def negated(test: Expr) -> Expr:
    """The opposite of a test. An order comparison is not turned round: its opposite also holds where nothing can be compared."""
    match test:
        case Not(operand):
            return operand
        case Constant(bool() as holds):
            return Constant(not holds)
        case Compare(left, operator, right) if operator in _OPPOSITE:
            return Compare(left, _OPPOSITE[operator], right)
        case BoolOp(operator, operands) if all(_turns(operand) for operand in operands):
            return BoolOp("or" if operator == "and" else "and", tuple(negated(operand) for operand in operands))
        case _:
            return Not(test)


def conjunction(tests: tuple[Expr, ...]) -> Expr:
    """All of at least one test, each once."""
    return _joined("and", tests)


def disjunction(tests: tuple[Expr, ...]) -> Expr:
    """Any of at least one test, each once."""
    return _joined("or", tests)


def _joined(operator: Literal["and", "or"], tests: tuple[Expr, ...]) -> Expr:
    operands: dict[Expr, None] = {}
    for test in tests:
        parts = test.operands if isinstance(test, BoolOp) and test.operator == operator else (test,)
        operands |= dict.fromkeys(parts)
    first, *others = operands
    return BoolOp(operator, (first, *others)) if others else first


def _turns(test: Expr) -> bool:
    """Whether the opposite of a test reads as well as the test."""
    return isinstance(test, Not) or (isinstance(test, Compare) and test.operator in _OPPOSITE)
