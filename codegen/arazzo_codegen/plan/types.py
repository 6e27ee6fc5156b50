"""Types of the program as Python annotations.

Takes `Type`s; gives annotation expressions, and the definitions (`TypedDict`s and aliases) that they need in their module.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import assert_never

from ..bind.model import (
    ArrayType,
    BooleanType,
    EnumType,
    NamedType,
    NeverType,
    NullType,
    NumberType,
    ObjectType,
    PropertyType,
    StringType,
    Type,
    UnionType,
    UnknownType,
)
from .model import (
    BinOp,
    Constant,
    Definition,
    Expr,
    Field,
    Forward,
    Import,
    Name,
    Subscript,
    Tuple,
    TypeAliasDef,
    TypedDictClass,
    is_field_name,
)
from .names import Scope, camel

_OBJECT = Name("object")
_NONE = Constant(None)


class TypeSpeller:
    """Spells the types of one module and gathers what they define.

    `elsewhere` tells where a named type is already defined: an import, or None. `level` counts the dots to the package.
    """

    def __init__(
        self,
        types: Mapping[str, Type],
        taken: Iterable[str] | Scope = (),
        elsewhere: Callable[[Type], Import | None] = lambda _: None,
        *,
        level: int = 1,
    ) -> None:
        self._types = types
        self._scope = taken if isinstance(taken, Scope) else Scope(taken)
        self._elsewhere = elsewhere
        self._file = Import("_runtime.bodies", "File", level)
        self._names: dict[Type, str] = {}
        self._definitions: dict[str, Definition | None] = {}
        self._imports: dict[Import, None] = {}
        self._files = True

    def annotation(self, type: Type, hint: str, *, sent: bool = False, files: bool = True) -> Expr:
        """The annotation of a type; an anonymous object is named by `hint`. Binary content that is `sent` may be a file, a named one with `files`."""
        before, self._files = self._files, self._files and files
        try:
            return self._annotation(type, hint, sent)
        finally:
            self._files = before

    def _annotation(self, type: Type, hint: str, sent: bool) -> Expr:
        match type:
            case UnknownType():
                return _OBJECT
            case NeverType():
                return self.typing("Never")
            case NullType():
                return _NONE
            case BooleanType():
                return Name("bool")
            case NumberType():
                return Name("int" if type.integer else "float")
            case StringType():
                return (self._sent_content() if sent else Name("bytes")) if type.is_binary else Name("str")
            case EnumType():
                return self._enum(type)
            case ArrayType():
                return Subscript(Name("list"), self.annotation(type.items, f"{hint}Item", sent=sent))
            case ObjectType():
                return self._object(type, hint, sent)
            case UnionType():
                members = enumerate(type.members)
                return union(self.annotation(member, f"{hint}{_suffix(n)}", sent=sent) for n, member in members)
            case NamedType():
                return self._named(type)
            case _:
                assert_never(type)

    def definitions(self) -> tuple[Definition, ...]:
        """What the annotations so far need, what is used first defined first."""
        return tuple(definition for definition in self._definitions.values() if definition is not None)

    def imports(self) -> tuple[Import, ...]:
        """The imports that the annotations and definitions so far need."""
        return tuple(self._imports)

    def name_of(self, type: Type) -> str | None:
        """The name that a named type or an anonymous object was given in this module."""
        return self._names.get(type)

    def typing(self, name: str) -> Name:
        """A name of the `typing` module, imported."""
        self._imports[Import("typing", name)] = None
        return Name(name)

    def import_(self, item: Import) -> Name:
        """An imported name."""
        self._imports[item] = None
        return Name(item.alias or item.name or item.module)

    def resolve(self, type: Type) -> Type:
        """What a named type stands for."""
        if not isinstance(type, NamedType):
            return type
        seen: set[str] = set()
        while isinstance(type, NamedType) and type.key not in seen:
            seen.add(type.key)
            type = self._types.get(type.key, UnknownType())
        return UnknownType() if isinstance(type, NamedType) else type

    def _sent_content(self) -> Expr:
        """Bytes or a binary file, perhaps with a name and a type. What is received as a member of an object is text, so members are what is sent."""
        content = (Name("bytes"), Subscript(self.typing("IO"), Name("bytes")))
        return union((*content, self.import_(self._file)) if self._files else content)

    def _enum(self, type: EnumType) -> Expr:
        literals = tuple(Constant(value) for value in type.values if isinstance(value, str | bool | int))
        parts: list[Expr] = []
        if literals:
            index = literals[0] if len(literals) == 1 else Tuple(literals)
            parts.append(Subscript(self.typing("Literal"), index))
        if any(isinstance(value, float) for value in type.values):
            parts.append(Name("float"))
        if None in type.values:
            parts.append(_NONE)
        return union(parts)

    def _object(self, type: ObjectType, hint: str, sent: bool) -> Expr:
        if not type.properties:
            value = _OBJECT if type.additional is None else self.annotation(type.additional, f"{hint}Value", sent=sent)
            return Subscript(Name("dict"), Tuple((Name("str"), value)))
        if type not in self._names:
            known = self._elsewhere(type)
            if known is not None:
                return self.import_(known)
            self._typed_dict(type, type, _titled(type.title) or hint)
        return Name(self._names[type])

    def _named(self, type: NamedType) -> Expr:
        if type in self._names:
            return Name(self._names[type])
        known = self._elsewhere(type)
        if known is not None:
            return self.import_(known)
        target = self.resolve(type)
        match target:
            case ObjectType() if target.properties:
                return self._typed_dict(type, target, _called(type))
            case EnumType() | ArrayType() | ObjectType() | UnionType():
                return self._alias(type, target)
            case _:
                return self.annotation(target, _called(type))

    def _typed_dict(self, type: Type, target: ObjectType, wanted: str) -> Name:
        name = self._claim(type, wanted)
        self.typing("TypedDict")
        forward = not all(is_field_name(property.name) for property in target.properties)
        fields = tuple(
            self._field(property, f"{name}{camel(property.name)}", forward) for property in target.properties
        )
        self._define(name, TypedDictClass(name, fields, target.description))
        return Name(name)

    def _field(self, property: PropertyType, hint: str, forward: bool) -> Field:
        annotation = self.annotation(property.type, hint, sent=True)
        whole = annotation if property.required else Subscript(self.typing("NotRequired"), annotation)
        return Field(
            property.name, Forward(whole) if forward and not _is_builtin(annotation) else whole, property.description
        )

    def _alias(self, type: NamedType, target: Type) -> Name:
        name = self._claim(type, _called(type))
        self.typing("TypeAlias")
        value = self.annotation(target, name, sent=True)
        self._define(name, TypeAliasDef(name, value if _is_builtin(value) else Forward(value)))
        return Name(name)

    def _claim(self, type: Type, wanted: str) -> str:
        """A name for the type, known from now on, so that a recursive one ends; its place is before what it uses."""
        name = self._scope.name(wanted)
        self._names[type] = name
        self._definitions[name] = None
        return name

    def _define(self, name: str, definition: Definition) -> None:
        self._definitions[name] = definition


def union(parts: Iterable[Expr]) -> Expr:
    """`A | B`, each once; `object` where one of them is."""
    distinct = list(dict.fromkeys(parts))
    if not distinct or _OBJECT in distinct:
        return _OBJECT
    if _NONE in distinct:
        distinct.remove(_NONE)
        distinct.append(_NONE)
    whole = distinct[0]
    for part in distinct[1:]:
        whole = BinOp(whole, "|", part)
    return whole


def optional(annotation: Expr) -> Expr:
    """`annotation | None`."""
    if annotation == _NONE or (isinstance(annotation, BinOp) and annotation.right == _NONE):
        return annotation
    return union((annotation, _NONE))


def _is_builtin(expr: Expr) -> bool:
    """Whether the annotation names nothing that a module defines."""
    match expr:
        case Name():
            return expr.id in {
                "str",
                "int",
                "float",
                "bool",
                "bytes",
                "object",
                "list",
                "dict",
                "Literal",
                "NotRequired",
            }
        case Subscript():
            return _is_builtin(expr.value) and _is_builtin(expr.index)
        case Tuple():
            return all(_is_builtin(item) for item in expr.items)
        case BinOp():
            return _is_builtin(expr.left) and _is_builtin(expr.right)
        case _:
            return isinstance(expr, Constant)


def _called(type: NamedType) -> str:
    """The name for a class: a schema that is a whole document goes by its title, if it has a short one."""
    name = _titled(type.title) or camel(type.name)
    return name if name.strip("_") else "Schema"


def _titled(title: str | None) -> str | None:
    is_short = title is not None and len(title) <= 40 and any(char.isalpha() for char in title)
    return camel(title) if title is not None and is_short else None


def _suffix(number: int) -> str:
    return "" if number == 0 else str(number + 1)
