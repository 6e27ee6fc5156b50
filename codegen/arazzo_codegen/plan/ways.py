"""Ways into a value whose type is known.

Takes a path and the type that it starts from; gives the types along it, and how far the schema promises that there is something.
"""

from __future__ import annotations

from ..bind.model import ArrayType, ObjectType, Type
from ..parse.model import Access, Index, Property
from .static import Resolve, without_null


def types_along(path: tuple[Access, ...], start: Type, resolve: Resolve) -> tuple[Type, ...]:
    """The types from the start to the end of the path, as far as they are known."""
    found = [start]
    for access in path:
        inner = inner_type(found[-1], access, resolve)
        if inner is None:
            break
        found.append(inner)
    return tuple(found)


def inner_type(owner: Type, access: Access, resolve: Resolve) -> Type | None:
    """The type of a property or item, None where nothing is known of it; null has none."""
    match resolve(without_null(owner, resolve)), access:
        case ObjectType() as found, Property(name=name):
            member = found.get(name)
            return member.type if member is not None else None if found.properties else found.additional
        case ArrayType(items=items), Index():
            return items
        case _:
            return None


def promised_length(path: tuple[Access, ...], start: Type, resolve: Resolve) -> int:
    """How many of the accesses lead to something that the schema promises."""
    types = types_along(path, start, resolve)
    for length, (owner, access) in enumerate(zip(types, path, strict=False)):
        if not _is_promised(resolve(owner), access):
            return length
    return len(types) - 1


def _is_promised(owner: Type, access: Access) -> bool:
    match owner, access:
        case ObjectType(), Property(name=name):
            member = owner.get(name)
            return member is not None and member.required
        case ArrayType(min_items=minimum), Index(position=position):
            return 0 <= position < minimum
        case _:
            return False
