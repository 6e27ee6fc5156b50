"""Where a finding of the OpenAPI validator belongs.

The library validates schemas by themselves, so that the path of such a finding begins at the schema and not at the document. Takes the document, that
path and the value that is wrong, gives the JSON Pointer of the place.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ..load.model import Data

_MOST = 200_000
"""Nodes that are looked at for one finding."""


def pointer(path: Iterable[str | int]) -> str:
    """A path of keys and indices as a JSON Pointer (RFC 6901)."""
    return "".join(f"/{str(part).replace('~', '~0').replace('/', '~1')}" for part in path)


def place_of(path: tuple[str | int, ...], instance: object, document: Data) -> str:
    """The pointer of the value at `path`, from the document or else from the first schema from which the path leads to that value."""
    if not path or _leads_to(document, path, instance):
        return pointer(path)
    for seen, (start, node) in enumerate(_objects(document)):
        if seen == _MOST:
            break
        if path[0] in node and _leads_to(node, path, instance):
            return pointer((*start, *path))
    return pointer(path)


def _leads_to(node: Data, path: tuple[str | int, ...], instance: object) -> bool:
    for part in path:
        if isinstance(node, dict) and part in node:
            node = node[str(part)]
        elif isinstance(node, list) and isinstance(part, int) and part < len(node):
            node = node[part]
        else:
            return False
    return node is instance or node == instance


def _objects(document: Data) -> Iterator[tuple[tuple[str | int, ...], dict[str, Data]]]:
    """The objects of a document with their paths, in its order."""
    waiting: list[tuple[tuple[str | int, ...], Data]] = [((), document)]
    while waiting:
        path, node = waiting.pop()
        if isinstance(node, dict):
            yield path, node
            waiting.extend(((*path, key), value) for key, value in reversed(node.items()))
        elif isinstance(node, list):
            waiting.extend(((*path, index), value) for index, value in reversed(list(enumerate(node))))
