"""The part of a large OpenAPI description that workflows use, as a description of its own.

Takes a document and the pointers that workflows reach, gives the document without the other path items and components; what is kept keeps its place.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ..classes import replace
from ..load.model import Document, MappingNode, Node, ScalarNode, SequenceNode

_SECTIONS = ("paths", "webhooks", "definitions", "parameters", "responses")
"""Root fields whose entries stand for themselves: those of OpenAPI 3, and of 2.0, which has no `components`."""
_COMPONENTS = "components"
_KEPT_KINDS = ("securitySchemes",)
"""Components that are named without a `$ref`."""


def pruned(document: Document, used: Iterable[str]) -> Document:
    """The document with the entries that `used` lie in, and all to which those refer. Its text tells it from the whole and from other parts."""
    if not isinstance(document.root, MappingNode):
        return document
    kept = _closure(document.root, used)
    text = "\n".join((*sorted("/".join(entry) for entry in kept), document.text))
    return replace(document, root=_without_others(document.root, kept), text=text)


def _closure(root: MappingNode, used: Iterable[str]) -> set[tuple[str, ...]]:
    """The entries, as paths from the root, that are used or referred to by such as are."""
    kept: set[tuple[str, ...]] = set()
    waiting = [entry for pointer in used if (entry := _entry(pointer))]
    while waiting:
        entry = waiting.pop()
        node = _at(root, entry)
        if entry not in kept and node is not None:
            kept.add(entry)
            waiting += [found for reference in _references(node) if (found := _entry(reference))]
    return kept


def _entry(pointer: str) -> tuple[str, ...]:
    """The entry of a section that a pointer lies in; empty for what is kept anyway."""
    tokens = tuple(part.replace("~1", "/").replace("~0", "~") for part in pointer.split("/")[1:])
    if tokens[:1] == (_COMPONENTS,):
        return tokens[:3] if len(tokens) >= 3 else ()
    return tokens[:2] if len(tokens) >= 2 and tokens[0] in _SECTIONS else ()


def _at(root: Node, path: tuple[str, ...]) -> Node | None:
    node: Node | None = root
    for token in path:
        node = node.get(token) if isinstance(node, MappingNode) else None
    return node


def _references(node: Node) -> Iterator[str]:
    """The pointers of all local `$ref`s in a node."""
    waiting = [node]
    while waiting:
        match waiting.pop():
            case MappingNode() as mapping:
                reference = mapping.get("$ref")
                if isinstance(reference, ScalarNode) and isinstance(reference.value, str):
                    yield reference.value.removeprefix("#")
                waiting += [value for _, value in mapping.pairs()]
            case SequenceNode() as sequence:
                waiting += sequence.items
            case ScalarNode():
                pass


def _without_others(root: MappingNode, kept: set[tuple[str, ...]]) -> MappingNode:
    entries = dict(root.entries)
    for name in _SECTIONS:
        entries = _narrowed(entries, name, {path[1] for path in kept if path[0] == name})
    components = root.get(_COMPONENTS)
    if isinstance(components, MappingNode):
        kinds = dict(components.entries)
        for kind in kinds.keys() - set(_KEPT_KINDS):
            kinds = _narrowed(kinds, kind, {path[2] for path in kept if path[:2] == (_COMPONENTS, kind)})
        entries[_COMPONENTS] = (root.key(_COMPONENTS), components._replace(entries=kinds))
    return root._replace(entries=entries)


def _narrowed(
    entries: dict[str, tuple[ScalarNode, Node]], name: str, names: set[str]
) -> dict[str, tuple[ScalarNode, Node]]:
    """The entries with only the named ones in the mapping at `name`."""
    section = entries.get(name)
    if section is None or not isinstance(section[1], MappingNode):
        return entries
    written = section[1].entries
    narrowed = section[1]._replace(entries={key: written[key] for key in written if key in names})
    return {**entries, name: (section[0], narrowed)}
