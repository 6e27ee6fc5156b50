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
from ..load.model import Constant, Data


def never_equal(comparison: TestComparison, types: Mapping[str, Type]) -> str | None:
    """Why a read and a constant can never be equal. Null is left alone: what is absent reads as null."""
    read, constant = comparison.left, comparison.right
    if isinstance(read, ConstantValue):
        read, constant = constant, read
    if not isinstance(read, Read) or not isinstance(constant, ConstantValue) or constant.value is None:
        return None
    folds = comparison.dialect == "simple"
    if isinstance(read.root, StatusRoot):
        return _status(constant.value, folds)
    kinds = tuple(_flat(read.type, types, 0))
    if any(_may_equal(kind, constant.value, folds) for kind in kinds):
        return None
    return f"`{read.text}` is {_described(kinds)}"


def _status(value: Data, folds: bool) -> str | None:
    number = _number(value, folds)
    if number is None:
        return "`$statusCode` is a number"
    return None if 100 <= number <= 599 else "a status code lies between 100 and 599"


def _flat(kind: Type, types: Mapping[str, Type], depth: int) -> Iterator[Type]:
    """The alternatives of a type; unknown where names lead on and on."""
    if depth > 20:
        yield UnknownType()
    elif isinstance(kind, NamedType):
        yield from _flat(types.get(kind.key, UnknownType()), types, depth + 1)
    elif isinstance(kind, UnionType):
        for member in kind.members:
            yield from _flat(member, types, depth + 1)
    else:
        yield kind


def _may_equal(kind: Type, value: Data, folds: bool) -> bool:
    match kind:
        case UnknownType() | NeverType() | NamedType() | UnionType():
            return True
        case NullType():
            return value is None
        case BooleanType():
            return isinstance(value, bool) or (folds and str(value).casefold() in ("true", "false"))
        case NumberType():
            return _number(value, folds) is not None
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


def _same(left: Constant, right: Data, folds: bool) -> bool:
    if not folds or left is None:
        return left == right
    return str(left).casefold() == str(right).casefold() or _number(left, True) == _number(right, True) is not None


def _number(value: Data, folds: bool) -> float | None:
    """A value as a number; in simple conditions a numeric string is one."""
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        return None
    if isinstance(value, str) and not folds:
        return None
    try:
        return float(value)
    except (ValueError, OverflowError):
        return None


def _described(kinds: tuple[Type, ...]) -> str:
    return " or ".join(dict.fromkeys(_word(kind) for kind in kinds))


def _word(kind: Type) -> str:
    match kind:
        case NullType():
            return "null"
        case BooleanType():
            return "a boolean"
        case NumberType():
            return "a number"
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
