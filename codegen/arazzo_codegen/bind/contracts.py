"""What an operation of an HTTP source takes and gives: takes its entry in the index, gives the complete `HttpOperation`."""

from __future__ import annotations

from ..diagnostics.model import Reporter, Span
from ..load.model import Document, MappingNode, Sources
from ..parse.model import OpenApiDocument, OperationEntry
from . import fields
from .model import (
    HttpOperation,
    MediaType,
    OperationParameter,
    ResponseShape,
    SecurityScheme,
    Server,
)
from .parameters import media_types_of, parameters_of, response_shapes
from .place import Place
from .security import requirements_of, schemes_of
from .servers import servers_of, swagger_servers
from .swagger import (
    swagger_body,
    swagger_parameters,
    swagger_responses,
    written_parameters,
)
from .types import Types


class Contracts:
    """Makes each operation once."""

    def __init__(self, sources: Sources, types: Types, reporter: Reporter) -> None:
        """Type with `types`, report to `reporter`."""
        self._types = types
        self._reporter = reporter
        self._made: dict[tuple[str, str, str], HttpOperation] = {}
        self._schemes: dict[str, dict[str, SecurityScheme]] = {}
        self._by_path = {
            document.path: document for document in sources.documents.values() if isinstance(document, Document)
        }

    def schemes(self, description: OpenApiDocument) -> dict[str, SecurityScheme]:
        """The security schemes that the description declares."""
        uri = description.document.uri
        if uri not in self._schemes:
            self._schemes[uri] = schemes_of(_root(description), self._types.references)
        return self._schemes[uri]

    def servers(self, description: OpenApiDocument) -> tuple[Server, ...]:
        """The servers that hold for operations that name none."""
        root = _root(description)
        return swagger_servers(root) if description.version == "2.0" else servers_of(root)

    def operation(self, entry: OperationEntry, description: OpenApiDocument) -> HttpOperation:
        """The operation at `entry`. Pointers into several files may be alike, path and method are not."""
        key = (description.document.uri, entry.path, entry.method)
        if key not in self._made:
            self._made[key] = self._make(entry, description)
        return self._made[key]

    def _make(self, entry: OperationEntry, description: OpenApiDocument) -> HttpOperation:
        root = _root(description)
        operation = self._place(entry.node, entry.pointer, description)
        path_item = self._place(entry.path_item, entry.pointer.rpartition("/")[0], description)
        self._types.references.use(operation)
        parameters, body, required, responses = self._message(path_item, operation, root, description)
        own = servers_of(operation) or servers_of(path_item)
        return HttpOperation(
            source=description.document.uri,
            operation_id=fields.text(entry.node, "operationId"),
            method=entry.method,
            path=entry.path,
            summary=fields.text(entry.node, "summary"),
            description=fields.text(entry.node, "description"),
            deprecated=fields.flag(entry.node, "deprecated") is True,
            parameters=parameters,
            body=body,
            body_required=required,
            responses=responses,
            servers=own or self.servers(description),
            own_servers=bool(own),
            security=requirements_of(operation, root, self.schemes(description), self._reporter),
            pointer=entry.pointer,
            span=entry.operation_id.span if entry.operation_id is not None else _method_span(entry),
        )

    def _message(
        self, path_item: Place, operation: Place, root: Place, description: OpenApiDocument
    ) -> tuple[tuple[OperationParameter, ...], tuple[MediaType, ...], bool, tuple[ResponseShape, ...]]:
        """Parameters, body, whether it is required, responses."""
        types = self._types
        if description.version == "2.0":
            written = written_parameters(path_item, operation, types)
            body, required = swagger_body(written, operation, root, types)
            return swagger_parameters(written, types), body, required, swagger_responses(operation, root, types)
        request = operation.child("requestBody")
        holder = None if request is None else types.references.reach(request)
        required = holder is not None and fields.flag(holder.node, "required") is True
        return (
            parameters_of(path_item, operation, types),
            media_types_of(holder, types, sent=True),
            required,
            response_shapes(operation, types),
        )

    def _place(self, node: MappingNode, pointer: str, description: OpenApiDocument) -> Place:
        """A path item may be a reference into another file: its node knows where it stands."""
        return Place(self._by_path.get(node.path, description.document), node, pointer)


def _root(description: OpenApiDocument) -> Place:
    return Place(description.document, description.root, "")


def _method_span(entry: OperationEntry) -> Span:
    """Where the method stands, for an operation without an id."""
    written = entry.path_item.entries.get(entry.method)
    return entry.node.span if written is None else written[0].span
