"""Whether criteria pass: section "Criterion Object" of the Arazzo Specification, for the direct interpreter."""

from __future__ import annotations

import re

from arazzo_codegen.parse.model import (
    Comparison,
    Condition,
    Criterion,
    Expression,
    ExpressionTerm,
    Index,
    JsonPath,
    JsonPathComparison,
    JsonPathOperand,
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
    XPath,
)

from tests.behaviour.comparing import compare, compare_exactly
from tests.behaviour.evaluation import ABSENT, Frame, at, nodes, read, text
from tests.behaviour.trees import is_true


def all_pass(frame: Frame, criteria: tuple[Criterion, ...]) -> bool:
    """Whether each of them does."""
    return all(passes(frame, criterion) for criterion in criteria)


def passes(frame: Frame, criterion: Criterion) -> bool:
    """Whether a criterion holds; one that cannot be evaluated does not."""
    if isinstance(criterion, SimpleCriterion):
        return _holds(frame, criterion.condition)
    assert isinstance(criterion, QueryCriterion)
    context = read(frame, criterion.context)
    match criterion.test:
        case Regex():
            return _matches(frame, criterion.test, context)
        case JsonPath():
            return context not in (ABSENT, None) and bool(nodes(frame, criterion.test, context))
        case XPath():
            return is_true(criterion.test, context)
        case JsonPathComparison():
            left = _operand(frame, context, criterion.test.left)
            right = _operand(frame, context, criterion.test.right)
            return compare_exactly(criterion.test.operator, left, right)
        case _:
            raise AssertionError(criterion.test)


def criterion_text(criterion: Criterion) -> str:
    """What the document says."""
    assert isinstance(criterion, SimpleCriterion | QueryCriterion)
    return str(criterion.node.value)


def is_about_response(criterion: Criterion) -> bool:
    """Whether a criterion reads what a step that calls a workflow does not have."""
    if isinstance(criterion, QueryCriterion):
        return _is_of_exchange(criterion.context)
    assert isinstance(criterion, SimpleCriterion)
    return any(_is_of_exchange(term.expression) for term in _terms(criterion.condition))


def _is_of_exchange(expression: Expression) -> bool:
    return isinstance(expression.root, StatusCode | Method | Part)


def _terms(condition: Condition) -> list[ExpressionTerm]:
    match condition:
        case ExpressionTerm():
            return [condition]
        case Comparison(_, left, right):
            return _terms(left) + _terms(right)
        case Not(operand):
            return _terms(operand)
        case Junction(_, operands):
            return [term for operand in operands for term in _terms(operand)]
        case LiteralTerm():
            return []


def _matches(frame: Frame, test: Regex, context: object) -> bool:
    """An embedded expression is a part of the pattern."""
    if context in (ABSENT, None):
        return False
    pattern = "".join(part if isinstance(part, str) else text(read(frame, part)) for part in test.parts)
    return re.search(pattern, text(context)) is not None


def _operand(frame: Frame, context: object, operand: JsonPathOperand) -> object:
    """A singular query against the context; a missing node is null."""
    if isinstance(operand, LiteralTerm):
        return operand.value
    if isinstance(operand, ExpressionTerm):
        return _term(frame, operand)
    assert isinstance(operand, JsonPathTerm)
    for access in operand.path:
        context = at(context, access.position if isinstance(access, Index) else access.name)
    if operand.length:
        context = len(context) if isinstance(context, dict | list | str) else ABSENT
    return None if context is ABSENT else context


def _holds(frame: Frame, condition: Condition) -> bool:
    match condition:
        case Not(operand):
            return not _holds(frame, operand)
        case Junction("&&", operands):
            return all(_holds(frame, operand) for operand in operands)
        case Junction(_, operands):
            return any(_holds(frame, operand) for operand in operands)
        case Comparison(operator, left, right):
            return compare(operator, _term(frame, left), _term(frame, right))
        case _:
            raise AssertionError(condition)


def _term(frame: Frame, condition: Condition) -> object:
    if isinstance(condition, LiteralTerm):
        return condition.value
    assert isinstance(condition, ExpressionTerm)
    value = read(frame, condition.expression)
    return None if value is ABSENT else value
