"""Tests as Python conditions, specialised by type. They never raise.

Takes a `Test` and the place where it stands; gives the condition. Where the types of both sides are known, `==` is Python's; else the runtime compares
as the dialect says.
"""

from __future__ import annotations

from typing import Literal, assert_never

from ..bind.model import (
    BoundCriterion,
    ConstantValue,
    LengthOf,
    Operand,
    Read,
    StatusRoot,
    Test,
    TestComparison,
    TestJunction,
    TestNot,
    TestQuery,
    TestRegex,
    TestTruth,
    Type,
)
from .context import FunctionContext, Place
from .displays import display
from .logic import conjunction, negated
from .model import Attribute, BoolOp, Call, Compare, Constant, Expr
from .reads import Reads
from .selections import Selections
from .static import Spelled, constant_type, kind_of, listed
from .status_types import may_be

_RUNTIME = {"==": "equal", "<": "less", "<=": "less_equal", ">": "greater", ">=": "greater_equal"}


class Guards:
    """Spells the tests of one function."""

    def __init__(self, function: FunctionContext, reads: Reads) -> None:
        self._module = function.module
        self._reads = reads
        self._selections = Selections(function, reads)

    def all(self, criteria: tuple[BoundCriterion, ...], place: Place) -> Expr | None:
        """The condition that all criteria pass; None when there are none."""
        tests = tuple(self.test(criterion.test, place) for criterion in criteria)
        return conjunction(tests) if tests else None

    def test(self, test: Test, place: Place) -> Expr:
        """The condition that the test passes."""
        match test:
            case TestComparison():
                return self._comparison(test, place)
            case TestNot():
                return negated(self.test(test.operand, place))
            case TestJunction():
                return BoolOp(test.operator, tuple(self.test(operand, place) for operand in test.operands))
            case TestTruth():
                return self._truth(test, place)
            case TestQuery():
                return self._selections.found(self._reads.total(test.context, place), test.selector, place)
            case TestRegex():
                return self._regex(test, place)
            case _:
                assert_never(test)

    def _operand(self, operand: Operand, place: Place) -> Spelled:
        match operand:
            case Read():
                return self._reads.total(operand, place)
            case ConstantValue():
                return Spelled(display(operand.value), operand.type)
            case LengthOf():
                inner = self._operand(operand.operand, place)
                call = Call(self._module.imports.runtime("values", "length"), (inner.expr,))
                return Spelled(call, inner.type, optional=True)
            case _:
                assert_never(operand)

    def _comparison(self, test: TestComparison, place: Place) -> Expr:
        left, right = self._operand(test.left, place), self._operand(test.right, place)
        if test.operator in ("==", "!="):
            same = self._same(test, left, right, place)
            return same if test.operator == "==" else negated(same)
        return self._ordered(test, left, right)

    def _same(self, test: TestComparison, left: Spelled, right: Spelled, place: Place) -> Expr:
        for one, other in ((left, right), (right, left)):
            if isinstance(other.expr, Constant) and other.expr.value is None and self._is_there(one):
                return Constant(False)
            if isinstance(one.expr, Constant) and isinstance(other.expr, Constant) and other.expr.value is None:
                return Constant(one.expr.value is None)
            if isinstance(other.expr, Constant) and isinstance(other.expr.value, bool) and self._is_sure_flag(one):
                return one.expr if other.expr.value else negated(one.expr)
            if isinstance(other.expr, Constant) and (other.expr.value is None or self._is_flag(one, other.expr)):
                return Compare(one.expr, "is", other.expr)
        status = self._status(test, left, right)
        if status is not None and place.step is not None:
            possible = may_be(status, place.step.call)
        else:
            possible = not self._is_impossible(left, right) and self._plain(left, right, test.dialect)
        if possible:
            return Compare(left.expr, "==", right.expr)
        return self._runtime("==", left, right, test.dialect)

    def _is_there(self, value: Spelled) -> bool:
        """Whether a type checker takes it for granted that there is a value, and one that is not null."""
        return not value.optional and not {None, "object"} & set(self._kinds(value))

    def _is_sure_flag(self, value: Spelled) -> bool:
        return self._kinds(value) == ("bool",) and not value.optional

    def _is_flag(self, value: Spelled, constant: Constant) -> bool:
        """A boolean constant beside something of which a type checker knows no more than that it may be one."""
        return isinstance(constant.value, bool) and bool({"bool", "object"} & set(self._kinds(value)))

    def _status(self, test: TestComparison, left: Spelled, right: Spelled) -> int | None:
        """The number that a status code is compared with, which narrows the type of the response."""
        for operand, other in ((test.left, right), (test.right, left)):
            if isinstance(operand, Read) and isinstance(operand.root, StatusRoot) and isinstance(other.expr, Constant):
                code = other.expr.value
                if isinstance(code, int):
                    return code
        return None

    def _is_impossible(self, left: Spelled, right: Spelled) -> bool:
        """Whether both list their values and share none: type checkers refuse such a `==`, the runtime's `equal` is for anything."""
        values, others = (listed(_exact(value), self._module.resolve) for value in (left, right))
        return values is not None and others is not None and not values & others

    def _plain(self, left: Spelled, right: Spelled, dialect: Literal["simple", "jsonpath"]) -> bool:
        """Whether Python's `==` says the same as the dialect: both sides numbers, both booleans, or strings where their case counts or one has none."""
        kinds = (set(self._kinds(left)) - {None}, set(self._kinds(right)) - {None})
        numbers = {"int", "float"}
        if all(kind and kind <= numbers for kind in kinds) or kinds == ({"bool"}, {"bool"}):
            return True
        texts = [
            value.expr.value
            for value in (left, right)
            if isinstance(value.expr, Constant) and isinstance(value.expr.value, str)
        ]
        if dialect == "simple":
            return kinds == ({"str"}, {"str"}) and any(text.lower() == text.upper() for text in texts)
        return bool(texts) or kinds == ({"str"}, {"str"})

    def _kinds(self, value: Spelled) -> tuple[str | None, ...]:
        return kind_of(value.type, self._module.resolve)

    def _ordered(self, test: TestComparison, left: Spelled, right: Spelled) -> Expr:
        kinds = set(self._kinds(left)) | set(self._kinds(right))
        if kinds <= {"int", "float"} and not left.optional and not right.optional and test.operator != "!=":
            return Compare(left.expr, test.operator, right.expr)
        return self._runtime(test.operator, left, right, test.dialect)

    def _runtime(self, operator: str, left: Spelled, right: Spelled, dialect: str) -> Expr:
        runtime, name = self._module.imports.runtime, _RUNTIME[operator]
        compare = (
            runtime("values", name) if dialect == "simple" else runtime("jsonpath_values", name, f"jsonpath_{name}")
        )
        return Call(compare, (left.expr, right.expr))

    def _truth(self, test: TestTruth, place: Place) -> Expr:
        exists = self._reads.exists(test.operand, place) if test.dialect == "jsonpath" else None
        if exists is not None:
            return exists
        value = self._operand(test.operand, place)
        if test.dialect == "jsonpath":
            return value.is_present
        if self._kinds(value) == ("bool",):
            return value.expr if self._is_sure_flag(value) else Compare(value.expr, "is", Constant(True))
        return Call(self._module.imports.runtime("values", "truth"), (value.expr,))

    def _regex(self, test: TestRegex, place: Place) -> Expr:
        context = self._reads.total(test.context, place)
        parts = test.regex.parts
        if not test.bound and all(isinstance(part, str) for part in parts):
            compiled = self._module.constant("pattern", self._pattern("".join(map(str, parts)), test.regex.flags))
            return Call(self._module.imports.runtime("values", "search"), (compiled, context.expr))
        reads = iter(test.bound)
        pieces = tuple(Constant(p) if isinstance(p, str) else self._reads.total(next(reads), place).expr for p in parts)
        matches = self._module.imports.runtime("values", "matches")
        return Call(matches, (context.expr, Constant(test.regex.flags), *pieces))

    def _pattern(self, pattern: str, flags: str) -> Expr:
        """`re.compile(…)`, with the flags in the pattern's own notation."""
        re = self._module.imports.module("re")
        return Call(Attribute(re, "compile"), (Constant(f"(?{flags}){pattern}" if flags else pattern),))


def _exact(value: Spelled) -> Type:
    """The type of a value, that of a literal being the literal's own."""
    constant = value.expr.value if isinstance(value.expr, Constant) else None
    return constant_type(constant) if isinstance(constant, str | bool | int) else value.type
