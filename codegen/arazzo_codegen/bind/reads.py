"""Runtime expressions to reads: takes an expression and where it stands, gives the value it means, with its type.

Types are followed from where a value comes from: the input schema, the responses that the step's criteria admit, the outputs of steps, of called
workflows and of other documents.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Literal, TypeAlias, assert_never

from ..diagnostics.model import Missing
from ..diagnostics.rules import names
from ..load.model import Data
from ..parse.model import (
    Access,
    ComponentReference,
    Expression,
    InputReference,
    Method,
    OutputReference,
    Part,
    Property,
    Root,
    SelfUri,
    SourceReference,
    StatusCode,
    StepReference,
    Url,
    WorkflowReference,
)
from .constants import constant
from .messages import message_part
from .model import (
    CalledOutputRoot,
    ConstantValue,
    DependencyRoot,
    InputRoot,
    MethodRoot,
    NumberType,
    Read,
    ReadRoot,
    StatusRoot,
    StepOutputRoot,
    StringType,
    Type,
    UrlRoot,
    WorkflowKey,
)
from .navigation import navigate, path_of
from .outputs import step_output, workflow_output
from .pointers import report_lost, split_name
from .scope import StepScope, WorkflowScope
from .unknown_names import (
    not_a_dependency,
    tell_outputs_word,
    tell_pointer_form,
    undeclared_here,
    unknown_input,
    unknown_output,
    unknown_source,
    unknown_step,
)

Phase: TypeAlias = Literal["request", "criteria", "outputs", "failure", "workflow"]
"""Where an expression stands: in what is sent, in success criteria, in outputs and success actions, in failure actions, in workflow outputs."""

ReadValue: TypeAlias = Read | ConstantValue


def is_whole(root: Root) -> bool:
    """Whether an expression names all inputs or outputs, rather than one of them."""
    match root:
        case InputReference() | OutputReference() | StepReference() | WorkflowReference():
            return not root.name
        case _:
            return False


class Reader:
    """Reads the expressions of one place."""

    def __init__(
        self, workflow: WorkflowScope, step: StepScope | None, phase: Phase, in_condition: bool = False
    ) -> None:
        """Names are those in reach of `step`, or of the workflow's outputs when it is None."""
        self.workflow = workflow
        self.step = step
        self.phase = phase
        self.in_condition = in_condition
        self._library = workflow.library
        self._reporter = workflow.library.reporter

    def read(self, expression: Expression) -> ReadValue | Missing:
        """What the expression means."""
        root = expression.root
        if is_whole(root):
            return self.out_of_place(expression, "one of them must be named", f"write `{expression.text}.<name>`")
        match root:
            case StatusCode() | Url() | Method() | Part():
                return self._exchange(expression, root)
            case SelfUri():
                return self._self(expression)
            case InputReference():
                return self._input(expression, root)
            case OutputReference():
                return self._output(expression, root)
            case StepReference():
                return self._step(expression, root)
            case WorkflowReference():
                return self._workflow(expression, root)
            case SourceReference():
                return self._source(expression, root)
            case ComponentReference():
                return self.out_of_place(expression, "a component cannot be used as a value")
            case _:
                assert_never(root)

    def made(
        self, expression: Expression, root: ReadRoot, type: Type, optional: bool, dots: tuple[str, ...] = ()
    ) -> Read:
        """The read from `root` along what the expression says behind it; `dots` are properties written behind a name."""
        if dots and not expression.accesses and not self.in_condition:
            tell_pointer_form(expression, tuple(map(Property, dots)), self._reporter)
        return self.along(expression, root, type, optional, (*map(Property, dots), *path_of(expression)))

    def along(
        self, expression: Expression, root: ReadRoot, type: Type, optional: bool, path: tuple[Access, ...]
    ) -> Read:
        """The read from `root` along `path`."""
        way = navigate(type, path, self._library.types)
        if way.lost is not None:
            report_lost(expression, way, self._library)
        return Read(root, way.path, way.type, optional or way.optional, expression.text, expression.span)

    def out_of_place(self, expression: Expression, why: str, help: str | None = None) -> Missing:
        """Report an expression that has no meaning here."""
        message = f"`{expression.text}` has no meaning here: {why}"
        return self._reporter.report(names.EXPRESSION_OUT_OF_PLACE, message, expression.span, help=help)

    # --- The exchange with the operation ---

    def _exchange(self, expression: Expression, root: StatusCode | Url | Method | Part) -> ReadValue | Missing:
        if self.step is None:
            help = "give it as an output of the step, and read `$steps.<stepId>.outputs.<name>`"
            return self.out_of_place(expression, "only a step has a request and a response", help)
        if isinstance(self.step.target, WorkflowKey) and not isinstance(root, Part):
            return self.out_of_place(
                expression, "a step that calls a workflow has no request and no response of its own"
            )
        match root:
            case StatusCode():
                return self._after_request(expression) or self.made(expression, StatusRoot(), NumberType(True), False)
            case Url():
                return self.made(expression, UrlRoot(), StringType(), False)
            case Method():
                return self.made(expression, MethodRoot(), StringType(), False)
            case Part():
                return (self._after_request(expression) if root.message != "request" else None) or message_part(
                    self, expression, root
                )

    def _after_request(self, expression: Expression) -> Missing | None:
        if self.phase != "request":
            return None
        return self.out_of_place(expression, "the request has not been sent yet")

    # --- Inputs and outputs ---

    def _input(self, expression: Expression, root: InputReference) -> ReadValue | Missing:
        inputs = self.workflow.inputs
        name, dots = split_name(root.name, inputs)
        if name is None:
            return unknown_input(expression, root.name, self.workflow)
        found = inputs[name]
        return self.made(expression, InputRoot(name), found.type, not found.required and not found.has_default, dots)

    def _output(self, expression: Expression, root: OutputReference) -> ReadValue | Missing:
        step = self.step
        if step is not None and isinstance(step.target, Missing):
            return step.target
        if step is not None and isinstance(step.target, WorkflowKey):
            if (called := self._called(step.target)) is not None:
                return self._of_workflow(expression, root.name, called, None)
        if step is not None:
            return self._of_step(expression, root.name, step)
        return self._own_output(expression, root)

    def _own_output(self, expression: Expression, root: OutputReference) -> ReadValue | Missing:
        """An output of this workflow, read by another of its outputs: what it reads itself."""
        declared = [str(output.name.value) for output in self.workflow.workflow.outputs]
        name, dots = split_name(root.name, declared)
        found = None if name is None else workflow_output(self.workflow, name)
        if isinstance(found, Missing):
            return found
        if found is None:
            return unknown_output(
                expression, root.name, f"workflow `{self.workflow.key.workflow_id}`", declared, self._reporter
            )
        if not isinstance(found.value, Read):
            return self.out_of_place(
                expression, "the other output is not read from anywhere", "write its value here as well"
            )
        inner = self.made(expression, found.value.root, found.type, found.optional, dots)
        return replace(inner, path=(*found.value.path, *inner.path))

    def _called(self, key: WorkflowKey) -> WorkflowScope | None:
        return self._library.workflows.get(key)

    def _step(self, expression: Expression, root: StepReference) -> ReadValue | Missing:
        step, name = self._named_step(root)
        if step is None:
            return unknown_step(expression, root.step, self.workflow)
        if isinstance(step.target, Missing) and step.declared(name) is None:
            return step.target
        return self._of_step(expression, name, step)

    def _named_step(self, root: StepReference) -> tuple[StepScope | None, str]:
        """The step and the output; an id may hold dots, and the word `outputs` may be left out."""
        steps = self.workflow.steps
        found = steps.get(root.step)
        if found is not None:
            return found, root.name if root.field in ("outputs", "") else f"{root.field}.{root.name}".rstrip(".")
        written = ".".join((root.step, root.field, root.name))
        dotted = next((step for step_id, step in steps.items() if written.startswith(f"{step_id}.outputs.")), None)
        return dotted, "" if dotted is None else written[len(dotted.id) + len(".outputs.") :]

    def _of_step(self, expression: Expression, written: str, step: StepScope) -> ReadValue | Missing:
        declared = [str(output.name.value) for output in step.step.outputs]
        name, dots = split_name(written, declared)
        found = None if name is None else step_output(step, name)
        if isinstance(found, Missing):
            return found
        if found is None or name is None:
            if isinstance(step.target, WorkflowKey) and (called := self._called(step.target)) is not None:
                if called.declared(written) is not None:
                    return undeclared_here(expression, written, step.id, self._reporter)
            return unknown_output(expression, written, f"step `{step.id}`", declared, self._reporter)
        root = expression.root
        if isinstance(root, StepReference) and root.field != "outputs" and root.step == step.id:
            tell_outputs_word(expression, root, self._reporter)
        return self.made(expression, StepOutputRoot(step.id, name), found.type, found.optional, dots)

    # --- Other workflows, the document itself ---

    def _workflow(self, expression: Expression, root: WorkflowReference) -> ReadValue | Missing:
        own = self.workflow.key.workflow_id == root.workflow
        if own and root.field == "inputs":
            return self._input(expression, InputReference(root.name))
        if own and root.field == "outputs" and self.step is None:
            return self._output(expression, OutputReference(root.name))
        called = None if self.step is None or self.phase == "request" else self.step.target
        if isinstance(called, WorkflowKey) and called.workflow_id == root.workflow and root.field == "outputs":
            return self._output(expression, OutputReference(root.name))
        key = next((key for key in self.workflow.depends_on if key.workflow_id == root.workflow), None)
        scope = None if key is None else self._library.workflows.get(key)
        if key is None or scope is None:
            return not_a_dependency(expression, root.workflow, self.workflow)
        if root.field == "outputs":
            return self._of_workflow(expression, root.name, scope, key)
        name, dots = split_name(root.name, scope.inputs)
        if root.field != "inputs" or name is None:
            return unknown_input(expression, root.name, scope)
        found = scope.inputs[name]
        optional = not found.required and not found.has_default
        return self.made(expression, DependencyRoot(key, "inputs", name), found.type, optional, dots)

    def _of_workflow(
        self, expression: Expression, written: str, scope: WorkflowScope, dependency: WorkflowKey | None
    ) -> ReadValue | Missing:
        declared = [str(output.name.value) for output in scope.workflow.outputs]
        name, dots = split_name(written, declared)
        found = None if name is None else workflow_output(scope, name)
        if isinstance(found, Missing):
            return found
        if found is None or name is None:
            return unknown_output(expression, written, f"workflow `{scope.key.workflow_id}`", declared, self._reporter)
        root = CalledOutputRoot(name) if dependency is None else DependencyRoot(dependency, "outputs", name)
        return self.made(expression, root, found.type, found.optional, dots)

    def _self(self, expression: Expression) -> ReadValue | Missing:
        written = self.workflow.document.self_uri
        if written is None:
            return self.out_of_place(expression, "the document has no `$self`", "add `$self` to the document")
        return constant(str(written.value), expression.span)

    def _source(self, expression: Expression, root: SourceReference) -> ReadValue | Missing:
        source = self.workflow.source(root.source)
        if source is None:
            return unknown_source(expression, root.source, self.workflow)
        field = source.node.get(root.reference)
        value: Data = getattr(field, "value", None)
        if field is None or value is None:
            return self.out_of_place(expression, f"source description `{root.source}` has no field `{root.reference}`")
        return constant(value, expression.span)
