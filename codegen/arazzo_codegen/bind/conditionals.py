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
    if fields.flag(place.node, "unevaluatedProperties") is not False or _opens(place, types):
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


def _opens(place: Place, types: Types) -> bool:
    """Whether a part evaluates properties that the type does not name; the parts are looked at once, whichever way leads to them."""
    seen: set[str] = set()
    waiting = [place]
    while waiting:
        part = waiting.pop()
        node = part.node
        if part.key in seen or not isinstance(node, MappingNode):
            continue
        seen.add(part.key)
        if any(keyword in node.entries for keyword in _OPENING) or _evaluates_all(node):
            return True
        waiting.extend(inner for keyword in ("allOf", "oneOf") for _, inner in part.children(keyword))
        target = types.references.find(part) if "$ref" in node.entries else None
        waiting.extend(() if target is None else (target,))
    return False


def _evaluates_all(node: MappingNode) -> bool:
    written = (node.get(keyword) for keyword in _EVALUATING)
    return any(isinstance(given, ScalarNode) and given.value is True for given in written)
