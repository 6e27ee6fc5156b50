"""JSON Schema to types: all four OpenAPI dialects and 2020-12.

Takes the place of a schema, gives its type. The dialects differ in how they spell null (`nullable`, `x-nullable`, `type: [..., "null"]`) and
exclusive bounds; each spelling is understood everywhere, for people mix them.
"""

from __future__ import annotations

import json

from ..load.model import Constant, MappingNode, Node, ScalarNode, SequenceNode, data
from . import fields
from .conditionals import closed, with_conditional
from .exclusions import excluded, without_values
from .merge import merge_all, union
from .model import (
    ArrayType,
    BooleanType,
    Default,
    EnumType,
    NeverType,
    NullType,
    NumberType,
    ObjectType,
    PropertyType,
    StringType,
    Type,
    UnknownType,
)
from .place import Place
from .references import reference_of
from .tags import tagged
from .types import Types

_SAYS_SOMETHING = (
    "type",
    "properties",
    "additionalProperties",
    "items",
    "enum",
    "const",
    "allOf",
    "anyOf",
    "oneOf",
    "$ref",
)
_IMPLIED = (("properties", "object"), ("additionalProperties", "object"), ("items", "array"))


def schema_type(place: Place, types: Types) -> Type:
    """The type of the schema at `place`."""
    node = place.node
    if isinstance(node, ScalarNode) and node.value is False:
        return NeverType()
    if not isinstance(node, MappingNode):
        return UnknownType()
    parts = [_own(place, node, types)]
    if reference_of(node) is not None:
        parts.append(types.referenced(place))
    parts.extend(_member(inner, types) for _, inner in place.children("allOf"))
    for keyword in ("anyOf", "oneOf"):
        parts.append(_alternatives(place, keyword, types))
    merged = closed(with_conditional(merge_all(parts, types.expand), place, types), place, types)
    merged = without_values(merged, excluded(place))
    return union((merged, NullType())) if _is_nullable(node) else merged


def _member(place: Place, types: Types) -> Type:
    """A part of `allOf`. One that only says what is required speaks of properties that its neighbours describe."""
    node = place.node
    if isinstance(node, MappingNode) and not any(keyword in node.entries for keyword in _SAYS_SOMETHING):
        required = fields.texts(node, "required")
        if required:
            return ObjectType(tuple(PropertyType(name, UnknownType(), True) for name in required), UnknownType())
    return types.of(place)


def _alternatives(place: Place, keyword: str, types: Types) -> Type:
    members = [inner for _, inner in place.children(keyword)]
    if not members or all(_only_restricts(inner.node) for inner in members):
        return UnknownType()
    discriminator = fields.text(fields.mapping(place.node, "discriminator"), "propertyName")
    if discriminator is None:
        return union(tuple(types.of(inner) for inner in members))
    return union(tagged(place, members, discriminator, types), discriminator)


def _only_restricts(node: Node) -> bool:
    """`anyOf: [{required: [a]}, {required: [b]}]` restricts what the schema around it describes, and describes nothing itself."""
    return isinstance(node, MappingNode) and not any(keyword in node.entries for keyword in _SAYS_SOMETHING)


def _is_nullable(node: MappingNode) -> bool:
    return fields.flag(node, "nullable") is True or fields.flag(node, "x-nullable") is True


def _own(place: Place, node: MappingNode, types: Types) -> Type:
    """What the schema says by itself, without its references and compositions."""
    if "const" in node.entries:
        return _constants((node.entries["const"][1],))
    if isinstance(node.get("enum"), SequenceNode):
        return _constants(fields.items(node, "enum"))
    return union(tuple(_of_kind(kind, place, node, types) for kind in _kinds(node))) if _kinds(node) else UnknownType()


def _kinds(node: MappingNode) -> tuple[str, ...]:
    written = node.get("type")
    if isinstance(written, SequenceNode):
        return fields.texts(node, "type")
    if isinstance(written, ScalarNode) and isinstance(written.value, str):
        return (written.value,)
    if isinstance(written, ScalarNode) and written.value is None and written.raw == "null":
        return ("null",)
    return next(((kind,) for keyword, kind in _IMPLIED if keyword in node.entries), ())


def _constants(nodes: tuple[Node, ...]) -> Type:
    if not nodes or not all(isinstance(node, ScalarNode) for node in nodes):
        return UnknownType()
    values: list[Constant] = [node.value for node in nodes if isinstance(node, ScalarNode)]
    some = tuple(value for value in values if value is not None)
    members: list[Type] = [EnumType(some)] if some else []
    if set(map(repr, some)) == {"True", "False"}:
        members = [BooleanType()]
    return union((*members, NullType())) if None in values else union(tuple(members))


def _of_kind(kind: str, place: Place, node: MappingNode, types: Types) -> Type:
    match kind:
        case "object":
            return _object(place, node, types)
        case "array":
            return ArrayType(
                _items(place, types),
                fields.count(node, "minItems") or 0,
                fields.count(node, "maxItems"),
                fields.flag(node, "uniqueItems") is True,
            )
        case "string":
            return StringType(
                _string_format(node),
                fields.text(node, "pattern"),
                fields.count(node, "minLength"),
                fields.count(node, "maxLength"),
            )
        case "integer" | "number":
            return _number(kind == "integer", node)
        case "boolean":
            return BooleanType()
        case "null":
            return NullType()
        case "file":
            # OpenAPI 2.0, section "Parameter Object": `file` is a type of its own.
            return StringType("binary")
        case _:
            return UnknownType()


def _string_format(node: MappingNode) -> str | None:
    written = fields.text(node, "format")
    if written is not None:
        return written
    if fields.text(node, "contentEncoding") in ("base64", "base64url"):
        return "byte"
    # OpenAPI 3.1, section "Considerations for File Uploads": octets are a string with a media type and no encoding.
    media_type = fields.text(node, "contentMediaType")
    return "binary" if media_type == "application/octet-stream" else None


def _number(integer: bool, node: MappingNode) -> NumberType:
    lowest, highest = fields.number(node, "minimum"), fields.number(node, "maximum")
    above, below = fields.number(node, "exclusiveMinimum"), fields.number(node, "exclusiveMaximum")
    if fields.flag(node, "exclusiveMinimum"):
        lowest, above = None, lowest
    if fields.flag(node, "exclusiveMaximum"):
        highest, below = None, highest
    multiple = fields.number(node, "multipleOf")
    return NumberType(integer, lowest, highest, above, below, multiple, fields.text(node, "format"))


def _items(place: Place, types: Types) -> Type:
    """JSON Schema 2020-12, section 10.3.1: `items` is about what stands behind the `prefixItems`."""
    first = [types.of(item) for _, item in place.children("prefixItems")]
    rest = place.child("items")
    return union([*first, types.of(rest)]) if first else types.of(rest)


def _object(place: Place, node: MappingNode, types: Types) -> ObjectType:
    required = fields.texts(node, "required")
    declared = fields.mapping(node, "properties")
    properties = [
        _property(name, inner, name in required, declared, types) for name, inner in place.children("properties")
    ]
    known = {item.name for item in properties}
    implied = [PropertyType(name, UnknownType(), True) for name in dict.fromkeys(required) if name not in known]
    return ObjectType(
        (*properties, *implied),
        _additional(place, node, types),
        fields.text(node, "title"),
        fields.text(node, "description"),
        fields.head(node),
        dependent=_dependent(node),
        patterned="patternProperties" in node.entries,
    )


def _dependent(node: MappingNode) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """JSON Schema 2020-12 (Validation), section 6.5.4."""
    written = fields.mapping(node, "dependentRequired")
    names = () if written is None else tuple(written.entries)
    return tuple((name, needed) for name in names if (needed := fields.texts(written, name)))


def _property(name: str, place: Place, required: bool, declared: MappingNode | None, types: Types) -> PropertyType:
    node = place.node
    default = node.get("default") if isinstance(node, MappingNode) else None
    return PropertyType(
        name,
        types.of(place),
        required,
        fields.text(node, "description"),
        None if default is None else Default(json.dumps(data(default))),
        fields.flag(node, "readOnly") is True,
        fields.flag(node, "writeOnly") is True,
        None if declared is None else declared.key(name).span,
    )


def _additional(place: Place, node: MappingNode, types: Types) -> Type | None:
    patterns = [types.of(inner) for _, inner in place.children("patternProperties")]
    written = node.get("additionalProperties")
    if isinstance(written, ScalarNode) and written.value is False:
        return union(tuple(patterns)) if patterns else None
    if isinstance(written, MappingNode) and "additionalProperties" in node.entries:
        return union((*patterns, types.of(place.child("additionalProperties"))))
    return UnknownType()
