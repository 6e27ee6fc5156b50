"""The names that planned code uses.

Takes definitions; gives the identifiers in their expressions. Planning tries spellings that are not used in the end, and notes what they would import.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from typing import TypeGuard

from .model import Definition, Name, Stmt, TypeAliasDef, TypedDictClass


def names_used(parts: tuple[Definition | Stmt, ...]) -> frozenset[str]:
    """The identifiers that stand anywhere in the parts, and those of the forms that they are spelled in."""
    forms = {"TypedDict" for part in parts if isinstance(part, TypedDictClass)}
    forms |= {"TypeAlias" for part in parts if isinstance(part, TypeAliasDef)}
    return frozenset(_names(parts)) | forms


def _names(part: object) -> Iterator[str]:
    if isinstance(part, Name):
        yield part.id
    elif _is_tuple(part):
        for item in part:
            yield from _names(item)
    elif is_dataclass(part):
        for field in fields(part):
            yield from _names(getattr(part, field.name))


def _is_tuple(part: object) -> TypeGuard[tuple[object, ...]]:
    return isinstance(part, tuple)
