"""Annotations of what is only read: outputs of workflows, and variables that hold outputs of steps.

Takes a type; gives the annotation, exact where the type checker knows the type by a name, `Sequence` and `Mapping` where it does not.
"""

from __future__ import annotations

from ..bind.model import ArrayType, EnumType, ObjectType, Type, UnionType
from .context import ModuleContext
from .model import Constant, Expr, Name, Subscript, Tuple
from .static import UNKNOWN, Spelled, holds_binary, kind_of
from .types import union

_OBJECT = Name("object")


def readable(value: Spelled, module: ModuleContext) -> Expr:
    """The annotation of a variable that holds the value."""
    if value.given and holds_binary(value.type, module.resolve) and not _has_class(value.type, module):
        return module.types.annotation(value.type, "Value", sent=True, files=not value.foreign)
    exact = None if value.foreign else _exact(value.type, module)
    return _loose(value.type, value.foreign, module) if exact is None else exact


def said(value: Spelled, module: ModuleContext) -> Type:
    """What the annotation says of the value's type: of what has no name here no more than that it is an object or a list."""
    if not value.foreign and _exact(value.type, module) is not None:
        return value.type
    kinds = kind_of(value.type, module.resolve)
    if not {"dict", "list"} & set(kinds):
        return value.type
    if kinds == ("dict",):
        return ObjectType((), UNKNOWN)
    return ArrayType(UNKNOWN) if kinds == ("list",) else UNKNOWN


def _exact(type: Type, module: ModuleContext, inside: frozenset[Type] = frozenset()) -> Expr | None:
    """As the client modules spell it; None where they have no name for an object in it."""
    target = module.resolve(type)
    if type in inside:
        return None
    inside = inside | {type}
    match target:
        case ObjectType() if target.properties:
            return _class(type, module)
        case ObjectType():
            value = _OBJECT if target.additional is None else _exact(target.additional, module, inside)
            return value and Subscript(Name("dict"), Tuple((Name("str"), value)))
        case ArrayType():
            items = _exact(target.items, module, inside)
            return items and Subscript(Name("list"), items)
        case UnionType():
            members = [_exact(member, module, inside) for member in target.members]
            known = [member for member in members if member is not None]
            return union(known) if len(known) == len(members) else None
        case _:
            return module.types.annotation(target, "Value")


def _class(type: Type, module: ModuleContext) -> Expr | None:
    """The class of an object: of this module, for what is given to it, or of a client module."""
    own = module.types.name_of(type)
    if own is not None:
        return Name(own)
    for source, types in module.api_types.items():
        if (name := types.name_of(type)) is not None:
            return module.generated(f"apis/{module.clients.module(source)}.py", name)
    return None


def _has_class(type: Type, module: ModuleContext, inside: frozenset[Type] = frozenset()) -> bool:
    """Whether the type is, or has in it, an object that is a class in Python."""
    target = module.resolve(type)
    if type in inside:
        return True
    inside = inside | {type}
    match target:
        case ObjectType():
            return bool(target.properties) or _has_class(target.additional or UNKNOWN, module, inside)
        case ArrayType():
            return _has_class(target.items, module, inside)
        case UnionType():
            return any(_has_class(member, module, inside) for member in target.members)
        case _:
            return False


def _loose(type: Type, foreign: bool, module: ModuleContext, inside: frozenset[Type] = frozenset()) -> Expr:
    """With `Sequence` and `Mapping`, whose contents may be of a narrower type than they say."""
    target = module.resolve(type)
    if type in inside:
        return _OBJECT
    inside = inside | {type}
    match target:
        case ObjectType():
            known = not target.properties and target.additional is not None
            value = _loose(target.additional or UNKNOWN, foreign, module, inside) if known else _OBJECT
            return Subscript(module.imports.outside("collections.abc", "Mapping"), Tuple((Name("str"), value)))
        case ArrayType():
            items = _loose(target.items, foreign, module, inside)
            return Subscript(module.imports.outside("collections.abc", "Sequence"), items)
        case UnionType():
            return union(_loose(member, foreign, module, inside) for member in target.members)
        case EnumType() if foreign:
            return union(Constant(None) if kind is None else Name(kind) for kind in kind_of(target, module.resolve))
        case _:
            return module.types.annotation(target, "Value")
