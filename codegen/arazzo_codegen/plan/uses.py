"""Which outputs of steps are read, and where.

Takes a flow; gives for each output that something reads the steps that read it, None standing for the outputs of the workflow.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..bind.model import (
    BoundAction,
    BoundCriterion,
    BoundSelector,
    BoundStep,
    BoundWorkflow,
    Call,
    CalledOutputRoot,
    GotoWorkflow,
    HttpCall,
    InputRoot,
    LengthOf,
    ListOf,
    ObjectOf,
    Operand,
    Read,
    Replaced,
    Retry,
    Selected,
    StepOutputRoot,
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
from ..flow.model import Flow


def outputs_read(flow: Flow) -> dict[tuple[str, str], frozenset[str | None]]:
    """By (step, output): who reads it."""
    found: dict[tuple[str, str], set[str | None]] = {}
    for step in flow.workflow.steps:
        if step.id in flow.facts.reachable:
            _note(found, step.id, step_reads(step))
    _note(found, None, (read for output in flow.workflow.outputs for read in reads_of(output.value)))
    return {key: frozenset(readers) for key, readers in found.items()}


def inputs_read(workflow: BoundWorkflow) -> dict[str, str]:
    """For each input the first step whose call reads it."""
    found: dict[str, str] = {}
    for step in workflow.steps:
        for read in call_reads(step.call):
            if isinstance(read.root, InputRoot):
                found.setdefault(read.root.name, step.id)
    return found


def _note(found: dict[tuple[str, str], set[str | None]], reader: str | None, reads: Iterator[Read]) -> None:
    for read in reads:
        if isinstance(read.root, StepOutputRoot):
            found.setdefault((read.root.step, read.root.output), set()).add(reader)


def step_reads(step: BoundStep) -> Iterator[Read]:
    """All reads of a step: what it sends, tests, and records."""
    yield from call_reads(step.call)
    yield from _criteria_reads(step.criteria)
    for action in (*step.on_success, *step.on_failure):
        yield from _action_reads(action)
    for output in step.outputs:
        yield from reads_of(output.value)


def _action_reads(action: BoundAction) -> Iterator[Read]:
    """What an action tests, and gives to the workflow that it names."""
    yield from _criteria_reads(action.criteria)
    match action.effect:
        case GotoWorkflow(call=call) | Retry(detour=WorkflowCall() as call):
            yield from call_reads(call)
        case _:
            pass


def result_read_after_failure(step: BoundStep, recorded: bool) -> bool:
    """Whether the outputs of the workflow that a step calls are read where a criterion of the step may have failed; `recorded`: its outputs are."""
    if not isinstance(step.call, WorkflowCall) or not step.criteria:
        return False
    reads = [read for action in step.on_failure for read in _action_reads(action)]
    if recorded:
        reads += [read for output in step.outputs for read in reads_of(output.value)]
    return any(isinstance(read.root, CalledOutputRoot) for read in reads)


def call_reads(call: Call) -> Iterator[Read]:
    """The reads of what a call sends."""
    if isinstance(call, WorkflowCall):
        for _, value in call.arguments:
            yield from reads_of(value)
        return
    for argument in call.arguments:
        yield from reads_of(argument.value)
    if isinstance(call, HttpCall) and call.body is not None:
        yield from reads_of(call.body.value)


def reads_of(value: Value) -> Iterator[Read]:
    """The reads inside a value."""
    match value:
        case Read():
            yield value
        case TextValue():
            yield from (part for part in value.parts if isinstance(part, Read))
        case ObjectOf():
            for _, member in value.members:
                yield from reads_of(member)
        case ListOf():
            for item in value.items:
                yield from reads_of(item)
        case Selected():
            yield from reads_of(value.context)
            yield from value.selector.bound
        case Replaced():
            yield from reads_of(value.payload)
            for selector, replacement in value.replacements:
                yield from _selector_reads(selector)
                yield from reads_of(replacement)
        case _:
            pass


def _selector_reads(selector: BoundSelector) -> tuple[Read, ...]:
    return selector.bound


def _criteria_reads(criteria: tuple[BoundCriterion, ...]) -> Iterator[Read]:
    for criterion in criteria:
        yield from _test_reads(criterion.test)


def _test_reads(test: Test) -> Iterator[Read]:
    match test:
        case TestComparison():
            yield from _operand_reads(test.left)
            yield from _operand_reads(test.right)
        case TestNot():
            yield from _test_reads(test.operand)
        case TestJunction():
            for operand in test.operands:
                yield from _test_reads(operand)
        case TestTruth():
            yield from _operand_reads(test.operand)
        case TestQuery():
            yield test.context
            yield from test.selector.bound
        case TestRegex():
            yield test.context
            yield from test.bound


def _operand_reads(operand: Operand) -> Iterator[Read]:
    match operand:
        case Read():
            yield operand
        case LengthOf():
            yield from _operand_reads(operand.operand)
        case _:
            pass
