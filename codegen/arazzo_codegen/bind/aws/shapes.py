"""Shapes as types.

Takes shapes of a service model; gives `Type`s. A structure becomes a `NamedType` whose `ObjectType` is put into `types`, which is what makes
recursion and sharing possible.
"""

from __future__ import annotations

from ...classes import dataclass
from ..model import (
    ArrayType,
    BooleanType,
    EnumType,
    NamedType,
    NumberType,
    ObjectType,
    PropertyType,
    StringType,
    Type,
    UnknownType,
)
from .service import Member, ServiceModel, Shape


@dataclass(frozen=True, slots=True)
class ShapeTypes:
    """Makes types of one service's shapes. Inputs and outputs differ in timestamps: boto3 takes text and gives `datetime`."""

    service: str
    model: ServiceModel
    types: dict[str, Type]
    output: bool = False

    def of(self, shape: Shape) -> Type:
        """The type of a shape."""
        match shape.type:
            case "structure":
                return UnknownType() if shape.document or shape.event_stream else self._named(shape)
            case "list":
                element = self._element(shape)
                return ArrayType(self._item(shape), int(shape.minimum or 0), _whole(shape.maximum), element=element)
            case "map":
                return ObjectType((), self._item(shape))
            case "string" | "character":
                return EnumType(shape.enum) if shape.enum else _string(shape)
            case "integer" | "long" | "short" | "byte" | "bigInteger":
                return NumberType(True, shape.minimum, shape.maximum)
            case "float" | "double" | "bigDecimal":
                return NumberType(False, shape.minimum, shape.maximum)
            case "boolean":
                return BooleanType()
            case "blob":
                return StringType("binary")
            case "timestamp" if not self.output:
                return StringType("date-time")
            case _:
                return UnknownType()

    def object(self, shape: Shape, required: tuple[str, ...]) -> ObjectType:
        """A structure as an object type, with these members required."""
        members = tuple(self._property(member, member.name in required) for member in shape.members)
        return ObjectType(members, None, shape.name, one_of=shape.union and not self.output)

    def _named(self, shape: Shape) -> NamedType:
        direction = "output" if self.output else "input"
        key = f"aws:{self.service}/{direction}#/shapes/{shape.name}"
        if key not in self.types:
            self.types[key] = UnknownType()
            self.types[key] = self.object(shape, required(shape))
        return NamedType(key, shape.name)

    def _property(self, member: Member, is_required: bool) -> PropertyType:
        if member.json_value or (self.output and member.streaming):
            type_: Type = UnknownType()
        else:
            type_ = self.of(self.model.shape(member.shape))
        wire = member.wire if member.wire != member.name else None
        return PropertyType(member.name, type_, is_required, wire_name=wire)

    def _item(self, shape: Shape) -> Type:
        return UnknownType() if shape.item is None else self.of(self.model.shape(shape.item.shape))

    def _element(self, shape: Shape) -> str | None:
        """What an item of a list is called in XML, where the list is an element around its items."""
        if shape.item is None or shape.flattened or not self.model.is_xml:
            return None
        return shape.item.wire or shape.item.name


def required(shape: Shape) -> tuple[str, ...]:
    """The members that a caller must give: botocore fills in idempotency tokens by itself."""
    filled_in = tuple(member.name for member in shape.members if member.idempotency_token)
    return tuple(name for name in shape.required if name not in filled_in)


def _string(shape: Shape) -> StringType:
    return StringType(None, None, _whole(shape.minimum), _whole(shape.maximum))


def _whole(number: float | None) -> int | None:
    return None if number is None else int(number)
