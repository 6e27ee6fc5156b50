"""Runtime expressions to reads: takes an expression and where it stands, gives the value it means, with its type.

Types are followed from where a value comes from: the input schema, the responses that the step's criteria admit, the outputs of steps, of called
workflows and of other documents.
"""

from __future__ import annotations

import re
from typing import Literal, TypeAlias, assert_never

from ..diagnostics.model import Missing, Span
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
from .message_reads import no_response
from .messages import message_part
from .model import (
    ConstantValue,
    MessageOperation,
    MethodRoot,
    NumberType,
    Read,
    ReadRoot,
    StatusRoot,
    StringType,
    Type,
    UrlRoot,
    WorkflowKey,
)
from .navigation import navigate, path_of, spelled
from .output_reads import input_read, output_read, step_read, workflow_read
from .pointers import tell_lost
from .scope import StepScope, WorkflowScope
from .unknown_names import tell_pointer_form, unknown_source
from .words import access_word

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


def _is_message(root: Root) -> bool:
    return isinstance(root, Part) and root.message == "message"


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
                return input_read(self, expression, root)
            case OutputReference():
                return output_read(self, expression, root)
            case StepReference():
                return step_read(self, expression, root)
            case WorkflowReference():
                return workflow_read(self, expression, root)
            case SourceReference():
                return self._source(expression, root)
            case ComponentReference():
                return self.out_of_place(expression, "a component cannot be used as a value")
            case _:
                assert_never(root)

    def made(
        self,
        expression: Expression,
        root: ReadRoot,
        type: Type,
        optional: bool,
        dots: tuple[str, ...] = (),
        at: Span | None = None,
    ) -> Read:
        """The read from `root`, declared `at`, along what the expression says behind it; `dots` are properties written behind a name."""
        path = (*map(Property, dots), *path_of(expression))
        if not self.in_condition:
            tell_pointer_form(expression, dots, path, self._reporter)
        return self.along(expression, root, type, optional, path, at)

    def along(
        self,
        expression: Expression,
        root: ReadRoot,
        type: Type,
        optional: bool,
        path: tuple[Access, ...],
        at: Span | None = None,
    ) -> Read:
        """The read from `root` along `path`."""
        way = navigate(type, path, self._library.types, at)
        if way.lost is not None:
            where = access_word(expression.fragment, path, way.lost.position)
            tell_lost(way.lost, expression.text, where, self._library)
        optional = optional or way.optional
        return Read(root, way.path, way.type, optional, expression.text, expression.span, way.declared)

    def out_of_place(self, expression: Expression, why: str, help: str | None = None) -> Missing:
        """Report an expression that has no meaning here."""
        message = f"`{expression.text}` has no meaning here: {why}"
        return self._reporter.report(names.EXPRESSION_OUT_OF_PLACE, message, expression.span, help=help)

    # --- The exchange with the operation ---

    def _exchange(self, expression: Expression, root: StatusCode | Url | Method | Part) -> ReadValue | Missing:
        if self.step is None:
            return self.out_of_place(
                expression, "only a step has a request and a response", self._as_output(expression)
            )
        if isinstance(self.step.target, WorkflowKey) and not isinstance(root, Part):
            return self.out_of_place(
                expression, "a step that calls a workflow has no request and no response of its own"
            )
        if isinstance(self.step.target, MessageOperation) and not isinstance(root, Part):
            return no_response(self, expression)
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
            case _:
                assert_never(root)

    def _as_output(self, expression: Expression) -> str:
        """How a workflow reads what only a step sees, of which the last is most likely meant."""
        path = path_of(expression)
        word = spelled(path[-1]) if path else expression.text.rpartition(".")[2].removeprefix("$")
        name = re.sub(r"[^A-Za-z0-9_-]", "-", word) or "value"
        steps = (step.id for step in reversed(self.workflow.steps.values()) if not isinstance(step.target, WorkflowKey))
        step = next(steps, "<stepId>")
        return f"add `{name}: {expression.text}` to the `outputs` of step `{step}`, and write `$steps.{step}.outputs.{name}`"

    def _after_request(self, expression: Expression) -> Missing | None:
        if self.phase != "request":
            return None
        what = (
            "no message has been exchanged yet" if _is_message(expression.root) else "the request has not been sent yet"
        )
        return self.out_of_place(expression, what)

    # --- The document itself ---

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
