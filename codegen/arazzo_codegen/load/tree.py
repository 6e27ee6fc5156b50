"""What the readers of YAML and JSON give."""

from __future__ import annotations

from ..classes import dataclass
from .model import Node, ScalarNode


@dataclass(frozen=True, slots=True)
class Tree:
    """The root, the values of `$ref` and `$id` fields, and keys that are no strings in YAML (`200:`), read as text."""

    root: Node
    references: tuple[ScalarNode, ...] = ()
    identifiers: tuple[ScalarNode, ...] = ()
    odd_keys: tuple[ScalarNode, ...] = ()
