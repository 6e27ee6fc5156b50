"""The names that planned code uses.

Takes definitions; gives the identifiers in their expressions. Planning tries spellings that are not used in the end, and notes what they would import.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import fields, is_dataclass
from typing import TypeGuard

from .model import Definition, Name, Stmt, TypeAliasDef, TypedDictClass


def names_used(parts: tuple[Definition | Stmt, ...]) -> frozenset[str]:
    """The identifiers that stand anywhere in the parts, and those of the forms that they are spelled in."""
    forms = {"TypedDict" for part in parts if isinstance(part, TypedDictClass)}
    forms |= {"TypeAlias" for part in parts if isinstance(part, TypeAliasDef)}
    return frozenset(_names(parts)) | forms


def occurrences(parts: tuple[Stmt, ...]) -> Counter[str]:
    """How often each identifier stands in the parts."""
    return Counter(_names(parts))


def _names(whole: object) -> list[str]:
    found: list[str] = []
    waiting = [whole]
    while waiting:
        part = waiting.pop()
        if isinstance(part, Name):
            found.append(part.id)
        elif _is_tuple(part):
            waiting.extend(part)
        else:
            waiting.extend([getattr(part, field) for field in _fields(type(part))])
    return found


def _fields(kind: type) -> tuple[str, ...]:
    """The fields that hold parts; looking them up anew for each part is most of the work."""
    if kind not in _FIELDS:
        found = fields(kind) if is_dataclass(kind) else ()
        _FIELDS[kind] = tuple(field.name for field in found if not _is_leaf(str(field.type)))
    return _FIELDS[kind]


def _is_leaf(annotation: str) -> bool:
    """Whether values of the type are texts, numbers and the like, which hold no names."""
    return {*annotation.split(" | ")} <= {"str", "int", "float", "bool", "bytes", "None"}


_FIELDS: dict[type, tuple[str, ...]] = {}


def _is_tuple(part: object) -> TypeGuard[tuple[object, ...]]:
    return isinstance(part, tuple)
