"""Values known at compile time: takes plain data, gives a constant with its type."""

from __future__ import annotations

from collections.abc import Mapping

from ..diagnostics.model import Span
from ..load.model import Data
from .merge import union
from .model import (
    ArrayType,
    BooleanType,
    ConstantValue,
    EnumType,
    NullType,
    NumberType,
    ObjectType,
    PropertyType,
    Type,
    UnknownType,
)


def constant(value: Data, span: Span) -> ConstantValue:
    """A constant written at `span`."""
    return ConstantValue(value, data_type(value), span)


def data_type(value: Data) -> Type:
    """The narrowest type of a value: a string is the one string that it is."""
    match value:
        case None:
            return NullType()
        case bool():
            return BooleanType()
        case str():
            return EnumType((value,))
        case int() | float():
            return NumberType(isinstance(value, int), value, value)
        case list():
            items = union([data_type(item) for item in value]) if value else UnknownType()
            return ArrayType(items, len(value), len(value))
        case _:
            return _object_type(value)


def _object_type(value: Mapping[str, Data]) -> ObjectType:
    return ObjectType(tuple(PropertyType(name, data_type(item), True) for name, item in value.items()), None)
