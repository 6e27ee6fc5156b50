"""What applies to some values of a schema only: `if`, `then`, `else`, `dependentSchemas`, and what they evaluate.

Takes the place of a schema; gives the properties that only they know of, and whether `unevaluatedProperties: false` closes it for certain.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..classes import replace
from ..load.model import MappingNode, ScalarNode
from . import fields
from .merge import union
from .model import NamedType, ObjectType, PropertyType, Type, UnionType, UnknownType
from .place import Place
from .types import Types

_CONDITIONAL = ("if", "then", "else")
_DEEPEST = 12
_OPENING = (*_CONDITIONAL, "dependentSchemas", "patternProperties", "anyOf", "$dynamicRef", "$recursiveRef")
"""Keywords by which more may be evaluated than a type says (JSON Schema 2020-12, section 11.3)."""


_EVALUATING = ("additionalProperties", "unevaluatedProperties")


def with_conditional(type: Type, place: Place, types: Types) -> Type:
    """The type with the properties that conditional parts describe: of what type they are depends on the value."""
    names = dict.fromkeys(name for part in _parts(place) for name in _names(types.of(part), types))
    return _mentioning(type, tuple(names), types) if names else type


def _parts(place: Place) -> Iterator[Place]:
    for keyword in _CONDITIONAL:
        if (part := place.child(keyword)) is not None:
            yield part
    yield from (part for _, part in place.children("dependentSchemas"))


def _names(type: Type, types: Types) -> Iterator[str]:
    expanded = types.expand(type)
    match expanded:
        case ObjectType():
            yield from (item.name for item in expanded.properties)
        case UnionType():
            for member in expanded.members:
                yield from _names(member, types)
        case _:
            return


def _mentioning(type: Type, names: tuple[str, ...], types: Types) -> Type:
    expanded = types.expand(type) if isinstance(type, NamedType) else type
    match expanded:
        case ObjectType(additional=UnknownType()):
            more = (PropertyType(name, UnknownType(), False) for name in names if expanded.get(name) is None)
            return replace(expanded, properties=(*expanded.properties, *more))
        case UnionType():
            return union([_mentioning(member, names, types) for member in expanded.members], expanded.discriminator)
        case _:
            return type


def closed(type: Type, place: Place, types: Types) -> Type:
    """Section 11.3: `unevaluatedProperties: false` sees what the parts of the schema describe, so it closes them all."""
    if fields.flag(place.node, "unevaluatedProperties") is not False or _opens(place, types, 0):
        return type
    return _without_others(type)


def _without_others(type: Type) -> Type:
    match type:
        case UnionType():
            return union(tuple(_without_others(member) for member in type.members), type.discriminator)
        case ObjectType(additional=UnknownType()):
            return replace(type, additional=None)
        case _:
            return type


def _opens(place: Place, types: Types, depth: int) -> bool:
    """Whether a part evaluates properties that the type does not name."""
    node = place.node
    if not isinstance(node, MappingNode) or depth > _DEEPEST:
        return depth > _DEEPEST
    if any(keyword in node.entries for keyword in _OPENING):
        return True
    if any(isinstance(given := node.get(k), ScalarNode) and given.value is True for k in _EVALUATING):
        return True
    target = types.references.find(place) if "$ref" in node.entries else None
    parts = [part for keyword in ("allOf", "oneOf") for _, part in place.children(keyword)]
    return any(_opens(part, types, depth + 1) for part in (*parts, *(() if target is None else (target,))))
