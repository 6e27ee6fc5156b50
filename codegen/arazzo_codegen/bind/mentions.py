"""The expressions that stand in a criterion: takes the criterion, gives them in order."""

from __future__ import annotations

from collections.abc import Iterator
from typing import assert_never

from ..parse.model import (
    Comparison,
    Condition,
    Expression,
    ExpressionTerm,
    Junction,
    LiteralTerm,
    Not,
    QueryCriterion,
    SimpleCriterion,
)


def expressions_in(criterion: SimpleCriterion | QueryCriterion) -> Iterator[Expression]:
    """Those of a simple condition, or the context of a query."""
    match criterion:
        case SimpleCriterion():
            yield from _in_condition(criterion.condition)
        case QueryCriterion():
            yield criterion.context
        case _:
            assert_never(criterion)


def _in_condition(condition: Condition) -> Iterator[Expression]:
    match condition:
        case ExpressionTerm():
            yield condition.expression
        case Comparison():
            yield from _in_condition(condition.left)
            yield from _in_condition(condition.right)
        case Not():
            yield from _in_condition(condition.operand)
        case Junction():
            for operand in condition.operands:
                yield from _in_condition(operand)
        case LiteralTerm():
            return
        case _:
            assert_never(condition)
