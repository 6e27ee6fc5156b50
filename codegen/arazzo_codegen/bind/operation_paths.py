"""`operationPath`: takes a reference to an operation by source and JSON Pointer, gives the operation.

The standard form is `{$sourceDescriptions.<name>.url}#/paths/~1pets~1{id}/get`; what people write instead is understood where it is plain.
"""

from __future__ import annotations

import re
from urllib.parse import unquote

from ..diagnostics.model import Label, Missing
from ..diagnostics.nearest import nearest
from ..diagnostics.rules import names
from ..load.model import ScalarNode
from ..parse.model import (
    ArazzoDocument,
    AsyncApiDocument,
    OpenApiDocument,
    OperationEntry,
    SourceDescription,
)
from .descriptions import Candidate, description_of
from .fields import escape, unescape
from .scope import Library
from .unreadable import silent
from .words import word_of

_STANDARD = re.compile(r"\{?\$sourceDescriptions\.(?P<name>[^{}#]+?)\.url\}?")
_WITHOUT_URL = re.compile(r"\{?\$sourceDescriptions\.(?P<name>[^{}#]+?)\}?")
_ASYNCAPI = "name the operation by `operationId`, or its channel by `channelPath`"
_METHOD_AND_PATH = re.compile(r"(?i)(get|put|post|delete|options|head|patch|trace)\s+(/\S*)")


def by_path(node: ScalarNode, document: ArazzoDocument, library: Library) -> Candidate | Missing:
    """The operation that an `operationPath` names."""
    written = str(node.value).strip()
    address, hash_mark, pointer = written.partition("#")
    if not hash_mark:
        return _malformed(node, written, document, library)
    found = source_of(address, document)
    if found is None:
        return unknown_address(node, address, document, library)
    source, standard = found
    if not standard:
        tell_standard(node, source, pointer, library)
    description = description_of(source, library)
    if description is None or isinstance(description, AsyncApiDocument):
        return silent(source, library) or _no_openapi(node, source, library)
    entry = _entry(pointer, node, source, description, library)
    if isinstance(entry, Missing):
        return entry
    named = "" if entry.operation_id is None else str(entry.operation_id.value)
    return Candidate(named, source, description, entry)


def source_of(address: str, document: ArazzoDocument) -> tuple[SourceDescription, bool] | None:
    """The source that stands before `#`, and whether it is written as the specification wants it."""
    known = {str(source.name.value): source for source in document.source_descriptions}
    match = _STANDARD.fullmatch(address)
    if match is not None and match["name"] in known:
        return known[match["name"]], True
    match = _WITHOUT_URL.fullmatch(address)
    name = address if match is None else match["name"]
    by_url = next((source for source in known.values() if source.url.value == address), None)
    only = next(iter(known.values())) if len(known) == 1 and not address else None
    found = known.get(name) or by_url or only
    return None if found is None else (found, False)


def unknown_address(node: ScalarNode, address: str, document: ArazzoDocument, library: Library) -> Missing:
    """Report that what stands before `#` names no source."""
    match = _STANDARD.fullmatch(address) or _WITHOUT_URL.fullmatch(address)
    name = address if match is None else match["name"]
    known = [str(source.name.value) for source in document.source_descriptions]
    near = nearest(name, known)
    return library.reporter.report(
        names.UNKNOWN_SOURCE,
        f"no source description is called `{name}`",
        word_of(node, name),
        help=f"change it to `{near}`" if near else "begin it with `{$sourceDescriptions.<name>.url}`",
    )


def tell_standard(node: ScalarNode, source: SourceDescription, pointer: str, library: Library) -> None:
    """Say how the specification wants a reference to be written that begins otherwise."""
    library.reporter.report(
        names.NONSTANDARD_OPERATION,
        f"`{node.value}` does not name its source description as the specification wants it",
        node.span,
        help=f"change it to `{{$sourceDescriptions.{source.name.value}.url}}#{pointer}`",
    )


def _no_openapi(node: ScalarNode, source: SourceDescription, library: Library) -> Missing:
    return library.reporter.report(
        names.WRONG_KIND_OF_SOURCE,
        f"source description `{source.name.value}` is no OpenAPI description",
        node.span,
        related=(Label(source.url.span, "declared here"),),
        help=_ASYNCAPI if isinstance(description_of(source, library), AsyncApiDocument) else None,
    )


def _entry(
    pointer: str, node: ScalarNode, source: SourceDescription, description: OpenApiDocument, library: Library
) -> OperationEntry | Missing:
    tokens = [unescape(unquote(token)) for token in pointer.lstrip("/").split("/")]
    of_path = (
        [e for e in description.operations if len(tokens) > 1 and e.path == tokens[1]] if tokens[0] == "paths" else []
    )
    if len(tokens) == 2 and of_path:
        return _of_path_item(of_path, node, source, library)
    if len(tokens) == 3:
        found = next((entry for entry in of_path if entry.method == tokens[2].lower()), None)
        if found is not None:
            return found
    return _no_operation(tokens, of_path, node, source, description, library)


def _of_path_item(
    found: list[OperationEntry], node: ScalarNode, source: SourceDescription, library: Library
) -> OperationEntry | Missing:
    """A pointer to a path item is plain when the path item has one operation."""
    if len(found) > 1:
        methods = ", ".join(f"`{entry.method}`" for entry in found)
        return library.reporter.report(
            names.UNKNOWN_OPERATION_PATH,
            f"`{node.value}` leads to a path, which has several operations",
            node.span,
            help=f"add one of {methods} at the end",
        )
    library.reporter.report(
        names.NONSTANDARD_OPERATION,
        f"`{node.value}` leads to a path, not to its operation",
        node.span,
        help=f"change it to `{standard_form(source, found[0])}`",
    )
    return found[0]


def _no_operation(
    tokens: list[str],
    of_path: list[OperationEntry],
    node: ScalarNode,
    source: SourceDescription,
    description: OpenApiDocument,
    library: Library,
) -> Missing:
    near = _nearest(tokens, of_path, description)
    return library.reporter.report(
        names.UNKNOWN_OPERATION_PATH,
        f"`{node.value}` leads to no operation of source description `{source.name.value}`",
        node.span,
        related=(
            ()
            if near is None
            else (Label(near.node.span if near.operation_id is None else near.operation_id.span, "the nearest"),)
        ),
        help=None if near is None else f"change it to `{standard_form(source, near)}`",
    )


def _nearest(tokens: list[str], of_path: list[OperationEntry], description: OpenApiDocument) -> OperationEntry | None:
    if of_path:
        return of_path[0]
    method = tokens[-1].lower() if len(tokens) > 2 else ""
    # A slash that was not escaped as `~1` makes several tokens of one path.
    path = "/" + "/".join(token for token in tokens[1 : -1 if method else None]).lstrip("/")
    paths = list(dict.fromkeys(entry.path for entry in description.operations))
    near = path if path in paths else nearest(path, paths)
    fitting = [entry for entry in description.operations if entry.path == near]
    return next((entry for entry in fitting if entry.method == method), fitting[0] if fitting else None)


def standard_form(source: SourceDescription, entry: OperationEntry) -> str:
    """The `operationPath` of an operation as the specification wants it."""
    return f"{{$sourceDescriptions.{source.name.value}.url}}#/paths/{escape(entry.path)}/{entry.method}"


def _malformed(node: ScalarNode, written: str, document: ArazzoDocument, library: Library) -> Missing:
    match = _METHOD_AND_PATH.fullmatch(written)
    name = document.source_descriptions[0].name.value if len(document.source_descriptions) == 1 else "<name>"
    path = match[2] if match else written if written.startswith("/") else "<path>"
    pointer = f"/paths/{escape(path)}/{match[1].lower() if match else '<method>'}"
    return library.reporter.report(
        names.MALFORMED_OPERATION_PATH,
        f"`{written}` is no reference to an operation",
        node.span,
        help=f"change it to `{{$sourceDescriptions.{name}.url}}#{pointer}`",
    )
