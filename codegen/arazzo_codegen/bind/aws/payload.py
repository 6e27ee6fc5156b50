"""The payload of a step as values for members.

Takes the payload, bound; gives its parts by name. Where the service model says that one member is the whole body, the payload is that member.
"""

from __future__ import annotations

from ...classes import dataclass
from ...diagnostics.model import Missing, Reporter, Span
from ...diagnostics.rules import contracts, limits
from ...parse.model import Property
from ..constants import constant
from ..fit import kind
from ..model import (
    AwsOperation,
    ConstantValue,
    ObjectOf,
    ObjectType,
    PropertyType,
    Read,
    UnknownType,
    Value,
)
from ..outputs import type_of
from ..types import Types
from .matching import listed, member_named


@dataclass(frozen=True, slots=True)
class Given:
    """A value that a step gives, by the name it is given under; `span` is where the name stands."""

    name: str
    value: Value
    span: Span

    def means_the_same_as(self, other: Given) -> bool:
        """Whether both are the same constant or read the same place."""
        match self.value, other.value:
            case ConstantValue(value=left), ConstantValue(value=right):
                return left == right and isinstance(left, bool) == isinstance(right, bool)
            case Read() as left, Read() as right:
                return left.root == right.root and left.path == right.path
            case _:
                return False


def payload_members(
    operation: AwsOperation, payload: Value | None, types: Types, reporter: Reporter
) -> tuple[Given, ...] | Missing:
    """The parts of the payload."""
    if payload is None or (isinstance(payload, ConstantValue) and payload.value is None):
        return ()
    if operation.input_payload is not None:
        return _whole_body(operation.input_payload, operation, payload, types)
    parts = parts_of(payload, types)
    if parts is not None:
        return parts
    return _refuse(operation, payload, types, reporter)


def parts_of(value: Value, types: Types) -> tuple[Given, ...] | None:
    """The members of an object value: written ones, or those that the type of an expression names. None when it has none to name."""
    match value:
        case ObjectOf():
            keys = value.keys or tuple(member.span for _, member in value.members)
            return tuple(Given(name, part, key) for (name, part), key in zip(value.members, keys, strict=True))
        case ConstantValue(value=dict() as members):
            return tuple(Given(name, constant(part, value.span), value.span) for name, part in members.items())
        case Read():
            type_ = types.expand(value.type)
            if isinstance(type_, ObjectType) and type_.properties:
                return tuple(Given(p.name, _property(value, p), value.span) for p in type_.properties)
        case _:
            pass
    return None


def _property(read: Read, member: PropertyType) -> Read:
    """Property `member` of what is read."""
    optional = read.optional or not member.required
    return Read(read.root, (*read.path, Property(member.name)), member.type, optional, read.text, read.span)


def _whole_body(name: str, operation: AwsOperation, payload: Value, types: Types) -> tuple[Given, ...]:
    """The payload as member `name`; an object whose only key is the member (the root element of the XML) is unwrapped."""
    parts = parts_of(payload, types) or ()
    if len(parts) == 1 and not isinstance(payload, Read):
        member, body = member_named(operation.input, parts[0].name), operation.input.get(name)
        inner = None if body is None else types.expand(body.type)
        inside = isinstance(inner, ObjectType) and member_named(inner, parts[0].name) is not None
        if member is not None and member.name == name and not inside:
            return parts
    return (Given(name, payload, payload.span),)


def _refuse(operation: AwsOperation, payload: Value, types: Types, reporter: Reporter) -> Missing:
    """Report a payload that is no object, or one of which nobody knows the members."""
    given = types.expand(type_of(payload))
    if isinstance(given, UnknownType | ObjectType):
        return reporter.report(
            limits.UNTYPED_AWS_BODY,
            f"cannot tell which members of AWS operation `{operation.name}` this payload gives",
            payload.span,
            label="its properties are not known",
            help="write the payload as an object with one expression a member, or declare the properties",
        )
    return reporter.report(
        contracts.TYPE_MISMATCH,
        f"the body of AWS operation `{operation.name}` is an object, not {kind(given)}",
        payload.span,
        label=f"this is {kind(given)}",
        notes=(f"its members are {listed((m.name for m in operation.input.properties), operation.required)}",),
    )
