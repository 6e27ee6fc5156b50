"""The way from a type along a path: takes a type and accesses, gives the type at the end, or says where the way is lost."""

from __future__ import annotations

from typing import Literal, assert_never

from ..classes import dataclass, replace
from ..diagnostics.model import Span
from ..parse.model import Access, Expression, Index, Property
from .merge import union
from .model import (
    ArrayType,
    NamedType,
    NeverType,
    NullType,
    ObjectType,
    Type,
    UnionType,
    UnknownType,
)
from .types import Types


@dataclass(frozen=True, slots=True)
class Lost:
    """Why an access leads nowhere: the schema forbids it, or does not mention it. `names` are those that it has, `span` is where it is.

    `position` is that of the access in the path.
    """

    kind: Literal["forbidden", "unmentioned"]
    access: Access
    names: tuple[str, ...]
    span: Span | None
    what: str
    position: int = 0


@dataclass(frozen=True, slots=True)
class Way:
    """Where a path leads. In `path`, tokens that index a list are indices. `optional` when something on the way need not be there."""

    path: tuple[Access, ...]
    type: Type
    optional: bool
    lost: Lost | None = None
    declared: Span | None = None
    """Where the last property on the way is declared."""


def navigate(start: Type, path: tuple[Access, ...], types: Types, at: Span | None = None) -> Way:
    """Follow `path` from a value of type `start`, which is declared `at`."""
    type, optional, walked = start, False, list[Access]()
    declared = at
    for position, access in enumerate(path):
        step = _step(types.expand(type), access, types)
        if step.lost is not None:
            lost = replace(step.lost, span=step.lost.span or declared, position=position)
            return Way((*walked, *step.path, *path[position + 1 :]), UnknownType(), optional, lost)
        walked.extend(step.path)
        type, optional, declared = step.type, optional or step.optional, step.declared or declared
    return Way(tuple(walked), type, optional, None, declared)


def _step(type: Type, access: Access, types: Types) -> Way:
    match type:
        case UnknownType() | NeverType() | NamedType():
            return Way((access,), UnknownType(), False)
        case UnionType():
            return _into_union(type, access, types)
        case ObjectType():
            return _into_object(type, access)
        case ArrayType():
            return _into_array(type, access)
        case _:
            return _lost("forbidden", access, (), None, "a value that has no parts")


def _into_union(type: UnionType, access: Access, types: Types) -> Way:
    members = [types.expand(member) for member in type.members]
    steps = [_step(member, access, types) for member in members if not isinstance(member, NullType)]
    found = [step for step in steps if step.lost is None]
    if not found:
        unmentioned = (step for step in steps if step.lost is not None and step.lost.kind == "unmentioned")
        return next(unmentioned, steps[0] if steps else _lost("forbidden", access, (), None, "null"))
    sure = len(found) == len(members) and not any(step.optional for step in found)
    return Way(found[0].path, union([step.type for step in found]), not sure, None, found[0].declared)


def _into_object(type: ObjectType, access: Access) -> Way:
    names = tuple(item.name for item in type.properties)
    if isinstance(access, Index):
        return _lost("forbidden", access, names, type.span, "an object")
    declared = type.get(access.name)
    if declared is not None:
        return Way((access,), declared.type, not declared.required, None, declared.span)
    if type.additional is None:
        return _lost("forbidden", access, names, type.span, "an object that allows no other properties")
    if not isinstance(type.additional, UnknownType):
        return Way((access,), type.additional, True)
    if not names or type.patterned:
        return Way((access,), UnknownType(), type.patterned)
    return _lost("unmentioned", access, names, type.span, "an object")


def _into_array(type: ArrayType, access: Access) -> Way:
    position = _position(access)
    if position is None:
        return _lost("forbidden", access, (), None, "a list")
    promised = -type.min_items <= position < type.min_items
    return Way((Index(position),), type.items, not promised)


def _position(access: Access) -> int | None:
    if isinstance(access, Index):
        return access.position
    digits = access.name.isascii() and access.name.isdigit() and len(access.name) < 10
    return int(access.name) if digits else None


def _lost(
    kind: Literal["forbidden", "unmentioned"], access: Access, names: tuple[str, ...], span: Span | None, what: str
) -> Way:
    return Way((access,), UnknownType(), False, Lost(kind, access, names, span, what))


def spelled(access: Access) -> str:
    """An access as a JSON Pointer token."""
    match access:
        case Property():
            return access.name
        case Index():
            return str(access.position)
        case _:
            assert_never(access)


def path_of(expression: Expression) -> tuple[Access, ...]:
    """What an expression reads behind its root: the pointer's tokens, then dots and brackets, which stand behind it in a condition."""
    return (*map(Property, expression.pointer or ()), *expression.accesses)
