"""Reading fields of API descriptions and schemas: takes a node and a name, gives a plain value, or nothing where the shape is wrong.

Wrong shapes in API descriptions are the validator's to report; here they read as absent.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..diagnostics.model import Span
from ..load.model import MappingNode, Node, ScalarNode, SequenceNode


def mapping(node: Node | None, name: str) -> MappingNode | None:
    """The object in field `name`."""
    value = node.get(name) if isinstance(node, MappingNode) else None
    return value if isinstance(value, MappingNode) else None


def items(node: Node | None, name: str) -> tuple[Node, ...]:
    """The items of the list in field `name`."""
    value = node.get(name) if isinstance(node, MappingNode) else None
    return value.items if isinstance(value, SequenceNode) else ()


def scalar(node: Node | None, name: str) -> ScalarNode | None:
    """The scalar in field `name`."""
    value = node.get(name) if isinstance(node, MappingNode) else None
    return value if isinstance(value, ScalarNode) else None


def text(node: Node | None, name: str) -> str | None:
    """The string in field `name`."""
    value = scalar(node, name)
    return value.value if value is not None and isinstance(value.value, str) else None


def flag(node: Node | None, name: str) -> bool | None:
    """The boolean in field `name`."""
    value = scalar(node, name)
    return value.value if value is not None and isinstance(value.value, bool) else None


def number(node: Node | None, name: str) -> float | None:
    """The number in field `name`; booleans are none."""
    value = scalar(node, name)
    if value is None or isinstance(value.value, bool) or not isinstance(value.value, (int, float)):
        return None
    return value.value


def count(node: Node | None, name: str) -> int | None:
    """The non-negative integer in field `name`."""
    value = number(node, name)
    return int(value) if value is not None and value >= 0 and value == value // 1 and value < 2**53 else None


def texts(node: Node | None, name: str) -> tuple[str, ...]:
    """The strings in the list in field `name`."""
    return tuple(
        item.value for item in items(node, name) if isinstance(item, ScalarNode) and isinstance(item.value, str)
    )


def pairs(node: Node | None, name: str) -> Iterator[tuple[ScalarNode, Node]]:
    """Keys and values of the object in field `name`."""
    value = mapping(node, name)
    return iter(()) if value is None else value.pairs()


def head(node: Node) -> Span:
    """Where a reader finds the node: its first key or item, else the whole."""
    if isinstance(node, MappingNode):
        return next((key.span for key, _ in node.pairs()), node.span)
    return head(node.items[0]) if isinstance(node, SequenceNode) and node.items else node.span


def escape(token: str) -> str:
    """A JSON Pointer token as it stands in a pointer (RFC 6901, section 3)."""
    return token.replace("~", "~0").replace("/", "~1")


def unescape(token: str) -> str:
    """A JSON Pointer token as it is meant."""
    return token.replace("~1", "/").replace("~0", "~")
