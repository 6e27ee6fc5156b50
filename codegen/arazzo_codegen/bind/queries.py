"""What a JSONPath query reads (RFC 9535): takes a query and the type of its context, gives the words that lead nowhere and what its filters compare.

Only what the schemas say for certain: below a descendant segment (`..`) anything may stand.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Literal

from ..classes import dataclass, field
from ..load.model import Constant
from ..parse.model import Access, Index, JsonPath, Property
from ..tuples import NamedTuple
from .merge import union
from .model import ArrayType, Compared, NumberType, ObjectType, Type, UnionType, UnknownType
from .navigation import Lost, Way, navigate
from .types import Types

if TYPE_CHECKING:
    from jsonpath_rfc9535.filter_expressions import Expression
    from jsonpath_rfc9535.segments import JSONPathSegment
    from jsonpath_rfc9535.selectors import JSONPathSelector

_COUNTS = ("length", "count")


class Misstep(NamedTuple):
    """A name or index of a query that leads nowhere, and its offset in the query."""

    lost: Lost
    offset: int


class Looked(NamedTuple):
    """What was found out about a query."""

    missteps: tuple[Misstep, ...]
    compared: tuple[Compared, ...]


def look(query: JsonPath, context: Way, types: Types) -> Looked:
    """Follow a query that may select more than one node, from its context on."""
    from jsonpath_rfc9535 import JSONPathEnvironment

    walk = _Walk(context, types)
    walk.along(JSONPathEnvironment().compile(query.query).segments, context)
    return Looked(tuple(walk.missteps), tuple(walk.compared))


@dataclass(slots=True)
class _Walk:
    """One walk through a query."""

    root: Way
    types: Types
    missteps: list[Misstep] = field(default_factory=list[Misstep])
    compared: list[Compared] = field(default_factory=list[Compared])

    def along(self, segments: Iterable[JSONPathSegment], start: Way) -> Way:
        """What the segments lead to from `start`."""
        from jsonpath_rfc9535.segments import JSONPathRecursiveDescentSegment

        way = start
        for segment in segments:
            if isinstance(segment, JSONPathRecursiveDescentSegment):
                way = Way((), UnknownType(), True)
            ways = [self._selected(selector, way) for selector in segment.selectors]
            way = Way((), union([each.type for each in ways]), True, None, ways[0].declared)
        return way

    def _selected(self, selector: JSONPathSelector, way: Way) -> Way:
        from jsonpath_rfc9535.selectors import FilterSelector, IndexSelector, NameSelector

        match selector:
            case NameSelector():
                return self._step(way, Property(selector.name), selector.token.index)
            case IndexSelector():
                return self._step(way, Index(selector.index), selector.token.index)
            case FilterSelector():
                below = Way((), self._children(way.type), True, None, way.declared)
                self._test(selector.expression.expression, below)
                return below
            case _:
                return Way((), self._children(way.type), True, None, way.declared)

    def _step(self, way: Way, access: Access, offset: int) -> Way:
        step = navigate(way.type, (access,), self.types, way.declared)
        if step.lost is not None:
            self.missteps.append(Misstep(step.lost, offset))
        return step

    def _children(self, type: Type) -> Type:
        """The type of the items of a list, or of the members of an object (RFC 9535, section 2.3.2)."""
        expanded = self.types.expand(type)
        match expanded:
            case ArrayType():
                return expanded.items
            case ObjectType():
                members = [item.type for item in expanded.properties]
                return union(members if expanded.additional is None else [*members, expanded.additional])
            case UnionType():
                return union([self._children(member) for member in expanded.members])
            case _:
                return UnknownType()

    # --- Filters (section 2.3.5) ---

    def _test(self, test: Expression, current: Way) -> None:
        from jsonpath_rfc9535.filter_expressions import ComparisonExpression, LogicalExpression, PrefixExpression

        match test:
            case LogicalExpression():
                self._test(test.left, current)
                self._test(test.right, current)
            case PrefixExpression():
                self._test(test.right, current)
            case ComparisonExpression():
                self._comparison(test.operator, (test.left, test.right), current)
            case _:
                self._operand(test, current)

    def _comparison(self, operator: str, sides: tuple[Expression, Expression], current: Way) -> None:
        left, right = (self._operand(side, current) for side in sides)
        constants = [_constant(side) for side in sides]
        if operator != "==" and operator != "!=":
            return
        equal: Literal["==", "!="] = "==" if operator == "==" else "!="
        for way, shown, constant in ((left, sides[0], constants[1]), (right, sides[1], constants[0])):
            if way is not None and constant is not None:
                self.compared.append(Compared(equal, str(shown), way.type, constant, way.declared))

    def _operand(self, operand: Expression, current: Way) -> Way | None:
        """Where an operand leads; None for what is no query."""
        from jsonpath_rfc9535.filter_expressions import FunctionExtension, RelativeFilterQuery, RootFilterQuery

        match operand:
            case RelativeFilterQuery():
                return self.along(operand.query.segments, current)
            case RootFilterQuery():
                return self.along(operand.query.segments, self.root)
            case FunctionExtension():
                for argument in operand.args:
                    self._operand(argument, current)
                return Way((), NumberType(True) if operand.name in _COUNTS else UnknownType(), True)
            case _:
                return None


def _constant(operand: Expression) -> Constant:
    """The value of a literal. Null is left alone, and so is what is put in when the query runs."""
    from jsonpath_rfc9535.filter_expressions import BooleanLiteral, FloatLiteral, IntegerLiteral, StringLiteral

    match operand:
        case StringLiteral():
            return None if "\ue000" in operand.value or "\ue001" in operand.value else operand.value
        case BooleanLiteral() | IntegerLiteral() | FloatLiteral():
            return operand.value
        case _:
            return None
