"""The head of a workflow's function: clients, inputs, what it returns, and its docstring.

Takes a flow, the parameters of its inputs and its body; gives the function.
"""

from __future__ import annotations

from collections.abc import Mapping

from ..bind.model import AwsBackend, AwsCall
from ..flow.model import Flow
from .context import ModuleContext
from .docs import function_docstring, raised_by, sentence
from .merged import merged_inputs
from .model import Constant, Docstring, Function, Name, Parameter, Stmt
from .names_used import names_used
from .returned import returned
from .stubs import stub_name
from .types import union


class Signature:
    """Plans the head of one workflow's function. `parameters` are the names of its inputs."""

    def __init__(self, module: ModuleContext, flow: Flow, parameters: Mapping[str, str]) -> None:
        self._module = module
        self._flow = flow
        self._parameters = parameters
        self._names = module.names.workflows[flow.workflow.key]

    def function(
        self,
        keyword_only: tuple[Parameter, ...],
        body: tuple[Stmt, ...],
        documented: tuple[tuple[str, str], ...] = (),
    ) -> Function:
        """The function: required keywords first. `documented` are parameters that are no inputs, each with what it is for."""
        workflow = self._flow.workflow
        keyword_only = (*keyword_only, *self._limit())
        return Function(
            name=self._names.function,
            positional=tuple(
                self._client(name, source) for name, source in self._module.names.parameters(workflow).items()
            ),
            keyword_only=tuple(sorted(keyword_only, key=lambda parameter: parameter.default is not None)),
            returns=returned(workflow.key, self._module),
            docstring=self._docstring(body, documented),
            body=body,
        )

    def _client(self, name: str, source: str) -> Parameter:
        backend = self._module.program.sources[source].backend
        if isinstance(backend, AwsBackend):
            module = f"types_boto3_{stub_name(backend.service)}"
            return Parameter(name, self._module.imports.outside(module, self._client_class(source), True))
        folder = "aio/apis" if self._module.is_async else "apis"
        path = f"{folder}/{self._module.clients.module(source)}.py"
        return Parameter(name, self._module.generated(path, self._module.clients.class_name(source), True))

    def _client_class(self, source: str) -> str:
        calls = (step.call for workflow in self._module.program.workflows.values() for step in workflow.steps)
        found = (call.operation for call in calls if isinstance(call, AwsCall) and call.operation.source == source)
        return next((operation.client_class for operation in found), "BaseClient")

    def _limit(self) -> tuple[Parameter, ...]:
        """`max_steps`; a workflow that calls itself, perhaps by way of others, is handed what is left of its caller's."""
        facts = self._flow.facts
        if not facts.cyclic and not facts.recursive:
            return ()
        budget = [self._module.imports.runtime("steps", "StepBudget")] if facts.recursive else []
        return (Parameter("max_steps", union([Name("int"), *budget]), Constant(1000)),)

    def _docstring(self, body: tuple[Stmt, ...], documented: tuple[tuple[str, str], ...]) -> Docstring:
        workflow = self._flow.workflow
        arguments = tuple(
            (self._parameters[item.name], sentence(item.description or ""))
            for item in merged_inputs(workflow.key, self._module.program)
            if item.description
        )
        returns = "The outputs of the workflow."
        return function_docstring(workflow, (*arguments, *documented), returns, self._raised(body))

    def _raised(self, body: tuple[Stmt, ...]) -> frozenset[str]:
        """The errors that the body raises, and those of the workflows that it calls."""
        key, known = self._flow.workflow.key, self._module.raised
        called = (known.get(other, frozenset[str]()) for other in self._module.flows.calls.get(key, ()))
        known[key] = raised_by(names_used(body)).union(*called)
        return known[key]
