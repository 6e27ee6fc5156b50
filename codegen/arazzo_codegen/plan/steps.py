"""The statements of each step: what a body is filled with (see `speller.Speller`).

Takes the parts of a function's plan; gives what the structure asks for.
"""

from __future__ import annotations

from ..bind.model import AwsCall, BoundStep, WorkflowCall
from ..flow.model import Again, Block, Fail, Outcome, Transfer
from .built import Built
from .calls import Calls
from .context import FunctionContext
from .guards import Guards
from .logic import negated
from .model import (
    Assign,
    Attribute,
    Call,
    Comment,
    Constant,
    Expr,
    ExprStmt,
    If,
    Keyword,
    Name,
    Not,
    Raise,
    Return,
    Stmt,
    Subscript,
    Tuple,
    With,
)
from .moments import Moments
from .outputs import Outputs
from .records import Records
from .returned import returned
from .statuses import ANY, decided
from .types import optional
from .uses import result_read_after_failure

_NONE = Constant(None)


class Steps:
    """Spells the steps of one function. `counted`: the workflow is bounded by `max_steps`."""

    def __init__(
        self,
        function: FunctionContext,
        moments: Moments,
        guards: Guards,
        calls: Calls,
        records: Records,
        outputs: Outputs,
        counted: bool,
    ) -> None:
        self._function = function
        self._module = function.module
        self._moments = moments
        self._guards = guards
        self._calls = calls
        self._records = records
        self._outputs = outputs
        self._counted = counted
        self._countdowns: dict[tuple[str, int], str] = {}
        self._runs: dict[str, str] = {}

    @property
    def countdowns(self) -> tuple[str, ...]:
        """The variables that count retries."""
        return tuple(self._countdowns.values())

    def attempt(self, block: Block) -> tuple[Stmt, ...]:
        """The comment, what prepares the call, and the call in its `with step(…):`."""
        step = block.step
        text = f"{step.id}: {step.description}" if step.description else step.id
        built = Built()
        call = self._calls.call(step.call, self._moments.before(step), built, step)
        placed = Assign(self._response(step), call)
        context = self._step(step)
        if not isinstance(step.call, WorkflowCall) or not step.criteria:
            run = With(context, (placed,))
        else:
            name = self._run(step)
            run = With(context, (placed, *self._checked(step, Name(name))), name=name)
        return (Comment(text, blank_before=True), *built.statements, run)

    def _checked(self, step: BoundStep, run: Name) -> tuple[Stmt, ...]:
        """The criteria of a step that calls a workflow: it has no response, so that its failure, too, is an exception."""
        open = ((test, text) for test, text in self._criteria(step) if decided(test, ANY) is not True)
        return tuple(If(negated(test), (self._failure(run, Constant(text)),)) for test, text in open)

    def _step(self, step: BoundStep) -> Expr:
        context = self._module.imports.runtime("steps", "step")
        args: list[Expr] = [Constant(self._function.workflow_id), Constant(step.id)]
        if self._counted and not isinstance(step.call, WorkflowCall):
            args.append(Name("budget"))
        timeout = () if step.timeout_ms is None else (Keyword("timeout", Constant(step.timeout_ms / 1000)),)
        return Call(context, tuple(args), timeout)

    def prepared(self, block: Block) -> tuple[Stmt, ...]:
        """`budget.spend(…)` for a step that calls a workflow, in one that goes round (a request is counted by its `step`), and the unset result."""
        step = block.step
        if not isinstance(step.call, WorkflowCall):
            return ()
        statements: list[Stmt] = []
        if self._counted:
            ids = (Constant(self._function.workflow_id), Constant(step.id))
            statements.append(ExprStmt(Call(Attribute(Name("budget"), "spend"), ids)))
        handled = any(not isinstance(outcome.then, Fail) for outcome in block.on_failure)
        if handled and result_read_after_failure(step, self._records.may_be_read_after_failure(step)):
            annotation = optional(returned(step.call.workflow, self._module))
            statements.append(Assign(self._response(step), _NONE, annotation))
        return tuple(statements)

    def success_tests(self, block: Block) -> tuple[tuple[Expr, str], ...]:
        """The criteria; without any, that the status is 2xx. A step that calls a workflow fails by an exception alone."""
        step = block.step
        if isinstance(step.call, WorkflowCall):
            return ()
        if step.criteria:
            return self._criteria(step)
        response = self._response(step)
        if isinstance(step.call, AwsCall):
            succeeded = self._module.imports.runtime("responses", "succeeded")
            return ((Call(succeeded, (response,)), "$statusCode is 2xx"),)
        failure = self._module.imports.runtime("http_response", "Failure")
        return ((Not(Call(Name("isinstance"), (response, failure))), "$statusCode is 2xx"),)

    def _criteria(self, step: BoundStep) -> tuple[tuple[Expr, str], ...]:
        place = self._moments.tested(step)
        return tuple((self._guards.test(criterion.test, place), criterion.text) for criterion in step.criteria)

    def record(self, block: Block, failed: bool) -> tuple[Stmt, ...]:
        """What the response must hold, and the outputs that are read later; after failure, those that can be read."""
        return self._records.failed(block) if failed else self._records.succeeded(block)

    def guard(self, block: Block, outcome: Outcome) -> Expr | None:
        """The test of an outcome's criteria."""
        step = block.step
        if not any(outcome is other for other in block.on_failure):
            place = self._moments.recorded(step)
        elif isinstance(step.call, WorkflowCall):
            place = self._moments.failed(step)
        else:
            place = self._moments.tested(step)
        return self._guards.all(outcome.criteria, place)

    def finish(self, block: Block, failed: bool) -> tuple[Stmt, ...]:
        """Return the applicable outputs."""
        return self._outputs.finish(block, failed)

    def transfer(self, block: Block, transfer: Transfer, failed: bool) -> tuple[Stmt, ...]:
        """Return what another workflow returns."""
        built = Built()
        place = self._moments.failed(block.step) if failed else self._moments.after(block.step)
        call = self._calls.workflow(transfer.call, place, built, None)
        return (*built.statements, Return(call))

    def fail(self, block: Block, criterion: Expr) -> tuple[Stmt, ...]:
        """Raise `StepFailed`."""
        return (self._failure(self._response(block.step), criterion),)

    def _failure(self, failed: Name, criterion: Expr) -> Raise:
        return Raise(Call(self._module.imports.runtime("errors", "StepFailed"), (failed, criterion)))

    def retries_left(self, block: Block, again: Again) -> Expr:
        """The countdown of a retry action; those of one step are told apart by a number."""
        counters = [o.then.counter for o in (*block.on_success, *block.on_failure) if isinstance(o.then, Again)]
        number = "" if counters.index(again.counter) == 0 else f"_{counters.index(again.counter) + 1}"
        wanted = f"{self._response(block.step).id.strip('_')}_retries{number}"
        if (block.step.id, again.counter) not in self._countdowns:
            self._countdowns[block.step.id, again.counter] = self._function.scope.name(wanted)
        return Name(self._countdowns[block.step.id, again.counter])

    def again(self, block: Block, again: Again) -> tuple[Stmt, ...]:
        """Wait; the structure counts down."""
        pause = self._module.imports.awaited("retry", "pause")
        limit = self._module.options.max_retry_after
        keywords = () if limit == 60.0 else (Keyword("limit", Constant(limit)),)
        called = isinstance(block.step.call, WorkflowCall)
        response = _NONE if called else self._response(block.step)
        waits = Call(pause, (response, Constant(_number(again.after))), keywords, awaited=True)
        return (ExprStmt(waits),)

    def detour(self, block: Block, call: WorkflowCall) -> tuple[Stmt, ...]:
        """Run the workflow that a retry action names."""
        built = Built()
        spelled = self._calls.workflow(call, self._moments.failed(block.step), built, None)
        return (*built.statements, ExprStmt(spelled))

    def called_failure(self) -> Expr:
        """`WorkflowError`."""
        return self._module.imports.runtime("errors", "WorkflowError")

    def position(self) -> Expr:
        """The variable that holds the id of the step to run."""
        return Name("position")

    def begin(self, labels: tuple[str, ...]) -> tuple[Stmt, ...]:
        """Declare the position, and set it to the first label."""
        constants = tuple(Constant(label) for label in labels)
        index = constants[0] if len(constants) == 1 else Tuple(constants)
        literal = Subscript(self._module.types.typing("Literal"), index)
        return (Assign(self.position(), constants[0], literal),)

    def _response(self, step: BoundStep) -> Name:
        return Name(self._function.responses[step.id])

    def _run(self, step: BoundStep) -> str:
        """The variable for the attempt of a step that calls a workflow."""
        if step.id not in self._runs:
            self._runs[step.id] = self._function.scope.name(f"{self._response(step).id.strip('_')}_run")
        return self._runs[step.id]


def _number(value: float) -> float | int:
    return int(value) if float(value).is_integer() else value
