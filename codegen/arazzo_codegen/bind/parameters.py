"""Parameters, media types and responses of OpenAPI 3.x operations: takes their places, gives what they declare, typed."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from ..load.model import Data, MappingNode, ScalarNode, data
from . import fields
from .binary import as_text, on_the_wire
from .model import (
    Location,
    MediaType,
    OperationParameter,
    PropertyEncoding,
    ResponseHeader,
    ResponseShape,
    StringType,
    Type,
    UnknownType,
)
from .place import Place
from .types import Types
from .xml_hints import is_xml, xml_hints

Style = Literal[
    "simple", "label", "matrix", "form", "spaceDelimited", "pipeDelimited", "deepObject", "cookie", "tsv", "multi"
]
# OpenAPI 3.x, section "Parameter Object": definitions of these headers are ignored.
_IGNORED_HEADERS = ("accept", "content-type", "authorization")


def parameters_of(path_item: Place, operation: Place, types: Types) -> tuple[OperationParameter, ...]:
    """The parameters of the operation and those it inherits from its path item, its own first where both declare one."""
    found: dict[tuple[str, str], OperationParameter] = {}
    for holder in (path_item, operation):
        for _, written in holder.children("parameters"):
            parameter = parameter_of(written, types)
            if parameter is not None:
                found[parameter.location, parameter.name] = parameter
    return tuple(found.values())


def parameter_of(written: Place, types: Types) -> OperationParameter | None:
    """One parameter; None when it cannot be one, which the validator says."""
    place = types.references.reach(written)
    if place is None:
        return None
    node, name, location = place.node, fields.text(place.node, "name"), location_of(place)
    if name is None or location is None or (location == "header" and name.lower() in _IGNORED_HEADERS):
        return None
    types.references.use(place)
    content = next(iter(place.children("content")), None)
    schema = content[1].child("schema") if content is not None else place.child("schema")
    style = _style(fields.text(node, "style"), location)
    explode = fields.flag(node, "explode")
    default = _default(schema, types)
    return OperationParameter(
        name,
        location,
        location == "path" or fields.flag(node, "required") is True,
        as_text(types.of(schema), types),
        style,
        style in ("form", "cookie") if explode is None else explode,
        fields.flag(node, "allowReserved") is True,
        None if content is None else content[0],
        fields.text(node, "description"),
        default is not None,
        None if default is None else default[0],
        named.span if (named := fields.scalar(place.node, "name")) is not None else None,
    )


def location_of(place: Place) -> Location | None:
    """Field `in`, where it is a location."""
    match fields.text(place.node, "in"):
        case "path" | "query" | "querystring" | "header" | "cookie" as location:
            return location
        case _:
            return None


def _default(schema: Place | None, types: Types) -> tuple[Data] | None:
    target = None if schema is None else types.references.find(schema)
    default = target.node.get("default") if target is not None and isinstance(target.node, MappingNode) else None
    return None if default is None else (data(default),)


def _style(written: str | None, location: Location) -> Style:
    """The style, where the location has it: headers are always `simple` (section "Style Values")."""
    match written:
        case "simple" if location == "cookie":
            return "form"
        case _ if location == "header":
            return "simple"
        case "simple" | "label" | "matrix" | "form" | "spaceDelimited" | "pipeDelimited" | "deepObject" | "cookie":
            return written
        case _:
            return "simple" if location in ("path", "header") else "form"


def media_types_of(holder: Place | None, types: Types, sent: bool = False) -> tuple[MediaType, ...]:
    """The entries of `content`; how XML is written matters only for what is `sent`."""
    entries = () if holder is None else holder.children("content")
    return tuple(_media_type(name, inner, types, sent) for name, inner in entries)


def _media_type(name: str, written: Place, types: Types, sent: bool) -> MediaType:
    place = types.references.reach(written) or written
    schema = place.child("schema")
    if schema is None:
        # Octets need no schema (OpenAPI 3.1, section "Considerations for File Uploads").
        type: Type = (
            StringType("binary")
            if name.partition(";")[0].strip().lower() == "application/octet-stream"
            else UnknownType()
        )
    else:
        type = on_the_wire(name, types.of(schema), types)
    encodings = tuple(_encoding(key, inner) for key, inner in place.children("encoding"))
    hints = xml_hints(schema, types) if sent and is_xml(name) and schema is not None else ()
    return MediaType(name, type, encodings, hints, None if schema is None else fields.head(schema.node))


def _encoding(name: str, place: Place) -> PropertyEncoding:
    return PropertyEncoding(
        name,
        fields.text(place.node, "contentType"),
        fields.text(place.node, "style"),
        fields.flag(place.node, "explode"),
        fields.flag(place.node, "allowReserved") is True,
        tuple(header for header, _ in place.children("headers")),
    )


def responses_of(operation: Place, types: Types) -> Iterator[tuple[str, Place, ScalarNode]]:
    """The entries of `responses`: status, place, and the key it stands under."""
    node = fields.mapping(operation.node, "responses")
    for status, written in operation.children("responses"):
        place = None if status.startswith("x-") else types.references.reach(written)
        if place is None or node is None:
            continue
        types.references.use(place)
        yield status.upper() if status[1:].lower() == "xx" else status, place, node.key(status)


def response_shapes(operation: Place, types: Types) -> tuple[ResponseShape, ...]:
    """What the operation answers."""
    return tuple(
        ResponseShape(
            status,
            media_types_of(place, types),
            tuple(_header(name, inner, types) for name, inner in place.children("headers")),
            fields.text(place.node, "description"),
            key.span,
        )
        for status, place, key in responses_of(operation, types)
    )


def _header(name: str, written: Place, types: Types) -> ResponseHeader:
    place = types.references.reach(written) or written
    return ResponseHeader(name, types.of(place.child("schema")), fields.flag(place.node, "required") is True)
