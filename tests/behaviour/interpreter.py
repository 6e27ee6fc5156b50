"""A direct interpreter of Arazzo documents, written as plainly as possible from the specification and our reading of it.

It shares nothing with the compiler behind `parse`, and is no faster and no shorter than clarity asks. It knows what the generated workflows use:
sections "Workflow Object", "Step Object", "Success Action Object", "Failure Action Object" and "Reusable Object" of the Arazzo Specification.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from arazzo_codegen.diagnostics.model import Missing
from arazzo_codegen.load.model import data
from arazzo_codegen.parse.model import (
    Action,
    ArazzoDocument,
    ComponentReference,
    ExpressionValue,
    Output,
    Parameter,
    Reusable,
    SelectorObject,
    Step,
    Workflow,
)

from tests.behaviour.evaluation import (
    ABSENT,
    Answer,
    Frame,
    Request,
    all_pass,
    body,
    criterion_text,
    evaluate,
    passes,
    read,
    selected,
)


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
    """Runs the workflows of a document."""

    document: ArazzoDocument
    operations: Mapping[str, Operation]
    send: Callable[[Request], Answer]
    sleep: Callable[[float], None]

    def run(self, workflow_id: str, given: Mapping[str, object], limit: int | None = None) -> dict[str, object]:
        """The outputs of a workflow, or `Failed`. `limit` bounds the requests that it sends itself."""
        workflow = next(workflow for workflow in self.document.workflows if workflow.id.value == workflow_id)
        before = {str(name.value): self.run(str(name.value), given) for name in workflow.depends_on}
        frame = Frame(workflow, defaults(workflow) | dict(given), limit, before)
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
                return self.run(str(action.workflow_id.value), self.passed_on(frame, action))
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
        """Make the call once, and look at the success criteria in order; without any, a 2xx status is success."""
        assert not isinstance(step.target, Missing)
        name = str(step.id.value)
        self.spend(frame, name)
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
            if not passes(frame, criterion):
                frame.called = {}  # a call that has failed gives nothing, whoever says that it has
                return self.failed(frame, "StepFailed", name, criterion_text(criterion))
        return None

    def spend(self, frame: Frame, step: str) -> None:
        """The attempt that would exceed the limit is not made."""
        if frame.left is not None:
            if frame.left == 0:
                raise self.failed(frame, "StepLimitExceeded", step, "")
            frame.left -= 1

    def call(self, frame: Frame, step: Step) -> None:
        operation = self.operation(step)
        sent = None if step.request_body is None else body(frame, step.request_body)
        frame.sent = Request(operation.method, operation.path, self.arguments(frame, step), sent)
        frame.answer = self.send(frame.sent)

    def tried_again(self, frame: Frame, step: Step, counts: dict[str, int], with_actions: bool) -> bool:
        """Look at the failure actions in order: whether one of them has the step run again."""
        for action in self.actions(frame, step, failed=True):
            if not all_pass(frame, action.criteria):
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
                self.run(str(action.workflow_id.value), self.passed_on(frame, action))
            except Failed:
                return False
        if action.step_id is not None:
            kept = frame.sent, frame.answer, frame.called
            failure = self.step(frame, self.named_step(frame.workflow, str(action.step_id.value)), with_actions=False)
            frame.sent, frame.answer, frame.called = kept
            return failure is None
        return True

    # --- actions

    def actions(self, frame: Frame, step: Step, failed: bool) -> list[Action]:
        """The step's own actions in order, then the workflow's whose names are not among them."""
        own = step.on_failure if failed else step.on_success
        common = frame.workflow.failure_actions if failed else frame.workflow.success_actions
        found = [self.action(action) for action in own]
        names = {action.name.value for action in found}
        return found + [action for action in map(self.action, common) if action.name.value not in names]

    def action(self, action: Action | Reusable) -> Action:
        if isinstance(action, Action):
            return action
        kind, name = component(action)
        components = self.document.components
        return (components.success_actions if kind == "successActions" else components.failure_actions)[name]

    def taken(self, frame: Frame, step: Step, failure: Failed | None) -> Action | None:
        """The action that decides what follows: retries are over by now."""
        for action in self.actions(frame, step, failed=failure is not None):
            if action.type != "retry" and all_pass(frame, action.criteria):
                return action
        return None

    def passed_on(self, frame: Frame, action: Action) -> dict[str, object]:
        """The inputs of the workflow that an action names: its parameters; in 1.0, which has none, the inputs of the same name."""
        if self.document.version == "1.0":
            return dict(frame.inputs)
        return self.merged(frame, action.parameters, ())

    # --- outputs

    def step_outputs(self, frame: Frame, step: Step, after_success: bool) -> dict[str, object]:
        assert not isinstance(step.target, Missing)
        found: dict[str, object] = {}
        for output in step.outputs:
            value = self.output(frame, output)
            if value is not ABSENT:
                found[str(output.name.value)] = value
            elif after_success and isinstance(output.value, ExpressionValue) and step.target.field != "workflowId":
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
        parameters = {parameter.name.value: parameter for parameter in map(self.parameter, (*common, *own))}
        values = {str(name): evaluate(frame, parameter.value) for name, parameter in parameters.items()}
        return {name: value for name, value in values.items() if value is not ABSENT}

    def parameter(self, parameter: Parameter | Reusable) -> Parameter:
        """A parameter of the components has the value that the reference gives, if it gives one."""
        if isinstance(parameter, Parameter):
            return parameter
        found = self.document.components.parameters[component(parameter)[1]]
        return found if parameter.value is None else replace(found, value=parameter.value)

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


def defaults(workflow: Workflow) -> dict[str, object]:
    """The inputs that the schema gives a value."""
    schema = None if workflow.inputs is None else data(workflow.inputs)
    properties = schema.get("properties") if isinstance(schema, dict) else None
    if not isinstance(properties, dict):
        return {}
    return {
        name: schema["default"]
        for name, schema in properties.items()
        if isinstance(schema, dict) and "default" in schema
    }


def component(reusable: Reusable) -> tuple[str, str]:
    """The kind and name that `$components.kind.name` refers to."""
    assert not isinstance(reusable.reference, Missing) and isinstance(reusable.reference.root, ComponentReference)
    return reusable.reference.root.kind, reusable.reference.root.name
