"""A workflow as a function.

Takes a flow; gives the function and the `TypedDict` of its outputs.
"""

from __future__ import annotations

from ..flow.model import Flow
from .bodies import Body
from .calls import Calls
from .context import FunctionContext, ModuleContext
from .declarations import declared_once
from .dependencies import Dependencies
from .guards import Guards
from .inputs import Inputs
from .known import without_decided
from .liveness import without_unread
from .merged import function_scope, merged_inputs, parameter_names
from .merging import merged
from .model import Assign, Attribute, Call, Definition, Name, Stmt
from .moments import Moments
from .names import camel, response_name
from .outputs import Outputs
from .reads import Reads
from .records import Records
from .signature import Signature
from .steps import Steps
from .structure import structure, surveyed
from .uses import inputs_read
from .values import Values


class WorkflowPlanner:
    """Plans one workflow."""

    def __init__(self, module: ModuleContext, flow: Flow) -> None:
        self._module = module
        self._flow = flow = surveyed(flow)
        workflow = flow.workflow
        self._names = module.names.workflows[workflow.key]
        self._parameters = parameter_names(workflow.key, module.program, module.flows, module.names)
        scope = function_scope(workflow.key, module.program, module.flows, module.names)
        for name in self._parameters.values():
            scope.name(name)
        prefix = camel(self._names.function.strip("_"))
        inputs = merged_inputs(workflow.key, module.program)
        self._inputs = Inputs(module, workflow.key, prefix, inputs_read(workflow)).plan(inputs, self._parameters)
        wanted = {step.id: response_name(step.id, scope) for step in workflow.steps}
        responses = {step: scope.name(name) for step, name in wanted.items()}
        function = FunctionContext(module, flow, scope, self._inputs.values, responses)
        reads = Reads(function)
        values = Values(function, reads)
        calls = Calls(function, reads, values)
        moments = Moments(function)
        self._dependencies = Dependencies(function, calls)
        self._records = Records(function, values, moments)
        self._outputs = Outputs(function, values, self._names.outputs)
        guards = Guards(function, reads)
        self._steps = Steps(function, moments, guards, calls, self._records, self._outputs, self._is_bounded)

    def plan(self) -> tuple[Definition, ...]:
        """The outputs' type and the function."""
        definition = self._outputs.definition(f"What `{self._names.function}` returns.")
        whole = (*self._head(), *structure(self._flow, self._steps))
        body = self._read_over(whole)
        keyword_only = (*self._inputs.parameters, *self._dependencies.parameters())
        signature = Signature(self._module, self._flow, self._parameters)
        return (definition, signature.function(keyword_only, body, self._dependencies.documentation()))

    def _read_over(self, body: Body) -> Body:
        """The body without what a reader would strike out."""
        variables = (*self._records.names, *self._steps.countdowns)
        return declared_once(merged(without_unread(without_decided(body, variables, self._records.certain), variables)))

    @property
    def _is_bounded(self) -> bool:
        """Whether the workflow can go round, and counts its requests."""
        return self._flow.facts.cyclic or self._flow.facts.recursive

    def _head(self) -> tuple[Stmt, ...]:
        """Checks of inputs, the count of requests, dependencies, and the variables that may stay unset."""
        statements: list[Stmt] = [*self._inputs.head]
        if self._is_bounded:
            budget = self._module.imports.runtime("steps", "StepBudget")
            made = Attribute(budget, "of") if self._flow.facts.recursive else budget
            statements.append(Assign(Name("budget"), Call(made, (Name("max_steps"),))))
        return (*statements, *self._dependencies.statements(), *self._records.head())
