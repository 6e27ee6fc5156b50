"""Values held against the shapes of members, at every depth.

Takes a value and the type of its member; gives the value as boto3 wants it (members by boto3's names, numbers written as text as numbers), or
reports why AWS would refuse it.
"""

from __future__ import annotations

from ...classes import dataclass, replace
from ...diagnostics.model import Missing, Reporter, Span
from ...diagnostics.nearest import nearest
from ...diagnostics.rules import aws as rules
from ...diagnostics.rules import contracts
from ...parse.model import Property
from ..conform import needs_input
from ..fit import Fitter, Verdict, kind
from ..literals import Problem, problems
from ..model import (
    ArrayType,
    ConstantValue,
    ListOf,
    ObjectOf,
    ObjectType,
    PropertyType,
    Read,
    StringType,
    Type,
    Value,
)
from ..outputs import type_of
from ..types import Types
from ..values import bare, folded, parts_of_data, wants_text
from .literals import converted, is_time
from .matching import listed, member_named
from .payload import Given, parts_of


@dataclass(frozen=True, slots=True)
class ValueCheck:
    """Checks the values of one call of `operation`."""

    operation: str
    types: Types
    reporter: Reporter

    def fit(self, value: Value, wanted: Type, name: str, required: bool) -> Value | Missing:
        """`value` for the member called `name` (`IdentityInfo.Email` when it lies deeper)."""
        shape = self.types.expand(wanted)
        value = self._embedded(value, shape)
        if isinstance(value, ConstantValue):
            value = parts_of_data(value.value, value.span)
        if isinstance(shape, ArrayType) and shape.element is not None:
            value = self._items(value, shape.element)
        match value, shape:
            case ObjectOf(), ObjectType():
                return self._object(value, shape, name)
            case ListOf(), ArrayType():
                return self._list(value, shape, name)
            case ConstantValue(), _:
                return self._constant(value, shape, name)
            case _:
                return self._expression(value, shape, name, required)

    def _embedded(self, value: Value, shape: Type) -> Value:
        """`{$…}` alone is text where a string is due, and keeps its type elsewhere."""
        inside = bare(value)
        if wants_text(self.types.expand(type_of(inside))):
            return inside  # that it is left out where it is absent
        return value if wants_text(shape) and shape != StringType("binary") else inside

    def _object(self, value: ObjectOf, shape: ObjectType, name: str) -> Value | Missing:
        """An object: each part checked, known by boto3's name; what is required must be there."""
        problem: Missing | None = None
        members: list[tuple[str, Value]] = []
        keys: list[Span] = []
        for part in parts_of(value, self.types) or ():
            fitted = self._part(part, shape, name)
            if isinstance(fitted, Missing):
                problem = fitted
            else:
                members.append(fitted)
                keys.append(part.span)
        missing = [p.name for p in shape.properties if p.required and p.name not in dict(members)]
        if missing and problem is None:
            problem = self._report_missing(value.span, shape, name, missing)
        if shape.one_of and len(members) != 1 and problem is None:
            names = listed(member.name for member in shape.properties)
            problem = self._refuse(value.span, f"exactly one of {names}", name, f"{len(members)} are given")
        return problem or folded(ObjectOf(tuple(members), shape, value.span, tuple(keys)))

    def _part(self, part: Given, shape: ObjectType, name: str) -> tuple[str, Value] | Missing:
        """One member of an object, or one entry of a map."""
        member = member_named(shape, part.name)
        if member is None and shape.additional is not None:
            member = PropertyType(part.name, shape.additional, False)
        if member is None:
            return self._report_unknown(part, shape, name)
        fitted = self.fit(part.value, member.type, f"{name}.{member.name}", member.required)
        return fitted if isinstance(fitted, Missing) else (member.name, fitted)

    def _list(self, value: ListOf, shape: ArrayType, name: str) -> Value | Missing:
        """A list: each item checked."""
        problem: Missing | None = None
        items: list[Value] = []
        for index, item in enumerate(value.items):
            fitted = self.fit(item, shape.items, f"{name}[{index}]", True)
            if isinstance(fitted, Missing):
                problem = fitted
            else:
                items.append(fitted)
        if len(items) < shape.min_items and problem is None:
            problem = self._refuse(value.span, f"at least {shape.min_items} items", name, f"{len(items)} are given")
        if shape.max_items is not None and len(items) > shape.max_items:
            problem = self._refuse(value.span, f"at most {shape.max_items} items", name, f"{len(items)} are given")
        return problem or folded(ListOf(tuple(items), shape, value.span))

    def _items(self, value: Value, element: str) -> Value:
        """The items of a value that wraps them as XML does: `{Tag: […]}` for the list `TagSet`."""
        match value:
            case ObjectOf(members=((name, inner),)) if name == element:
                return inner
            case Read():
                given = self.types.expand(value.type)
                items = given.get(element) if isinstance(given, ObjectType) else None
                if items is None:
                    return value
                path, optional = (*value.path, Property(element)), value.optional or not items.required
                return replace(value, path=path, type=items.type, optional=optional, declared=items.span)
            case _:
                return value

    def _constant(self, value: ConstantValue, shape: Type, name: str) -> Value | Missing:
        """A literal scalar: held to the shape's type, enumeration and bounds; text that reads as the number that is wanted becomes one."""
        problem: Missing | None = None
        for found in problems(value.value, shape, self.types, False):
            told = self._report_literal(found, value.span, name)
            problem = problem if found.kind == "as-text" else told
        is_text = isinstance(value.value, str) and isinstance(shape, StringType)
        if is_text and shape == StringType("date-time") and not is_time(str(value.value)):
            problem = self._refuse(value.span, "a time", name, "this is none", "write it as `2026-01-31T12:00:00Z`")
        return problem or ConstantValue(converted(value.value, shape), shape, value.span)

    def _expression(self, value: Value, shape: Type, name: str, required: bool) -> Value | Missing:
        """A value of which only the type is known."""
        fit = Fitter(self.types, False).fit(type_of(value), shape)
        if fit.verdict is Verdict.NO:
            return self._refuse(value.span, kind(shape), name, fit.reason)
        if fit.verdict is Verdict.MAYBE:
            self.reporter.report(
                contracts.TYPE_MAY_NOT_FIT,
                f"not every value fits member `{name}` of AWS operation `{self.operation}`: {fit.reason}",
                value.span,
                help="declare it as narrowly as AWS does",
            )
        for finding in needs_input(value, f"member `{name}`") if required else ():
            self.reporter.report(finding.rule, finding.message, finding.span, help=finding.help)
        return folded(value)

    def _report_literal(self, problem: Problem, at: Span, name: str) -> Missing:
        """Report what is wrong with a literal."""
        rule = {
            "as-text": contracts.LITERAL_AS_TEXT,
            "outside": contracts.LITERAL_OUTSIDE_SCHEMA,
        }.get(problem.kind, contracts.TYPE_MISMATCH)
        near = nearest(problem.name, problem.names) if problem.name else None
        return self.reporter.report(
            rule,
            f"{problem.message}, in member `{name}` of AWS operation `{self.operation}`",
            at,
            notes=(f"allowed are {listed(problem.names)}",) if problem.names else (),
            help="remove the quotes" if problem.kind == "as-text" else f"change it to `{near}`" if near else None,
        )

    def _refuse(self, at: Span, wanted: str, name: str, given: str, help: str | None = None) -> Missing:
        """Report a value that the member called `name` does not take."""
        message = f"member `{name}` of AWS operation `{self.operation}` takes {wanted}"
        return self.reporter.report(contracts.TYPE_MISMATCH, message, at, label=given, help=help)

    def _report_unknown(self, part: Given, shape: ObjectType, name: str) -> Missing:
        names = tuple(member.name for member in shape.properties)
        required = tuple(member.name for member in shape.properties if member.required)
        near = nearest(part.name, names)
        return self.reporter.report(
            rules.UNKNOWN_AWS_MEMBER,
            f"member `{name}` of AWS operation `{self.operation}` has no member `{part.name}`",
            part.span,
            label=f"no member of `{shape.title}`" if shape.title else "no member of this shape",
            notes=(f"its members are {listed(names, required)}",) if names else ("it has no members",),
            help=None if near is None else f"change it to `{near}`",
        )

    def _report_missing(self, at: Span, shape: ObjectType, name: str, missing: list[str]) -> Missing:
        word = "member" if len(missing) == 1 else "members"
        return self.reporter.report(
            rules.MISSING_AWS_MEMBER,
            f"member `{name}` of AWS operation `{self.operation}` requires {word} {listed(missing)}",
            at,
            label=f"{listed(missing)} not given",
            help=f"give {listed(missing)}",
        )
