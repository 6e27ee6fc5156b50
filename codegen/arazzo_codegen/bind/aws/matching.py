"""Names of members: which member a written name means, and which names are alike.

Takes names as documents write them; gives members of object types.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from ...diagnostics.nearest import nearest
from ..model import ObjectType, PropertyType

_SHOWN = 24


def member_named(shape: ObjectType, name: str) -> PropertyType | None:
    """The member that `name` means: by boto3's name, by the name on the wire, or either without regard to case.

    `Key+` is how the service models write a path parameter that takes slashes; descriptions copy it.
    """
    name = name.removesuffix("+")
    exact = shape.get(name) or next((member for member in shape.properties if member.wire_name == name), None)
    if exact is not None:
        return exact
    folded = name.casefold()
    for member in shape.properties:
        if folded in (member.name.casefold(), (member.wire_name or "").casefold()):
            return member
    return None


def alike(name: str, member: str) -> bool:
    """Whether one of the names ends with the words of the other (`ContactId`, `InitialContactId`), or they differ by a slip of the pen."""
    left, right = sorted((_words(name), _words(member)), key=len)
    if left and right[-len(left) :] == left:
        return True
    return nearest(name, (member,)) is not None


def listed(names: Iterable[str], required: tuple[str, ...] = ()) -> str:
    """Names in a sentence; the required ones first and marked, a long list cut."""
    ordered = sorted(names, key=lambda name: name not in required)
    shown = [f"`{name}`{' (required)' if name in required else ''}" for name in ordered[:_SHOWN]]
    rest = len(ordered) - len(shown)
    return ", ".join(shown) + (f" and {rest} more" if rest else "")


def _words(name: str) -> tuple[str, ...]:
    return tuple(word.lower() for word in re.findall(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|[0-9]+", name))
