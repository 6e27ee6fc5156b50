"""Every runtime expression that a step or workflow reads, and when it is read.

Takes bound steps and outputs, gives their `Read`s.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import assert_never

from ..bind.model import (
    AwsCall,
    BoundAction,
    BoundCriterion,
    BoundSelector,
    BoundStep,
    Call,
    ConstantValue,
    GotoWorkflow,
    HttpCall,
    LengthOf,
    ListOf,
    MessageCall,
    ObjectOf,
    Operand,
    Read,
    Replaced,
    Retry,
    Selected,
    Test,
    TestComparison,
    TestJunction,
    TestNot,
    TestQuery,
    TestRegex,
    TestTruth,
    TextValue,
    Value,
    WorkflowCall,
)


def reads_before(step: BoundStep) -> Iterator[Read]:
    """What is read to make the call of a step."""
    yield from _of_call(step.call)


def reads_after(step: BoundStep) -> Iterator[Read]:
    """What is read when a step has been called: criteria, outputs, actions."""
    yield from _of_criteria(step.criteria)
    for output in step.outputs:
        yield from of_value(output.value)
    for action in (*step.on_success, *step.on_failure):
        yield from _of_action(action)


def of_value(value: Value) -> Iterator[Read]:
    """The reads inside a value."""
    match value:
        case Read():
            yield value
        case ConstantValue():
            pass
        case TextValue(parts):
            yield from (part for part in parts if isinstance(part, Read))
        case ObjectOf(members):
            for _, member in members:
                yield from of_value(member)
        case ListOf(items):
            for item in items:
                yield from of_value(item)
        case Selected(context, selector):
            yield from of_value(context)
            yield from _of_selector(selector)
        case Replaced(payload, replacements):
            yield from of_value(payload)
            for selector, replacement in replacements:
                yield from _of_selector(selector)
                yield from of_value(replacement)
        case _:
            assert_never(value)


def of_test(test: Test) -> Iterator[Read]:
    """The reads inside a test."""
    match test:
        case TestComparison():
            yield from _of_operand(test.left)
            yield from _of_operand(test.right)
        case TestNot():
            yield from of_test(test.operand)
        case TestJunction():
            for operand in test.operands:
                yield from of_test(operand)
        case TestTruth():
            yield from _of_operand(test.operand)
        case TestQuery():
            yield test.context
            yield from _of_selector(test.selector)
        case TestRegex():
            yield test.context
            yield from test.bound
        case _:
            assert_never(test)


def _of_call(call: Call) -> Iterator[Read]:
    match call:
        case HttpCall():
            for argument in call.arguments:
                yield from of_value(argument.value)
            if call.body is not None:
                yield from of_value(call.body.value)
        case AwsCall():
            for argument in call.arguments:
                yield from of_value(argument.value)
        case MessageCall():
            for argument in call.arguments:
                yield from of_value(argument.value)
            for value in (None if call.body is None else call.body.value, call.correlation_id):
                if value is not None:
                    yield from of_value(value)
        case WorkflowCall():
            for _, value in call.arguments:
                yield from of_value(value)
        case _:
            assert_never(call)


def _of_action(action: BoundAction) -> Iterator[Read]:
    yield from _of_criteria(action.criteria)
    if isinstance(action.effect, GotoWorkflow):
        yield from _of_call(action.effect.call)
    elif isinstance(action.effect, Retry) and isinstance(action.effect.detour, WorkflowCall):
        yield from _of_call(action.effect.detour)


def _of_criteria(criteria: tuple[BoundCriterion, ...]) -> Iterator[Read]:
    for criterion in criteria:
        yield from of_test(criterion.test)


def _of_selector(selector: BoundSelector) -> Iterator[Read]:
    yield from selector.bound


def _of_operand(operand: Operand) -> Iterator[Read]:
    match operand:
        case Read():
            yield operand
        case LengthOf():
            yield from _of_operand(operand.operand)
        case ConstantValue():
            pass
        case _:
            assert_never(operand)
