"""The one way through bound values, tests and calls to all that is read in them.

Takes parts of bound steps, gives their `Read`s. It stands beside the model, and later stages may use it as they use that.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import assert_never

from .model import (
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


def step_reads(step: BoundStep) -> Iterator[Read]:
    """All that a step reads."""
    yield from call_reads(step.call)
    yield from reads_after(step)


def reads_after(step: BoundStep) -> Iterator[Read]:
    """What is read when a step has been called: criteria, outputs, actions."""
    yield from _criteria_reads(step.criteria)
    for output in step.outputs:
        yield from reads_of(output.value)
    for action in (*step.on_success, *step.on_failure):
        yield from action_reads(action)


def reads_of(value: Value) -> Iterator[Read]:
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
                yield from reads_of(member)
        case ListOf(items):
            for item in items:
                yield from reads_of(item)
        case Selected(context, selector):
            yield from reads_of(context)
            yield from _selector_reads(selector)
        case Replaced(payload, replacements):
            yield from reads_of(payload)
            for selector, replacement in replacements:
                yield from _selector_reads(selector)
                yield from reads_of(replacement)
        case _:
            assert_never(value)


def test_reads(test: Test) -> Iterator[Read]:
    """The reads inside a test."""
    match test:
        case TestComparison():
            yield from _operand_reads(test.left)
            yield from _operand_reads(test.right)
        case TestNot():
            yield from test_reads(test.operand)
        case TestJunction():
            for operand in test.operands:
                yield from test_reads(operand)
        case TestTruth():
            yield from _operand_reads(test.operand)
        case TestQuery():
            yield test.context
            yield from _selector_reads(test.selector)
        case TestRegex():
            yield test.context
            yield from test.bound
        case _:
            assert_never(test)


def call_reads(call: Call) -> Iterator[Read]:
    """What is read to make a call."""
    for value in call_values(call):
        yield from reads_of(value)


def call_values(call: Call) -> Iterator[Value]:
    """The values that a call is made with."""
    match call:
        case HttpCall():
            yield from (argument.value for argument in call.arguments)
            yield from () if call.body is None else (call.body.value,)
        case AwsCall():
            yield from (argument.value for argument in call.arguments)
        case MessageCall():
            yield from (argument.value for argument in call.arguments)
            yield from () if call.body is None else (call.body.value,)
            yield from () if call.correlation_id is None else (call.correlation_id,)
        case WorkflowCall():
            yield from (value for _, value in call.arguments)
        case _:
            assert_never(call)


def texts_of(value: Value) -> Iterator[TextValue]:
    """The texts inside a value that are put together when the call is made."""
    match value:
        case TextValue():
            yield value
        case ObjectOf(members):
            for _, member in members:
                yield from texts_of(member)
        case ListOf(items):
            for item in items:
                yield from texts_of(item)
        case Replaced(payload, replacements):
            yield from texts_of(payload)
            for _, replacement in replacements:
                yield from texts_of(replacement)
        case ConstantValue() | Read() | Selected():
            return
        case _:
            assert_never(value)


def action_reads(action: BoundAction) -> Iterator[Read]:
    """What an action tests, and gives to the workflow that it names."""
    yield from _criteria_reads(action.criteria)
    if isinstance(action.effect, GotoWorkflow):
        yield from call_reads(action.effect.call)
    elif isinstance(action.effect, Retry) and isinstance(action.effect.detour, WorkflowCall):
        yield from call_reads(action.effect.detour)


def _criteria_reads(criteria: tuple[BoundCriterion, ...]) -> Iterator[Read]:
    for criterion in criteria:
        yield from test_reads(criterion.test)


def _selector_reads(selector: BoundSelector) -> Iterator[Read]:
    yield from selector.bound


def _operand_reads(operand: Operand) -> Iterator[Read]:
    match operand:
        case Read():
            yield operand
        case LengthOf():
            yield from _operand_reads(operand.operand)
        case ConstantValue():
            pass
        case _:
            assert_never(operand)
