"""`not` of constants: takes a schema, gives the values that it excludes, and types without them."""

from __future__ import annotations

from ..classes import replace
from ..load.model import Constant, MappingNode, Node, ScalarNode
from . import fields
from .merge import union
from .model import EnumType, NeverType, NumberType, StringType, Type, UnionType
from .place import Place

_HARMLESS = ("title", "description", "$comment", "type")


def excluded(place: Place) -> tuple[Constant, ...]:
    """The values in `not: {const: …}` and `not: {enum: […]}`; nothing where more is said, for then not all of them need be excluded."""
    node = place.node.get("not") if isinstance(place.node, MappingNode) else None
    if not isinstance(node, MappingNode):
        return ()
    said = [keyword for keyword in node.entries if keyword not in _HARMLESS]
    if said == ["const"] and "type" not in node.entries:
        return _constants((node.entries["const"][1],))
    if said == ["enum"] and "type" not in node.entries:
        return _constants(fields.items(node, "enum"))
    return ()


def _constants(nodes: tuple[Node, ...]) -> tuple[Constant, ...]:
    return tuple(node.value for node in nodes if isinstance(node, ScalarNode))


def without_values(type: Type, values: tuple[Constant, ...]) -> Type:
    """The type without these values."""
    if not values:
        return type
    match type:
        case EnumType():
            left = tuple(value for value in type.values if not _among(value, values))
            return EnumType(left) if left else NeverType()
        case StringType() | NumberType():
            return replace(type, excluded=(*type.excluded, *values))
        case UnionType():
            return union([without_values(member, values) for member in type.members], type.discriminator)
        case _:
            return type


def _among(value: Constant, values: tuple[Constant, ...]) -> bool:
    """JSON tells booleans from numbers, which Python does not."""
    return any(value == other and isinstance(value, bool) == isinstance(other, bool) for other in values)
