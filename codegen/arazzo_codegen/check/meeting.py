"""Whether two operands can ever be equal, as far as their types tell.

Takes a comparison and the named types, gives the reason why its operands never meet, or None.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import assert_never

from ..bind.model import (
    ArrayType,
    BooleanType,
    ConstantValue,
    EnumType,
    LengthOf,
    NamedType,
    NeverType,
    NullType,
    NumberType,
    ObjectType,
    Read,
    StatusRoot,
    StringType,
    TestComparison,
    Type,
    UnionType,
    UnknownType,
)
from ..diagnostics.nearest import nearest
from ..load.model import Constant, Data


def never_equal(comparison: TestComparison, types: Mapping[str, Type]) -> str | None:
    """Why a value and a constant can never be equal. Null is left alone: what is absent reads as null."""
    operand, constant = comparison.left, comparison.right
    if isinstance(operand, ConstantValue):
        operand, constant = constant, operand
    if not isinstance(constant, ConstantValue) or constant.value is None:
        return None
    folds = comparison.dialect == "simple"
    match operand:
        case Read(root=StatusRoot()):
            return _status(constant.value, folds)
        case Read():
            return never_of(operand.type, constant.value, operand.text, types, folds=folds)
        case LengthOf(operand=Read() as measured):
            return _length(measured, constant.value, types, folds=folds)
        case _:
            return None


def never_of(kind: Type, value: Data, text: str, types: Mapping[str, Type], *, folds: bool = False) -> str | None:
    """Why what `text` reads, a value of a type, can never equal a constant; strings differ in case unless it `folds`."""
    kinds = tuple(flat(kind, types))
    if any(_may_equal(kind, value, folds) for kind in kinds):
        return None
    return f"`{text}` is {described(kinds)}"


def near_value(kind: Type, value: Data, types: Mapping[str, Type]) -> str | None:
    """The value of an enumeration that a constant was probably meant to be."""
    kinds = (single for single in flat(kind, types) if isinstance(single, EnumType))
    listed = (member for single in kinds for member in single.values if isinstance(member, str))
    return nearest(value, listed) if isinstance(value, str) else None


def _length(measured: Read, value: Data, types: Mapping[str, Type], *, folds: bool) -> str | None:
    """Numbers, booleans and null have no length."""
    kinds = tuple(flat(measured.type, types))
    if all(isinstance(kind, NumberType | BooleanType | NullType) for kind in kinds):
        return f"`{measured.text}` is {described(kinds)}, and has no length"
    number = number_of(value, folds)
    return "a length is a number from 0 on" if number is None or number < 0 else None


def _status(value: Data, folds: bool) -> str | None:
    number = number_of(value, folds)
    if number is None:
        return "`$statusCode` is a number"
    return None if 100 <= number <= 599 else "a status code lies between 100 and 599"


def flat(kind: Type, types: Mapping[str, Type]) -> Iterator[Type]:
    """The alternatives of a type, each name looked behind once."""
    seen: set[str] = set()
    waiting = [kind]
    while waiting:
        match waiting.pop():
            case NamedType(key):
                if key not in seen:
                    seen.add(key)
                    waiting.append(types.get(key, UnknownType()))
            case UnionType(members):
                waiting.extend(reversed(members))
            case single:
                yield single


def _may_equal(kind: Type, value: Data, folds: bool) -> bool:
    match kind:
        case UnknownType() | NeverType() | NamedType() | UnionType():
            return True
        case NullType():
            return value is None
        case BooleanType():
            return isinstance(value, bool) or (folds and str(value).casefold() in ("true", "false"))
        case NumberType():
            return _may_be(kind, number_of(value, folds))
        case StringType():
            return isinstance(value, str) or (folds and not isinstance(value, list | dict))
        case EnumType(values):
            return any(_same(member, value, folds) for member in values)
        case ArrayType():
            return isinstance(value, list)
        case ObjectType():
            return isinstance(value, dict)
        case _:
            assert_never(kind)


def _may_be(kind: NumberType, number: float | None) -> bool:
    """Whether a number is of the type: an integer where one is due, and inside the bounds."""
    if number is None or (kind.integer and number % 1 != 0):
        return False
    low = kind.minimum is None or number >= kind.minimum
    high = kind.maximum is None or number <= kind.maximum
    above = kind.exclusive_minimum is None or number > kind.exclusive_minimum
    below = kind.exclusive_maximum is None or number < kind.exclusive_maximum
    return low and high and above and below


def _same(left: Constant, right: Data, folds: bool) -> bool:
    if not folds or left is None:
        return left == right
    return str(left).casefold() == str(right).casefold() or number_of(left, True) == number_of(right, True) is not None


def number_of(value: Data, folds: bool) -> float | None:
    """A value as a number; in simple conditions a numeric string is one."""
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        return None
    if isinstance(value, str) and not folds:
        return None
    try:
        return float(value)
    except (ValueError, OverflowError):
        return None


def described(kinds: tuple[Type, ...]) -> str:
    """What values of these types are, in words."""
    return " or ".join(dict.fromkeys(_word(kind) for kind in kinds))


def _word(kind: Type) -> str:
    match kind:
        case NullType():
            return "null"
        case BooleanType():
            return "a boolean"
        case NumberType():
            return _number_word(kind)
        case StringType():
            return "a string"
        case EnumType(values):
            return "one of " + ", ".join(f"`{value}`" for value in values[:8]) + (", ..." if len(values) > 8 else "")
        case ArrayType():
            return "a list"
        case ObjectType():
            return "an object"
        case UnknownType() | NeverType() | NamedType() | UnionType():
            return "unknown"
        case _:
            assert_never(kind)


def _number_word(kind: NumberType) -> str:
    word = "an integer" if kind.integer else "a number"
    for limit, name in (
        (kind.minimum, "from {:g} on"),
        (kind.exclusive_minimum, "above {:g}"),
        (kind.maximum, "up to {:g}"),
        (kind.exclusive_maximum, "below {:g}"),
    ):
        word += "" if limit is None else f" {name.format(limit)}"
    return word
