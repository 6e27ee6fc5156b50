"""A direct interpreter of Arazzo documents, written as plainly as possible from the specification and our reading of it.

It shares nothing with the compiler behind `parse`, and is no faster and no shorter than clarity asks. It knows what the generated workflows use: steps
that call operations or workflows, parameters, JSON bodies, criteria (simple, JSONPath comparisons, regular expressions), actions and outputs.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from arazzo_codegen.diagnostics.model import Missing
from arazzo_codegen.load.model import data
from arazzo_codegen.parse.model import (
    Action,
    ArazzoDocument,
    Comparison,
    Condition,
    Criterion,
    Expression,
    ExpressionTerm,
    ExpressionValue,
    InputReference,
    JsonPathComparison,
    JsonPathOperand,
    JsonPathTerm,
    Junction,
    LiteralTerm,
    LiteralValue,
    Not,
    ObjectValue,
    OutputReference,
    Parameter,
    Part,
    Property,
    QueryCriterion,
    Regex,
    SimpleCriterion,
    StatusCode,
    Step,
    StepReference,
    Value,
    Workflow,
)

ABSENT = object()


@dataclass
class Answer:
    """What came back; `status` is None when nothing did."""

    status: int | None
    headers: Mapping[str, str] = field(default_factory=dict[str, str])
    body: object = None


@dataclass
class Request:
    """What is sent."""

    method: str
    path: str
    query: Mapping[str, object]
    body: object


@dataclass
class Operation:
    """What an operation is, and which properties its responses promise."""

    method: str
    path: str
    promised: frozenset[str]


class Failed(Exception):
    """The workflow has failed: the kind of error, where, and what it names."""

    def __init__(self, kind: str, workflow: str, step: str, detail: str) -> None:
        super().__init__(kind, workflow, step, detail)


@dataclass
class Frame:
    """A workflow as it runs."""

    workflow: Workflow
    inputs: Mapping[str, object]
    left: int | None
    outputs: dict[str, dict[str, object]] = field(default_factory=dict[str, dict[str, object]])
    answer: Answer = field(default_factory=lambda: Answer(None))
    called: Mapping[str, object] = field(default_factory=dict[str, object])


@dataclass
class Interpreter:
    """Runs the workflows of a document. `limit` bounds the requests of the workflow that is started."""

    document: ArazzoDocument
    operations: Mapping[str, Operation]
    send: Callable[[Request], Answer]
    sleep: Callable[[float], None]
    limit: int | None = None

    def run(self, workflow_id: str, inputs: Mapping[str, object], limit: int | None = None) -> dict[str, object]:
        """The outputs of a workflow, or `Failed`."""
        workflow = next(workflow for workflow in self.document.workflows if workflow.id.value == workflow_id)
        frame = Frame(workflow, inputs, limit)
        step: Step | None = workflow.steps[0]
        while step is not None:
            failure = self.step(frame, step, with_actions=True)
            action = self.taken(frame, step, failure)
            if action is None and failure is not None:
                raise failure
            if action is None:
                step = self.next_step(workflow, step)
            elif action.type == "end":
                step = None
            elif action.workflow_id is not None:
                return self.run(str(action.workflow_id.value), frame.inputs)
            else:
                assert action.step_id is not None
                step = self.named_step(workflow, str(action.step_id.value))
        return self.workflow_outputs(frame)

    # --- a step

    def step(self, frame: Frame, step: Step, with_actions: bool) -> Failed | None:
        """Run a step with its retries: None when it has succeeded in the end. As a detour (without actions) only its retries are followed."""
        counts: dict[str, int] = {}
        while True:
            failure = self.attempt(frame, step)
            if failure is None:
                frame.outputs[str(step.id.value)] = self.step_outputs(frame, step, after_success=True)
                return None
            if self.tried_again(frame, step, counts, with_actions):
                continue
            if with_actions:
                frame.outputs[str(step.id.value)] = self.step_outputs(frame, step, after_success=False)
            return failure

    def attempt(self, frame: Frame, step: Step) -> Failed | None:
        """Make the call once, and look at the success criteria in order."""
        assert not isinstance(step.target, Missing)
        name = str(step.id.value)
        if step.target.field == "workflowId":
            try:
                frame.called = self.run(str(step.target.node.value), self.arguments(frame, step))
            except Failed as failure:
                frame.called = {}
                return failure
        else:
            self.call(frame, step)
            if not step.success_criteria:
                succeeded = frame.answer.status is not None and 200 <= frame.answer.status <= 299
                return None if succeeded else self.failed(frame, "StepFailed", name, "$statusCode is 2xx")
        for criterion in step.success_criteria:
            if not self.passes(frame, criterion):
                frame.called = {}  # a call that has failed gives nothing, whoever says that it has
                return self.failed(frame, "StepFailed", name, self.text(criterion))
        return None

    def call(self, frame: Frame, step: Step) -> None:
        if frame.left is not None:
            if frame.left == 0:
                raise self.failed(frame, "StepLimitExceeded", str(step.id.value), "")
            frame.left -= 1
        operation = self.operation(step)
        body = None
        if step.request_body is not None and step.request_body.payload is not None:
            body = self.value(frame, step.request_body.payload)
        frame.answer = self.send(Request(operation.method, operation.path, self.arguments(frame, step), body))

    def tried_again(self, frame: Frame, step: Step, counts: dict[str, int], with_actions: bool) -> bool:
        """Look at the failure actions in order: whether one of them has the step run again."""
        for action in step.on_failure:
            assert isinstance(action, Action)
            if not self.all_pass(frame, action.criteria):
                continue
            if action.type != "retry":
                if with_actions:
                    return False
                continue
            name = str(action.name.value)
            limit = 1 if action.retry_limit is None else action.retry_limit.value
            assert isinstance(limit, int)
            if counts.get(name, 0) >= limit:
                continue
            counts[name] = counts.get(name, 0) + 1
            self.wait(frame, step, action)
            if self.detour_succeeds(frame, action):
                return True
            counts[name] = limit
        return False

    def wait(self, frame: Frame, step: Step, action: Action) -> None:
        """`Retry-After` overrules `retryAfter`."""
        assert not isinstance(step.target, Missing)
        after = 0 if action.retry_after is None else action.retry_after.value
        asked = frame.answer.headers.get("retry-after") if step.target.field != "workflowId" else None
        seconds = float(asked) if asked is not None else float(str(after))
        if seconds > 0:
            self.sleep(seconds)

    def detour_succeeds(self, frame: Frame, action: Action) -> bool:
        if action.workflow_id is not None:
            try:
                self.run(str(action.workflow_id.value), frame.inputs)
            except Failed:
                return False
        if action.step_id is not None:
            kept = frame.answer, frame.called
            failure = self.step(frame, self.named_step(frame.workflow, str(action.step_id.value)), with_actions=False)
            frame.answer, frame.called = kept
            return failure is None
        return True

    def taken(self, frame: Frame, step: Step, failure: Failed | None) -> Action | None:
        """The action that decides what follows: retries are over by now."""
        for action in step.on_success if failure is None else step.on_failure:
            assert isinstance(action, Action)
            if action.type != "retry" and self.all_pass(frame, action.criteria):
                return action
        return None

    # --- outputs

    def step_outputs(self, frame: Frame, step: Step, after_success: bool) -> dict[str, object]:
        assert not isinstance(step.target, Missing)
        found: dict[str, object] = {}
        for output in step.outputs:
            assert isinstance(output.value, ExpressionValue)
            expression = output.value.expression
            value = self.read(frame, expression)
            if value is not ABSENT:
                found[str(output.name.value)] = value
            elif after_success and expression.pointer and step.target.field != "workflowId":
                if expression.pointer[0] in self.operation(step).promised:
                    pointer = "/" + "/".join(expression.pointer)
                    raise self.failed(frame, "UnexpectedResponse", str(step.id.value), pointer)
        return found

    def workflow_outputs(self, frame: Frame) -> dict[str, object]:
        found: dict[str, object] = {}
        for output in frame.workflow.outputs:
            assert isinstance(output.value, ExpressionValue)
            value = self.read(frame, output.value.expression)
            if value is not ABSENT:
                found[str(output.name.value)] = value
        return found

    # --- values

    def arguments(self, frame: Frame, step: Step) -> dict[str, object]:
        """What parameters say; one whose value is absent is left out."""
        found: dict[str, object] = {}
        for parameter in step.parameters:
            assert isinstance(parameter, Parameter)
            value = self.value(frame, parameter.value)
            if value is not ABSENT:
                found[str(parameter.name.value)] = value
        return found

    def value(self, frame: Frame, value: Value) -> object:
        if isinstance(value, LiteralValue):
            return data(value.node)
        if isinstance(value, ExpressionValue):
            return self.read(frame, value.expression)
        assert isinstance(value, ObjectValue)
        members = {str(name.value): self.value(frame, member) for name, member in value.members}
        return {name: member for name, member in members.items() if member is not ABSENT}

    def read(self, frame: Frame, expression: Expression) -> object:
        found: object
        match expression.root:
            case StatusCode():
                found = frame.answer.status
            case Part("response", "body"):
                found = frame.answer.body
            case Part("response", "header", name):
                found = frame.answer.headers.get(str(name).lower(), ABSENT)
            case InputReference(name):
                found = frame.inputs.get(name, ABSENT)
            case StepReference(step, _, name):
                found = frame.outputs.get(step, {}).get(name, ABSENT)
            case OutputReference(name):
                found = frame.called.get(name, ABSENT)
            case _:
                raise AssertionError(expression)
        for token in expression.pointer or ():
            found = found.get(token, ABSENT) if isinstance(found, dict) else ABSENT
        return found

    # --- criteria

    def all_pass(self, frame: Frame, criteria: tuple[Criterion, ...]) -> bool:
        return all(self.passes(frame, criterion) for criterion in criteria)

    def passes(self, frame: Frame, criterion: Criterion) -> bool:
        if isinstance(criterion, SimpleCriterion):
            return self.holds(frame, criterion.condition)
        assert isinstance(criterion, QueryCriterion)
        context = self.read(frame, criterion.context)
        if isinstance(criterion.test, Regex):
            pattern = "".join(part for part in criterion.test.parts if isinstance(part, str))
            text = context if isinstance(context, str) else "" if context in (ABSENT, None) else str(context)
            return context not in (ABSENT, None) and re.search(pattern, text) is not None
        assert isinstance(criterion.test, JsonPathComparison)
        left = self.operand(context, criterion.test.left)
        right = self.operand(context, criterion.test.right)
        return compare_exactly(criterion.test.operator, left, right)

    def operand(self, context: object, operand: JsonPathOperand) -> object:
        if isinstance(operand, LiteralTerm):
            return operand.value
        assert isinstance(operand, JsonPathTerm)
        for access in operand.path:
            assert isinstance(access, Property)
            context = context.get(access.name) if isinstance(context, dict) else None
        return None if context is ABSENT else context

    def holds(self, frame: Frame, condition: Condition) -> bool:
        match condition:
            case Not(operand):
                return not self.holds(frame, operand)
            case Junction("&&", operands):
                return all(self.holds(frame, operand) for operand in operands)
            case Junction(_, operands):
                return any(self.holds(frame, operand) for operand in operands)
            case Comparison(operator, left, right):
                return compare(operator, self.term(frame, left), self.term(frame, right))
            case _:
                raise AssertionError(condition)

    def term(self, frame: Frame, condition: Condition) -> object:
        if isinstance(condition, LiteralTerm):
            return condition.value
        assert isinstance(condition, ExpressionTerm)
        value = self.read(frame, condition.expression)
        return None if value is ABSENT else value

    def text(self, criterion: Criterion) -> str:
        assert isinstance(criterion, SimpleCriterion | QueryCriterion)
        return str(criterion.node.value)

    # --- names

    def failed(self, frame: Frame, kind: str, step: str, detail: str) -> Failed:
        return Failed(kind, str(frame.workflow.id.value), step, detail)

    def operation(self, step: Step) -> Operation:
        assert not isinstance(step.target, Missing)
        return self.operations[str(step.target.node.value)]

    def named_step(self, workflow: Workflow, name: str) -> Step:
        return next(step for step in workflow.steps if step.id.value == name)

    def next_step(self, workflow: Workflow, step: Step) -> Step | None:
        position = workflow.steps.index(step) + 1
        return workflow.steps[position] if position < len(workflow.steps) else None


def compare(operator: str, left: object, right: object) -> bool:
    """Section "Simple Conditions": strings without case, a numeric string meets a number as a number, null equals only itself."""
    if operator in ("==", "!="):
        return same(left, right) == (operator == "==")
    one, other = number(left), number(right)
    if one is not None and other is not None:
        return ordered(operator, one, other)
    if isinstance(left, str) and isinstance(right, str):
        return ordered(operator, left.casefold(), right.casefold())
    return False


def compare_exactly(operator: str, left: object, right: object) -> bool:
    """RFC 9535 section 2.3.5.2.2: strings with case, nothing is converted."""
    alike = left == right and isinstance(left, bool) == isinstance(right, bool)
    if operator in ("==", "!="):
        return alike == (operator == "==")
    if isinstance(left, str) and isinstance(right, str):
        return ordered(operator, left, right)
    if isinstance(left, int | float) and isinstance(right, int | float):
        return ordered(operator, left, right)
    return alike and operator in ("<=", ">=")


def same(left: object, right: object) -> bool:
    if isinstance(left, str) and isinstance(right, str):
        return left.casefold() == right.casefold()
    if left is None or right is None or isinstance(left, bool) or isinstance(right, bool):
        return left is right
    return number(left) is not None and number(left) == number(right)


def number(value: object) -> float | None:
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        return None
    try:
        return float(value)
    except ValueError:
        return None


def ordered(operator: str, left: float | str, right: float | str) -> bool:
    if isinstance(left, str) or isinstance(right, str):
        left, right = str(left), str(right)
        return {"<": left < right, "<=": left <= right, ">": left > right, ">=": left >= right}[operator]
    return {"<": left < right, "<=": left <= right, ">": left > right, ">=": left >= right}[operator]
