"""The outputs of steps as local variables: those that something reads.

Takes what is read, and where; gives each output its variable, and the statements that set them when a step has succeeded or failed.
"""

from __future__ import annotations

from collections import Counter

from ..bind.model import BoundOutput, BoundStep, WorkflowCall
from ..flow.model import Block
from .built import Built
from .context import FunctionContext, Place
from .model import Assign, Constant, Expr, IfExp, Name, Stmt
from .moments import Moments
from .names import snake
from .outputs import exit_place, exits_of
from .promises import expectation
from .readable import readable
from .static import UNKNOWN, Spelled, admits_null, widened
from .types import optional, union
from .uses import outputs_read
from .values import Values

_NONE = Constant(None)


class Records:
    """The variables of one function that hold outputs of steps; making it declares them in the function's context."""

    def __init__(self, function: FunctionContext, values: Values, moments: Moments) -> None:
        self._function = function
        self._module = function.module
        self._values = values
        self._moments = moments
        self._readers: dict[str, set[str | None]] = {}
        self._unset: set[Spelled] = set()
        self._exits = [exit_place(function.flow, *one) for one in exits_of(function.flow)]
        self.certain: set[tuple[str, Expr]] = set()
        """Variables with the values after success that are surely there, as far as they were asked for."""
        self._declare()

    @property
    def names(self) -> tuple[str, ...]:
        """The variables, and those for objects and lists of which only a part is wanted."""
        held = (local.expr for local in self._function.locals.values())
        return tuple(name.id for name in (*held, *self._function.containers.values()) if isinstance(name, Name))

    def head(self) -> tuple[Stmt, ...]:
        """The variables that some way through the steps may leave unset."""
        return tuple(
            Assign(local.expr, local.absent, self._annotation(local))
            for local in self._function.locals.values()
            if local.optional and local in self._unset
        )

    def of(self, step: BoundStep) -> tuple[str, ...]:
        """The outputs of a step that have a variable."""
        return tuple(output.name for output in step.outputs if (step.id, output.name) in self._function.locals)

    def succeeded(self, block: Block) -> tuple[Stmt, ...]:
        """What the response must hold, and the outputs that are read later."""
        step = block.step
        statements: list[Stmt] = []
        if not isinstance(step.call, WorkflowCall):
            response = Name(self._function.responses[step.id])
            statements += expectation(step, response, self._module, self.of(step))
        built = Built()
        for output, local in self._recorded(step):
            value = self._values.spell(output.value, self._moments.after(step), built, output.name)
            built.statements.append(Assign(local.expr, value.expr))
            if not value.optional and isinstance(local.expr, Name):
                self.certain.add((local.expr.id, value.expr))
        return (*statements, *built.statements)

    def failed(self, block: Block) -> tuple[Stmt, ...]:
        """After failure, those of the outputs that can be read, where something may read them."""
        if not self.may_be_read_after_failure(block.step):
            return ()
        statements: list[Stmt] = []
        for output, local in self._recorded(block.step):
            built = Built()
            value = self._salvaged(block.step, output, local, built)
            statements += [*built.statements, Assign(local.expr, value)]
        return tuple(statements)

    def may_be_read_after_failure(self, step: BoundStep) -> bool:
        """Whether anything reads outputs of the step where it has not surely succeeded."""
        return any(local in self._unset for _, local in self._recorded(step))

    # --- declarations

    def _declare(self) -> None:
        """Give a variable to each output that something reads, typed as its step records it."""
        read = outputs_read(self._function.flow)
        for (step_id, _), readers in read.items():
            self._readers.setdefault(step_id, set()).update(readers)
        steps = self._function.flow.workflow.steps
        wanted = [(step, output) for step in steps for output in step.outputs if (step.id, output.name) in read]
        names = Counter(snake(output.name) for _, output in wanted)
        scope = self._function.scope
        for step, output in wanted:
            plain = snake(output.name)
            alone = names[plain] == 1 and plain not in scope
            name = plain if alone else f"{snake(step.id).strip('_')}_{plain.strip('_')}"
            self._function.locals[step.id, output.name] = Spelled(Name(scope.name(name)), UNKNOWN)
        for step, output in wanted:
            self._settle(step, output)

    def _settle(self, step: BoundStep, output: BoundOutput) -> None:
        key = (step.id, output.name)
        found = self._values.spell(output.value, self._moments.after(step), Built(), output.name)
        unset = self._may_be_unset(step.id)
        type = widened(found, self._module.resolve)
        sentinel = found.sentinel
        if unset and not found.optional and not found.foreign and admits_null(type, self._module.resolve):
            sentinel = self._module.imports.runtime("unset", "UNSET")
        variable = self._function.locals[key].expr
        local = Spelled(variable, type, found.optional or unset, found.foreign, sentinel=sentinel, given=found.given)
        self._function.locals[key] = local
        if found.optional:
            self._function.uncertain.add(key)
        if unset:
            self._unset.add(local)

    def _may_be_unset(self, step: str) -> bool:
        """Whether something may read the step's outputs where the step has not surely succeeded."""
        facts, readers = self._function.flow.facts, self._readers.get(step, set())
        places = [Place(facts.succeeded[r], facts.may_have_run[r]) for r in readers if r in facts.reachable]
        if None in readers:
            places += self._exits
        may_miss = (step in place.may_have_run and step not in place.succeeded for place in places)
        return any(may_miss) or not facts.reducible

    # --- values

    def _recorded(self, step: BoundStep) -> tuple[tuple[BoundOutput, Spelled], ...]:
        known = self._function.locals
        return tuple(
            (output, known[step.id, output.name]) for output in step.outputs if (step.id, output.name) in known
        )

    def _salvaged(self, step: BoundStep, output: BoundOutput, local: Spelled, built: Built) -> Expr:
        """What can be read of an output after failure: the variable has the type of success, and may be None for a type checker all the same."""
        value = self._values.spell(output.value, self._moments.failed(step), built, output.name)
        if value.expr == _NONE:
            return local.absent
        if value.optional and value.sentinel != local.sentinel:
            value = self._values.hold(value, built, output.name)
            known = self._values.fitted(value.definite(), local.type, local.foreign)
            return IfExp(value.is_present, known, local.absent)
        if value.optional or local.type == UNKNOWN:
            return self._values.fitted(value, local.type, local.foreign)
        return self._values.untyped(value.expr)

    def _annotation(self, local: Spelled) -> Expr:
        known = readable(local, self._module)
        return (
            optional(known)
            if local.sentinel is None
            else union((known, self._module.imports.runtime("unset", "Unset")))
        )
