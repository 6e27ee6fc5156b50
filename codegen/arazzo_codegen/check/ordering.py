"""Whether an order comparison (`<`, `<=`, `>`, `>=`) can ever hold, as far as types and bounds tell.

Takes a comparison and the named types, gives the reason why it never holds, or None. Only numbers and strings have an order; what is absent or null
has none.
"""

from __future__ import annotations

from collections.abc import Mapping

from ..bind.model import (
    ArrayType,
    BooleanType,
    ConstantValue,
    EnumType,
    NullType,
    NumberType,
    ObjectType,
    Read,
    StatusRoot,
    StringType,
    TestComparison,
    Type,
)
from .meeting import described, flat, number_of

_TURNED = {"<": ">", "<=": ">=", ">": "<", ">=": "<="}
_STATUS = NumberType(True, 100, 599)


def never_ordered(comparison: TestComparison, types: Mapping[str, Type]) -> str | None:
    """Why a value never stands in this order to a constant."""
    read, constant, operator = comparison.left, comparison.right, str(comparison.operator)
    if isinstance(read, ConstantValue):
        read, constant, operator = constant, read, _TURNED.get(operator, operator)
    if operator not in _TURNED or not isinstance(read, Read) or not isinstance(constant, ConstantValue):
        return None
    if constant.value is None or isinstance(constant.value, bool | list | dict):
        return "only numbers and strings have an order"
    folds = comparison.dialect == "simple"
    kinds = (_STATUS,) if isinstance(read.root, StatusRoot) else tuple(flat(read.type, types))
    if any(_may_hold(kind, operator, constant.value, folds) for kind in kinds):
        return None
    return f"`{read.text}` is {described(kinds)}"


def _may_hold(kind: Type, operator: str, value: str | float, folds: bool) -> bool:
    number = number_of(value, folds)
    match kind:
        case NullType() | BooleanType() | ArrayType() | ObjectType():
            return False
        case NumberType():
            return number is not None and _within(kind, operator, number)
        case StringType():
            return isinstance(value, str) or folds
        case EnumType(values):
            return folds or any(isinstance(each, str) == isinstance(value, str) for each in values)
        case _:
            return True


def _within(kind: NumberType, operator: str, number: float) -> bool:
    """Whether the bounds leave a number on the asked side of `number`."""
    lows = [bound for bound in (kind.minimum, kind.exclusive_minimum) if bound is not None]
    highs = [bound for bound in (kind.maximum, kind.exclusive_maximum) if bound is not None]
    match operator:
        case "<":
            return all(low < number for low in lows)
        case "<=":
            return all(low <= number for low in lows)
        case ">":
            return all(high > number for high in highs)
        case _:
            return all(high >= number for high in highs)
