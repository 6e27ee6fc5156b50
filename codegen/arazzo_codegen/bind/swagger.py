"""OpenAPI 2.0 operations: takes their places, gives the same as `parameters` does for 3.x.

Sections "Parameter Object", "Response Object" and "Swagger Object" of the OpenAPI Specification 2.0.
"""

from __future__ import annotations

from ..load.model import MappingNode, data
from . import fields
from .binary import as_text, on_the_wire
from .model import (
    MediaType,
    ObjectType,
    OperationParameter,
    PropertyEncoding,
    PropertyType,
    ResponseHeader,
    ResponseShape,
    StringType,
    Type,
)
from .parameters import Style, location_of, responses_of
from .place import Place
from .responses import is_json
from .types import Types
from .xml_hints import is_xml, xml_hints

_COLLECTIONS: dict[str, Style] = {"ssv": "spaceDelimited", "pipes": "pipeDelimited", "tsv": "tsv"}
_MULTIPART, _URLENCODED = "multipart/form-data", "application/x-www-form-urlencoded"


def written_parameters(path_item: Place, operation: Place, types: Types) -> tuple[Place, ...]:
    """All parameters, those in `body` and `formData` too, the operation's own in place of inherited ones."""
    found: dict[tuple[str | None, str | None], Place] = {}
    for holder in (path_item, operation):
        for _, written in holder.children("parameters"):
            place = types.references.reach(written)
            if place is None:
                continue
            types.references.use(place)
            found[fields.text(place.node, "in"), fields.text(place.node, "name")] = place
    return tuple(found.values())


def swagger_parameters(written: tuple[Place, ...], types: Types) -> tuple[OperationParameter, ...]:
    """Those that are not part of the body."""
    made = (_parameter(place, types) for place in written)
    return tuple(parameter for parameter in made if parameter is not None)


def _parameter(place: Place, types: Types) -> OperationParameter | None:
    name, location = fields.text(place.node, "name"), location_of(place)
    if name is None or location is None or not isinstance(place.node, MappingNode):
        return None
    collection = fields.text(place.node, "collectionFormat") or "csv"
    default = place.node.get("default")
    return OperationParameter(
        name,
        location,
        location == "path" or fields.flag(place.node, "required") is True,
        as_text(types.of(place), types),
        _COLLECTIONS.get(collection, "simple" if location in ("path", "header") else "form"),
        collection == "multi",
        description=fields.text(place.node, "description"),
        has_default=default is not None,
        default=None if default is None else data(default),
        span=fields.head(place.node),
    )


def swagger_body(
    written: tuple[Place, ...], operation: Place, root: Place, types: Types
) -> tuple[tuple[MediaType, ...], bool]:
    """The media types of the body, and whether it is required."""
    consumes = _media_types("consumes", operation, root)
    form = [place for place in written if fields.text(place.node, "in") == "formData"]
    if form:
        return (_form(form, consumes, types),), any(fields.flag(place.node, "required") for place in form)
    body = next((place for place in written if fields.text(place.node, "in") == "body"), None)
    if body is None:
        return (), False
    return _contents(body.child("schema"), consumes, types, sent=True), fields.flag(body.node, "required") is True


def _media_types(field: str, operation: Place, root: Place) -> tuple[str, ...]:
    own = operation.child(field)
    return fields.texts(operation.node if own is not None else root.node, field)


def _contents(
    schema: Place | None, media_types: tuple[str, ...], types: Types, sent: bool = False
) -> tuple[MediaType, ...]:
    type: Type = types.of(schema)
    if schema is not None and fields.text(schema.node, "type") == "file":
        # OpenAPI 2.0, section "Response Object": a file is what is received, which JSON is not, also where `produces` says nothing else.
        media_types = tuple(name for name in media_types if not is_json(name)) or ("application/octet-stream",)
    return tuple(
        MediaType(
            name,
            on_the_wire(name, type, types),
            xml=xml_hints(schema, types) if sent and schema is not None and is_xml(name) else (),
            span=None if schema is None else fields.head(schema.node),
        )
        for name in media_types or ("application/json",)
    )


def _form(form: list[Place], consumes: tuple[str, ...], types: Types) -> MediaType:
    properties = tuple(_property(place, types) for place in form)
    files = any(isinstance(item.type, StringType) and item.type.is_binary for item in properties)
    multipart = files or (_MULTIPART in consumes and _URLENCODED not in consumes)
    encodings = tuple(
        PropertyEncoding(item.name, None, "form", fields.text(place.node, "collectionFormat") == "multi", False)
        for item, place in zip(properties, form, strict=True)
        if fields.text(place.node, "type") == "array"
    )
    span = fields.head(form[0].node)
    return MediaType(
        _MULTIPART if multipart else _URLENCODED, ObjectType(properties, None, span=span), encodings, span=span
    )


def _property(place: Place, types: Types) -> PropertyType:
    return PropertyType(
        fields.text(place.node, "name") or "",
        types.of(place),
        fields.flag(place.node, "required") is True,
        fields.text(place.node, "description"),
        span=fields.head(place.node),
    )


def swagger_responses(operation: Place, root: Place, types: Types) -> tuple[ResponseShape, ...]:
    """What the operation answers."""
    produces = _media_types("produces", operation, root)
    return tuple(
        ResponseShape(
            status,
            _contents(place.child("schema"), produces, types) if place.child("schema") is not None else (),
            tuple(ResponseHeader(name, types.of(inner), False) for name, inner in place.children("headers")),
            fields.text(place.node, "description"),
            key.span,
        )
        for status, place, key in responses_of(operation, types)
    )
