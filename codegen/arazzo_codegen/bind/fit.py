"""Whether a value of one type can go where another is wanted: takes two types, gives yes, maybe or no, with the reason.

What nothing is known about fits; so does what a schema merely narrows (a string into an enumeration): the answer would be a guess.
"""

from __future__ import annotations

from enum import IntEnum
from typing import assert_never

from ..diagnostics.model import Span
from ..load.model import Constant
from ..tuples import NamedTuple
from .model import (
    ArrayType,
    BooleanType,
    EnumType,
    NamedType,
    NeverType,
    NullType,
    NumberType,
    ObjectType,
    StringType,
    Type,
    UnionType,
    UnknownType,
)
from .types import Types

_DEEPEST = 5
_MOST = 60
"""Levels and pairs of named types that are compared: what differs further down is the server's to find, and some schemas have no end."""


class Verdict(IntEnum):
    """How well a type fits; the greater the worse."""

    YES = 0
    MAYBE = 1
    NO = 2


class Fit(NamedTuple):
    """The verdict, why, and where the wanting side says so (None: nowhere nearer than the whole)."""

    verdict: Verdict
    reason: str = ""
    span: Span | None = None


_YES = Fit(Verdict.YES)


class Fitter:
    """Compares types. On the wire of a parameter a number and its digits are the same, so scalars fit there that do not fit in JSON."""

    def __init__(self, types: Types, wire: bool) -> None:
        """Look behind names with `types`; `wire` when the value is sent as text."""
        self._types = types
        self._wire = wire
        self._named: dict[tuple[str, str], Fit] = {}

    def fit(self, given: Type, wanted: Type, depth: int = 0) -> Fit:
        """Whether `given` can go into `wanted`."""
        if isinstance(given, NamedType) and isinstance(wanted, NamedType):
            return self._names(given, wanted, depth)
        if depth > _DEEPEST or given == wanted:
            return _YES
        return self._expanded(given, wanted, depth)

    def _names(self, given: NamedType, wanted: NamedType, depth: int) -> Fit:
        """Named types are compared once; while they are, a recursive occurrence fits."""
        same = given.key.partition("@")[0] == wanted.key.partition("@")[0]
        if same or depth > _DEEPEST or len(self._named) > _MOST:
            return _YES
        pair = (given.key, wanted.key)
        if pair not in self._named:
            self._named[pair] = _YES
            self._named[pair] = self._expanded(given, wanted, depth)
        return self._named[pair]

    def _expanded(self, given: Type, wanted: Type, depth: int) -> Fit:
        given, wanted = self._types.expand(given), self._types.expand(wanted)
        if isinstance(given, (UnknownType, NeverType)) or isinstance(wanted, UnknownType):
            return _YES
        if isinstance(given, UnionType):
            return self._from_union([self.fit(member, wanted, depth + 1) for member in given.members])
        if isinstance(wanted, UnionType):
            return min((self.fit(given, member, depth + 1) for member in wanted.members), key=lambda fit: fit.verdict)
        return self._single(given, wanted, depth)

    def _from_union(self, fits: list[Fit]) -> Fit:
        worst = max(fits, key=lambda fit: fit.verdict)
        if worst.verdict is Verdict.NO and any(fit.verdict is not Verdict.NO for fit in fits):
            return Fit(Verdict.MAYBE, worst.reason, worst.span)
        return worst

    def _single(self, given: Type, wanted: Type, depth: int) -> Fit:
        match given, wanted:
            case _, EnumType():
                return self._into_enum(given, wanted)
            case EnumType(), _:
                return self._from_union([self.fit(constant_kind(value), wanted, depth + 1) for value in given.values])
            case ObjectType(), ObjectType():
                return self._objects(given, wanted, depth)
            case ArrayType(), ArrayType():
                return self.fit(given.items, wanted.items, depth + 1)
            case NumberType(), NumberType():
                if wanted.integer and not given.integer:
                    return Fit(Verdict.MAYBE, "a number may have a fraction where an integer is wanted")
                return _YES
            case (StringType(is_binary=True), StringType(is_binary=False)) if not self._wire:
                return Fit(Verdict.MAYBE, "binary content may be no text")
            case (StringType(), StringType()) | (BooleanType(), BooleanType()) | (NullType(), NullType()):
                return _YES
            case _ if self._wire and _is_scalar(given) and _is_scalar(wanted):
                return self._as_text(given, wanted)
            case _:
                return Fit(Verdict.NO, f"{kind(given)} cannot be {kind(wanted)}")

    def _as_text(self, given: Type, wanted: Type) -> Fit:
        if isinstance(wanted, StringType) or isinstance(given, StringType):
            return _YES
        return Fit(Verdict.NO, f"{kind(given)} cannot be {kind(wanted)}")

    def _into_enum(self, given: Type, wanted: EnumType) -> Fit:
        if isinstance(given, EnumType):
            outside = [value for value in given.values if value not in wanted.values]
            if not outside:
                return _YES
            verdict = Verdict.NO if len(outside) == len(given.values) else Verdict.MAYBE
            return Fit(verdict, f"`{outside[0]}` is none of the values that are allowed")
        return self._from_union_wanted(given, [constant_kind(value) for value in wanted.values])

    def _from_union_wanted(self, given: Type, wanted: list[Type]) -> Fit:
        return min((self.fit(given, kind) for kind in wanted), key=lambda fit: fit.verdict, default=_YES)

    def _objects(self, given: ObjectType, wanted: ObjectType, depth: int) -> Fit:
        fits = [
            self._property(given, name.name, name.type, name.required and not name.read_only, depth)
            for name in wanted.properties
        ]
        if wanted.additional is None:
            outside = (item for item in given.properties if wanted.get(item.name) is None)
            fits.extend(
                Fit(Verdict.NO if item.required else Verdict.MAYBE, f"property `{item.name}` is not allowed")
                for item in outside
            )
        return max(fits, key=lambda fit: fit.verdict, default=_YES)

    def _property(self, given: ObjectType, name: str, wanted: Type, required: bool, depth: int) -> Fit:
        item = given.get(name)
        if item is None:
            if not required or not isinstance(given.additional, (UnknownType, type(None))) or not given.properties:
                return _YES
            verdict = Verdict.NO if given.additional is None else Verdict.MAYBE
            return Fit(verdict, f"property `{name}` is required and not declared")
        inner = self.fit(item.type, wanted, depth + 1)
        if inner.verdict is Verdict.YES:
            return inner
        return Fit(inner.verdict, f"in property `{name}`: {inner.reason}", item.span)


def constant_kind(value: Constant) -> Type:
    """The wide type of a constant."""
    match value:
        case None:
            return NullType()
        case bool():
            return BooleanType()
        case str():
            return StringType()
        case int():
            return NumberType(True)
        case float():
            return NumberType()
        case _:
            assert_never(value)


def _is_scalar(type: Type) -> bool:
    return isinstance(type, (StringType, NumberType, BooleanType))


def kind(type: Type) -> str:
    """A type in a few words."""
    match type:
        case StringType():
            return "binary content" if type.is_binary else "a string"
        case NumberType():
            return "an integer" if type.integer else "a number"
        case BooleanType():
            return "a boolean"
        case NullType():
            return "null"
        case ArrayType():
            return "a list"
        case ObjectType():
            return "an object"
        case EnumType():
            return (
                "one of "
                + ", ".join(f"`{value}`" for value in type.values[:6])
                + (", …" if len(type.values) > 6 else "")
            )
        case UnionType():
            return " or ".join(kind(member) for member in type.members[:4])
        case NamedType():
            return f"`{type.name}`"
        case UnknownType():
            return "anything"
        case NeverType():
            return "nothing"
        case _:
            assert_never(type)
