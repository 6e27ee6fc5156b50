"""Family 5: criteria that the response cannot meet, or always meets."""

from __future__ import annotations

from collections.abc import Iterator
from typing import assert_never

from ..bind.model import (
    AwsCall,
    AwsOperation,
    BoundAction,
    BoundCriterion,
    BoundStep,
    ConstantValue,
    HttpCall,
    HttpOperation,
    LengthOf,
    Operand,
    Read,
    ReadRoot,
    StatusRoot,
    Test,
    TestComparison,
    TestJunction,
    TestNot,
    TestQuery,
    TestRegex,
    TestTruth,
)
from ..diagnostics.model import Label, Span
from ..diagnostics.rules import control_flow as say
from ..parse.model import Access
from .matter import Matter
from .meeting import near_value, never_equal, never_of
from .ordering import never_ordered

_FROM_ANYWHERE = (401, 403, 408, 429)
"""Status codes that gateways and servers answer with although no description mentions them; so are all from 500 on."""


def undeclared_statuses(matter: Matter) -> None:
    """`$statusCode == 201` where the operation declares only other codes."""
    for step in _steps(matter):
        if not isinstance(step.call, HttpCall | AwsCall):
            continue
        operation = step.call.operation
        for criterion in _criteria(step):
            for status in _statuses(criterion.test):
                declared = _declared(operation, status)
                if declared is not None:
                    name = operation.operation_id if isinstance(operation, HttpOperation) else operation.name
                    matter.reporter.report(
                        say.UNDECLARED_STATUS,
                        f"{_operation(operation, name)} declares no response with status {status}",
                        criterion.span,
                        label="waits for it",
                        related=(Label(operation.span, f"declares {declared}"),),
                        help=f"compare with one of the declared: {declared}",
                    )


def contradictions(matter: Matter) -> None:
    """Comparisons that no value meets, and criteria of one list that cannot all pass."""
    for step in _steps(matter):
        for criteria in (step.criteria, *(action.criteria for action in _actions(step))):
            _contradicting(matter, criteria)
            for criterion in criteria:
                for comparison in _comparisons(criterion.test):
                    _never(matter, criterion, comparison)
                for query in _queries(criterion.test):
                    _never_in_filter(matter, criterion, query)
                    _never_among_members(matter, criterion, query)


RULES = (undeclared_statuses, contradictions)


def _never(matter: Matter, criterion: BoundCriterion, comparison: TestComparison) -> None:
    equality = comparison.operator in ("==", "!=")
    reason = (never_equal if equality else never_ordered)(comparison, matter.program.types)
    if reason is not None:
        sides = (side.operand if isinstance(side, LengthOf) else side for side in (comparison.left, comparison.right))
        places = tuple(side.declared for side in sides if isinstance(side, Read))
        near = _meant(comparison.left, comparison.right, matter) or _meant(comparison.right, comparison.left, matter)
        _tell(matter, criterion, comparison.operator != "!=", reason, places, near)


def _never_in_filter(matter: Matter, criterion: BoundCriterion, query: TestQuery) -> None:
    for compared in query.compared:
        reason = never_of(compared.type, compared.value, compared.text, matter.program.types)
        if reason is not None:
            near = near_value(compared.type, compared.value, matter.program.types)
            help = None if near is None else f"change `{compared.value}` to `{near}`"
            _tell(matter, criterion, compared.operator == "==", reason, (compared.declared,), help)


def _never_among_members(matter: Matter, criterion: BoundCriterion, query: TestQuery) -> None:
    """A filter at the beginning of a query, which no member of the object passes that it tests."""
    if query.meant is not None:
        reason = "the filter tests the values inside of the object, and none of them has what it looks for"
        _tell(matter, criterion, True, reason, (query.context.declared,), f"write `{query.meant}`")


def _meant(side: Operand, other: Operand, matter: Matter) -> str | None:
    """What to change, where one side is a value that the other side's enumeration nearly has."""
    if not isinstance(side, Read) or not isinstance(other, ConstantValue):
        return None
    near = near_value(side.type, other.value, matter.program.types)
    return None if near is None else f"change `{other.value}` to `{near}`"


def _tell(
    matter: Matter,
    criterion: BoundCriterion,
    never: bool,
    reason: str,
    places: tuple[Span | None, ...],
    help: str | None,
) -> None:
    matter.reporter.report(
        say.NEVER_HOLDS if never else say.ALWAYS_HOLDS,
        f"`{criterion.text}` {'never' if never else 'always'} holds: {reason}",
        criterion.span,
        related=tuple(Label(place, "is declared here") for place in places if place is not None),
        help=help or "compare with a value that can be there",
    )


def _contradicting(matter: Matter, criteria: tuple[BoundCriterion, ...]) -> None:
    """Two criteria that ask the same value to equal different constants."""
    wanted: dict[tuple[ReadRoot, tuple[Access, ...]], tuple[object, BoundCriterion]] = {}
    for criterion in criteria:
        for comparison in _required(criterion.test):
            if not isinstance(comparison.left, Read) or not isinstance(comparison.right, ConstantValue):
                continue
            value = comparison.right.value
            known = wanted.setdefault((comparison.left.root, comparison.left.path), (value, criterion))
            if str(known[0]).casefold() != str(value).casefold():
                matter.reporter.report(
                    say.NEVER_HOLDS,
                    f"`{comparison.left.text}` cannot equal both `{known[0]}` and `{value}`",
                    criterion.span,
                    label="all criteria must pass",
                    related=() if known[1] is criterion else (Label(known[1].span, "asks for another value"),),
                    help="join the comparisons by `||` in one condition",
                )


def _steps(matter: Matter) -> Iterator[BoundStep]:
    return (block.step for flow in matter.flows.flows.values() for block in flow.blocks)


def _actions(step: BoundStep) -> tuple[BoundAction, ...]:
    return (*step.on_success, *step.on_failure)


def _criteria(step: BoundStep) -> Iterator[BoundCriterion]:
    yield from step.criteria
    for action in _actions(step):
        if not action.inherited:
            yield from action.criteria


def _comparisons(test: Test) -> Iterator[TestComparison]:
    """The comparisons in a test, wherever they stand."""
    match test:
        case TestComparison():
            yield test
        case TestJunction():
            for operand in test.operands:
                yield from _comparisons(operand)
        case TestNot():
            yield from _comparisons(test.operand)
        case TestTruth() | TestQuery() | TestRegex():
            return
        case _:
            assert_never(test)


def _queries(test: Test) -> Iterator[TestQuery]:
    """The queries in a test, wherever they stand."""
    match test:
        case TestQuery():
            yield test
        case TestJunction():
            for operand in test.operands:
                yield from _queries(operand)
        case TestNot():
            yield from _queries(test.operand)
        case TestComparison() | TestTruth() | TestRegex():
            return
        case _:
            assert_never(test)


def _required(test: Test) -> Iterator[TestComparison]:
    """The equalities that must hold for a test to pass."""
    match test:
        case TestComparison() if test.operator == "==":
            yield test
        case TestJunction("and", operands):
            for operand in operands:
                yield from _required(operand)
        case _:
            return


def _statuses(test: Test) -> Iterator[int]:
    """The status codes that a test compares with by `==`."""
    for comparison in _comparisons(test):
        if (
            comparison.operator == "=="
            and isinstance(comparison.left, Read)
            and isinstance(comparison.left.root, StatusRoot)
        ):
            value = comparison.right.value if isinstance(comparison.right, ConstantValue) else None
            if isinstance(value, int) and not isinstance(value, bool):
                yield value


def _declared(operation: HttpOperation | AwsOperation, status: int) -> str | None:
    """The codes that an operation declares, in words, when `status` is none of them."""
    if status >= 500 or status in _FROM_ANYWHERE:
        return None
    if isinstance(operation, AwsOperation):
        known = dict.fromkeys((operation.success_status, *(code for _, code in operation.errors if code is not None)))
        return None if status in known or status >= 400 else ", ".join(map(str, known))
    if not operation.responses or any(response.admits(status) for response in operation.responses):
        return None
    return ", ".join(dict.fromkeys(response.status for response in operation.responses))


def _operation(operation: HttpOperation | AwsOperation, name: str | None) -> str:
    if name is not None or isinstance(operation, AwsOperation):
        return f"operation `{name}`"
    return f"operation `{operation.method.upper()} {operation.path}`"
