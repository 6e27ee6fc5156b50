"""What the function of a workflow returns.

Takes a workflow; gives the annotation: its own outputs, and those of the workflows that it hands over to.
"""

from __future__ import annotations

from ..bind.model import WorkflowKey
from ..flow.model import Transfer
from .context import ModuleContext
from .model import Expr, Name
from .outputs import exits_of
from .types import union


def returned(key: WorkflowKey, module: ModuleContext, seen: frozenset[WorkflowKey] = frozenset()) -> Expr:
    """The `TypedDict`s of a workflow's function; `Never` where it never returns."""
    flow = module.flows.flows[key]
    parts: list[Expr] = [outputs_type(key, module)] if exits_of(flow) else []
    for block in flow.blocks:
        for outcome in (*block.on_success, *block.on_failure):
            target = outcome.then.call.workflow if isinstance(outcome.then, Transfer) else None
            if target is not None and target not in seen and target != key:
                parts.append(returned(target, module, seen | {key}))
    return union(parts) if parts else module.types.typing("Never")


def outputs_type(key: WorkflowKey, module: ModuleContext) -> Name:
    """The `TypedDict` of a workflow's own outputs, imported where it is another module's."""
    names = module.names.workflows[key]
    path = f"aio/{names.path}" if module.is_async else names.path
    return Name(names.outputs) if path == module.path else module.generated(path, names.outputs, True)
