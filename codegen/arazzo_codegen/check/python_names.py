"""Family 2: names that differ in the document and are the same in Python, where one of them gets a number."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ..bind.model import BoundDocument, BoundWorkflow, HttpBackend
from ..diagnostics.model import Label, Span
from ..diagnostics.rules import names as say
from ..identifiers import client, snake
from ..tuples import NamedTuple
from .matter import Matter


class _Named(NamedTuple):
    """Something with a name in the document and one in Python."""

    what: str
    name: str
    python: str
    span: Span


def same_in_python(matter: Matter) -> None:
    """Workflows and clients of a document, and inputs of a workflow, that are called the same in Python."""
    for document in matter.program.documents:
        functions = [_function(workflow) for workflow in document.workflows]
        clients = list(_clients(document, matter))
        _tell(functions, matter)
        _tell(clients, matter)
        for workflow in document.workflows:
            _tell((*clients, *functions, *_inputs(workflow)), matter, only="input")


RULES = (same_in_python,)


def _function(workflow: BoundWorkflow) -> _Named:
    name = workflow.key.workflow_id
    return _Named("workflow", name, snake(name), workflow.span)


def _clients(document: BoundDocument, matter: Matter) -> Iterator[_Named]:
    """The HTTP sources that the document touches and names itself; several AWS sources may share a client."""
    written = matter.documents.arazzo[document.uri].source_descriptions
    for source in written:
        touched = matter.program.sources.get(source.target or "") if source.target in document.sources else None
        if touched is not None and isinstance(touched.backend, HttpBackend):
            yield _Named("source description", touched.name, client(touched.name), source.name.span)


def _inputs(workflow: BoundWorkflow) -> Iterator[_Named]:
    for item in workflow.inputs:
        yield _Named("input", item.name, snake(item.name), item.span)


def _tell(named: Iterable[_Named], matter: Matter, only: str | None = None) -> None:
    first: dict[str, _Named] = {}
    for each in named:
        known = first.setdefault(each.python, each)
        if known is each or (known.name == each.name and known.what == each.what) or only not in (None, each.what):
            continue
        matter.reporter.report(
            say.SAME_IN_PYTHON,
            f"{each.what} `{each.name}` is `{each.python}` in Python, as {known.what} `{known.name}` is",
            each.span,
            label="gets a number",
            related=(Label(known.span, "takes the name"),),
            help="rename one of them",
        )
