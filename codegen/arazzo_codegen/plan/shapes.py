"""Whether two types have the same annotation in Python, but for the names of classes: type checkers compare `TypedDict`s by their members."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

from ..bind.model import (
    ArrayType,
    BooleanType,
    EnumType,
    NullType,
    NumberType,
    ObjectType,
    StringType,
    Type,
    UnionType,
    UnknownType,
)

Resolve: TypeAlias = Callable[[Type], Type]
"""Gives what a named type stands for."""

_NONE: frozenset[tuple[Type, Type]] = frozenset()


def same_shape(left: Type, right: Type, resolve: Resolve, known: frozenset[tuple[Type, Type]] = _NONE) -> bool:
    """Whether a type checker takes one for the other and back. Pairs that are `known` are being looked at: recursive types may be the same."""
    if left == right or (left, right) in known:
        return True
    known = known | {(left, right)}
    match resolve(left), resolve(right):
        case (ObjectType() as one, ObjectType() as other):
            return _same_members(one, other, resolve, known)
        case (ArrayType(items=items), ArrayType(items=others)):
            return same_shape(items, others, resolve, known)
        case (UnionType(members=members), UnionType(members=others)) if len(members) == len(others):
            return all(same_shape(one, other, resolve, known) for one, other in zip(members, others, strict=True))
        case (StringType() as one, StringType() as other):
            return one.is_binary == other.is_binary
        case (NumberType(integer=one), NumberType(integer=other)):
            return one == other
        case (EnumType(values=values), EnumType(values=others)):
            return _typed(values) == _typed(others)
        case (BooleanType(), BooleanType()) | (NullType(), NullType()) | (UnknownType(), UnknownType()):
            return True
        case _:
            return False


def _same_members(left: ObjectType, right: ObjectType, resolve: Resolve, known: frozenset[tuple[Type, Type]]) -> bool:
    ours, others = ({item.name: item for item in one.properties} for one in (left, right))
    if not ours or not others:
        kinds = (left.additional or UnknownType(), right.additional or UnknownType())
        return not ours and not others and same_shape(*kinds, resolve, known)
    return ours.keys() == others.keys() and all(
        item.required == others[name].required and same_shape(item.type, others[name].type, resolve, known)
        for name, item in ours.items()
    )


def _typed(values: tuple[object, ...]) -> frozenset[tuple[type, object]]:
    return frozenset((type(value), value) for value in values)
