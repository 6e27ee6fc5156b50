"""Octets where only text can stand.

Takes the type of a schema and the media type that it describes; gives the type of what is on the wire there. `format: binary` is raw octets as a whole
body and as a part of a multipart one; inside JSON, a form field or a parameter it is a string (OpenAPI 3.0.4 and 3.1.2, "Working with Binary Data").
"""

from __future__ import annotations

from ..classes import replace
from .merge import union
from .model import ArrayType, NamedType, ObjectType, StringType, Type, UnionType
from .types import Types

_TEXT = "?text"
"""Ends the keys of named types in which octets are text."""


def on_the_wire(media_type: str, type: Type, types: Types) -> Type:
    """What a value of the type is in a body of this media type."""
    essence = media_type.partition(";")[0].strip().lower()
    if essence.startswith("multipart/"):
        return _parts(type, types)
    if essence.endswith(("/json", "+json", "/xml", "+xml", "urlencoded")) or essence.startswith("text/"):
        return as_text(type, types)
    return type if _is_content(type) else as_text(type, types)


def as_text(type: Type, types: Types) -> Type:
    """The type with strings in place of octets."""
    match type:
        case StringType(is_binary=True):
            return replace(type, format=None)
        case ArrayType():
            return replace(type, items=as_text(type.items, types))
        case ObjectType():
            properties = tuple(replace(member, type=as_text(member.type, types)) for member in type.properties)
            additional = None if type.additional is None else as_text(type.additional, types)
            return replace(type, properties=properties, additional=additional)
        case UnionType():
            return union([as_text(member, types) for member in type.members], type.discriminator)
        case NamedType(key=key, name=name, title=title) if types.mentions_binary(key):
            return types.name(f"{key}{_TEXT}", name, lambda: as_text(types[key], types), title)
        case _:
            return type


def _parts(type: Type, types: Types) -> Type:
    """A multipart body: its properties, or their items, are parts; what is deeper is JSON."""
    match types.expand(type) if isinstance(type, NamedType) and types.mentions_binary(type.key) else type:
        case ObjectType() as whole:
            properties = tuple(replace(member, type=_part(member.type, types)) for member in whole.properties)
            return type if properties == whole.properties else replace(whole, properties=properties)
        case _:
            return type


def _part(type: Type, types: Types) -> Type:
    items = type.items if isinstance(type, ArrayType) else type
    return type if _is_content(items) else as_text(type, types)


def _is_content(type: Type) -> bool:
    members = type.members if isinstance(type, UnionType) else (type,)
    return any(isinstance(member, StringType) and member.is_binary for member in members)
