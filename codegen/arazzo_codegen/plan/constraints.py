"""The constraints of an input's schema, as the constants that `runtime/inputs.py` holds values to.

Takes a type; gives the expression that makes its constraint, or None where Python's types say all that it asks for.
"""

from __future__ import annotations

from ..bind.model import (
    ArrayType,
    EnumType,
    NamedType,
    NullType,
    NumberType,
    ObjectType,
    StringType,
    Type,
    UnionType,
)
from ..patterns import python_pattern
from .context import ModuleContext
from .model import Call, Constant, Dict, Expr, Keyword, Tuple


class Constraints:
    """Spells constraints for one module."""

    def __init__(self, module: ModuleContext) -> None:
        self._module = module

    def spell(self, type: Type, inside: frozenset[str] = frozenset()) -> Expr | None:
        """The constraint of a type; what is `inside` itself is not followed again."""
        if isinstance(type, NamedType):
            return None if type.key in inside else self.spell(self._module.resolve(type), inside | {type.key})
        match type:
            case StringType() if not type.is_binary:
                return self._string(type)
            case NumberType():
                return self._number(type)
            case EnumType():
                return self._call("OneOf", tuple(Constant(value) for value in type.values))
            case ArrayType():
                return self._array(type, inside)
            case ObjectType():
                return self._object(type, inside)
            case UnionType():
                return self._union(type, inside)
            case _:
                return None

    def _call(self, name: str, args: tuple[Expr, ...] = (), **keywords: Expr | None) -> Expr | None:
        given = tuple(Keyword(key, value) for key, value in keywords.items() if value is not None)
        if not args and not given:
            return None
        return Call(self._module.imports.runtime("inputs", name), args, given)

    def _string(self, type: StringType) -> Expr | None:
        pattern = None if type.pattern is None else python_pattern(type.pattern)
        return self._call(
            "Text",
            pattern=None if pattern is None else Constant(pattern),
            min_length=_constant(type.min_length or None),
            max_length=_constant(type.max_length),
        )

    def _number(self, type: NumberType) -> Expr | None:
        """What is asked of a number; of a `float` at least that JSON can say it: NaN and the infinities are no JSON (RFC 8259 section 6)."""
        bounds = self._bounds(type)
        if bounds is None and not type.integer:
            return Call(self._module.imports.runtime("inputs", "Number"))
        return bounds

    def _bounds(self, type: NumberType) -> Expr | None:
        return self._call(
            "Number",
            minimum=_constant(type.minimum),
            maximum=_constant(type.maximum),
            above=_constant(type.exclusive_minimum),
            below=_constant(type.exclusive_maximum),
            multiple_of=_constant(type.multiple_of or None),
        )

    def _array(self, type: ArrayType, inside: frozenset[str]) -> Expr | None:
        return self._call(
            "Items",
            each=self.spell(type.items, inside),
            min_items=_constant(type.min_items or None),
            max_items=_constant(type.max_items),
            unique=Constant(True) if type.unique else None,
        )

    def _object(self, type: ObjectType, inside: frozenset[str]) -> Expr | None:
        known = [(property.name, self.spell(property.type, inside)) for property in type.properties]
        others = None if type.additional is None else self.spell(type.additional, inside)
        entries = tuple((Constant(name), constraint) for name, constraint in known if constraint is not None)
        required = tuple(Constant(property.name) for property in type.properties if property.required)
        if not entries and others is None and not required:
            return None
        whole = (Dict(entries),) if others is None else (Dict(entries), others)
        return self._call("Fields", whole, required=Tuple(required) if required else None)

    def _union(self, type: UnionType, inside: frozenset[str]) -> Expr | None:
        """A union asks for something only when each of its members does, null aside."""
        options: list[Expr] = []
        for member in type.members:
            if isinstance(member, NullType):
                options.insert(0, Call(self._module.imports.runtime("inputs", "Null")))
                continue
            option = self.spell(member, inside)
            if option is None:
                return None
            options.append(option)
        return self._call("Either", tuple(options))


def _constant(value: float | None) -> Expr | None:
    if value is None:
        return None
    return Constant(int(value) if isinstance(value, float) and value.is_integer() else value)
