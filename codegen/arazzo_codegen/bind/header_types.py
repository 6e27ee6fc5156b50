"""What a response header's text stands for: takes the header's schema as a type, gives the type that is read from the text."""

from __future__ import annotations

from .model import ArrayType, BooleanType, EnumType, NullType, NumberType, StringType, Type, UnionType
from .types import Types


def header_type(type: Type, types: Types) -> Type:
    """A boolean, a number, a list of these or of text, or text: what else a schema asks for cannot be told from the text of a header."""
    match types.expand(type):
        case ArrayType(items=items):
            return ArrayType(_scalar(items, types))
        case expanded:
            return _scalar(expanded, types)


def _scalar(type: Type, types: Types) -> Type:
    match types.expand(type):
        case BooleanType() | NumberType() as scalar:
            return scalar
        case StringType() as text if not text.is_binary:
            return text
        case EnumType(values=values):
            return _of_constants(values)
        case UnionType(members=members):
            found = dict.fromkeys(_scalar(m, types) for m in members if not isinstance(types.expand(m), NullType))
            return next(iter(found)) if len(found) == 1 else StringType()
        case _:
            return StringType()


def _of_constants(values: tuple[object, ...]) -> Type:
    """The type of listed values; a header may have others, so that their list is not part of it."""
    kinds = {type(value) for value in values if value is not None}
    if kinds == {bool}:
        return BooleanType()
    return NumberType(kinds == {int}) if kinds and kinds <= {int, float} else StringType()
