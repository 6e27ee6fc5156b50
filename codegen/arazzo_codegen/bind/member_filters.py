"""Filters that test the members of an object where the object itself was meant: takes a query and its context's type, gives the query that was meant.

`$[?@.progress >= 1]` on an object looks for `progress` in the values of the object's properties (RFC 9535, section 2.3.5.2), not in the object.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..parse.model import JsonPath, Property
from .model import ArrayType, ObjectType, Type, UnknownType
from .navigation import navigate
from .types import Types

if TYPE_CHECKING:
    from jsonpath_rfc9535.filter_expressions import Expression

_ORDERS = ("==", "<", "<=", ">", ">=")
_NOT_ZERO = {"==": 1, ">": 0, ">=": 1}
"""By operator: the least number for which a count of nothing does not pass."""


def meant_of_whole(query: JsonPath, context: Type, types: Types) -> str | None:
    """What was meant by a query that begins with a filter which no member of the context passes, and whose names the context itself has."""
    from jsonpath_rfc9535 import JSONPathEnvironment
    from jsonpath_rfc9535.selectors import FilterSelector

    whole = types.expand(context)
    if query.bound or "[?" not in query.query or not isinstance(whole, ObjectType) or not whole.properties:
        return None
    first = next(iter(JSONPathEnvironment().compile(query.query).segments), None)
    selector = first.selectors[0] if first is not None and len(first.selectors) == 1 else None
    if not isinstance(selector, FilterSelector) or not _fails(selector.expression.expression, whole, types):
        return None
    text = query.query
    for item in whole.properties:
        listed = isinstance(types.expand(item.type), ArrayType)
        text = text.replace(f"count(@.{item.name})", f"count($.{item.name}{'[*]' if listed else ''})")
        text = text.replace(f"@.{item.name}", f"$.{item.name}")
    return text


def _fails(test: Expression, whole: ObjectType, types: Types) -> bool:
    """Whether the test passes for no member, for it looks for a property of the whole."""
    from jsonpath_rfc9535.filter_expressions import ComparisonExpression, LogicalExpression, RelativeFilterQuery

    match test:
        case LogicalExpression(operator="&&"):
            return _fails(test.left, whole, types) or _fails(test.right, whole, types)
        case LogicalExpression():
            return _fails(test.left, whole, types) and _fails(test.right, whole, types)
        case ComparisonExpression():
            return _compares_nothing(test, whole, types)
        case RelativeFilterQuery():
            return _finds_nothing(test, whole, types)
        case _:
            return False


def _compares_nothing(test: Expression, whole: ObjectType, types: Types) -> bool:
    """Nothing is less or more than nothing else (section 2.3.5.2.2), and equals only nothing; a count of nothing is 0."""
    from jsonpath_rfc9535.filter_expressions import (
        BooleanLiteral,
        ComparisonExpression,
        FloatLiteral,
        FunctionExtension,
        IntegerLiteral,
        StringLiteral,
    )

    if not isinstance(test, ComparisonExpression):
        return False
    if not isinstance(test.right, BooleanLiteral | FloatLiteral | IntegerLiteral | StringLiteral):
        return False
    if isinstance(test.left, FunctionExtension):
        least = _NOT_ZERO.get(test.operator)
        number = isinstance(test.right, IntegerLiteral) and least is not None and test.right.value >= least
        return test.left.name == "count" and number and _finds_nothing(test.left.args[0], whole, types)
    return test.operator in _ORDERS and _finds_nothing(test.left, whole, types)


def _finds_nothing(operand: Expression, whole: ObjectType, types: Types) -> bool:
    """Whether a query begins with a name that the whole has, and none of its declared members can have."""
    from jsonpath_rfc9535.filter_expressions import RelativeFilterQuery
    from jsonpath_rfc9535.selectors import NameSelector

    segment = next(iter(operand.query.segments), None) if isinstance(operand, RelativeFilterQuery) else None
    selector = segment.selectors[0] if segment is not None and len(segment.selectors) == 1 else None
    if not isinstance(selector, NameSelector) or whole.get(selector.name) is None:
        return False
    members = [item.type for item in whole.properties]
    if whole.additional is not None and not isinstance(whole.additional, UnknownType):
        members.append(whole.additional)
    return all(_lacks(member, selector.name, types) for member in members)


def _lacks(member: Type, name: str, types: Types) -> bool:
    lost = navigate(member, (Property(name),), types).lost
    return lost is not None and lost.kind == "forbidden"
