"""Inputs whose values go to boto3, which takes bytes and files but no `File` of ours.

Takes an input of a workflow; tells whether it reaches an AWS operation, in the workflow's own calls or in those of the workflows that it runs.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ..bind.model import (
    AwsCall,
    BoundWorkflow,
    Call,
    GotoWorkflow,
    InputRoot,
    Program,
    Read,
    Retry,
    WorkflowCall,
    WorkflowKey,
)
from ..bind.walk import call_reads, reads_of


def is_given_to_aws(key: WorkflowKey, name: str, program: Program) -> bool:
    """Whether the input is sent to AWS."""
    waiting, seen = [(key, name)], set[tuple[WorkflowKey, str]]()
    while waiting:
        place = waiting.pop()
        if place in seen:
            continue
        seen.add(place)
        workflow, name = program.workflows[place[0]], place[1]
        # A dependency is run with the inputs of the same names.
        waiting += [(dependency, name) for dependency in workflow.depends_on]
        for call in _calls(workflow):
            if isinstance(call, AwsCall) and _reads_input(call_reads(call), name):
                return True
            if isinstance(call, WorkflowCall):
                waiting += [(call.workflow, n) for n, value in call.arguments if _reads_input(reads_of(value), name)]
    return False


def _calls(workflow: BoundWorkflow) -> Iterator[Call]:
    for step in workflow.steps:
        yield step.call
        for action in (*step.on_success, *step.on_failure):
            match action.effect:
                case GotoWorkflow(call=call) | Retry(detour=WorkflowCall() as call):
                    yield call
                case _:
                    pass


def _reads_input(reads: Iterable[Read], name: str) -> bool:
    return any(isinstance(read.root, InputRoot) and read.root.name == name for read in reads)
