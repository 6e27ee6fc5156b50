"""The names that planned code uses.

Takes definitions; gives the identifiers in their expressions. Planning tries spellings that are not used in the end, and notes what they would import.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass

from .model import Definition, Name, TypeAliasDef, TypedDictClass


def names_used(definitions: tuple[Definition, ...]) -> frozenset[str]:
    """The identifiers that stand anywhere in the definitions, and those of the forms that they are spelled in."""
    forms = {"TypedDict" for definition in definitions if isinstance(definition, TypedDictClass)}
    forms |= {"TypeAlias" for definition in definitions if isinstance(definition, TypeAliasDef)}
    return frozenset(_names(definitions)) | forms


def _names(part: object) -> Iterator[str]:
    if isinstance(part, Name):
        yield part.id
    elif isinstance(part, tuple):
        for item in part:
            yield from _names(item)
    elif is_dataclass(part):
        for field in fields(part):
            yield from _names(getattr(part, field.name))
