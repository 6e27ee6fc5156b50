"""What documents say, looked up: workflows, their actions and parameters, and which workflows they lead to.

Sections "Workflow Object", "Reusable Object" and "Components Object" of the Arazzo Specification, for the direct interpreter.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import NamedTuple

from arazzo_codegen.diagnostics.model import Missing
from arazzo_codegen.load.model import data
from arazzo_codegen.parse.model import (
    Action,
    ArazzoDocument,
    ComponentReference,
    Parameter,
    Reusable,
    Step,
    Workflow,
)


class Key(NamedTuple):
    """A workflow: the source description that its document goes by (empty for the first document), and its id."""

    source: str
    workflow_id: str


@dataclass
class Documents:
    """The documents, by the name of their source descriptions."""

    by_source: Mapping[str, ArazzoDocument]

    def workflow(self, key: Key) -> Workflow:
        """The workflow with this id."""
        workflows = self.by_source[key.source].workflows
        return next(workflow for workflow in workflows if workflow.id.value == key.workflow_id)

    def named(self, caller: Key, name: str) -> Key:
        """The workflow that is called `name` by another: of the same document, or `$sourceDescriptions.<source>.<workflowId>`."""
        if not name.startswith("$sourceDescriptions."):
            return Key(caller.source, name)
        _, source, workflow_id = name.split(".")
        return Key(source, workflow_id)

    def leads_to(self, start: Key, end: Key) -> bool:
        """Whether a workflow calls another, perhaps by way of others."""
        seen: set[Key] = set()
        waiting = [start]
        while waiting:
            key = waiting.pop()
            fresh = {self.named(key, name) for name in self._names_called(key)} - seen
            seen |= fresh
            waiting += fresh
        return end in seen

    def _names_called(self, key: Key) -> list[str]:
        workflow = self.workflow(key)
        found = [str(name.value) for name in workflow.depends_on]
        for step in workflow.steps:
            assert not isinstance(step.target, Missing)
            if step.target.field == "workflowId":
                found.append(str(step.target.node.value))
            actions = self.actions(key, step, failed=False) + self.actions(key, step, failed=True)
            found += [str(action.workflow_id.value) for action in actions if action.workflow_id is not None]
        return found

    def actions(self, key: Key, step: Step, failed: bool) -> list[Action]:
        """The step's own actions in order, then the workflow's whose names are not among them."""
        workflow = self.workflow(key)
        own = step.on_failure if failed else step.on_success
        common = workflow.failure_actions if failed else workflow.success_actions
        found = [self._action(key, action) for action in own]
        names = {action.name.value for action in found}
        inherited = [self._action(key, action) for action in common]
        return found + [action for action in inherited if action.name.value not in names]

    def _action(self, key: Key, action: Action | Reusable) -> Action:
        if isinstance(action, Action):
            return action
        kind, name = _component(action)
        components = self.by_source[key.source].components
        return (components.success_actions if kind == "successActions" else components.failure_actions)[name]

    def parameter(self, key: Key, parameter: Parameter | Reusable) -> Parameter:
        """A parameter of the components has the value that the reference gives, if it gives one."""
        if isinstance(parameter, Parameter):
            return parameter
        found = self.by_source[key.source].components.parameters[_component(parameter)[1]]
        return found if parameter.value is None else replace(found, value=parameter.value)


def defaults(workflow: Workflow) -> dict[str, object]:
    """The inputs that the schema gives a value."""
    schema = None if workflow.inputs is None else data(workflow.inputs)
    properties = schema.get("properties") if isinstance(schema, dict) else None
    if not isinstance(properties, dict):
        return {}
    return {
        name: schema["default"]
        for name, schema in properties.items()
        if isinstance(schema, dict) and "default" in schema
    }


def _component(reusable: Reusable) -> tuple[str, str]:
    """The kind and name that `$components.kind.name` refers to."""
    assert not isinstance(reusable.reference, Missing) and isinstance(reusable.reference.root, ComponentReference)
    return reusable.reference.root.kind, reusable.reference.root.name
