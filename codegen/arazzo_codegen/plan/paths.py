"""Ways into a value as Python: `value["a"]` where its type says that this is there, `at(value, "a")` where it does not.

Takes an expression with its type, and a path; gives the expression of what it leads to, as its type. What is absent is None, or `UNSET` where null is
a value of its own.
"""

from __future__ import annotations

from ..bind.model import ArrayType, NullType, ObjectType, Type, UnionType
from ..classes import replace
from ..parse.model import Access, Index, Property
from .context import ModuleContext
from .model import Attribute, Call, Constant, Expr, Name, Subscript
from .static import UNKNOWN, Spelled, admits_null, kind_of, scalar, scalar_type


class Paths:
    """Spells ways into values in one module."""

    def __init__(self, module: ModuleContext) -> None:
        self._module = module

    def unset(self) -> Name:
        """`UNSET`."""
        return self._module.imports.runtime("unset", "UNSET")

    def sentinel(self, type: Type) -> Name | None:
        """What stands for a value of this type that is not there, where None is a value."""
        unset = admits_null(type, self._module.resolve)
        return self.unset() if unset else None

    def access(self, value: Spelled, access: Access) -> Spelled | None:
        """A property that must be there, or an item, of a value whose type says so."""
        owner = self._module.resolve(value.type)
        match owner, access:
            case ObjectType(), Property(name=name):
                member = owner.get(name)
                if member is None or not (member.required or is_top(value)):
                    return None
                return Spelled(Subscript(value.expr, Constant(name)), member.type, foreign=value.foreign)
            case ArrayType(), Index(position=position):
                return Spelled(Subscript(value.expr, Constant(position)), owner.items, foreign=value.foreign)
            case _:
                return None

    def at(self, value: Spelled, path: tuple[Access, ...], function: str = "at") -> Spelled:
        """`at(value, "a", 0)`: None for what is not there."""
        if not path:
            return value
        at = self._module.imports.runtime("values", function)
        steps = tuple(Constant(token(access)) for access in path)
        return Spelled(Call(at, (value.expr, *steps)), UNKNOWN, optional=True)

    def inside(self, value: Spelled, path: tuple[Access, ...], type: Type, nulls: bool = True) -> Spelled:
        """What a path leads to, as its type: absent where it is of another. `nulls`: null is told from what is not there."""
        kinds = kind_of(type, self._module.resolve)
        if not nulls or not path or None not in kinds:
            return self.narrowed(self.at(value, path), type)
        sentinel = self.unset()
        found, kind = replace(self.at(value, path, "at_or_unset"), sentinel=sentinel), scalar(kinds)
        if kind is not None:
            return self._or_null(found, kind)
        if len(kinds) == 2:
            shape = Name(next(str(one) for one in kinds if one is not None))
            return Spelled(self._call("shaped_or_null", found.expr, shape), type, True, sentinel=sentinel, loose=True)
        return found

    def narrowed(self, found: Spelled, type: Type) -> Spelled:
        """A value of unknown type as the type that is promised, None where it is of another."""
        kinds = kind_of(type, self._module.resolve)
        kind = scalar(kinds)
        if found.type != UNKNOWN:
            return found
        for container in ("list", "dict"):
            if kinds == (container,):
                return Spelled(self._call("shaped", found.expr, Name(container)), type, optional=True, loose=True)
        if kind is None:
            return found
        if None in kinds and found.sentinel is not None:
            return self._or_null(found, kind)
        return Spelled(self._call("typed", found.expr, Name(kind)), scalar_type(kind), optional=True)

    def _or_null(self, found: Spelled, kind: str) -> Spelled:
        """A scalar or null, `UNSET` where it is neither."""
        known = UnionType((scalar_type(kind), NullType()))
        return Spelled(self._call("typed_or_null", found.expr, Name(kind)), known, True, sentinel=found.sentinel)

    def certain(self, found: Spelled, type: Type) -> Spelled:
        """The same for what `expect` has made sure of, where a type checker cannot see it."""
        kinds = kind_of(type, self._module.resolve)
        kind, found = scalar(kinds), replace(found, optional=False)
        if kinds in (("list",), ("dict",)):
            return replace(self.narrowed(found, type), optional=False)
        if kind is None:
            return found
        if None in kinds:
            return Spelled(self._call("typed", found.expr, Name(kind)), UnionType((scalar_type(kind), NullType())))
        return Spelled(self._call("conform", found.expr, Name(kind)), scalar_type(kind))

    def _call(self, name: str, *arguments: Expr) -> Expr:
        """A call of a function of `runtime/kinds.py`."""
        return Call(self._module.imports.runtime("kinds", name), arguments)


def token(access: Access) -> str | int:
    """What an access looks for: a property's name or an index."""
    return access.name if isinstance(access, Property) else access.position


def pointer_of(path: tuple[Access, ...]) -> tuple[str, ...]:
    """The tokens of a JSON Pointer to the end of a path."""
    return tuple(str(token(access)) for access in path)


def pointer_text(tokens: tuple[str, ...]) -> str:
    """A JSON Pointer (RFC 6901)."""
    return "".join("/" + part.replace("~", "~0").replace("/", "~1") for part in tokens)


def is_top(value: Spelled) -> bool:
    """Whether the value is a whole body of boto3's: its stubs promise all members at the top."""
    return value.foreign and isinstance(value.expr, Attribute) and value.expr.name == "body"
