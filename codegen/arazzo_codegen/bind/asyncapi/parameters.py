"""Parameters of a step over messages: takes a channel and its messages, gives the parameters of the address and the headers that are sent."""

from __future__ import annotations

from typing import Literal

from ...classes import replace
from ...diagnostics.model import Missing, Reporter
from ...load.model import MappingNode
from .. import fields
from ..merge import union
from ..model import (
    MessageAction,
    EnumType,
    MessageShape,
    ObjectType,
    OperationParameter,
    PropertyType,
    StringType,
    Type,
)
from ..place import Place
from ..types import Types
from .shapes import entries, report_invalid


def address_parameters(
    channel: Place, version: Literal["2", "3"], action: MessageAction, types: Types, reporter: Reporter
) -> tuple[OperationParameter, ...]:
    """Section "Parameters Object". To send, the address must be known; messages can be awaited from all addresses of a channel."""
    keys = fields.mapping(channel.node, "parameters")
    found: list[OperationParameter] = []
    for name, written in entries(channel, "parameters", f"channel `{channel.name}`", reporter):
        place = types.references.follow(written)
        if keys is None or isinstance(place, Missing):
            continue
        if not isinstance(place.node, MappingNode):
            report_invalid(reporter, f"parameter `{name}` must be an object", fields.head(place.node))
            continue
        default = fields.text(place.node, "default")
        # With a `location`, the message itself says the value.
        needed = action == "send" and default is None and fields.text(place.node, "location") is None
        type = types.of(place.child("schema")) if version == "2" else _text_type(place)
        description = fields.text(place.node, "description")
        parameter = OperationParameter(name, "path", needed, type, "simple", False, description=description)
        found.append(replace(parameter, has_default=default is not None, default=default, span=keys.key(name).span))
    return tuple(found)


def _text_type(place: Place) -> Type:
    """AsyncAPI 3.0, section "Parameter Object": a string, perhaps one of a few."""
    values = fields.texts(place.node, "enum")
    return EnumType(values) if values else StringType()


def header_parameters(messages: tuple[MessageShape, ...], types: Types) -> tuple[OperationParameter, ...]:
    """The headers of the messages: required is what each of them requires."""
    shapes = [shape for message in messages if isinstance(shape := types.expand(message.headers), ObjectType)]
    names = dict.fromkeys(property.name for shape in shapes for property in shape.properties)
    return tuple(_header(name, shapes, len(messages)) for name in names)


def _header(name: str, shapes: list[ObjectType], messages: int) -> OperationParameter:
    found: list[PropertyType] = [property for shape in shapes if (property := shape.get(name)) is not None]
    needed = len(found) == messages and all(property.required for property in found)
    type = union([property.type for property in found])
    first = found[0]
    return OperationParameter(
        name, "header", needed, type, "simple", False, description=first.description, span=first.span
    )
