"""Values as Python: displays and names, with the statements that build what cannot be said in one expression.

Takes a `Value`, the place where it is used and the type that is wanted there; gives statements to put in front, and the expression.
"""

from __future__ import annotations

from dataclasses import replace
from typing import assert_never

from ..bind.model import (
    ArrayType,
    ConstantValue,
    ListOf,
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
    Value,
)
from ..load.model import Data
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
    JoinedStr,
    List,
    Name,
    Stmt,
    Subscript,
    Tuple,
)
from .names import snake
from .reads import Reads
from .selections import Selections
from .static import UNKNOWN, Spelled, constant_type, fits, kind_of

_MAPPING = ObjectType((), UNKNOWN)
_ANY_OBJECT = Subscript(Name("dict"), Tuple((Name("str"), Name("object"))))


class Values:
    """Spells the values of one function."""

    def __init__(self, function: FunctionContext, reads: Reads) -> None:
        self._function = function
        self._module = function.module
        self._reads = reads
        self._selections = Selections(function, reads)

    def spell(self, value: Value, place: Place, built: Built, hint: str) -> Spelled:
        """The value; None where it is absent. `hint` names a variable that it may need."""
        match value:
            case ConstantValue():
                return Spelled(display(value.value), constant_type(value.value), members=_members(value.value))
            case Read():
                read = self._reads.spell(value, place, built)
                return built.held.get(read.expr, read)
            case TextValue():
                return self._text(value, place, built)
            case ObjectOf():
                return self._object(value, place, built, hint)
            case ListOf():
                return self._list(value, place, built, hint)
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

    def held(self, value: Value, place: Place, built: Built, hint: str) -> Spelled:
        """The value; one that may be absent has a variable, so that a test of it tells the type checker."""
        return self.hold(self.spell(value, place, built, hint), built, hint)

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

    def fitted(self, value: Spelled, target: Type, foreign: bool = False, widened: bool = False) -> Expr:
        """The expression, made to pass a type checker where `target` is wanted: the compiler has checked what Python's types cannot say.

        `widened` where any mapping does for an object, and any sequence for a list.
        """
        if fits(value, target, foreign, self._module.resolve) or (widened and self._has_shape(value, target)):
            return value.expr
        return Call(self._module.imports.runtime("kinds", "untyped"), (value.expr,))

    def _has_shape(self, value: Spelled, target: Type) -> bool:
        given, wanted = (set(kind_of(type, self._module.resolve)) for type in (value.type, target))
        return given <= {"dict", "list"} and given <= wanted

    # --- Text ---

    def _text(self, value: TextValue, place: Place, built: Built) -> Spelled:
        parts: list[str | Expr] = [
            part if isinstance(part, str) else self._part(self.spell(part, place, built, ""), value)
            for part in value.parts
        ]
        return Spelled(JoinedStr(tuple(parts)), StringType())

    def _part(self, read: Spelled, value: TextValue) -> Expr:
        read = read.plain()
        kind = self._module.resolve(read.type)
        plain = isinstance(kind, StringType) or (isinstance(kind, NumberType) and kind.integer)
        runtime = self._module.imports.runtime
        expr = read.expr if plain and not read.optional else Call(runtime("values", "text"), (read.expr,))
        match value.escape:
            case "xml":
                return Call(runtime("values", "xml_text"), (expr,))
            case "form":
                return Call(runtime("values", "form_text"), (expr,))
            case "none":
                return expr
            case _:
                assert_never(value.escape)

    # --- Objects and lists ---

    def _object(self, value: ObjectOf, place: Place, built: Built, hint: str) -> Spelled:
        members = tuple((name, self.held(member, place, built, f"{hint}_{name}")) for name, member in value.members)
        always = tuple((Constant(name), member.expr) for name, member in members if not member.optional)
        whole = Spelled(Dict(always), _MAPPING, members=members)
        if not any(member.optional for _, member in members):
            return whole
        name = self._typed_dict(value, whole)
        variable = Name(self._function.scope.name(snake(hint)))
        built.statements.append(Assign(variable, whole.expr, _ANY_OBJECT if name is None else name))
        for key, member in members:
            if member.optional:
                item = Assign(Subscript(variable, Constant(key)), member.expr)
                built.statements.append(If(member.is_present, (item,)))
        return Spelled(variable, _MAPPING if name is None else value.type)

    def _typed_dict(self, value: ObjectOf, whole: Spelled) -> Name | None:
        """The `TypedDict` of a client module that the object is one of, when a type checker can see that it is."""
        if not fits(whole, value.type, False, self._module.resolve):
            return None
        for source, types in self._module.api_types.items():
            if (name := types.name_of(value.type)) is not None:
                return self._module.generated(f"apis/{self._module.clients.module(source)}.py", name)
        return None

    def _list(self, value: ListOf, place: Place, built: Built, hint: str) -> Spelled:
        items = [self.held(item, place, built, f"{hint}_item") for item in value.items]
        if not any(item.optional for item in items):
            return Spelled(List(tuple(item.expr for item in items)), ArrayType(_common(items)))
        variable = Name(self._function.scope.name(snake(hint)))
        built.statements.append(Assign(variable, List(()), Subscript(Name("list"), Name("object"))))
        for item in items:
            append = ExprStmt(Call(Attribute(variable, "append"), (item.expr,)))
            built.statements.append(If(item.is_present, (append,)) if item.optional else append)
        return Spelled(variable, ArrayType(UNKNOWN))

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


def _members(value: Data) -> tuple[tuple[str, Spelled], ...] | None:
    """The members of a display, for a type checker's view of it."""
    if not isinstance(value, dict):
        return None
    return tuple((n, Spelled(display(m), constant_type(m), members=_members(m))) for n, m in value.items())


def _common(items: list[Spelled]) -> Type:
    """The type that all items have; unknown where they differ."""
    types = {item.type for item in items}
    return types.pop() if len(types) == 1 else UNKNOWN
