"""Single values where a parameter is a list: takes a value and the parameter, gives the list that it plainly is.

On the wire `tags=cat` is a list of one; `a,b` is a list of two where the parameter's style joins items with commas.
"""

from __future__ import annotations

from ..classes import replace
from ..diagnostics.rules import contracts
from .constants import constant
from .model import (
    ArrayType,
    BooleanType,
    ConstantValue,
    EnumType,
    NumberType,
    OperationParameter,
    StringType,
    TextValue,
    Value,
)
from .outputs import type_of
from .scope import Library
from .values import list_of


def as_list(value: Value, parameter: OperationParameter, library: Library) -> Value:
    """The value, as a list when the parameter is one and the value is a scalar."""
    given = library.types.expand(type_of(value))
    is_scalar = isinstance(given, (StringType, NumberType, BooleanType, EnumType))
    if not is_scalar or not isinstance(library.types.expand(parameter.type), ArrayType):
        return value
    library.reporter.report(
        contracts.LIST_OF_ONE,
        f"{parameter.location} parameter `{parameter.name}` is a list, and a single value is given",
        value.span,
        notes=("it is sent as a list",),
        help="write the value as a list",
    )
    if isinstance(value, TextValue) or not isinstance(value, ConstantValue) or not isinstance(value.value, str):
        return replace(list_of((value,), value.span), lone=True)
    texts = [value.value] if parameter.explode else value.value.split(",")
    return list_of(tuple(constant(text, value.span) for text in texts), value.span)
