"""Schemas with an identifier of their own, by which relative references in them go, and the names of their parts.

Takes places; gives the resource that a place lies in, and the places that `$id`, `$anchor` and `$dynamicAnchor` name. JSON Schema 2020-12, section
8.2; in OpenAPI since 3.1. A document is searched when a reference needs it, and only if its text says `$id` or an anchor at all.
"""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urljoin
from typing import assert_never

from ..load.model import Document, MappingNode, ScalarNode, SequenceNode
from ..tuples import NamedTuple
from .fields import text, unescape
from .place import Place

_ANCHORS = ("$anchor", "$dynamicAnchor")


class Resource(NamedTuple):
    """A document, or a schema in it with an identifier of its own: its URI, and where it begins."""

    uri: str
    root: Place


class _Index(NamedTuple):
    """The resources of a document by URI, and the parts of each that have a name."""

    resources: dict[str, Place]
    anchors: dict[tuple[str, str], Place]


class Resources:
    """The resources of all documents."""

    def __init__(self) -> None:
        """None is known yet."""
        self._indices: dict[str, _Index] = {}
        self._identifying: dict[str, bool] = {}

    def around(self, place: Place) -> Resource:
        """The innermost resource that the place lies in."""
        root = Place(place.document, place.document.root, "")
        resource = _entered(Resource(_own_uri(place.document), root), root)
        if not self._identifies(place.document):
            return resource
        here = root
        for token in place.pointer.split("/")[1:]:
            below = here.child(unescape(token))
            if below is None:
                break
            here, resource = below, _entered(resource, below)
        return resource

    def named(self, document: Document, uri: str) -> Place | None:
        """The schema of a document that this absolute URI identifies."""
        return self._index(document).resources.get(uri) if self._identifies(document) else None

    def alike(self, document: Document, address: str) -> Place | None:
        """A schema whose identifier ends as `address` does, where nothing is called exactly that."""
        known = self._index(document).resources if self._identifies(document) else {}
        return next((place for uri, place in known.items() if uri == address or uri.endswith(f"/{address}")), None)

    def anchored(self, resource: Resource, name: str) -> Place | None:
        """The part of a resource with this name; one of the same document where the resource has none."""
        anchors = self._index(resource.root.document).anchors
        own = anchors.get((resource.uri, name))
        return own or next((place for (_, other), place in anchors.items() if other == name), None)

    def embedded(self, document: Document) -> Iterator[Place]:
        """The schemas of a document that have an identifier."""
        yield from self._index(document).resources.values() if self._identifies(document) else ()

    def _identifies(self, document: Document) -> bool:
        if document.uri not in self._identifying:
            self._identifying[document.uri] = "$id" in document.text and _knows_identifiers(document)
        return self._identifying[document.uri]

    def _index(self, document: Document) -> _Index:
        if document.uri not in self._indices:
            self._indices[document.uri] = _indexed(document, self._identifies(document))
        return self._indices[document.uri]


def _knows_identifiers(document: Document) -> bool:
    """OpenAPI 3.0, section "Schema Object", and 2.0 have their own selection of keywords, without `$id`."""
    version = text(document.root, "openapi") or ""
    return not version.startswith("3.0") and text(document.root, "swagger") is None


def _own_uri(document: Document) -> str:
    """What references in a document start from: its `$self`, else where it was found."""
    return joined(document.uri, text(document.root, "$self") or "")


def joined(base: str, reference: str) -> str:
    """The absolute URI of a reference, without its fragment."""
    try:
        return urljoin(base, reference).partition("#")[0]
    except ValueError:
        return base


def _entered(resource: Resource, place: Place) -> Resource:
    """The resource that begins at the place; a mere fragment begins none."""
    written = text(place.node, "$id")
    if written is None or not written.partition("#")[0]:
        return resource
    return Resource(joined(resource.uri, written), place)


def _indexed(document: Document, identifies: bool) -> _Index:
    index = _Index({}, {})
    root = Place(document, document.root, "")
    waiting = [(root, Resource(_own_uri(document), root))]
    while waiting:
        place, resource = waiting.pop()
        match place.node:
            case MappingNode():
                inner = _entered(resource, place) if identifies else resource
                if inner is not resource:
                    index.resources.setdefault(inner.uri, place)
                for name in filter(None, (text(place.node, keyword) for keyword in _ANCHORS)):
                    index.anchors.setdefault((inner.uri, name), place)
                tokens = tuple(place.node.entries)
            case SequenceNode():
                inner, tokens = resource, tuple(map(str, range(len(place.node.items))))
            case ScalarNode():
                continue
            case _:
                assert_never(place.node)
        waiting.extend((below, inner) for token in reversed(tokens) if (below := place.child(token)) is not None)
    return index
