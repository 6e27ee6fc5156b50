"""Stage 3: what does each name mean?

Takes the parsed documents; gives the program: references gone, each step tied to its operation, each argument to its parameter, each expression
to its type. Only what a workflow reaches is looked at.
"""

from __future__ import annotations

from ..classes import replace
from ..diagnostics.model import Missing, Reporter
from ..load.model import Sources
from ..options import Environment, Options
from ..parse.model import ArazzoDocument, Documents, Output
from .dependencies import check_dependencies
from .described import described_sources, touched_sources
from .model import (
    BoundDocument,
    BoundWorkflow,
    Program,
    UnknownType,
    Value,
    WorkflowKey,
)
from .needs import needed_inputs, needed_parts
from .reads import Reader
from .scope import Library, StepScope, WorkflowScope, library_of
from .values import ValueBinder
from .workflows import bind_workflow, open_steps, open_workflows, referred_workflows


def bind(
    sources: Sources, documents: Documents, environment: Environment, options: Options, reporter: Reporter
) -> Program:
    """Bind the entry documents and the Arazzo documents whose workflows they use."""
    library = library_of(sources, documents, environment, options, reporter, _evaluate)
    reached = _open(library)
    check_dependencies(library)
    bound = {key: bind_workflow(scope) for key, scope in library.workflows.items()}
    touched = touched_sources(bound, library)
    workflows = {key: _finished(workflow, touched[key], library) for key, workflow in bound.items()}
    return Program(
        documents=tuple(_document(document, workflows) for document in reached),
        sources=described_sources(workflows, library),
        types=library.types,
        workflows=workflows,
        used_pointers={uri: tuple(pointers) for uri, pointers in library.references.used.items()},
    )


def _evaluate(output: Output, workflow: WorkflowScope, step: StepScope | None) -> Value | Missing:
    reader = Reader(workflow, step, "workflow" if step is None else "outputs")
    return ValueBinder(reader).value(output.value, UnknownType())


def _open(library: Library) -> tuple[ArazzoDocument, ...]:
    """The documents that are compiled: the entries, and those whose workflows are called."""
    arazzo = library.documents.arazzo
    waiting = list(library.documents.entries)
    reached: dict[str, ArazzoDocument] = {}
    for uri in waiting:
        if uri in reached or uri not in arazzo:
            continue
        reached[uri] = arazzo[uri]
        open_workflows(arazzo[uri], library)
        for scope in [scope for key, scope in library.workflows.items() if key.document == uri]:
            open_steps(scope)
            waiting.extend(key.document for key in referred_workflows(scope))
    return tuple(reached.values())


def _finished(workflow: BoundWorkflow, sources: tuple[str, ...], library: Library) -> BoundWorkflow:
    needed = needed_inputs(workflow, library)
    inputs = tuple(
        replace(
            item,
            needed=not item.required and not item.has_default and item.name in needed,
            needed_parts=needed_parts(item, needed, library),
        )
        for item in workflow.inputs
    )
    return replace(workflow, inputs=inputs, sources=sources)


def _document(document: ArazzoDocument, workflows: dict[WorkflowKey, BoundWorkflow]) -> BoundDocument:
    uri, info = document.document.uri, document.info
    keys = dict.fromkeys(WorkflowKey(uri, str(workflow.id.value)) for workflow in document.workflows)
    own = tuple(workflows[key] for key in keys)
    sources = tuple(dict.fromkeys(source for workflow in own for source in workflow.sources))
    return BoundDocument(uri, document.document.path, info.title, info.summary, info.description, own, sources)
