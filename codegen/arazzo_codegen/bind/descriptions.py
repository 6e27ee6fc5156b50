"""Source descriptions and their operations: takes a source description, gives what it offers by name, and binds what is chosen."""

from __future__ import annotations

from typing import assert_never

from ..diagnostics.model import Missing, Span
from ..load.model import ScalarNode
from ..parse.model import (
    AsyncApiDocument,
    ChannelEntry,
    OpenApiDocument,
    OperationEntry,
    SourceDescription,
)
from ..tuples import NamedTuple
from .aws.recognition import recognize
from .model import AwsOperation, HttpOperation
from .scope import Library


class Candidate(NamedTuple):
    """An operation that a name may mean."""

    id: str
    source: SourceDescription
    description: OpenApiDocument | AsyncApiDocument
    entry: OperationEntry | ChannelEntry

    @property
    def uri(self) -> str:
        """The URI of the description."""
        return self.description.document.uri

    @property
    def span(self) -> Span:
        """Where the operation is named."""
        named = self.entry.operation_id if isinstance(self.entry, OperationEntry) else self.entry.key
        return self.entry.node.span if named is None else named.span


def description_of(source: SourceDescription, library: Library) -> OpenApiDocument | AsyncApiDocument | None:
    """The API description that the source names."""
    target = source.target or ""
    return library.documents.openapi.get(target) or library.documents.asyncapi.get(target)


def candidates(source: SourceDescription, library: Library) -> tuple[Candidate, ...]:
    """The operations with an id that a source has."""
    description = description_of(source, library)
    if description is None:
        return ()
    key = (str(source.name.value), description.document.uri)
    if key not in library.candidates:
        library.candidates[key] = tuple(_candidates(source, description))
    return library.candidates[key]


def _candidates(source: SourceDescription, description: OpenApiDocument | AsyncApiDocument) -> list[Candidate]:
    match description:
        case OpenApiDocument():
            entries = description.operations
            return [
                Candidate(str(e.operation_id.value), source, description, e)
                for e in entries
                if e.operation_id is not None
            ]
        case AsyncApiDocument():
            return [Candidate(e.name, source, description, e) for e in description.entries if e.kind == "operation"]
        case _:
            assert_never(description)


def operation_of(
    found: Candidate, entry: OperationEntry, description: OpenApiDocument, target: ScalarNode, library: Library
) -> HttpOperation | AwsOperation | Missing:
    """The operation at `entry`, complete."""
    library.source_names.setdefault(found.uri, str(found.source.name.value))
    service = aws_service(found.source, description, library)
    if service is None:
        return library.contracts.operation(entry, description)
    model = library.environment.aws_model(service)
    if model is None:
        return library.contracts.operation(entry, description)
    from .aws.operations import bind_operation

    types = library.types.added
    library.references.use_pointer(description.document.uri, entry.pointer)
    return bind_operation(service, model, entry, description.document.uri, target, types, library.reporter)


def aws_service(source: SourceDescription, description: OpenApiDocument, library: Library) -> str | None:
    """boto3's name for the service that a source describes, when it is one of AWS's."""
    key = description.document.uri
    if key not in library.services:
        services = library.environment.aws_services()
        name = str(source.name.value)
        library.services[key] = recognize(description, name, library.options, services, library.reporter)
    return library.services[key]
