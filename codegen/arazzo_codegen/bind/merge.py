"""Types put together: `allOf` is their intersection, `anyOf` and `oneOf` their union.

Takes types, gives a type.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

from ..classes import replace
from .model import (
    ArrayType,
    BooleanType,
    EnumType,
    NamedType,
    NeverType,
    NullType,
    NumberType,
    ObjectType,
    PropertyType,
    StringType,
    Type,
    UnionType,
    UnknownType,
)

Expand = Callable[[Type], Type]
_WIDEST = 64
_Bound = TypeVar("_Bound", int, float)


def union(members: Sequence[Type], discriminator: str | None = None) -> Type:
    """What is of one of the types: flat, without repetition, unknown when a member is."""
    flat: list[Type] = []
    for member in members:
        for single in member.members if isinstance(member, UnionType) else (member,):
            if isinstance(single, UnknownType):
                return single
            if not isinstance(single, NeverType) and single not in flat:
                flat.append(single)
    flat = _joined_constants(flat)
    if not flat:
        return NeverType()
    if len(flat) == 1:
        return flat[0]
    inner = next((m.discriminator for m in members if isinstance(m, UnionType) and m.discriminator), None)
    return UnionType(tuple(flat), discriminator or inner)


def _joined_constants(members: list[Type]) -> list[Type]:
    """Several enumerations as one, in the place of the first."""
    values = [value for member in members if isinstance(member, EnumType) for value in member.values]
    if not values:
        return members
    distinct = list({f"{type(value).__name__}{value!r}": value for value in values}.values())
    first = next(index for index, member in enumerate(members) if isinstance(member, EnumType))
    rest = [member for member in members if not isinstance(member, EnumType)]
    return [*rest[:first], EnumType(tuple(distinct)), *rest[first:]]


def without_null(type: Type) -> Type:
    """The type without null."""
    if isinstance(type, UnionType):
        return union([member for member in type.members if not isinstance(member, NullType)], type.discriminator)
    return type


def admits_null(type: Type) -> bool:
    """Whether null is surely among the values."""
    return isinstance(type, NullType) or (
        isinstance(type, UnionType) and any(isinstance(m, NullType) for m in type.members)
    )


def merge_all(parts: Sequence[Type], expand: Expand) -> Type:
    """What is of all the types. A single part that says anything stays itself, so that it keeps its name."""
    said: list[Type] = [part for part in parts if not isinstance(part, UnknownType)]
    if not said:
        return UnknownType()
    while len(said) > 1:
        # In pairs, so that ten thousand parts do not cost the square of it.
        said = [_pair(said[index : index + 2], expand) for index in range(0, len(said), 2)]
    return said[0]


def _pair(parts: Sequence[Type], expand: Expand) -> Type:
    return parts[0] if len(parts) == 1 else _merge(parts[0], parts[1], expand)


def _merge(left: Type, right: Type, expand: Expand) -> Type:
    if left == right:
        return left
    left, right = expand(left), expand(right)
    match left, right:
        case UnknownType(), _:
            return right
        case _, UnknownType():
            return left
        case UnionType(), UnionType() if len(left.members) * len(right.members) > _WIDEST:
            return left
        case UnionType(), _:
            return union([_merge(member, right, expand) for member in left.members], left.discriminator)
        case _, UnionType():
            return union([_merge(left, member, expand) for member in right.members], right.discriminator)
        case EnumType(), EnumType():
            return _enum(tuple(value for value in left.values if value in right.values))
        case EnumType(), _:
            return _enum(tuple(value for value in left.values if _is_of(value, right)))
        case _, EnumType():
            return _enum(tuple(value for value in right.values if _is_of(value, left)))
        case ObjectType(), ObjectType():
            return _merge_objects(left, right, expand)
        case ArrayType(), ArrayType():
            return _merge_arrays(left, right, expand)
        case StringType(), StringType():
            return StringType(
                left.format or right.format,
                left.pattern or right.pattern,
                _greatest(left.min_length, right.min_length),
                _least(left.max_length, right.max_length),
                (*left.excluded, *right.excluded),
            )
        case NumberType(), NumberType():
            return _merge_numbers(left, right)
        case _:
            return NeverType()


def _enum(values: tuple[str | int | float | bool | None, ...]) -> Type:
    return EnumType(values) if values else NeverType()


def _is_of(value: object, type: Type) -> bool:
    match type:
        case StringType():
            return isinstance(value, str)
        case BooleanType():
            return isinstance(value, bool)
        case NumberType():
            return isinstance(value, (int, float)) and not isinstance(value, bool)
        case _:
            return False


def _merge_objects(left: ObjectType, right: ObjectType, expand: Expand) -> ObjectType:
    properties = {item.name: item for item in left.properties}
    for item in right.properties:
        known = properties.get(item.name)
        properties[item.name] = item if known is None else _merge_properties(known, item, expand)
    additional = (
        left.additional if right.additional is None or isinstance(right.additional, UnknownType) else right.additional
    )
    if left.additional is None or right.additional is None:
        additional = None
    return ObjectType(
        tuple(properties.values()),
        additional,
        left.title or right.title,
        left.description or right.description,
        left.span or right.span,
        dependent=(*left.dependent, *right.dependent),
        patterned=left.patterned or right.patterned,
    )


def _merge_properties(left: PropertyType, right: PropertyType, expand: Expand) -> PropertyType:
    said = left if right.span is None else right
    return replace(
        said,
        type=_merge_lazily(left.type, right.type, expand),
        required=left.required or right.required,
        description=right.description or left.description,
        default=right.default or left.default,
        read_only=left.read_only or right.read_only,
        write_only=left.write_only or right.write_only,
    )


def _merge_lazily(left: Type, right: Type, expand: Expand) -> Type:
    """A property described twice; a name stays a name where the other side adds nothing."""
    if isinstance(right, UnknownType) or left == right:
        return left
    if isinstance(left, UnknownType):
        return right
    if isinstance(left, NamedType) and isinstance(right, NamedType):
        return right
    return _merge(left, right, expand)


def _merge_arrays(left: ArrayType, right: ArrayType, expand: Expand) -> ArrayType:
    return ArrayType(
        _merge_lazily(left.items, right.items, expand),
        max(left.min_items, right.min_items),
        _least(left.max_items, right.max_items),
        left.unique or right.unique,
    )


def _merge_numbers(left: NumberType, right: NumberType) -> NumberType:
    return NumberType(
        left.integer or right.integer,
        _greatest(left.minimum, right.minimum),
        _least(left.maximum, right.maximum),
        _greatest(left.exclusive_minimum, right.exclusive_minimum),
        _least(left.exclusive_maximum, right.exclusive_maximum),
        left.multiple_of or right.multiple_of,
        left.format or right.format,
        (*left.excluded, *right.excluded),
    )


def _least(left: _Bound | None, right: _Bound | None) -> _Bound | None:
    if left is None or right is None:
        return right if left is None else left
    return min(left, right)


def _greatest(left: _Bound | None, right: _Bound | None) -> _Bound | None:
    if left is None or right is None:
        return right if left is None else left
    return max(left, right)
