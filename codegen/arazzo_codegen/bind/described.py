"""Sources of a program: takes settled workflows, gives the API descriptions that they touch, with the servers and schemes they need."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from .model import (
    AwsBackend,
    AwsCall,
    AwsOperation,
    BoundWorkflow,
    GotoWorkflow,
    HttpBackend,
    HttpCall,
    HttpOperation,
    Retry,
    Source,
    SourceKey,
    WorkflowCall,
    WorkflowKey,
)
from .scope import Library


def touched_sources(
    workflows: Mapping[WorkflowKey, BoundWorkflow], library: Library
) -> dict[WorkflowKey, tuple[SourceKey, ...]]:
    """The descriptions that each workflow touches, by itself or through others, in the order of its document."""
    callers: dict[WorkflowKey, list[WorkflowKey]] = {}
    for key, workflow in workflows.items():
        for called in dict.fromkeys(called_workflows(workflow)):
            callers.setdefault(called, []).append(key)
    touched: dict[WorkflowKey, dict[SourceKey, None]] = {key: {} for key in workflows}
    for key, workflow in workflows.items():
        for source in dict.fromkeys(operation.source for operation in _operations(workflow)):
            _spread(source, key, touched, callers)
    return {key: _ordered(key, tuple(sorted(found)), library) for key, found in touched.items()}


def _spread(
    source: SourceKey,
    start: WorkflowKey,
    touched: dict[WorkflowKey, dict[SourceKey, None]],
    callers: Mapping[WorkflowKey, list[WorkflowKey]],
) -> None:
    """A workflow that touches a description makes all touch it that call it; each is passed once for each description."""
    waiting = [start]
    while waiting:
        key = waiting.pop()
        if source not in touched[key]:
            touched[key][source] = None
            waiting.extend(callers.get(key, ()))


def _ordered(key: WorkflowKey, found: tuple[SourceKey, ...], library: Library) -> tuple[SourceKey, ...]:
    declared = [source.target or "" for source in library.documents.arazzo[key.document].source_descriptions]
    return tuple(sorted(found, key=lambda uri: declared.index(uri) if uri in declared else len(declared)))


def _operations(workflow: BoundWorkflow) -> Iterator[HttpOperation | AwsOperation]:
    for step in workflow.steps:
        if isinstance(step.call, (HttpCall, AwsCall)):
            yield step.call.operation


def called_workflows(workflow: BoundWorkflow) -> Iterator[WorkflowKey]:
    """Those that the workflow depends on, calls, or goes to."""
    yield from workflow.depends_on
    for step in workflow.steps:
        if isinstance(step.call, WorkflowCall):
            yield step.call.workflow
        for action in (*step.on_success, *step.on_failure):
            match action.effect:
                case GotoWorkflow(call):
                    yield call.workflow
                case Retry(detour=WorkflowCall() as detour):
                    yield detour.workflow
                case _:
                    pass


def described_sources(workflows: Mapping[WorkflowKey, BoundWorkflow], library: Library) -> dict[SourceKey, Source]:
    """Every description that is touched, in the order of first use."""
    used: dict[SourceKey, list[HttpOperation | AwsOperation]] = {}
    for workflow in workflows.values():
        for operation in _operations(workflow):
            used.setdefault(operation.source, []).append(operation)
    return {key: _source(key, operations, library) for key, operations in used.items()}


def _source(key: SourceKey, operations: list[HttpOperation | AwsOperation], library: Library) -> Source:
    description = library.documents.openapi[key]
    http = [operation for operation in operations if isinstance(operation, HttpOperation)]
    service = next((operation.service for operation in operations if isinstance(operation, AwsOperation)), None)
    required = {name for operation in http for requirement in operation.security for name, _ in requirement.schemes}
    return Source(
        key=key,
        name=library.source_names[key],
        title=description.title,
        path=description.document.path,
        backend=HttpBackend() if service is None else AwsBackend(service),
        servers=library.contracts.servers(description),
        schemes=tuple(scheme for scheme in library.schemes_of(key) if scheme.key in required),
    )
