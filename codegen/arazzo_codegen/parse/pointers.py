"""JSON Pointers into nodes (RFC 6901)."""

from __future__ import annotations

from urllib.parse import unquote

from ..load.model import MappingNode, Node, ScalarNode, SequenceNode


def escape(token: str) -> str:
    """A name as a token of a pointer."""
    return token.replace("~", "~0").replace("/", "~1")


def resolve_pointer(root: Node, fragment: str) -> Node | None:
    """The node at a pointer that is written as a URI fragment (without `#`), or None when nothing is there."""
    if not fragment:
        return root
    node: Node | None = root
    for token in unquote(fragment).split("/")[1:]:
        node = _child(node, token.replace("~1", "/").replace("~0", "~"))
    return node if fragment.startswith("/") else None


def _child(node: Node | None, name: str) -> Node | None:
    match node:
        case MappingNode():
            return node.get(name)
        case SequenceNode() if name.isascii() and name.isdigit() and len(name) < 10:
            return node.items[int(name)] if int(name) < len(node.items) else None
        case SequenceNode() | ScalarNode() | None:
            return None
