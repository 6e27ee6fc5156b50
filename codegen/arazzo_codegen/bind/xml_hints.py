"""OpenAPI's XML Objects below a schema: takes the place of a schema, gives the hints with the way to each."""

from __future__ import annotations

from collections.abc import Iterator

from . import fields
from .model import XmlHint
from .place import Place
from .types import Types

_DEEPEST = 12


def is_xml(media_type: str) -> bool:
    """Whether a media type is XML."""
    essence = media_type.partition(";")[0].strip().lower()
    return essence in ("application/xml", "text/xml") or essence.endswith("+xml")


def xml_hints(schema: Place, types: Types) -> tuple[XmlHint, ...]:
    """The XML Objects of the schema and of what lies below it. The root is called after its schema when nothing else is said."""
    return tuple(_hints(schema, (), types, ()))


def _hints(written: Place, path: tuple[str, ...], types: Types, above: tuple[str, ...]) -> Iterator[XmlHint]:
    place = types.references.find(written)
    if place is None or place.key in above or len(path) > _DEEPEST:
        return
    hint = fields.mapping(place.node, "xml")
    if hint is not None or (not path and place is not written):
        yield XmlHint(
            path,
            fields.text(hint, "name") or (place.name if not path else None),
            fields.text(hint, "namespace"),
            fields.text(hint, "prefix"),
            fields.flag(hint, "attribute") is True or fields.text(hint, "nodeType") == "attribute",
            fields.flag(hint, "wrapped") is True,
        )
    inner = (*above, place.key)
    for _, part in place.children("allOf"):
        yield from (found for found in _hints(part, path, types, inner) if found.path != path)
    for name, below in place.children("properties"):
        yield from _hints(below, (*path, name), types, inner)
    items = place.child("items")
    if items is not None:
        yield from _hints(items, (*path, "*"), types, inner)
