"""Whether a value of one type can stand where another type is wanted, as boto3 sees it.

Takes two types; gives `yes`, `maybe` (some values fit) or `no` (none does), and words for types.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Literal, TypeAlias

from ...load.model import Data
from ..model import (
    ArrayType,
    BooleanType,
    ConstantValue,
    EnumType,
    ListOf,
    NamedType,
    NeverType,
    NullType,
    NumberType,
    ObjectOf,
    ObjectType,
    PropertyType,
    Read,
    Replaced,
    Selected,
    StringType,
    TextValue,
    Type,
    UnionType,
    UnknownType,
    Value,
)

Fit: TypeAlias = Literal["yes", "maybe", "no"]

_DEPTH = 12
"""Below this depth types are taken to fit: shapes may be recursive."""


def resolve(type_: Type, types: Mapping[str, Type]) -> Type:
    """The type behind a name."""
    seen: set[str] = set()
    while isinstance(type_, NamedType) and type_.key not in seen:
        seen.add(type_.key)
        type_ = types.get(type_.key, UnknownType())
    return UnknownType() if isinstance(type_, NamedType) else type_


def type_of(value: Value, types: Mapping[str, Type]) -> Type:
    """The type of a bound value."""
    match value:
        case TextValue():
            return StringType()
        case ConstantValue():
            return type_of_data(value.value)
        case ObjectOf(type=UnknownType()):
            return ObjectType((), UnknownType())
        case ListOf(type=UnknownType()):
            return ArrayType(UnknownType())
        case Read() | ObjectOf() | ListOf() | Selected() | Replaced():
            return resolve(value.type, types)


def type_of_data(data: Data) -> Type:
    """The type of plain data."""
    match data:
        case None:
            return NullType()
        case bool():
            return BooleanType()
        case int() | float():
            return NumberType(isinstance(data, int))
        case str():
            return StringType()
        case list():
            return ArrayType(UnknownType())
        case dict():
            return ObjectType((), UnknownType())


def fits(given: Type, wanted: Type, types: Mapping[str, Type], depth: int = 0) -> Fit:
    """Whether values of type `given` are values of type `wanted`."""
    given, wanted = resolve(given, types), resolve(wanted, types)
    if depth > _DEPTH or isinstance(given, UnknownType | NeverType) or isinstance(wanted, UnknownType):
        return "yes"
    if isinstance(given, UnionType):
        verdicts: list[Fit] = [fits(member, wanted, types, depth + 1) for member in given.members]
        return verdicts[0] if all(verdict == verdicts[0] for verdict in verdicts) else "maybe"
    if isinstance(given, EnumType):
        return _all_or_some(_constant_fits(value, wanted) for value in given.values)
    match given, wanted:
        case NumberType(), NumberType():
            return "maybe" if wanted.integer and not given.integer else "yes"
        case StringType(), EnumType():
            # What a shape merely narrows fits: everybody declares such an input as a string.
            return "yes" if any(isinstance(value, str) for value in wanted.values) else "no"
        case StringType(), StringType():
            return "maybe" if given.is_binary and not wanted.is_binary else "yes"
        case BooleanType(), BooleanType():
            return "yes"
        case ArrayType(), ArrayType():
            return fits(given.items, wanted.items, types, depth + 1)
        case ObjectType(), ObjectType():
            return _object_fits(given, wanted, types, depth)
        case _:
            return "no"


def _object_fits(given: ObjectType, wanted: ObjectType, types: Mapping[str, Type], depth: int) -> Fit:
    verdicts = [_property_fits(p, wanted, types, depth) for p in given.properties]
    verdicts += [_promised(given, p) for p in wanted.properties if p.required]
    if isinstance(given.additional, ObjectType | StringType | NumberType | ArrayType) and wanted.additional is not None:
        verdicts.append(fits(given.additional, wanted.additional, types, depth + 1))
    return "no" if "no" in verdicts else "maybe" if "maybe" in verdicts else "yes"


def _property_fits(property_: PropertyType, wanted: ObjectType, types: Mapping[str, Type], depth: int) -> Fit:
    """Whether the wanted object takes this property. boto3 refuses a member that the shape does not have."""
    member = wanted.get(property_.name)
    target = wanted.additional if member is None else member.type
    if target is None:
        return "no" if property_.required else "maybe"
    verdict = fits(property_.type, target, types, depth + 1)
    return "maybe" if verdict == "no" and not property_.required else verdict


def _promised(given: ObjectType, member: PropertyType) -> Fit:
    """Whether the given object has a member that is required."""
    property_ = given.get(member.name)
    if property_ is None:
        return "no" if given.additional is None else "yes"
    return "yes" if property_.required else "maybe"


def _constant_fits(value: Data, wanted: Type) -> bool:
    if isinstance(wanted, EnumType):
        return value in wanted.values
    return fits(type_of_data(value), wanted, {}) == "yes"


def _all_or_some(verdicts: Iterable[bool]) -> Fit:
    known = tuple(verdicts)
    return "yes" if all(known) else "maybe" if any(known) else "no"


def describe(type_: Type) -> str:
    """A type in words: `a string`."""
    match type_:
        case NumberType():
            return "an integer" if type_.integer else "a number"
        case BooleanType():
            return "a boolean"
        case StringType():
            return "bytes" if type_.is_binary else "a time" if type_.format == "date-time" else "a string"
        case EnumType():
            return (
                "one of "
                + ", ".join(f"`{value}`" for value in type_.values[:12])
                + (", …" if len(type_.values) > 12 else "")
            )
        case ArrayType():
            return "a list"
        case ObjectType():
            return "an object"
        case NullType():
            return "null"
        case UnionType():
            return " or ".join(describe(member) for member in type_.members)
        case NamedType():
            return f"`{type_.name}`"
        case UnknownType() | NeverType():
            return "anything"
