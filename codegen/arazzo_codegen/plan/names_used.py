"""The names that planned code uses.

Takes definitions; gives the identifiers in their expressions. Planning tries spellings that are not used in the end, and notes what they would import.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from functools import cache
from operator import attrgetter
from typing import TypeGuard

from .model import Attribute, Definition, Name, Stmt, TypeAliasDef, TypedDictClass

_FORMS: dict[type, str] = {TypedDictClass: "TypedDict", TypeAliasDef: "TypeAlias"}


def names_used(parts: tuple[Definition | Stmt, ...]) -> frozenset[str]:
    """The identifiers that stand anywhere in the parts, and those of the forms that they are spelled in."""
    return frozenset((*_names(parts), *(_FORMS[type(part)] for part in parts if type(part) in _FORMS)))


def occurrences(parts: tuple[Stmt, ...]) -> Counter[str]:
    """How often each identifier stands in the parts."""
    return Counter(_names(parts))


def attributes_used(parts: tuple[Stmt, ...]) -> frozenset[tuple[str, str]]:
    """The attributes of variables that stand anywhere in the parts, each with its variable."""
    found = (part for part in _parts(parts) if isinstance(part, Attribute))
    return frozenset((part.value.id, part.name) for part in found if isinstance(part.value, Name))


def _names(whole: object) -> list[str]:
    return [part.id for part in _parts(whole) if isinstance(part, Name)]


def _parts(whole: object) -> list[object]:
    """The names and attributes in something."""
    found: list[object] = []
    waiting = [whole]
    while waiting:
        part = waiting.pop()
        if _is_tuple(part):
            waiting.extend(part)
            continue
        kind: type = type(part)
        if kind is Name or kind is Attribute:
            found.append(part)
        waiting.extend(_parts_of(kind)(part))
    return found


@cache
def _parts_of(kind: type) -> Callable[[object], Iterable[object]]:
    """What takes a thing of this kind apart; finding out anew for each thing would be most of the work."""
    annotations: dict[str, str] = vars(kind).get("__annotations__", {})
    names = [name for name, annotation in annotations.items() if not _is_leaf(annotation)]
    if not names:
        return _nothing
    # With one name, `attrgetter` gives the value itself.
    return attrgetter(*names) if len(names) > 1 else lambda part: (getattr(part, names[0]),)


def _nothing(part: object) -> tuple[()]:
    return ()


def _is_leaf(annotation: str) -> bool:
    """Whether values of the type are texts, numbers and the like, which hold no names."""
    return {*annotation.split(" | ")} <= {"str", "int", "float", "bool", "bytes", "None"}


def _is_tuple(part: object) -> TypeGuard[tuple[object, ...]]:
    return isinstance(part, tuple)
