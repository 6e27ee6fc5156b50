"""Workflows that run first (`dependsOn`).

Takes a workflow; gives the parameters by which a caller hands over their outputs, and the statements that run them otherwise.
"""

from __future__ import annotations

from ..bind.model import InputRoot, Read, WorkflowCall, WorkflowKey
from ..flow.model import NO_STEPS
from .built import Built
from .calls import Calls
from .context import FunctionContext, Place
from .merged import merged_inputs
from .model import Assign, Compare, Constant, If, Name, Parameter, Stmt
from .names import snake
from .returned import returned
from .types import optional


class Dependencies:
    """Plans what a workflow depends on."""

    def __init__(self, function: FunctionContext, calls: Calls) -> None:
        self._function = function
        self._module = function.module
        self._calls = calls
        workflow = function.flow.workflow
        self._keys = workflow.depends_on
        function.dependencies = {
            key: function.scope.name(f"after_{snake(key.workflow_id).strip('_')}") for key in self._keys
        }
        function.dependency_inputs = {
            (key, item.name): function.inputs[item.name]
            for key in self._keys
            for item in merged_inputs(key, self._module.program)
            if item.name in function.inputs
        }

    def parameters(self) -> tuple[Parameter, ...]:
        """`after_login: LoginOutputs | None = None` for each."""
        return tuple(
            Parameter(self._function.dependencies[key], optional(returned(key, self._module)), Constant(None))
            for key in self._keys
        )

    def documentation(self) -> tuple[tuple[str, str], ...]:
        """What each of the parameters is for."""
        functions = {key: self._module.names.workflows[key].function for key in self._keys}
        return tuple(
            (self._function.dependencies[key], f"What `{functions[key]}` has returned; without it, that runs first.")
            for key in self._keys
        )

    def statements(self) -> tuple[Stmt, ...]:
        """Run those whose outputs the caller did not hand over."""
        return tuple(statement for key in self._keys for statement in self._run(key))

    def _run(self, key: WorkflowKey) -> tuple[Stmt, ...]:
        inputs = merged_inputs(key, self._module.program)
        arguments = tuple(
            (item.name, Read(InputRoot(item.name), (), item.type, not item.required, f"$inputs.{item.name}", item.span))
            for item in inputs
        )
        built = Built()
        call = WorkflowCall(key, arguments, self._function.flow.workflow.span)
        spelled = self._calls.workflow(call, Place(NO_STEPS, NO_STEPS), built, None)
        variable = Name(self._function.dependencies[key])
        return (If(Compare(variable, "is", Constant(None)), (*built.statements, Assign(variable, spelled))),)
