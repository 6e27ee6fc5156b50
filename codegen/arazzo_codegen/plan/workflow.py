"""A workflow as a function.

Takes a flow; gives the function and the `TypedDict` of its outputs. The statements of each step are spelled here, in the order that `structure` asks
for them.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from ..bind.model import (
    AwsCall,
    BoundOutput,
    BoundStep,
    Value,
    WorkflowCall,
)
from ..flow.model import NO_STEPS, Again, Block, Flow, Outcome, Transfer
from .built import Built
from .calls import Calls
from .context import FunctionContext, ModuleContext, Place
from .declarations import declared_once
from .dependencies import Dependencies
from .guards import Guards
from .inputs import Inputs
from .merged import function_scope, merged_inputs, parameter_names
from .model import (
    Assign,
    Attribute,
    Call,
    Comment,
    Constant,
    Definition,
    Expr,
    ExprStmt,
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
from .names import camel, response_name, snake
from .outputs import Outputs, exit_place, exits_of
from .promises import body_type, expectation, is_answered, promised
from .readable import readable
from .reads import Reads
from .signature import Signature
from .static import UNKNOWN, Spelled, widened
from .structure import structure, surveyed
from .types import optional
from .unread import without_unread
from .uses import inputs_read, outputs_read
from .values import Values

_NONE = Constant(None)


class WorkflowPlanner:
    """Plans one workflow; it is the `Speller` of its steps."""

    def __init__(self, module: ModuleContext, flow: Flow) -> None:
        self._module = module
        self._flow = flow = surveyed(flow)
        workflow = flow.workflow
        self._names = module.names.workflows[workflow.key]
        inputs = merged_inputs(workflow.key, module.program)
        parameters = parameter_names(workflow.key, module.program, module.flows, module.names)
        self._scope = function_scope(workflow.key, module.program, module.flows, module.names)
        for name in parameters.values():
            self._scope.name(name)
        prefix = camel(self._names.function.strip("_"))
        self._inputs = Inputs(module, workflow.key, prefix, inputs_read(workflow)).plan(inputs, parameters)
        self._parameters = parameters
        wanted = {step.id: response_name(step.id, self._scope) for step in workflow.steps}
        responses = {step: self._scope.name(name) for step, name in wanted.items()}
        self._function = FunctionContext(module, flow, self._scope, self._inputs.values, responses)
        self._reads = Reads(self._function)
        self._values = Values(self._function, self._reads)
        self._guards = Guards(self._function, self._reads)
        self._calls = Calls(self._function, self._reads, self._values)
        self._outputs = Outputs(self._function, self._values, self._names.outputs)
        self._dependencies = Dependencies(self._function, self._calls)
        self._countdowns: dict[tuple[str, int], str] = {}
        self._budget = flow.facts.cyclic or flow.facts.recursive
        self._declare_locals()

    def plan(self) -> tuple[Definition, ...]:
        """The outputs' type and the function."""
        definition = self._outputs.definition(f"What `{self._names.function}` returns.")
        whole = (*self._head(), *structure(self._flow, self))
        locals = (local.expr.id for local in self._function.locals.values() if isinstance(local.expr, Name))
        body = declared_once(without_unread(whole, (*locals, *self._countdowns.values())))
        keyword_only = (*self._inputs.parameters, *self._dependencies.parameters())
        signature = Signature(self._module, self._flow, self._parameters)
        return (definition, signature.function(keyword_only, body))

    def _head(self) -> tuple[Stmt, ...]:
        """Checks of inputs, dependencies, and the variables that some way through the steps may leave unset."""
        statements: list[Stmt] = [*self._inputs.head, *self._dependencies.statements()]
        if self._budget:
            budget = self._module.imports.runtime("steps", "StepBudget")
            made = Attribute(budget, "of") if self._flow.facts.recursive else budget
            statements.append(Assign(Name("budget"), Call(made, (Name("max_steps"),))))
        for local in self._function.locals.values():
            if local.optional and local in self._unset:
                annotation = optional(readable(local.type, local.foreign, self._module))
                statements.append(Assign(local.expr, Constant(None), annotation))
        return tuple(statements)

    # --- The outputs of steps as local variables ---

    def _declare_locals(self) -> None:
        """Give a variable to each output that something reads, typed as its step records it."""
        read = outputs_read(self._flow)
        self._readers: dict[str, set[str | None]] = {}
        for (step_id, _), readers in read.items():
            self._readers.setdefault(step_id, set()).update(readers)
        self._unset: set[Spelled] = set()
        wanted = [
            (step, output)
            for step in self._flow.workflow.steps
            for output in step.outputs
            if (step.id, output.name) in read
        ]
        names = Counter(snake(output.name) for _, output in wanted)
        for step, output in wanted:
            plain = snake(output.name)
            name = (
                plain
                if names[plain] == 1 and plain not in self._scope
                else f"{snake(step.id).strip('_')}_{plain.strip('_')}"
            )
            self._function.locals[step.id, output.name] = Spelled(Name(self._scope.name(name)), UNKNOWN)
        for step, output in wanted:
            self._settle_local(step, output.name, output.value)

    def _settle_local(self, step: BoundStep, output: str, value: Value) -> None:
        key = (step.id, output)
        found = self._values.spell(value, self._after(step), Built(), output)
        unset = self._may_be_unset(step.id)
        type = widened(found, self._module.resolve)
        local = Spelled(self._function.locals[key].expr, type, found.optional or unset, found.foreign)
        self._function.locals[key] = local
        if found.optional:
            self._function.uncertain.add(key)
        if unset:
            self._unset.add(local)

    def _may_be_unset(self, step: str) -> bool:
        """Whether something may read the step's outputs where the step has not surely succeeded."""
        facts = self._flow.facts
        readers = self._readers.get(step, set())
        places = [Place(facts.succeeded[r], facts.may_have_run[r]) for r in facts.order if r in readers]
        if None in readers:
            places += [exit_place(self._flow, *one) for one in exits_of(self._flow)]
        may_miss = (step in place.may_have_run and step not in place.succeeded for place in places)
        return any(may_miss) or not facts.reducible

    # --- The statements of a step (see `speller.Speller`) ---

    def attempt(self, block: Block) -> tuple[Stmt, ...]:
        """The comment, what prepares the call, and the call in its `with step(…):`."""
        step = block.step
        text = f"{step.id}: {step.description}" if step.description else step.id
        built = Built()
        call = self._calls.call(step.call, self._before(step), built, step)
        response = Name(self._function.responses[step.id])
        placed: Stmt = Assign(response, call) if self._is_used(step) else ExprStmt(call)
        return (Comment(text, blank_before=True), *built.statements, With(self._step(step), (placed,)))

    def _is_used(self, step: BoundStep) -> bool:
        return not isinstance(step.call, WorkflowCall) or bool(self._recorded(step))

    def _step(self, step: BoundStep) -> Expr:
        context = self._module.imports.runtime("steps", "step")
        args: list[Expr] = [Constant(self._function.workflow_id), Constant(step.id)]
        if self._budget and not isinstance(step.call, WorkflowCall):
            args.append(Name("budget"))
        timeout = () if step.timeout_ms is None else (Keyword("timeout", Constant(step.timeout_ms / 1000)),)
        return Call(context, tuple(args), timeout)

    def counted(self, block: Block) -> tuple[Stmt, ...]:
        """`budget.spend(…)` for a step that calls a workflow, in one that goes round; a request is counted by its `step`."""
        if not self._budget or not isinstance(block.step.call, WorkflowCall):
            return ()
        ids = (Constant(self._function.workflow_id), Constant(block.step.id))
        return (ExprStmt(Call(Attribute(Name("budget"), "spend"), ids)),)

    def success_tests(self, block: Block) -> tuple[tuple[Expr, str], ...]:
        """The criteria; without any, that the status is 2xx."""
        step = block.step
        if isinstance(step.call, WorkflowCall):
            return ()
        if step.criteria:
            place = replace(self._after(step), answered=False)
            return tuple((self._guards.test(criterion.test, place), criterion.text) for criterion in step.criteria)
        response = Name(self._function.responses[step.id])
        if isinstance(step.call, AwsCall):
            succeeded = self._module.imports.runtime("responses", "succeeded")
            return ((Call(succeeded, (response,)), "$statusCode is 2xx"),)
        failure = self._module.imports.runtime("http_response", "Failure")
        return ((Not(Call(Name("isinstance"), (response, failure))), "$statusCode is 2xx"),)

    def record(self, block: Block, failed: bool) -> tuple[Stmt, ...]:
        """What the response must hold, and the outputs that are read later; after failure, those that can be read."""
        step = block.step
        if failed and not any(self._function.locals[key] in self._unset for key in self._recorded(step)):
            return ()
        response = Name(self._function.responses[step.id])
        statements: list[Stmt] = []
        if not failed and not isinstance(step.call, WorkflowCall):
            recorded = tuple(name for _, name in self._recorded(step))
            statements += expectation(step, response, self._module, recorded)
        built = Built()
        for output in step.outputs:
            local = self._function.locals.get((step.id, output.name))
            if local is not None:
                built.statements.clear()
                if failed:
                    value = self._salvaged(step, output, local, built)
                else:
                    value = self._values.spell(output.value, self._after(step), built, output.name).expr
                statements += [*built.statements, Assign(local.expr, value)]
        return tuple(statements)

    def _salvaged(self, step: BoundStep, output: BoundOutput, local: Spelled, built: Built) -> Expr:
        """What can be read of an output after failure: the variable has the type of success, and may be None for a type checker all the same."""
        if isinstance(step.call, WorkflowCall):
            return _NONE
        value = self._values.spell(output.value, self._failed(step), built, output.name)
        if value.expr == _NONE:
            return _NONE
        if value.optional or local.type == UNKNOWN:
            return self._values.fitted(value, local.type, local.foreign)
        return self._values.untyped(value.expr)

    def _recorded(self, step: BoundStep) -> tuple[tuple[str, str], ...]:
        return tuple(
            (step.id, output.name) for output in step.outputs if (step.id, output.name) in self._function.locals
        )

    def guard(self, block: Block, outcome: Outcome) -> Expr | None:
        """The test of an outcome's criteria."""
        return self._guards.all(outcome.criteria, replace(self._after(block.step), answered=False))

    def finish(self, block: Block, failed: bool) -> tuple[Stmt, ...]:
        """Return the applicable outputs."""
        return self._outputs.finish(block, failed)

    def transfer(self, block: Block, transfer: Transfer, failed: bool) -> tuple[Stmt, ...]:
        """Return what another workflow returns."""
        built = Built()
        place = self._failed(block.step) if failed else self._after(block.step)
        call = self._calls.workflow(transfer.call, place, built, None)
        return (*built.statements, Return(call))

    def fail(self, block: Block, criterion: Expr) -> tuple[Stmt, ...]:
        """Raise `StepFailed`."""
        failed = self._module.imports.runtime("errors", "StepFailed")
        return (Raise(Call(failed, (Name(self._function.responses[block.step.id]), criterion))),)

    def retries_left(self, block: Block, again: Again) -> Expr:
        """The countdown of a retry action; those of one step are told apart by a number."""
        counters = [o.then.counter for o in (*block.on_success, *block.on_failure) if isinstance(o.then, Again)]
        number = "" if counters.index(again.counter) == 0 else f"_{counters.index(again.counter) + 1}"
        wanted = f"{self._function.responses[block.step.id].strip('_')}_retries{number}"
        if (block.step.id, again.counter) not in self._countdowns:
            self._countdowns[block.step.id, again.counter] = self._scope.name(wanted)
        return Name(self._countdowns[block.step.id, again.counter])

    def again(self, block: Block, again: Again) -> tuple[Stmt, ...]:
        """Wait; the structure counts down."""
        pause = self._module.imports.awaited("retry", "pause")
        limit = self._module.options.max_retry_after
        keywords = () if limit == 60.0 else (Keyword("limit", Constant(limit)),)
        called = isinstance(block.step.call, WorkflowCall)
        response = Constant(None) if called else Name(self._function.responses[block.step.id])
        waits = Call(pause, (response, Constant(_number(again.after))), keywords, awaited=True)
        return (ExprStmt(waits),)

    def detour(self, block: Block, call: WorkflowCall) -> tuple[Stmt, ...]:
        """Run the workflow that a retry action names."""
        built = Built()
        spelled = self._calls.workflow(call, self._after(block.step), built, None)
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

    # --- Places ---

    def _before(self, step: BoundStep) -> Place:
        facts = self._flow.facts
        return Place(facts.succeeded.get(step.id, NO_STEPS), facts.may_have_run.get(step.id, NO_STEPS), step)

    def _after(self, step: BoundStep) -> Place:
        before = self._before(step)
        promises = frozenset(promised(step, self._module))
        return Place(
            before.succeeded.plus((step.id,)),
            before.may_have_run.plus((step.id,)),
            step,
            body_type(step),
            promises,
            is_answered(step),
        )

    def _failed(self, step: BoundStep) -> Place:
        before = self._before(step)
        return Place(before.succeeded.minus(step.id), before.may_have_run.plus((step.id,)), step)


def _number(value: float) -> float | int:
    return int(value) if float(value).is_integer() else value
