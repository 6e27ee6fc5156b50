"""Criteria: takes conditions as parsed, gives tests whose operands are values with types."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Literal, TypeAlias, assert_never

from ..classes import replace
from ..diagnostics.model import Missing
from ..diagnostics.rules import names
from ..parse.model import (
    Comparison,
    Condition,
    Criterion,
    Expression,
    ExpressionTerm,
    JsonPath,
    JsonPathComparison,
    JsonPathJunction,
    JsonPathOperand,
    JsonPathPlain,
    JsonPathTerm,
    Junction,
    LiteralTerm,
    Method,
    Not,
    Part,
    QueryCriterion,
    Regex,
    SimpleCriterion,
    StatusCode,
    Url,
    XPath,
)
from .constants import constant
from .member_filters import meant_of_whole
from .mentions import expressions_in
from .model import (
    BoundCriterion,
    HttpOperation,
    LengthOf,
    Operand,
    Read,
    ResponseBodyRoot,
    Test,
    TestComparison,
    TestJunction,
    TestNot,
    TestQuery,
    TestRegex,
    TestTruth,
    WorkflowKey,
)
from .navigation import navigate
from .reads import Phase, Reader
from .responses import body_type
from .scope import StepScope
from .selections import Context, hold, plain_path
from .values import ValueBinder
from .wholes import member

Dialect: TypeAlias = Literal["simple", "jsonpath"]


def bind_criteria(
    criteria: Iterable[Criterion], scope: StepScope, phase: Phase
) -> tuple[BoundCriterion, ...] | Missing:
    """All criteria of a list."""
    binder = CriteriaBinder(scope, phase)
    bound = [binder.criterion(criterion) for criterion in criteria if not _is_about_no_response(criterion, scope)]
    missing = next((criterion for criterion in bound if isinstance(criterion, Missing)), None)
    return missing or tuple(criterion for criterion in bound if not isinstance(criterion, Missing))


def _is_about_no_response(criterion: Criterion, scope: StepScope) -> bool:
    """A criterion on the response of a step that calls a workflow, which has none: taken as passed."""
    if isinstance(criterion, Missing) or not isinstance(scope.target, WorkflowKey):
        return False
    found = next((e for e in expressions_in(criterion) if isinstance(e.root, (StatusCode, Part, Url, Method))), None)
    if found is None:
        return False
    scope.workflow.library.reporter.report(
        names.RESPONSE_OF_WORKFLOW,
        f"step `{scope.id}` calls a workflow, and has no `{found.text}`",
        found.span,
        label="taken as passed",
        help="remove the criterion: the step fails when the workflow fails",
    )
    return True


def success_criteria(scope: StepScope) -> tuple[BoundCriterion, ...] | Missing:
    """The step's success criteria; those of a step that calls a workflow are tested when the workflow has returned."""
    return bind_criteria(scope.step.success_criteria, scope, "criteria")


class CriteriaBinder:
    """Binds the criteria of one place."""

    def __init__(self, scope: StepScope, phase: Phase) -> None:
        """`phase` says which responses the criteria see."""
        self._scope = scope
        self._reader = Reader(scope.workflow, scope, phase, in_condition=True)
        self._values = ValueBinder(self._reader)
        self._context_values = ValueBinder(Reader(scope.workflow, scope, phase))
        self._phase = phase

    def criterion(self, criterion: Criterion) -> BoundCriterion | Missing:
        """One criterion."""
        match criterion:
            case Missing():
                return criterion
            case SimpleCriterion():
                test = self._condition(criterion.condition)
            case QueryCriterion():
                test = self._query(criterion)
            case _:
                assert_never(criterion)
        return (
            test if isinstance(test, Missing) else BoundCriterion(test, str(criterion.node.value), criterion.node.span)
        )

    # --- Simple conditions ---

    def _condition(self, condition: Condition) -> Test | Missing:
        match condition:
            case LiteralTerm() | ExpressionTerm():
                operand = self._operand(condition)
                return operand if isinstance(operand, Missing) else TestTruth(operand, "simple")
            case Not():
                inner = self._condition(condition.operand)
                return inner if isinstance(inner, Missing) else TestNot(inner)
            case Junction():
                tests = [self._condition(operand) for operand in condition.operands]
                return _junction("and" if condition.operator == "&&" else "or", tests)
            case Comparison():
                return self._comparison(condition)
            case _:
                assert_never(condition)

    def _comparison(self, comparison: Comparison) -> Test | Missing:
        left, right = self._term(comparison.left), self._term(comparison.right)
        if isinstance(left, Missing):
            return left
        if isinstance(right, Missing):
            return right
        return TestComparison(comparison.operator, left, right, "simple")

    def _term(self, condition: Condition) -> Operand | Missing:
        """An operand of a comparison; parsing lets nothing else be one."""
        assert isinstance(condition, (LiteralTerm, ExpressionTerm))
        return self._operand(condition)

    def _operand(self, term: LiteralTerm | ExpressionTerm) -> Operand | Missing:
        if isinstance(term, LiteralTerm):
            return constant(term.value, term.span)
        read = self._reader.read(term.expression)
        return read if isinstance(read, Missing) or not term.length else LengthOf(read)

    # --- Conditions over a context ---

    def _query(self, criterion: QueryCriterion) -> Test | Missing:
        match criterion.test:
            case Regex():
                context = self._context(criterion.context)
                return context if isinstance(context, Missing) else self._regex(context, criterion.test)
            case JsonPath() | XPath():
                return self._selected(criterion.context, criterion.test)
            case _:
                return self._plain(criterion.context, criterion.test)

    def _selected(self, expression: Expression, test: JsonPath | XPath) -> Test | Missing:
        found = member(expression, plain_path(test), self._reader)
        if found is not None:
            return found if isinstance(found, Missing) else TestTruth(found, "jsonpath")
        context, selector = self._context(expression), self._values.selector(test)
        if isinstance(context, Missing):
            return context
        if isinstance(selector, Missing):
            return selector
        library = self._scope.workflow.library
        compared = hold(test, self._contexts(context), library)
        meant = meant_of_whole(test, context.type, library.types) if isinstance(test, JsonPath) else None
        return TestQuery(context, selector, compared, meant)

    def _context(self, expression: Expression) -> Read | Missing:
        return self._context_values.bound_read(expression)

    def _regex(self, context: Read, regex: Regex) -> Test | Missing:
        bound: list[Read] = []
        for part in regex.parts:
            if isinstance(part, str):
                continue
            read = self._values.bound_read(part)
            if isinstance(read, Missing):
                return read
            bound.append(read)
        return TestRegex(context, regex, tuple(bound))

    def _contexts(self, context: Read) -> Iterator[Context]:
        """The types that a context may have. A success criterion looks at every response, also at those that it then turns away."""
        yield Context(context.type, context.declared)
        target = self._scope.target
        if (
            self._phase == "criteria"
            and isinstance(context.root, ResponseBodyRoot)
            and isinstance(target, HttpOperation)
        ):
            way = navigate(body_type(target.responses), context.path, self._scope.workflow.library.types)
            yield Context(way.type, way.declared)

    # --- Comparisons in the place of a query ---

    def _plain(self, context: Expression, test: JsonPathPlain) -> Test | Missing:
        """A comparison where a query should stand, read as what it plainly says."""
        match test:
            case JsonPathTerm():
                read = self._singular(context, test)
                return read if isinstance(read, Missing) else TestTruth(read, "jsonpath")
            case JsonPathJunction():
                return self._plain_junction(context, test)
            case JsonPathComparison():
                left, right = self._plain_operand(context, test.left), self._plain_operand(context, test.right)
                if isinstance(left, Missing):
                    return left
                if isinstance(right, Missing):
                    return right
                return TestComparison(test.operator, left, right, "jsonpath")
            case _:
                assert_never(test)

    def _plain_junction(self, context: Expression, junction: JsonPathJunction) -> Test | Missing:
        tests = [self._plain(context, operand) for operand in junction.operands]
        if junction.operator == "!":
            return tests[0] if isinstance(tests[0], Missing) else TestNot(tests[0])
        return _junction("and" if junction.operator == "&&" else "or", tests)

    def _plain_operand(self, context: Expression, operand: JsonPathOperand) -> Operand | Missing:
        return self._singular(context, operand) if isinstance(operand, JsonPathTerm) else self._operand(operand)

    def _singular(self, context: Expression, term: JsonPathTerm) -> Operand | Missing:
        """A query of one node is what the context's expression would be with the query's names behind it."""
        found = member(context, term.path, self._reader)
        if found is not None:
            return LengthOf(found) if isinstance(found, Read) and term.length else found
        accesses, text = (*context.accesses, *term.path), term.fragment.text
        meant = replace(context, accesses=accesses, text=text, span=term.span, fragment=term.fragment)
        read = self._values.bound_read(meant)
        return read if isinstance(read, Missing) or not term.length else LengthOf(read)


def _junction(operator: Literal["and", "or"], tests: list[Test | Missing]) -> Test | Missing:
    missing = next((test for test in tests if isinstance(test, Missing)), None)
    return missing or TestJunction(operator, tuple(test for test in tests if not isinstance(test, Missing)))
