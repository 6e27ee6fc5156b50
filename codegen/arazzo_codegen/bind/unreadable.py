"""Sources that are not there: takes a source description, gives what was already reported about it."""

from __future__ import annotations

from ..diagnostics.model import Missing
from ..diagnostics.rules import names
from ..parse.model import SourceDescription
from .scope import Library


def silent(source: SourceDescription, library: Library) -> Missing | None:
    """What was already reported about a source that is not there: a step that needs it has nothing to add."""
    target = source.target or ""
    documents = library.documents
    if target in documents.openapi or target in documents.asyncapi or target in documents.arazzo:
        return None
    told = [
        d
        for d in library.reporter.diagnostics
        if d.primary.span == source.url.span or d.primary.span.path == _path(target, library)
    ]
    if told:
        return Missing(told[0])
    message = f"source description `{source.name.value}` cannot be used"
    return library.reporter.report(names.UNKNOWN_SOURCE, message, source.url.span)


def _path(target: str, library: Library) -> str:
    document = library.sources.documents.get(target)
    return getattr(document, "path", "")
