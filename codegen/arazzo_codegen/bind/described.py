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
    return {key: _ordered(key, _reached(key, workflows), library) for key in workflows}


def _reached(start: WorkflowKey, workflows: Mapping[WorkflowKey, BoundWorkflow]) -> tuple[SourceKey, ...]:
    found: dict[SourceKey, None] = {}
    seen: dict[WorkflowKey, None] = {start: None}
    waiting = [start]
    for key in waiting:
        workflow = workflows.get(key)
        if workflow is None:
            continue
        found.update((operation.source, None) for operation in _operations(workflow))
        fresh = [called for called in called_workflows(workflow) if called not in seen]
        seen.update(dict.fromkeys(fresh))
        waiting.extend(fresh)
    return tuple(found)


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
