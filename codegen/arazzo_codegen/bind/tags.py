"""Discriminators: takes the members of a `oneOf` or `anyOf`, gives their types, each with its tag as a constant.

OpenAPI 3.x, section "Discriminator Object": the tag of a member is its key in `mapping`, else the name of its schema.
"""

from __future__ import annotations

from . import fields
from .merge import merge_all
from .model import EnumType, NamedType, ObjectType, PropertyType, Type, UnknownType
from .place import Place
from .types import Types


def tagged(union: Place, members: list[Place], discriminator: str, types: Types) -> tuple[Type, ...]:
    """The types of `members`, where property `discriminator` of each is its own tags."""
    mapping = _mapping(union)
    result: list[Type] = []
    for member in members:
        type, target = types.of(member), types.references.find(member)
        if not isinstance(type, NamedType) or target is None or _has_constant(target, discriminator):
            result.append(type)
            continue
        tags = tuple(tag for tag, written in mapping if written in (target.pointer, target.name)) or (target.name,)
        result.append(_with_tag(type, discriminator, tags, types))
    return tuple(result)


def _mapping(union: Place) -> list[tuple[str, str]]:
    """Tags, each with the pointer or the schema's name that it maps to."""
    pairs = fields.pairs(fields.mapping(union.node, "discriminator"), "mapping")
    return [(str(tag.value), str(getattr(target, "value", "")).rpartition("#")[2]) for tag, target in pairs]


def _has_constant(target: Place, discriminator: str) -> bool:
    written = fields.mapping(fields.mapping(target.node, "properties"), discriminator)
    return written is not None and ("const" in written.entries or len(fields.items(written, "enum")) == 1)


def _with_tag(type: NamedType, discriminator: str, tags: tuple[str, ...], types: Types) -> NamedType:
    tag = ObjectType((PropertyType(discriminator, EnumType(tags), True),), UnknownType())
    key = f"{type.key}@{discriminator}={'|'.join(tags)}"
    return types.name(key, type.name, lambda: merge_all([types.expand(type), tag], types.expand), type.title)
