"""What a document is: told from its first field, not from its name."""

from __future__ import annotations

from typing import Literal, TypeAlias

from ..load.model import Document, MappingNode, ScalarNode

Kind: TypeAlias = Literal["openapi", "asyncapi", "arazzo"]

_FIELDS: dict[str, Kind] = {"arazzo": "arazzo", "openapi": "openapi", "swagger": "openapi", "asyncapi": "asyncapi"}
NAMES: dict[Kind, str] = {
    "arazzo": "an Arazzo document",
    "openapi": "an OpenAPI description",
    "asyncapi": "an AsyncAPI description",
}


def kind_of(document: Document) -> tuple[Kind, ScalarNode] | None:
    """What a document says it is and the key that says so; None when it does not."""
    if isinstance(document.root, MappingNode):
        for field, kind in _FIELDS.items():
            if field in document.root.entries:
                return kind, document.root.key(field)
    return None
