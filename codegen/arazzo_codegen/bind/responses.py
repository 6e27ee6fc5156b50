"""Which of an operation's responses a step can see: takes its criteria and the declared responses, gives the types of body and headers."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator
from typing import assert_never

from ..load.model import Constant
from ..parse.model import (
    Comparison,
    Condition,
    Criterion,
    ExpressionTerm,
    Junction,
    LiteralTerm,
    Not,
    SimpleCriterion,
    StatusCode,
)
from .merge import union
from .model import (
    HttpOperation,
    MediaType,
    ResponseShape,
    StringType,
    Type,
    UnknownType,
)


def admitted(operation: HttpOperation, criteria: Iterable[Criterion]) -> tuple[ResponseShape, ...]:
    """The declared responses that a step with these criteria can succeed with. Without a word about the status, those with 2xx."""
    conditions = [criterion.condition for criterion in criteria if isinstance(criterion, SimpleCriterion)]
    if not any(_mentions_status(condition) for condition in conditions):
        return _chosen(operation, [status for status in range(200, 300)])
    tried = _telling(operation, conditions)
    return _chosen(operation, [status for status in tried if all(_truth(c, status) is not False for c in conditions)])


def _telling(operation: HttpOperation, conditions: list[Condition]) -> list[int]:
    """Statuses that stand for all: the declared ones, and one of each range in which no comparison changes its mind."""
    found = {int(shape.status) for shape in operation.responses if re.fullmatch("[1-5][0-9]{2}", shape.status)}
    found |= {100, 200, 300, 400, 500}
    for condition in conditions:
        for number in _numbers(condition):
            found |= {number - 1, number, number + 1}
    return sorted(status for status in found if 100 <= status < 600)


def _numbers(condition: Condition) -> Iterator[int]:
    """The numbers that a condition compares with, without their fractions."""
    match condition:
        case Comparison():
            yield from _numbers(condition.left)
            yield from _numbers(condition.right)
        case Not():
            yield from _numbers(condition.operand)
        case Junction():
            for operand in condition.operands:
                yield from _numbers(operand)
        case LiteralTerm():
            number = _number(condition, 0)
            if number is not None and math.isfinite(number):
                yield int(number)
        case ExpressionTerm():
            pass
        case _:
            assert_never(condition)


def _chosen(operation: HttpOperation, statuses: list[int]) -> tuple[ResponseShape, ...]:
    exact = {str(status) for status in statuses}
    classes = {f"{status // 100}XX" for status in statuses}
    named = tuple(shape for shape in operation.responses if shape.status in exact or shape.status in classes)
    # `default` stands for what is not declared otherwise (section "Responses Object"): mostly errors.
    return named or tuple(shape for shape in operation.responses if shape.status == "default")


def body_type(shapes: Iterable[ResponseShape]) -> Type:
    """The type of `$response.body` in any of these responses; unknown when none declares a body."""
    kinds = [_content_type(shape.contents) for shape in shapes if shape.contents]
    return union(kinds) if kinds else UnknownType()


def _content_type(contents: tuple[MediaType, ...]) -> Type:
    """JSON is asked for where it is offered; of the rest, XML and text are strings."""
    json = [content.type for content in contents if is_json(content.media_type)]
    return union(json) if json else union([_undecoded(content) for content in contents])


def _undecoded(content: MediaType) -> Type:
    essence = essence_of(content.media_type)
    if essence.startswith("text/") or essence.endswith(("/xml", "+xml")):
        return StringType()
    if essence in ("*/*", "application/*"):
        return content.type
    return StringType("binary")


def essence_of(media_type: str) -> str:
    """A media type without parameters, in lower case."""
    return media_type.partition(";")[0].strip().lower()


def is_json(media_type: str) -> bool:
    """Whether a media type is JSON."""
    essence = essence_of(media_type)
    return essence.endswith(("/json", "+json"))


def _mentions_status(condition: Condition) -> bool:
    match condition:
        case ExpressionTerm():
            return isinstance(condition.expression.root, StatusCode)
        case Comparison():
            return _mentions_status(condition.left) or _mentions_status(condition.right)
        case Not():
            return _mentions_status(condition.operand)
        case Junction():
            return any(_mentions_status(operand) for operand in condition.operands)
        case LiteralTerm():
            return False
        case _:
            assert_never(condition)


def _truth(condition: Condition, status: int) -> bool | None:
    """Whether the condition holds for this status code; None when that depends on something else."""
    match condition:
        case LiteralTerm():
            return condition.value if isinstance(condition.value, bool) else None
        case ExpressionTerm():
            return None
        case Not():
            inner = _truth(condition.operand, status)
            return None if inner is None else not inner
        case Junction():
            return _joined(condition, [_truth(operand, status) for operand in condition.operands])
        case Comparison():
            return _compared(condition, status)
        case _:
            assert_never(condition)


def _joined(junction: Junction, truths: list[bool | None]) -> bool | None:
    decisive = junction.operator == "||"
    if decisive in truths:
        return decisive
    return None if None in truths else not decisive


def _compared(comparison: Comparison, status: int) -> bool | None:
    left, right = _number(comparison.left, status), _number(comparison.right, status)
    if left is None or right is None:
        return None
    match comparison.operator:
        case "==":
            return left == right
        case "!=":
            return left != right
        case "<":
            return left < right
        case "<=":
            return left <= right
        case ">":
            return left > right
        case ">=":
            return left >= right
        case _:
            assert_never(comparison.operator)


def _number(operand: Condition, status: int) -> float | None:
    if isinstance(operand, ExpressionTerm) and isinstance(operand.expression.root, StatusCode):
        return status
    value: Constant = operand.value if isinstance(operand, LiteralTerm) else None
    if isinstance(value, str) and value.isascii() and value.isdigit():
        return float(value)
    return value if isinstance(value, (int, float)) and not isinstance(value, bool) else None
