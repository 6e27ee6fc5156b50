"""What the function of a workflow returns.

Takes a workflow; gives the annotation: its own outputs, and those of the workflows that it hands over to.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..bind.model import WorkflowKey
from ..flow.model import Flow, Transfer
from .context import ModuleContext
from .model import Expr, Name
from .outputs import exits_of
from .types import union


def returned(key: WorkflowKey, module: ModuleContext) -> Expr:
    """The `TypedDict`s of a workflow's function; `Never` where it never returns."""
    parts = [outputs_type(other, module) for other in _answering(key, module) if exits_of(module.flows.flows[other])]
    return union(parts) if parts else module.types.typing("Never")


def _answering(key: WorkflowKey, module: ModuleContext) -> Iterator[WorkflowKey]:
    """The workflow, and those that it hands over to, however far, in the order of the text."""
    seen: set[WorkflowKey] = set()
    waiting = [key]
    while waiting:
        found = waiting.pop()
        if found not in seen:
            seen.add(found)
            yield found
            waiting.extend(reversed(tuple(_handed_over_to(module.flows.flows[found]))))


def _handed_over_to(flow: Flow) -> Iterator[WorkflowKey]:
    for block in flow.blocks:
        for outcome in (*block.on_success, *block.on_failure):
            if isinstance(outcome.then, Transfer):
                yield outcome.then.call.workflow


def outputs_type(key: WorkflowKey, module: ModuleContext) -> Name:
    """The `TypedDict` of a workflow's own outputs, imported where it is another module's."""
    names = module.names.workflows[key]
    path = f"aio/{names.path}" if module.is_async else names.path
    return Name(names.outputs) if path == module.path else module.generated(path, names.outputs, True)
