"""The outputs of a workflow: their `TypedDict`, and the `return` at each exit.

Takes the workflow's flow and what its steps record; gives the definition, and statements by exit.
"""

from __future__ import annotations

from ..bind.model import BoundOutput
from ..flow.model import NO_STEPS, Block, Finish, Flow, Transfer
from .built import Built
from .context import FunctionContext, Place
from .model import Assign, Constant, Dict, Expr, Field, If, Name, Return, Stmt, Subscript, TypedDictClass
from .readable import readable, said
from .static import UNKNOWN, Spelled
from .values import Values


class Outputs:
    """Plans the outputs of one workflow."""

    def __init__(self, function: FunctionContext, values: Values, name: str) -> None:
        self._function = function
        self._module = function.module
        self._values = values
        self._name = name

    def finish(self, block: Block, failed: bool) -> tuple[Stmt, ...]:
        """Return the outputs that are applicable when the workflow ends at this block."""
        built = Built()
        place = exit_place(self._function.flow, block, failed)
        found = [
            (output.name, self._values.held(output.value, place, built, output.name)) for output in self._outputs()
        ]
        given = [(name, value) for name, value in found if not _is_nothing(value)]
        always = tuple((Constant(name), value.expr) for name, value in given if not value.optional)
        whole = Dict(always)
        if not any(value.optional for _, value in given):
            return (*built.statements, Return(whole))
        outputs = Name("outputs")
        statements: list[Stmt] = [*built.statements, Assign(outputs, whole, Name(self._name))]
        for name, value in given:
            if value.optional:
                item = Assign(Subscript(outputs, Constant(name)), value.expr)
                statements.append(If(value.is_present, (item,)))
        return (*statements, Return(outputs))

    def definition(self, docstring: str) -> TypedDictClass:
        """The `TypedDict`: an output that some exit lacks is `NotRequired`."""
        exits = exits_of(self._function.flow)
        self._module.imports.outside("typing", "TypedDict")
        fields = tuple(self._field(output, exits) for output in self._outputs())
        return TypedDictClass(self._name, fields, docstring)

    def _field(self, output: BoundOutput, exits: tuple[tuple[Block, bool], ...]) -> Field:
        flow = self._function.flow
        found = [self._values.spell(output.value, exit_place(flow, *one), Built(), "_") for one in exits]
        lacking = [exit for exit, value in zip(exits, found, strict=True) if value.optional]
        certain = all(_is_nothing(value) for value in found if value.optional)
        present = [value for value in found if not _is_nothing(value)]
        value = present[0] if present else Spelled(Constant(None), UNKNOWN)
        annotation = self.annotation(value)
        if not hands_over(flow):
            sentinel = value.sentinel or next((v.sentinel for v in found if v.sentinel is not None), None)
            given = Spelled(Name("_"), said(value, self._module), bool(lacking), sentinel=sentinel, given=value.given)
            self._module.returned[flow.workflow.key, output.name] = given
        if lacking or not exits:
            annotation = Subscript(self._module.types.typing("NotRequired"), annotation)
        return Field(output.name, annotation, _absence(lacking, exits, certain))

    def annotation(self, value: Spelled) -> Expr:
        """The type of an output."""
        return readable(value, self._module)

    def _outputs(self) -> tuple[BoundOutput, ...]:
        return self._function.flow.workflow.outputs


def _absence(lacking: list[tuple[Block, bool]], exits: tuple[tuple[Block, bool], ...], certain: bool) -> str | None:
    """Where an output may be absent, when that is so at some exits only."""
    if not lacking or len(lacking) == len(exits):
        return None
    steps = list(dict.fromkeys(f"`{block.step.id}`" for block, _ in lacking))
    return f"{'Absent' if certain else 'May be absent'} when the workflow ends at step {' or '.join(steps)}."


def hands_over(flow: Flow) -> bool:
    """Whether the workflow may return the outputs of another instead of its own."""
    outcomes = (outcome for block in flow.blocks for outcome in (*block.on_success, *block.on_failure))
    return any(isinstance(outcome.then, Transfer) for outcome in outcomes)


def exits_of(flow: Flow) -> tuple[tuple[Block, bool], ...]:
    """Where the workflow returns its own outputs: blocks, and whether their step has failed then."""
    return tuple(
        (block, failed)
        for block in flow.blocks
        if block.step.id in flow.facts.reachable
        for failed, outcomes in ((False, block.on_success), (True, block.on_failure))
        if any(isinstance(outcome.then, Finish) for outcome in outcomes)
    )


def exit_place(flow: Flow, block: Block, failed: bool) -> Place:
    """What may be read when the workflow ends at a block."""
    step = block.step.id
    facts = flow.facts
    succeeded = facts.succeeded_after.get((step, failed), facts.succeeded.get(step, NO_STEPS))
    return Place(succeeded, facts.may_have_run.get(step, NO_STEPS).plus((step,)))


def _is_nothing(value: Spelled) -> bool:
    return isinstance(value.expr, Constant) and value.optional
