"""What is known about an expression before it runs: the type that a type checker sees, and whether it may be absent."""

from __future__ import annotations

from collections.abc import Iterable

from ..bind.model import (
    ArrayType,
    BooleanType,
    EnumType,
    NamedType,
    NullType,
    NumberType,
    ObjectType,
    StringType,
    Type,
    UnionType,
    UnknownType,
)
from ..classes import dataclass, replace
from ..load.model import Data
from .model import Compare, Constant, Expr, IfExp, Name
from .shapes import Resolve as Resolve
from .shapes import same_shape

UNKNOWN = UnknownType()


@dataclass(frozen=True, slots=True)
class Spelled:
    """An expression with the type that a checker gives it (`UnknownType` is `object`).

    When `optional`, None stands for a value that is not there. `foreign` when it comes from boto3: its objects have the stubs' types.
    """

    expr: Expr
    type: Type
    optional: bool = False
    foreign: bool = False
    members: tuple[tuple[str, Spelled], ...] | None = None
    """The members of a dict display, which a type checker holds to a `TypedDict` one by one."""
    sentinel: Name | None = None
    """`UNSET`, where None is a value of its own: what stands for a value that is not there."""
    items: tuple[Spelled, ...] | None = None
    """The items of a list display, which a type checker takes one by one too."""
    given: bool = False
    """Whether callers give it: binary content in it may be a file."""
    loose: bool = False
    """Whether a type checker takes it for anything (`Any`), whatever its type is."""

    @property
    def absent(self) -> Expr:
        """What stands for a value that is not there."""
        return self.sentinel or Constant(None)

    @property
    def is_present(self) -> Expr:
        """The test that it is there."""
        return Compare(self.expr, "is not", self.absent)

    def definite(self) -> Spelled:
        """The same, where it has been tested to be there."""
        return replace(self, optional=False, sentinel=None)

    def plain(self) -> Spelled:
        """The same with None for what is not there, where nothing tells it from null."""
        if self.sentinel is None:
            return self
        expr = IfExp(Compare(self.expr, "is", self.sentinel), Constant(None), self.expr)
        return replace(self, expr=expr, sentinel=None)


NOTHING = Spelled(Constant(None), UNKNOWN, optional=True)
"""What is never there."""


def kind_of(type: Type, resolve: Resolve) -> tuple[str | None, ...]:
    """The Python types that a decoded JSON value of this type has, None for null: ('object',) where nothing is known."""
    match resolve(type):
        case NullType():
            return (None,)
        case BooleanType():
            return ("bool",)
        case NumberType(integer=integer):
            return ("int" if integer else "float",)
        case StringType() as string:
            return ("bytes" if string.is_binary else "str",)
        case ArrayType():
            return ("list",)
        case ObjectType():
            return ("dict",)
        case EnumType(values=values):
            return _distinct(_kind_of_constant(value) for value in values)
        case UnionType(members=members):
            return _distinct(kind for member in members for kind in kind_of(member, resolve))
        case _:
            return ("object",)


def _kind_of_constant(value: object) -> str | None:
    return None if value is None else type(value).__name__


def _distinct(kinds: Iterable[str | None]) -> tuple[str | None, ...]:
    found = tuple(dict.fromkeys(kinds))
    return ("object",) if "object" in found else found


def is_nullable(type: Type, resolve: Resolve) -> bool:
    """Whether null is a value of the type."""
    return None in kind_of(type, resolve)


def admits_null(type: Type, resolve: Resolve) -> bool:
    """Whether null may be a value: the type says so, or nothing is known."""
    return bool({None, "object"} & set(kind_of(type, resolve)))


def holds_binary(type: Type, resolve: Resolve, inside: frozenset[Type] = frozenset()) -> bool:
    """Whether bytes are a value of the type, or of something in it."""
    target = resolve(type)
    if type in inside:
        return False
    inside = inside | {type}
    match target:
        case StringType():
            return target.is_binary
        case ArrayType(items=items):
            return holds_binary(items, resolve, inside)
        case ObjectType(properties=properties, additional=additional):
            inner = (*(p.type for p in properties), *(() if additional is None else (additional,)))
            return any(holds_binary(member, resolve, inside) for member in inner)
        case UnionType(members=members):
            return any(holds_binary(member, resolve, inside) for member in members)
        case _:
            return False


def without_null(type: Type, resolve: Resolve) -> Type:
    """The one type that a value has besides null; the type itself where it is no such choice."""
    found = resolve(type)
    members = [m for m in found.members if resolve(m) != NullType()] if isinstance(found, UnionType) else []
    return members[0] if len(members) == 1 else type


def scalar(kinds: tuple[str | None, ...]) -> str | None:
    """The one scalar kind besides null, if that is all there is."""
    rest = [kind for kind in kinds if kind is not None]
    return rest[0] if len(rest) == 1 and rest[0] in ("str", "int", "float", "bool") else None


def scalar_type(kind: str) -> Type:
    """The type of a scalar kind."""
    types: dict[str, Type] = {
        "str": StringType(),
        "int": NumberType(True),
        "float": NumberType(),
        "bool": BooleanType(),
    }
    return types[kind]


def constant_type(value: Data) -> Type:
    """The type of a literal or display."""
    match value:
        case dict():
            return ObjectType((), UNKNOWN)
        case list() if value and all(isinstance(item, str) for item in value):
            return ArrayType(EnumType(tuple(dict.fromkeys(item for item in value if isinstance(item, str)))))
        case list():
            return ArrayType(UNKNOWN)
        case None:
            return NullType()
        case float():
            return NumberType()
        case _:
            return EnumType((value,))


def widened(value: Spelled, resolve: Resolve) -> Type:
    """The type of a variable that the value is assigned to: a checker takes a literal for any value of its kind there."""
    kind = scalar(kind_of(value.type, resolve)) if isinstance(value.expr, Constant) else None
    return value.type if kind is None else scalar_type(kind)


def listed(type: Type, resolve: Resolve) -> frozenset[tuple[str | None, object]] | None:
    """The values that a type lists, with their kinds; None where it does not list them all."""
    match resolve(type):
        case EnumType(values=values):
            return frozenset((_kind_of_constant(value), value) for value in values)
        case NullType():
            return frozenset(((None, None),))
        case UnionType(members=members):
            each = [listed(member, resolve) for member in members]
            return frozenset(pair for pairs in each for pair in pairs or ()) if None not in each else None
        case _:
            return None


def fits(source: Spelled, target: Type, foreign: bool, resolve: Resolve) -> bool:
    """Whether a type checker accepts the expression where `target` is asked for. `foreign` when it is boto3's stubs that ask."""
    if source.loose:
        return True
    match resolve(target):
        case UnionType(members=members) if source.members is not None or source.items is not None:
            return any(fits(source, member, foreign, resolve) for member in members)
        case ObjectType() as shape if source.members is not None and shape.properties:
            return _fits_members(dict(source.members), shape, foreign, resolve)
        case ObjectType(additional=additional) if source.members is not None and not isinstance(
            additional, UnknownType
        ):
            return additional is not None and all(fits(m, additional, foreign, resolve) for _, m in source.members)
        case ArrayType(items=items) if source.items is not None:
            return all(fits(item, items, foreign, resolve) for item in source.items)
        case _:
            return _fits(source.type, target, source.foreign, foreign, resolve)


def fits_read_only(source: Spelled, target: Type, resolve: Resolve) -> bool:
    """The same where a list is taken as a `Sequence`, and an object without known properties as a `Mapping`: what is in them may be narrower."""
    match resolve(source.type), resolve(target):
        case UnionType(members=members), _:
            return all(fits_read_only(Spelled(source.expr, one), target, resolve) for one in members)
        case _, UnionType(members=members):
            return any(fits_read_only(source, member, resolve) for member in members)
        case ArrayType(items=items), ArrayType(items=wanted):
            return _fits(items, wanted, source.foreign, False, resolve)
        case (ObjectType(properties=(), additional=values), ObjectType(properties=(), additional=wanted)):
            return _fits(values or UNKNOWN, wanted or UNKNOWN, source.foreign, False, resolve)
        case _:
            return fits(source, target, False, resolve)


def _fits_members(given: dict[str, Spelled], shape: ObjectType, foreign: bool, resolve: Resolve) -> bool:
    asked = {property.name: property for property in shape.properties}
    return all(
        name in asked and fits(member, asked[name].type, foreign, resolve) for name, member in given.items()
    ) and all(not p.required or (p.name in given and not given[p.name].optional) for p in shape.properties)


def _fits(source: Type, target: Type, from_stubs: bool, to_stubs: bool, resolve: Resolve) -> bool:
    if isinstance(source, NamedType | ObjectType) and source == target and from_stubs == to_stubs:
        return True
    source, target = resolve(source), resolve(target)
    match source, target:
        case _, UnknownType():
            return True
        case UnionType(members=members), _:
            return all(_fits(member, target, from_stubs, to_stubs, resolve) for member in members)
        case _, UnionType(members=members):
            return any(_fits(source, member, from_stubs, to_stubs, resolve) for member in members)
        case EnumType(values=values), EnumType(values=allowed):
            return all(value in allowed for value in values) and not any(isinstance(v, float) for v in values)
        case EnumType(values=values), StringType() | NumberType() | BooleanType():
            wanted = kind_of(target, resolve)
            return all(
                _kind_of_constant(value) in wanted or (wanted == ("float",) and isinstance(value, int))
                for value in values
            )
        case StringType(), StringType():
            # For bytes the stubs take text as well, and no `File`, which an input of bytes may be.
            if to_stubs and target.is_binary:
                return from_stubs or not source.is_binary
            return source.is_binary == target.is_binary
        case NumberType(integer=whole), NumberType(integer=asked):
            return whole or not asked
        case (BooleanType(), BooleanType()) | (NullType(), NullType()):
            return True
        case ArrayType(), ArrayType():
            return _fits_items(source.items, target.items, from_stubs, to_stubs, resolve)
        case ObjectType(), ObjectType() if source.properties and target.properties:
            return not from_stubs and not to_stubs and same_shape(source, target, resolve)
        case ObjectType(), ObjectType() if not source.properties and not target.properties:
            return _fits_items(
                source.additional or UNKNOWN, target.additional or UNKNOWN, from_stubs, to_stubs, resolve
            )
        case _:
            return False


def _fits_items(source: Type, target: Type, from_stubs: bool, to_stubs: bool, resolve: Resolve) -> bool:
    """`list` and `dict` are invariant; the stubs ask for `Sequence` and `Mapping`, which are not."""
    if not _fits(source, target, from_stubs, to_stubs, resolve):
        return False
    alike = kind_of(source, resolve) == kind_of(target, resolve) and not isinstance(resolve(source), EnumType)
    return to_stubs or alike or same_shape(source, target, resolve)
