"""Values as Python: displays and names, with the statements that build what cannot be said in one expression.

Takes a `Value`, the place where it is used and the type that is wanted there; gives statements to put in front, and the expression.
"""

from __future__ import annotations

from typing import assert_never

from ..bind.model import (
    ArrayType,
    BooleanType,
    ConstantValue,
    EnumType,
    ListOf,
    NullType,
    NumberType,
    ObjectOf,
    ObjectType,
    Read,
    Replaced,
    ResponseBodyRoot,
    Selected,
    StringType,
    TextValue,
    Type,
    UnionType,
    Value,
)
from ..classes import replace
from ..load.model import Data
from ..tuples import NamedTuple
from .built import Built
from .context import FunctionContext, Place
from .displays import display
from .model import (
    Assign,
    Attribute,
    Call,
    Constant,
    Dict,
    Expr,
    ExprStmt,
    If,
    IfExp,
    List,
    Name,
    Subscript,
    Tuple,
)
from .names import snake
from .reads import Reads
from .selections import Selections
from .static import UNKNOWN, Spelled, constant_type, fits, fits_read_only
from .stubs import stub_class
from .texts import joined
from .types import union

_MAPPING = ObjectType((), UNKNOWN)


class Wanted(NamedTuple):
    """The type that is asked for where a value stands; `foreign` when it is boto3's stubs that ask."""

    type: Type
    foreign: bool = False


ANYTHING = Wanted(UNKNOWN)
_ANY_OBJECT = Subscript(Name("dict"), Tuple((Name("str"), Name("object"))))


class Values:
    """Spells the values of one function."""

    def __init__(self, function: FunctionContext, reads: Reads) -> None:
        self._function = function
        self._module = function.module
        self._reads = reads
        self._selections = Selections(function, reads)

    def spell(self, value: Value, place: Place, built: Built, hint: str, wanted: Wanted = ANYTHING) -> Spelled:
        """The value; None where it is absent. `hint` names a variable that it may need; `wanted` is what objects and lists are put together as."""
        match value:
            case ConstantValue():
                return _constant(value.value)
            case Read():
                read = self._reads.spell(value, place, built)
                return built.held.get(read.expr, read)
            case TextValue():
                return self._text(value, place, built)
            case ObjectOf():
                return self._object(value, place, built, hint, wanted)
            case ListOf():
                return self._list(value, place, built, hint, wanted)
            case Selected():
                context = self._context(value.context, place, built, hint)
                return self._reads.narrowed(self._selections.select(context, value.selector, place), value.type)
            case Replaced():
                return self._replaced(value, place, built, hint)
            case _:
                assert_never(value)

    def _context(self, value: Value, place: Place, built: Built, hint: str) -> Spelled:
        """What a selector looks into: a response's body as it was received, whatever the schema says of it."""
        if isinstance(value, Read) and isinstance(value.root, ResponseBodyRoot):
            return self._reads.total(value, place)
        return self.spell(value, place, built, hint)

    def held(self, value: Value, place: Place, built: Built, hint: str, wanted: Wanted = ANYTHING) -> Spelled:
        """The value; one that may be absent has a variable, so that a test of it tells the type checker."""
        return self.hold(self.spell(value, place, built, hint, wanted), built, hint)

    def hold(self, spelled: Spelled, built: Built, hint: str) -> Spelled:
        """The same in a variable, where it may be absent."""
        if not spelled.optional or isinstance(spelled.expr, Name | Constant):
            return spelled
        variable = Name(self._function.scope.name(snake(hint)))
        built.statements.append(Assign(variable, spelled.expr))
        built.held[spelled.expr] = replace(spelled, expr=variable)
        return built.held[spelled.expr]

    def needed(self, value: Value) -> tuple[Read, ...]:
        """The reads without which the value cannot be made: those inside text."""
        match value:
            case TextValue():
                return tuple(part for part in value.parts if isinstance(part, Read))
            case ObjectOf():
                return tuple(read for _, member in value.members for read in self.needed(member))
            case ListOf():
                return tuple(read for item in value.items for read in self.needed(item))
            case Replaced():
                inner = (self.needed(replacement) for _, replacement in value.replacements)
                return (*self.needed(value.payload), *(read for reads in inner for read in reads))
            case _:
                return ()

    def required(self, value: Value, wanted: Wanted, required: bool) -> tuple[Read, ...]:
        """The reads that fill what `wanted` requires at any depth; `required` whether the value itself is."""
        match value:
            case Read():
                return (value,) if required else ()
            case ObjectOf():
                shape = self._module.resolve(wanted.type)
                alone = required and _is_alone(value, shape, wanted.foreign)
                inner = ((member, *_member(shape, name)) for name, member in value.members)
                of_members = (self.required(m, Wanted(type, wanted.foreign), must or alone) for m, type, must in inner)
                return tuple(read for reads in of_members for read in reads)
            case ListOf():
                target = self._module.resolve(wanted.type)
                items = Wanted(target.items if isinstance(target, ArrayType) else UNKNOWN, wanted.foreign)
                of_items = (self.required(item, items, required and value.lone) for item in value.items)
                return tuple(read for reads in of_items for read in reads)
            case Replaced():
                return self.required(value.payload, wanted, required)
            case _:
                return ()

    def fitted(self, value: Spelled, target: Type, foreign: bool = False, widened: bool = False) -> Expr:
        """The expression, made to pass a type checker where `target` is wanted: the compiler has checked what Python's types cannot say.

        `widened` where any sequence does for a list, and any mapping for a free object.
        """
        resolve = self._module.resolve
        if fits(value, target, foreign, resolve) or (widened and fits_read_only(value, target, resolve)):
            return value.expr
        return self.untyped(value.expr)

    # --- Text ---

    def _text(self, value: TextValue, place: Place, built: Built) -> Spelled:
        return joined(value, lambda part: self.spell(part, place, built, ""), self._module)

    # --- Objects and lists ---

    def _object(self, value: ObjectOf, place: Place, built: Built, hint: str, wanted: Wanted) -> Spelled:
        shape = self._module.resolve(wanted.type)
        types = {p.name: p.type for p in shape.properties} if isinstance(shape, ObjectType) else {}
        others = shape.additional if isinstance(shape, ObjectType) and not types and shape.additional else UNKNOWN
        parts: list[tuple[str, Spelled, Spelled]] = []
        for name, member in value.members:
            inner = Wanted(types.get(name, others), wanted.foreign)
            found = self.held(member, place, built, f"{hint}_{name}", inner)
            parts.append((name, found, self._mended(found, inner)))
        if parts and parts[0][1].optional and _is_alone(value, shape, wanted.foreign):
            return self._only(parts[0], wanted, built, hint)
        always = tuple((Constant(name), part.expr) for name, found, part in parts if not found.optional)
        whole = Spelled(Dict(always), _MAPPING, members=tuple((name, part) for name, _, part in parts))
        return (
            self._filled(whole, parts, wanted, built, hint) if any(found.optional for _, found, _ in parts) else whole
        )

    def _only(self, part: tuple[str, Spelled, Spelled], wanted: Wanted, built: Built, hint: str) -> Spelled:
        """An object with nothing but a member that may be absent: without the member there is no object."""
        name, found, given = part
        annotation, type, foreign = self._filled_as(wanted, (name,))
        variable = Name(self._function.scope.name(snake(hint)))
        made = IfExp(found.is_present, Dict(((Constant(name), given.expr),)), Constant(None))
        built.statements.append(Assign(variable, made, union([annotation, Constant(None)])))
        return Spelled(variable, type, optional=True, foreign=foreign)

    def _filled(
        self, whole: Spelled, parts: list[tuple[str, Spelled, Spelled]], wanted: Wanted, built: Built, hint: str
    ) -> Spelled:
        """The object in a variable, with what may be absent put in where it is there."""
        annotation, type, foreign = self._filled_as(wanted, tuple(name for name, _, _ in parts))
        variable = Name(self._function.scope.name(snake(hint)))
        start = whole.expr if type == _MAPPING or self._is_complete(whole, wanted) else self.untyped(whole.expr)
        built.statements.append(Assign(variable, start, annotation))
        for name, found, part in parts:
            if found.optional:
                item = Assign(Subscript(variable, Constant(name)), part.expr)
                built.statements.append(If(found.is_present, (item,)))
        return Spelled(variable, type, foreign=foreign)

    def _filled_as(self, wanted: Wanted, names: tuple[str, ...]) -> tuple[Expr, Type, bool]:
        """The annotation of an object with these members, its type, and whether that is the stubs' own."""
        shape = self._module.resolve(wanted.type)
        if isinstance(shape, ObjectType) and shape.properties and all(shape.get(name) is not None for name in names):
            made = self._class(wanted)
            if made is not None:
                return made, wanted.type, wanted.foreign
        elif isinstance(shape, ObjectType) and not shape.properties and shape.additional is not None:
            values = self._inner_annotation(Wanted(shape.additional, wanted.foreign))
            if values is not None:
                mapping = Subscript(Name("dict"), Tuple((Name("str"), values)))
                return mapping, ObjectType((), shape.additional), wanted.foreign
        return _ANY_OBJECT, _MAPPING, False

    def _mended(self, value: Spelled, wanted: Wanted) -> Spelled:
        """A member or item as a type checker accepts it: what it cannot see to be right is marked where it stands."""
        if fits(value.definite(), wanted.type, wanted.foreign, self._module.resolve):
            return value
        return Spelled(self.untyped(value.expr), wanted.type, value.optional, wanted.foreign, loose=True)

    def _is_complete(self, whole: Spelled, wanted: Wanted) -> bool:
        """Whether the members that are surely there are all that must be there."""
        return fits(whole, wanted.type, wanted.foreign, self._module.resolve)

    def _class(self, wanted: Wanted) -> Name | None:
        """The `TypedDict` that an object is put together as: of a client module, or of the stubs."""
        if wanted.foreign:
            return stub_class(wanted.type, self._module)
        for source, types in self._module.api_types.items():
            if (name := types.name_of(wanted.type)) is not None:
                return self._module.generated(f"apis/{self._module.clients.module(source)}.py", name, True)
        return None

    def untyped(self, expr: Expr) -> Expr:
        """The expression, of which a type checker is to think nothing."""
        return Call(self._module.imports.runtime("kinds", "untyped"), (expr,))

    def _list(self, value: ListOf, place: Place, built: Built, hint: str, wanted: Wanted) -> Spelled:
        target = self._module.resolve(wanted.type)
        inner = Wanted(target.items if isinstance(target, ArrayType) else UNKNOWN, wanted.foreign)
        held = [self.held(item, place, built, f"{hint}_item", inner) for item in value.items]
        items = [self._mended(item, inner) for item in held]
        if not any(item.optional for item in held):
            return Spelled(List(tuple(item.expr for item in items)), ArrayType(_common(items)), items=tuple(items))
        if value.lone:
            given = IfExp(held[0].is_present, List((items[0].expr,)), Constant(None))
            return Spelled(given, ArrayType(_common(items)), optional=True)
        made = self._inner_annotation(inner)
        variable = Name(self._function.scope.name(snake(hint)))
        annotation = Subscript(Name("list"), Name("object") if made is None else made)
        built.statements.append(Assign(variable, List(()), annotation))
        for found, item in zip(held, items, strict=True):
            append = ExprStmt(Call(Attribute(variable, "append"), (item.expr,)))
            built.statements.append(If(found.is_present, (append,)) if found.optional else append)
        return Spelled(variable, ArrayType(UNKNOWN if made is None else inner.type), foreign=wanted.foreign)

    def _inner_annotation(self, wanted: Wanted) -> Expr | None:
        """The annotation of what a list or mapping holds, where that has a name."""
        target = self._module.resolve(wanted.type)
        match target:
            case ObjectType() if target.properties:
                return self._class(wanted)
            case ArrayType(items=items):
                inner = self._inner_annotation(Wanted(items, wanted.foreign))
                return inner and Subscript(Name("list"), inner)
            case UnionType(members=members):
                each = [self._inner_annotation(Wanted(member, wanted.foreign)) for member in members]
                known = [inner for inner in each if inner is not None]
                return union(known) if len(known) == len(each) else None
            case BooleanType() | NumberType() | EnumType() | NullType():
                return self._module.types.annotation(target, "Item")
            case StringType() if not target.is_binary:
                return Name("str")
            case _:
                return None

    def _replaced(self, value: Replaced, place: Place, built: Built, hint: str) -> Spelled:
        result = self.spell(value.payload, place, built, hint)
        for selector, replacement in value.replacements:
            new = self.held(replacement, place, built, f"{hint}_value")
            call = self._selections.replace(result, selector, new, place)
            if new.optional:
                variable = Name(self._function.scope.name(snake(hint)))
                built.statements.append(Assign(variable, result.expr, Name("object")))
                built.statements.append(If(new.is_present, (Assign(variable, call.expr),)))
                result = Spelled(variable, UNKNOWN)
            else:
                result = call
        return result


def _member(shape: Type, name: str) -> tuple[Type, bool]:
    """The type of a member, and whether the object requires it."""
    declared = shape.get(name) if isinstance(shape, ObjectType) else None
    if declared is not None:
        return declared.type, declared.required
    return (shape.additional or UNKNOWN) if isinstance(shape, ObjectType) else UNKNOWN, False


def _is_alone(value: ObjectOf, shape: Type, foreign: bool) -> bool:
    """Whether the one member that is given is all there is to a structure of AWS, which without it would be sent empty.

    Not all that take exactly one member say so in the model: `AttributeValue` of DynamoDB does not.
    """
    return foreign and len(value.members) == 1 and isinstance(shape, ObjectType) and bool(shape.properties)


def _constant(value: Data) -> Spelled:
    """Data known at compile time; members and items of a display for a type checker's view of it."""
    members = tuple((n, _constant(m)) for n, m in value.items()) if isinstance(value, dict) else None
    items = tuple(map(_constant, value)) if isinstance(value, list) else None
    return Spelled(display(value), constant_type(value), members=members, items=items)


def _common(items: list[Spelled]) -> Type:
    """The type that all items have; unknown where they differ."""
    types = {item.type for item in items}
    return types.pop() if len(types) == 1 else UNKNOWN
