"""Family 5: what has run by when: reads of steps, and the order that `dependsOn` asks for."""

from __future__ import annotations

from collections.abc import Iterator

from ..bind.model import Read, StepOutputRoot
from ..bind.walk import call_reads, reads_after
from ..diagnostics.model import Label
from ..diagnostics.rules import control_flow as say
from ..flow.model import Block, Flow
from ..tuples import NamedTuple
from .matter import Matter


class _StepRead(NamedTuple):
    """A read of an output of `step`, in the block of another."""

    read: Read
    step: str
    output: str


def reads_of_steps(matter: Matter) -> None:
    """A read of a step that cannot have run by then, or need not have."""
    for flow in matter.flows.flows.values():
        for block in flow.blocks:
            if block.step.id in flow.facts.may_have_run:
                for found in _step_reads(block):
                    _judge(matter, flow, block, found)


def _judge(matter: Matter, flow: Flow, block: Block, found: _StepRead) -> None:
    facts, here = flow.facts, block.step.id
    if found.step in facts.succeeded[here] or found.step not in flow:
        return
    if found.step == here:
        _tell_own(matter, here, found.read, never=here not in facts.may_have_run[here])
        return
    source = Label(flow.block(found.step).step.span, "the step that is read")
    if found.step not in facts.may_have_run[here]:
        matter.reporter.report(
            say.READ_BEFORE_RUN,
            f"step `{found.step}` cannot have run when step `{here}` reads `{found.read.text}`",
            found.read.span,
            label="read here",
            related=(source,),
            help=f"let step `{found.step}` come before step `{here}`",
        )
        return
    matter.reporter.report(
        say.READ_MAY_BE_ABSENT,
        f"`{found.read.text}` may be absent: step `{found.step}` need not have succeeded when step `{here}` reads it",
        found.read.span,
        label="absent on some ways",
        related=(source,),
        help=f"let every way to step `{here}` lead through step `{found.step}`",
    )


def _tell_own(matter: Matter, here: str, read: Read, *, never: bool) -> None:
    """A step whose request needs what the step gives: there is none at first, and ever after none where nothing leads back to the step."""
    matter.reporter.report(
        say.READ_BEFORE_RUN if never else say.READ_MAY_BE_ABSENT,
        f"step `{here}` cannot read its own output `{read.text}` before it has run",
        read.span,
        label="never there" if never else "absent the first time",
        notes=() if never else (f"it is there when the run comes back to step `{here}`",),
        help="read what an earlier step gives, or an input",
    )


def _step_reads(block: Block) -> Iterator[_StepRead]:
    """Reads of other steps; a step's own outputs are there once it has been called."""
    for read in call_reads(block.step.call):
        if isinstance(read.root, StepOutputRoot):
            yield _StepRead(read, read.root.step, read.root.output)
    for read in reads_after(block.step):
        if isinstance(read.root, StepOutputRoot) and read.root.step != block.step.id:
            yield _StepRead(read, read.root.step, read.root.output)


def step_dependencies(matter: Matter) -> None:
    """`dependsOn` of a step (1.1): the steps named there must be completed before it."""
    for flow in matter.flows.flows.values():
        for block in flow.blocks:
            if block.step.id in flow.facts.may_have_run:
                for name in block.step.depends_on:
                    _judge_dependency(matter, flow, block, name)


def _judge_dependency(matter: Matter, flow: Flow, block: Block, name: str) -> None:
    facts, here = flow.facts, block.step.id
    if name not in flow or name in facts.succeeded[here]:
        return
    needed = flow.block(name).step
    never = name not in facts.may_have_run[here]
    matter.reporter.report(
        say.DEPENDENCY_AFTER_STEP if never else say.DEPENDENCY_MAY_NOT_RUN,
        f"step `{here}` depends on step `{name}`, which {'cannot' if never else 'need not'} have been completed before it",
        block.step.span,
        label=f"depends on `{name}`",
        related=(Label(needed.span, "the step it depends on"),),
        help=f"let step `{name}` come before step `{here}`" + ("" if never else " on every way"),
    )


RULES = (reads_of_steps, step_dependencies)
