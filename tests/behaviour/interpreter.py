"""A direct interpreter of Arazzo documents, written as plainly as possible from the specification and our reading of it.

It shares nothing with the compiler behind `parse`, and is no faster and no shorter than clarity asks. It knows what the generated workflows use:
sections "Workflow Object", "Step Object", "Success Action Object" and "Failure Action Object" of the Arazzo Specification.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from arazzo_codegen.diagnostics.model import Missing
from arazzo_codegen.parse.model import (
    Action,
    ExpressionValue,
    Output,
    Parameter,
    Reusable,
    SelectorObject,
    Step,
    Workflow,
)

from tests.behaviour.criteria import all_pass, criterion_text, is_about_response, passes
from tests.behaviour.documents import Documents, Key, defaults
from tests.behaviour.evaluation import ABSENT, Answer, Budget, Frame, Request, body, evaluate, read, selected

LONGEST_WAIT = 60.0


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
class Interpreter:
    """Runs the workflows of documents."""

    documents: Documents
    operations: Mapping[str, Operation]
    send: Callable[[Request], Answer]
    sleep: Callable[[float], None]

    def run(self, key: Key, given: Mapping[str, object], budget: Budget | None = None) -> dict[str, object]:
        """The outputs of a workflow, or `Failed`. `budget` bounds the requests that it sends itself."""
        workflow = self.documents.workflow(key)
        before = {str(name.value): self.run(Key(key.source, str(name.value)), given) for name in workflow.depends_on}
        frame = Frame(key, workflow, defaults(workflow) | dict(given), budget, before)
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
                return self.other(frame, str(action.workflow_id.value), self.passed_on(frame, action))
            else:
                assert action.step_id is not None
                step = self.named_step(workflow, str(action.step_id.value))
        return self.workflow_outputs(frame)

    def other(self, frame: Frame, name: str, given: Mapping[str, object]) -> dict[str, object]:
        """The outputs of a workflow that another calls. What calls itself, perhaps by way of others, has one bound, of which each such call costs one."""
        key = self.documents.named(frame.key, name)
        shared = frame.budget if self.documents.leads_to(key, frame.key) else None
        if shared is not None:
            shared.left -= 1
        return self.run(key, given, shared)

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
        """Make the call once, and look at the success criteria in order; without any, a 2xx status is success."""
        name = str(step.id.value)
        self.spend(frame, name)
        if self.calls_workflow(step):
            failure = self.call_workflow(frame, step)
            if failure is not None:
                return failure
        else:
            self.call(frame, step)
            if not step.success_criteria:
                succeeded = frame.answer.status is not None and 200 <= frame.answer.status <= 299
                return None if succeeded else self.failed(frame, "StepFailed", name, "$statusCode is 2xx")
        for criterion in step.success_criteria:
            if self.calls_workflow(step) and is_about_response(criterion):
                continue  # there is no response: taken as passed
            if not passes(frame, criterion):
                return self.failed(frame, "StepFailed", name, criterion_text(criterion))
        return None

    def spend(self, frame: Frame, step: str) -> None:
        """The attempt that would exceed the limit is not made."""
        if frame.budget is not None:
            if frame.budget.left <= 0:
                raise self.failed(frame, "StepLimitExceeded", step, "")
            frame.budget.left -= 1

    def calls_workflow(self, step: Step) -> bool:
        assert not isinstance(step.target, Missing)
        return step.target.field == "workflowId"

    def call_workflow(self, frame: Frame, step: Step) -> Failed | None:
        """A workflow that fails returns nothing."""
        assert not isinstance(step.target, Missing)
        frame.called = {}
        try:
            frame.called = self.other(frame, str(step.target.node.value), self.arguments(frame, step))
        except Failed as failure:
            return failure
        return None

    def call(self, frame: Frame, step: Step) -> None:
        operation = self.operation(step)
        sent = None if step.request_body is None else body(frame, step.request_body)
        arguments = self.arguments(frame, step)
        frame.sent = Request(operation.method, operation.path, arguments, sent, step.timeout is not None)
        frame.answer = self.send(frame.sent)

    def tried_again(self, frame: Frame, step: Step, counts: dict[str, int], with_actions: bool) -> bool:
        """Look at the failure actions in order: whether one of them has the step run again."""
        for action in self.documents.actions(frame.key, step, failed=True):
            if not self.applies(frame, step, action):
                continue
            if action.type != "retry":
                # What stands behind an action without criteria is never taken, in a detour as elsewhere.
                if with_actions or not action.criteria:
                    return False
                continue
            name = str(action.name.value)
            limit = 1 if action.retry_limit is None else action.retry_limit.value
            assert isinstance(limit, int)
            if counts.get(name, 0) >= limit:
                continue
            counts[name] = counts.get(name, 0) + 1
            seconds = self.delay(frame, step, action)
            if seconds > 0:
                self.sleep(seconds)
            if self.detour_succeeds(frame, action):
                return True
            counts[name] = limit
        return False

    def delay(self, frame: Frame, step: Step, action: Action) -> float:
        """`Retry-After` overrules `retryAfter`, up to a bound. Dates among the generated ones are long past, or far away."""
        after = 0 if action.retry_after is None else action.retry_after.value
        asked = None if self.calls_workflow(step) else frame.answer.headers.get("retry-after")
        if asked is None:
            return float(str(after))
        if asked.isdecimal():
            return min(float(asked), LONGEST_WAIT)
        return LONGEST_WAIT if parsedate_to_datetime(asked) > datetime.now(UTC) else 0.0

    def detour_succeeds(self, frame: Frame, action: Action) -> bool:
        if action.workflow_id is not None:
            try:
                self.other(frame, str(action.workflow_id.value), self.passed_on(frame, action))
            except Failed:
                return False
        if action.step_id is not None:
            kept = frame.sent, frame.answer, frame.called
            failure = self.step(frame, self.named_step(frame.workflow, str(action.step_id.value)), with_actions=False)
            frame.sent, frame.answer, frame.called = kept
            return failure is None
        return True

    # --- actions

    def applies(self, frame: Frame, step: Step, action: Action) -> bool:
        """Whether the criteria of an action pass. One that asks for the response of a called workflow, which there is not, fails."""
        if self.calls_workflow(step) and any(map(is_about_response, action.criteria)):
            return False
        return all_pass(frame, action.criteria)

    def taken(self, frame: Frame, step: Step, failure: Failed | None) -> Action | None:
        """The action that decides what follows: retries are over by now."""
        for action in self.documents.actions(frame.key, step, failed=failure is not None):
            if action.type != "retry" and self.applies(frame, step, action):
                return action
        return None

    def passed_on(self, frame: Frame, action: Action) -> dict[str, object]:
        """The inputs of the workflow that an action names: its parameters; in 1.0, which has none, the inputs of the same name."""
        if self.documents.by_source[frame.key.source].version == "1.0":
            return dict(frame.inputs)
        return self.merged(frame, action.parameters, ())

    # --- outputs

    def step_outputs(self, frame: Frame, step: Step, after_success: bool) -> dict[str, object]:
        found: dict[str, object] = {}
        for output in step.outputs:
            value = self.output(frame, output)
            if value is not ABSENT:
                found[str(output.name.value)] = value
            elif after_success and isinstance(output.value, ExpressionValue) and not self.calls_workflow(step):
                pointer = output.value.expression.pointer
                if pointer and pointer[0] in self.operation(step).promised:
                    raise self.failed(frame, "UnexpectedResponse", str(step.id.value), "/" + "/".join(pointer))
        return found

    def workflow_outputs(self, frame: Frame) -> dict[str, object]:
        found = {str(output.name.value): self.output(frame, output) for output in frame.workflow.outputs}
        return {name: value for name, value in found.items() if value is not ABSENT}

    def output(self, frame: Frame, output: Output) -> object:
        if isinstance(output.value, SelectorObject):
            return selected(frame, output.value)
        assert isinstance(output.value, ExpressionValue)
        return read(frame, output.value.expression)

    # --- parameters

    def arguments(self, frame: Frame, step: Step) -> dict[str, object]:
        """What the parameters of a step say, and those of its workflow that it does not override."""
        return self.merged(frame, step.parameters, frame.workflow.parameters)

    def merged(
        self, frame: Frame, own: tuple[Parameter | Reusable, ...], common: tuple[Parameter | Reusable, ...]
    ) -> dict[str, object]:
        """Values by name; a parameter whose value is absent is left out."""
        found = [self.documents.parameter(frame.key, parameter) for parameter in (*common, *own)]
        parameters = {parameter.name.value: parameter for parameter in found}
        values = {str(name): evaluate(frame, parameter.value) for name, parameter in parameters.items()}
        return {name: value for name, value in values.items() if value is not ABSENT}

    # --- names

    def failed(self, frame: Frame, kind: str, step: str, detail: str) -> Failed:
        return Failed(kind, frame.key.workflow_id, step, detail)

    def operation(self, step: Step) -> Operation:
        assert not isinstance(step.target, Missing)
        return self.operations[str(step.target.node.value)]

    def named_step(self, workflow: Workflow, name: str) -> Step:
        return next(step for step in workflow.steps if step.id.value == name)

    def next_step(self, workflow: Workflow, step: Step) -> Step | None:
        position = workflow.steps.index(step) + 1
        return workflow.steps[position] if position < len(workflow.steps) else None
