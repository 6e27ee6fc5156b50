"""The inputs of a workflow's function: its own, and those of the workflows that it depends on.

Takes a workflow; gives inputs in order. What only a dependency needs is optional: whoever hands over its outputs need not give it.
"""

from __future__ import annotations

from ..bind.model import Program, WorkflowInput, WorkflowKey
from ..classes import replace
from ..flow.model import Flows
from .names import RESERVED, Scope, snake
from .program import ProgramNames


def merged_inputs(key: WorkflowKey, program: Program) -> tuple[WorkflowInput, ...]:
    """Own inputs first, then those of each dependency and of what it depends on in turn; inputs of the same name are one."""
    found = {item.name: item for item in program.workflows[key].inputs}
    seen = {key}
    waiting = list(reversed(program.workflows[key].depends_on))
    while waiting:
        dependency = waiting.pop()
        if dependency in seen:
            continue
        seen.add(dependency)
        workflow = program.workflows[dependency]
        for item in workflow.inputs:
            found.setdefault(item.name, replace(item, required=False, needed=False, needed_parts=()))
        waiting.extend(reversed(workflow.depends_on))
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
