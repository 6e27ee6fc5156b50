"""OpenAPI descriptions, as an index of their operations.

Takes a document's nodes, gives the operations with their places. Swagger 2.0 and OpenAPI 3.0 to 3.2; what an operation takes and gives is read
where it is bound.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal

from ..diagnostics.model import Missing, Reporter
from ..diagnostics.rules import shape as rules
from ..load.model import Document, MappingNode, Node, ScalarNode, Sources
from .described import first_place
from .model import OpenApiDocument, OperationEntry
from .pointers import escape, resolve_pointer

_METHODS = ("get", "put", "post", "delete", "options", "head", "patch", "trace", "query")
"""The fields of a Path Item Object that are operations; `query` came with OpenAPI 3.2, and has no other meaning before."""
_VERSION = re.compile(r"(2\.0|3\.[012])(?:\.\d+)?(?:-.+)?")
_MAX_REFERENCES = 16
"""Longest chain of `$ref`s between path items that is followed."""


def parse_openapi(
    document: Document, root: MappingNode, sources: Sources, reporter: Reporter
) -> OpenApiDocument | Missing:
    """The description that `root` holds, or `Missing` when its version is none that we know."""
    version = _parse_version(root, reporter)
    if isinstance(version, Missing):
        return version
    info = root.get("info")
    title = info.get("title") if isinstance(info, MappingNode) else None
    named = str(title.value) if isinstance(title, ScalarNode) and title.value is not None else ""
    return OpenApiDocument(document, version, named, root, tuple(_operations(document, root, sources)))


def _parse_version(root: MappingNode, reporter: Reporter) -> Literal["2.0", "3.0", "3.1", "3.2"] | Missing:
    node = root.get("openapi") or root.get("swagger")
    match = _VERSION.fullmatch(node.raw) if isinstance(node, ScalarNode) else None
    match match and match[1]:
        case "2.0" | "3.0" | "3.1" | "3.2" as version:
            return version
        case _:
            place = first_place(node or root)
            written = node.raw if isinstance(node, ScalarNode) else "this"
            message = f"`{written}` is no version of OpenAPI that is known"
            help = "use a description in version 2.0, 3.0, 3.1 or 3.2"
            return reporter.report(rules.UNSUPPORTED_DESCRIPTION, message, place, help=help)


def _operations(document: Document, root: MappingNode, sources: Sources) -> Iterator[OperationEntry]:
    paths = root.get("paths")
    if not isinstance(paths, MappingNode):
        return
    for key, node in paths.pairs():
        path = str(key.value)
        if path.startswith("/"):
            found = _path_item(node, f"/paths/{escape(path)}", document, sources)
            if found is not None:
                yield from _path_item_operations(path, *found)


def _path_item(node: Node, pointer: str, document: Document, sources: Sources) -> tuple[MappingNode, str] | None:
    """A path item and its pointer, `$ref`s followed, into other documents too (then it is a pointer there); None where there is no object."""
    for _ in range(_MAX_REFERENCES):
        if not isinstance(node, MappingNode):
            return None
        reference = node.get("$ref")
        if not isinstance(reference, ScalarNode):
            return node, pointer
        address, _, pointer = str(reference.value).partition("#")
        target = sources.follow(document.uri, address)
        found = resolve_pointer(target.root, pointer) if isinstance(target, Document) else None
        if found is None or not isinstance(target, Document):
            return None
        node, document = found, target
    return None


def _path_item_operations(path: str, item: MappingNode, pointer: str) -> Iterator[OperationEntry]:
    for method in (method for method in _METHODS if method in item.entries):
        node = item.get(method)
        if isinstance(node, MappingNode):
            yield _operation(path, method, node, item, f"{pointer}/{method}")
    additional = item.get("additionalOperations")
    if isinstance(additional, MappingNode):
        for key, node in additional.pairs():
            if isinstance(node, MappingNode):
                method = str(key.value)
                place = f"{pointer}/additionalOperations/{escape(method)}"
                yield _operation(path, method.lower(), node, item, place)


def _operation(path: str, method: str, node: MappingNode, item: MappingNode, pointer: str) -> OperationEntry:
    name = node.get("operationId")
    operation_id = name if isinstance(name, ScalarNode) and isinstance(name.value, str) else None
    return OperationEntry(path, method, operation_id, node, item, pointer)
