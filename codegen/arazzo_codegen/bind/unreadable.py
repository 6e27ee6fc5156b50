"""Sources that are not there: takes a source description, gives what was already reported about it."""

from __future__ import annotations

from ..diagnostics.model import Missing
from ..diagnostics.rules import names
from ..load.model import Document, Unreadable
from ..parse.model import SourceDescription
from .scope import Library


def silent(source: SourceDescription, library: Library) -> Missing | None:
    """What was already reported about a source that is not there: a step that needs it has nothing to add."""
    target = source.target or ""
    documents = library.documents
    if target in documents.openapi or target in documents.asyncapi or target in documents.arazzo:
        return None
    read = library.sources.documents.get(target)
    if isinstance(read, Unreadable) and read.because is not None:
        return read.because
    told = library.reporter.earlier(source.url.span)
    if told is None and isinstance(read, Document):
        told = library.reporter.earlier_in(read.path)
    if told is not None:
        return told
    message = f"source description `{source.name.value}` cannot be used"
    return library.reporter.report(names.UNKNOWN_SOURCE, message, source.url.span)
