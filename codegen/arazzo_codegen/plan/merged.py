"""The inputs of a workflow's function: its own, and those of the workflows that it depends on.

Takes a workflow; gives inputs in order. What only a dependency needs is optional: whoever hands over its outputs need not give it.
"""

from __future__ import annotations

from dataclasses import replace

from ..bind.model import Program, WorkflowInput, WorkflowKey
from ..flow.model import Flows
from .names import RESERVED, Scope, snake
from .program import ProgramNames


def merged_inputs(
    key: WorkflowKey, program: Program, seen: frozenset[WorkflowKey] = frozenset()
) -> tuple[WorkflowInput, ...]:
    """Own inputs first; inputs of the same name are one."""
    workflow = program.workflows[key]
    found = {item.name: item for item in workflow.inputs}
    for dependency in workflow.depends_on:
        if dependency not in seen:
            for item in merged_inputs(dependency, program, seen | {key}):
                found.setdefault(item.name, replace(item, required=False, needed=False))
    return tuple(found.values())


def function_scope(key: WorkflowKey, program: Program, flows: Flows, names: ProgramNames) -> Scope:
    """The names that a function's variables must leave alone: emitted code's own, clients, the functions of its module and those it calls.

    Functions of other documents are none of its business: a document's module is not to change with them.
    """
    clients = names.parameters(program.workflows[key])
    called = (names.workflows[other].function for other in flows.calls[key])
    return Scope((*RESERVED, *clients, *names.functions[key.document], *called))


def parameter_names(key: WorkflowKey, program: Program, flows: Flows, names: ProgramNames) -> dict[str, str]:
    """The parameters that a workflow's inputs become."""
    scope = function_scope(key, program, flows, names)
    return {item.name: scope.name(snake(item.name)) for item in merged_inputs(key, program)}
