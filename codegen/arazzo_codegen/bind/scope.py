"""Names in reach of a step: takes a document and a workflow, gives inputs, steps, outputs and dependencies by name.

Outputs are bound when somebody asks for one, so that a step may read what stands further down (a `goto` may have gone there and back).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, TypeAlias

from ..classes import dataclass, field
from ..diagnostics.model import Missing, Reporter
from ..load.model import Sources
from ..options import Environment, Options
from ..parse.model import (
    ArazzoDocument,
    Documents,
    Output,
    SourceDescription,
    Step,
    Workflow,
)
from .contracts import Contracts
from .model import (
    Argument,
    AwsOperation,
    BoundOutput,
    HttpOperation,
    MessageOperation,
    ResponseShape,
    SecurityScheme,
    SourceKey,
    Value,
    WorkflowInput,
    WorkflowKey,
)
from .references import References
from .schema import schema_type
from .types import Types

if TYPE_CHECKING:
    from .descriptions import Candidate

Target: TypeAlias = HttpOperation | AwsOperation | MessageOperation | WorkflowKey
Evaluate: TypeAlias = "Callable[[Output, WorkflowScope, StepScope | None], Value | Missing]"
"""Binds the value of an output; outputs are values and values read outputs, so each is given the other."""


@dataclass(slots=True)
class StepScope:
    """A step while it is being bound. `sent` and `payload` are what it sends, once its request has been bound (`requested`)."""

    workflow: WorkflowScope
    step: Step
    target: Target | Missing
    sent: tuple[Argument, ...] = ()
    payload: Value | None = None
    requested: bool = False
    outputs: dict[str, BoundOutput | Missing | None] = field(default_factory=dict[str, "BoundOutput | Missing | None"])
    """None while under way."""
    admitted: tuple[ResponseShape, ...] | None = None
    """The responses that the step can succeed with, once somebody has asked."""
    _written: dict[str, Output] = field(default_factory=dict[str, Output])

    @property
    def id(self) -> str:
        """The step's id."""
        return str(self.step.id.value)

    def declared(self, name: str) -> Output | None:
        """The output as written."""
        if not self._written:
            self._written.update(_by_name(self.step.outputs))
        return self._written.get(name)


@dataclass(slots=True)
class WorkflowScope:
    """A workflow while it is being bound."""

    library: Library
    document: ArazzoDocument
    workflow: Workflow
    key: WorkflowKey
    inputs: Mapping[str, WorkflowInput]
    depends_on: tuple[WorkflowKey, ...] = ()
    steps: dict[str, StepScope] = field(default_factory=dict[str, StepScope])
    outputs: dict[str, BoundOutput | Missing | None] = field(default_factory=dict[str, "BoundOutput | Missing | None"])
    _written: dict[str, Output] = field(default_factory=dict[str, Output])

    def declared(self, name: str) -> Output | None:
        """The output as written."""
        if not self._written:
            self._written.update(_by_name(self.workflow.outputs))
        return self._written.get(name)

    def source(self, name: str) -> SourceDescription | None:
        """The source description with this name."""
        return next((source for source in self.document.source_descriptions if source.name.value == name), None)


def _by_name(outputs: tuple[Output, ...]) -> dict[str, Output]:
    """Outputs by name, of those that share one the first."""
    return {str(output.name.value): output for output in reversed(outputs)}


@dataclass(slots=True)
class Library:
    """What all workflows share: what was read, types, operations, and the workflows themselves."""

    sources: Sources
    documents: Documents
    environment: Environment
    options: Options
    reporter: Reporter
    references: References
    types: Types
    contracts: Contracts
    evaluate: Evaluate
    workflows: dict[WorkflowKey, WorkflowScope] = field(default_factory=dict[WorkflowKey, WorkflowScope])
    candidates: dict[tuple[str, str], tuple[Candidate, ...]] = field(
        default_factory=dict[tuple[str, str], "tuple[Candidate, ...]"]
    )
    """The operations of each source by name and URI."""
    services: dict[str, str | None] = field(default_factory=dict[str, "str | None"])
    """boto3's name for the service of each source by URI; None for HTTP."""
    source_names: dict[SourceKey, str] = field(default_factory=dict[SourceKey, str])
    """What the first document that uses a description calls it."""
    depth: int = 0

    def workflow(self, document: ArazzoDocument, workflow_id: str) -> WorkflowKey | None:
        """The key of a workflow, when the document has it."""
        if any(workflow.id.value == workflow_id for workflow in document.workflows):
            return WorkflowKey(document.document.uri, workflow_id)
        return None

    def schemes_of(self, key: SourceKey) -> tuple[SecurityScheme, ...]:
        """The security schemes that a source declares."""
        description = self.documents.openapi.get(key)
        return () if description is None else tuple(self.contracts.schemes(description).values())


def library_of(
    sources: Sources,
    documents: Documents,
    environment: Environment,
    options: Options,
    reporter: Reporter,
    evaluate: Evaluate,
) -> Library:
    """An empty library over what was read."""
    references = References(sources, reporter)
    types = Types(references, reporter, schema_type)
    contracts = Contracts(sources, types, reporter)
    return Library(sources, documents, environment, options, reporter, references, types, contracts, evaluate)
