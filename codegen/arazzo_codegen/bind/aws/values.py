"""Values held against the shapes of members, at every depth.

Takes a value and the type of its member; gives the value as boto3 wants it (members by boto3's names, numbers written as text as numbers), or
reports why AWS would refuse it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from ...diagnostics.model import Missing, Reporter, Span
from ...diagnostics.nearest import nearest
from ...diagnostics.rules import aws as rules
from ...load.model import Data
from ..model import (
    ArrayType,
    ConstantValue,
    ListOf,
    ObjectOf,
    ObjectType,
    PropertyType,
    Read,
    Type,
    Value,
)
from .fit import describe, fits, resolve, type_of
from .literals import breach, converted
from .matching import listed, member_named
from .payload import Given, constant, parts_of


@dataclass(frozen=True, slots=True)
class ValueCheck:
    """Checks the values of one call of `operation`."""

    operation: str
    types: Mapping[str, Type]
    reporter: Reporter

    def fit(self, value: Value, wanted: Type, name: str, required: bool) -> Value | Missing:
        """`value` for the member called `name` (`IdentityInfo.Email` when it lies deeper)."""
        shape = resolve(wanted, self.types)
        match value, shape:
            case (ConstantValue(value=dict()) | ObjectOf()), ObjectType():
                return self._object(value, shape, name)
            case (ConstantValue(value=list()) | ListOf()), ArrayType():
                return self._list(value, shape, name)
            case ConstantValue(), _:
                return self._constant(value, shape, name)
            case _:
                return self._expression(value, shape, name, required)

    def _object(self, value: ConstantValue | ObjectOf, shape: ObjectType, name: str) -> Value | Missing:
        """An object: each part checked, known by boto3's name; what is required must be there."""
        problem: Missing | None = None
        members: list[tuple[str, Value]] = []
        keys: list[Span] = []
        for part in parts_of(value, self.types) or ():
            fitted = self._part(part, shape, name)
            if isinstance(fitted, Missing):
                problem = fitted
            else:
                members.append(fitted)
                keys.append(part.span)
        missing = [p.name for p in shape.properties if p.required and p.name not in dict(members)]
        if missing and problem is None:
            problem = self._report_missing(value.span, shape, name, missing)
        if shape.one_of and len(members) != 1 and problem is None:
            names = listed(member.name for member in shape.properties)
            problem = self._refuse(value.span, f"exactly one of {names}", name, f"{len(members)} are given")
        return problem or _collapsed(ObjectOf(tuple(members), shape, value.span, tuple(keys)))

    def _part(self, part: Given, shape: ObjectType, name: str) -> tuple[str, Value] | Missing:
        """One member of an object, or one entry of a map."""
        member = member_named(shape, part.name)
        if member is None and shape.additional is not None:
            member = PropertyType(part.name, shape.additional, False)
        if member is None:
            return self._report_unknown(part, shape, name)
        fitted = self.fit(part.value, member.type, f"{name}.{member.name}", member.required)
        return fitted if isinstance(fitted, Missing) else (member.name, fitted)

    def _list(self, value: ConstantValue | ListOf, shape: ArrayType, name: str) -> Value | Missing:
        """A list: each item checked."""
        problem: Missing | None = None
        items: list[Value] = []
        for index, item in enumerate(_items(value)):
            fitted = self.fit(item, shape.items, f"{name}[{index}]", True)
            if isinstance(fitted, Missing):
                problem = fitted
            else:
                items.append(fitted)
        if len(items) < shape.min_items and problem is None:
            problem = self._refuse(value.span, f"at least {shape.min_items} items", name, f"{len(items)} are given")
        if shape.max_items is not None and len(items) > shape.max_items:
            problem = self._refuse(value.span, f"at most {shape.max_items} items", name, f"{len(items)} are given")
        return problem or _collapsed(ListOf(tuple(items), shape, value.span))

    def _constant(self, value: ConstantValue, shape: Type, name: str) -> Value | Missing:
        """A literal: held to the shape's type, enumeration and bounds."""
        data = converted(value.value, shape)
        why = breach(data, shape)
        if why is None:
            if data is not value.value:
                self._report_converted(value, shape, name)
            return ConstantValue(data, shape, value.span)
        return self._refuse(value.span, why.wanted, name, why.given, why.help)

    def _expression(self, value: Value, shape: Type, name: str, required: bool) -> Value | Missing:
        """A value of which only the type is known."""
        given = type_of(value, self.types)
        match fits(given, shape, self.types):
            case "no":
                return self._refuse(value.span, describe(shape), name, f"this is {describe(given)}")
            case "maybe":
                self.reporter.report(
                    rules.AWS_MEMBER_MAY_NOT_FIT,
                    f"not every value fits member `{name}` of AWS operation `{self.operation}`",
                    value.span,
                    label=f"this is {describe(given)}; AWS takes {describe(shape)}",
                    help="declare it as narrowly as AWS does",
                )
            case "yes":
                pass
        if required and isinstance(value, Read) and value.optional:
            self._report_optional(value, name)
        return value

    def _refuse(self, at: Span, wanted: str, name: str, given: str, help: str | None = None) -> Missing:
        """Report a value that the member called `name` does not take."""
        message = f"member `{name}` of AWS operation `{self.operation}` takes {wanted}"
        return self.reporter.report(rules.AWS_MEMBER_TYPE, message, at, label=given, help=help)

    def _report_unknown(self, part: Given, shape: ObjectType, name: str) -> Missing:
        names = tuple(member.name for member in shape.properties)
        required = tuple(member.name for member in shape.properties if member.required)
        near = nearest(part.name, names)
        return self.reporter.report(
            rules.UNKNOWN_AWS_MEMBER,
            f"member `{name}` of AWS operation `{self.operation}` has no member `{part.name}`",
            part.span,
            label=f"no member of `{shape.title}`" if shape.title else "no member of this shape",
            notes=(f"its members are {listed(names, required)}",) if names else ("it has no members",),
            help=None if near is None else f"change it to `{near}`",
        )

    def _report_missing(self, at: Span, shape: ObjectType, name: str, missing: list[str]) -> Missing:
        word = "member" if len(missing) == 1 else "members"
        return self.reporter.report(
            rules.MISSING_AWS_MEMBER,
            f"member `{name}` of AWS operation `{self.operation}` requires {word} {listed(missing)}",
            at,
            label=f"{listed(missing)} not given",
            help=f"give {listed(missing)}",
        )

    def _report_converted(self, value: ConstantValue, shape: Type, name: str) -> None:
        self.reporter.report(
            rules.AWS_MEMBER_MAY_NOT_FIT,
            f"member `{name}` of AWS operation `{self.operation}` takes {describe(shape)}, not text",
            value.span,
            label=f"passed as {describe(shape)}",
            help="remove the quotes",
        )

    def _report_optional(self, value: Read, name: str) -> None:
        self.reporter.report(
            rules.OPTIONAL_AWS_MEMBER,
            f"`{value.text}` may be absent, and AWS operation `{self.operation}` requires `{name}`",
            value.span,
            label="may be absent",
            help="make it required, or give it a default",
        )


def _items(value: ConstantValue | ListOf) -> tuple[Value, ...]:
    match value:
        case ListOf():
            return value.items
        case ConstantValue(value=list() as items):
            return tuple(constant(item, value.span) for item in items)
        case _:
            return ()


def _collapsed(value: ObjectOf | ListOf) -> Value:
    """A value all of whose parts are constants is a constant."""
    parts = [part for _, part in value.members] if isinstance(value, ObjectOf) else value.items
    if not all(isinstance(part, ConstantValue) for part in parts):
        return value
    return ConstantValue(_data(value), value.type, value.span)


def _data(value: Value) -> Data:
    match value:
        case ObjectOf():
            return {name: _data(part) for name, part in value.members}
        case ListOf():
            return [_data(part) for part in value.items]
        case ConstantValue():
            return value.value
        case _:
            return None
