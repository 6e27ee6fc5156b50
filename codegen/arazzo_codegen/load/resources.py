"""References below schemas with an identifier of their own, which start from it (JSON Schema 2020-12, section 8.2.1).

Takes a document's root and URI; gives, for each such reference to another document, the URI that it starts from and its address.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import assert_never

from .model import MappingNode, Node, ScalarNode, SequenceNode
from .uri import join, without_fragment


def moved_addresses(root: Node, uri: str) -> Iterator[tuple[str, str]]:
    """The references that do not start from the document. In OpenAPI 3.0 and 2.0 all do."""
    if not _knows_identifiers(root):
        return
    waiting = [(root, uri)]
    while waiting:
        node, base = waiting.pop()
        match node:
            case MappingNode():
                written = _text(node, "$id")
                base = base if written is None else join(base, written) or base
                reference = without_fragment(_text(node, "$ref") or "")
                if reference and base != uri:
                    yield base, reference
                waiting.extend((value, base) for _, value in node.pairs())
            case SequenceNode():
                waiting.extend((item, base) for item in node.items)
            case ScalarNode():
                pass
            case _:
                assert_never(node)


def _knows_identifiers(root: Node) -> bool:
    version = _text(root, "openapi") or ""
    return not version.startswith("3.0") and _text(root, "swagger") is None


def _text(node: Node, name: str) -> str | None:
    value = node.get(name) if isinstance(node, MappingNode) else None
    return value.value if isinstance(value, ScalarNode) and isinstance(value.value, str) else None
