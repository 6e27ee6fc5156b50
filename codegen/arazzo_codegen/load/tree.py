"""What the readers of YAML and JSON give."""

from __future__ import annotations

from ..classes import dataclass
from .model import Node, ScalarNode
from .uri import without_fragment


@dataclass(frozen=True, slots=True)
class Tree:
    """The root, the other documents that `$ref` fields name, the values of `$id` fields, and keys that are no strings in YAML (`200:`), read as text."""

    root: Node
    addresses: tuple[str, ...] = ()
    identifiers: tuple[str, ...] = ()
    odd_keys: tuple[ScalarNode, ...] = ()
    has_aliases: bool = False
    """Whether some node stands at several places of the text."""


class Names:
    """Gathers what a document refers to and what its schemas are called, each once and in order."""

    def __init__(self) -> None:
        self._addresses: dict[str, None] = {}
        self._identifiers: dict[str, None] = {}

    def note(self, name: str, value: Node) -> None:
        """Field `name`, which is `$ref` or `$id`, has this value."""
        if not isinstance(value, ScalarNode) or not isinstance(value.value, str):
            return
        if name == "$id":
            self._identifiers[value.value] = None
        elif address := without_fragment(value.value):
            self._addresses[address] = None

    def tree(self, root: Node, odd_keys: tuple[ScalarNode, ...] = (), *, has_aliases: bool = False) -> Tree:
        """The tree below `root`, in which these names were found."""
        return Tree(root, tuple(self._addresses), tuple(self._identifiers), odd_keys, has_aliases)
