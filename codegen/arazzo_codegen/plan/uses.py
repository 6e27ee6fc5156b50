"""Which outputs of steps are read, and where.

Takes a flow; gives for each output that something reads the steps that read it, None standing for the outputs of the workflow.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..bind.model import BoundStep, BoundWorkflow, CalledOutputRoot, InputRoot, Read, StepOutputRoot, WorkflowCall
from ..bind.walk import action_reads, call_reads, reads_of, step_reads
from ..flow.model import Flow


def outputs_read(flow: Flow) -> dict[tuple[str, str], frozenset[str | None]]:
    """By (step, output): who reads it."""
    found: dict[tuple[str, str], set[str | None]] = {}
    for step in flow.workflow.steps:
        if step.id in flow.facts.reachable:
            _note(found, step.id, step_reads(step))
    _note(found, None, (read for output in flow.workflow.outputs for read in reads_of(output.value)))
    return {key: frozenset(readers) for key, readers in found.items()}


def inputs_read(workflow: BoundWorkflow) -> dict[str, str]:
    """For each input the first step whose call reads it."""
    found: dict[str, str] = {}
    for step in workflow.steps:
        for read in call_reads(step.call):
            if isinstance(read.root, InputRoot):
                found.setdefault(read.root.name, step.id)
    return found


def _note(found: dict[tuple[str, str], set[str | None]], reader: str | None, reads: Iterator[Read]) -> None:
    for read in reads:
        if isinstance(read.root, StepOutputRoot):
            found.setdefault((read.root.step, read.root.output), set()).add(reader)


def result_read_after_failure(step: BoundStep, recorded: bool) -> bool:
    """Whether the outputs of the workflow that a step calls are read where a criterion of the step may have failed; `recorded`: its outputs are."""
    if not isinstance(step.call, WorkflowCall) or not step.criteria:
        return False
    reads = [read for action in step.on_failure for read in action_reads(action)]
    if recorded:
        reads += [read for output in step.outputs for read in reads_of(output.value)]
    return any(isinstance(read.root, CalledOutputRoot) for read in reads)
