"""References between schemas and between parts of API descriptions.

Takes places (a node, the document it stands in, its pointer); gives the places that `$ref` leads to, or reports why there is none.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple
from urllib.parse import unquote

from ..diagnostics.model import Label, Missing, Reporter
from ..diagnostics.nearest import nearest
from ..diagnostics.rules import names
from ..load.model import (
    Document,
    MappingNode,
    Node,
    ScalarNode,
    SequenceNode,
    Sources,
    Unreadable,
)
from .fields import escape, text, unescape


class Place(NamedTuple):
    """A node, where it stands."""

    document: Document
    node: Node
    pointer: str

    @property
    def key(self) -> str:
        """What identifies the place: `<document URI>#<pointer>`."""
        return f"{self.document.uri}#{self.pointer}"

    @property
    def name(self) -> str:
        """The last token of the pointer."""
        return unescape(self.pointer.rpartition("/")[2])

    def child(self, *tokens: str) -> Place | None:
        """The place below this one, or None when there is none."""
        node, pointer = self.node, self.pointer
        for token in tokens:
            below = _step(node, token)
            if below is None:
                return None
            node, pointer = below, f"{pointer}/{escape(token)}"
        return Place(self.document, node, pointer)

    def children(self, name: str) -> Iterator[tuple[str, Place]]:
        """The entries of the object, or the items of the list, in field `name`."""
        below = self.child(name)
        if below is None:
            return
        match below.node:
            case MappingNode():
                for key, value in below.node.entries.items():
                    yield key, Place(self.document, value[1], f"{below.pointer}/{escape(key)}")
            case SequenceNode():
                for index, item in enumerate(below.node.items):
                    yield str(index), Place(self.document, item, f"{below.pointer}/{index}")
            case ScalarNode():
                return


def _step(node: Node, token: str) -> Node | None:
    match node:
        case MappingNode():
            return node.get(token)
        case SequenceNode():
            index = int(token) if token.isascii() and token.isdigit() and len(token) < 10 else -1
            return node.items[index] if 0 <= index < len(node.items) else None
        case ScalarNode():
            return None


class References:
    """Follows `$ref`, and remembers which pointers of each document were reached."""

    def __init__(self, sources: Sources, reporter: Reporter) -> None:
        """Look among `sources`; say what is wrong to `reporter`."""
        self._sources = sources
        self._reporter = reporter
        self._identifiers: dict[str, dict[str, Place]] = {}
        self.used: dict[str, dict[str, None]] = {}

    def use(self, place: Place) -> None:
        """Remember that a workflow reaches this place."""
        self.use_pointer(place.document.uri, place.pointer)

    def use_pointer(self, uri: str, pointer: str) -> None:
        """Remember that a workflow reaches this pointer of a document."""
        self.used.setdefault(uri, {})[pointer] = None

    def follow(self, place: Place) -> Place | Missing:
        """Where `place` leads: itself, unless it is a Reference Object."""
        seen: list[ScalarNode] = []
        while (reference := reference_of(place.node)) is not None:
            if any(reference is earlier for earlier in seen):
                return self._circular(seen)
            seen.append(reference)
            target = self.resolve(place.document, reference)
            if isinstance(target, Missing):
                return target
            place = target
        return place

    def find(self, place: Place) -> Place | None:
        """Like `follow`, but says nothing: None where the reference leads nowhere or in a circle."""
        seen: list[ScalarNode] = []
        while (reference := reference_of(place.node)) is not None:
            address, _, fragment = str(reference.value).partition("#")
            base = None if any(reference is earlier for earlier in seen) else self._known(place.document, address)
            target = None if base is None else self._within(base, unquote(fragment))
            if target is None:
                return None
            seen.append(reference)
            place = target
        return place

    def resolve(self, document: Document, reference: ScalarNode) -> Place | Missing:
        """The place that one `$ref` of `document` names."""
        written = str(reference.value)
        address, _, fragment = written.partition("#")
        target = self._document(document, address, reference)
        if not isinstance(target, Place):
            return target
        fragment = unquote(fragment)
        found = self._within(target, fragment)
        if found is None:
            return self._dangling(target, fragment, reference)
        self.use(found)
        return found

    def _known(self, document: Document, address: str) -> Place | None:
        """The document or embedded schema of this address; loading finds documents, also those that hold a schema with this `$id`."""
        target = self._sources.follow(document.uri, address)
        if not isinstance(target, Document):
            return self._by_identifier(document, address)
        if address and not target.uri.endswith(address.lstrip("./")):
            return self._by_identifier(target, address) or Place(target, target.root, "")
        return Place(target, target.root, "")

    def _document(self, document: Document, address: str, reference: ScalarNode) -> Place | Missing:
        known = self._known(document, address)
        if known is not None:
            return known
        target = self._sources.follow(document.uri, address)
        assert not isinstance(target, Document)
        if target is not None and target.because is not None:
            return target.because
        reason = target.reason if isinstance(target, Unreadable) else "it was not read"
        return self._reporter.report(
            names.UNREADABLE_REFERENCE,
            f"the document of reference `{reference.value}` cannot be read: {reason}",
            reference.span,
            label="referred to here",
            help=target.help if isinstance(target, Unreadable) else None,
        )

    def _by_identifier(self, document: Document, address: str) -> Place | None:
        known = self._identified(document)
        for written, place in known.items():
            if written == address or (not written.startswith("#") and written.rstrip("#").endswith(f"/{address}")):
                return place
        return None

    def _within(self, base: Place, fragment: str) -> Place | None:
        if not fragment:
            return base
        if not fragment.startswith("/"):
            return self._identified(base.document).get(f"#{fragment}")
        tokens = [unescape(token) for token in fragment[1:].split("/")]
        found = base.child(*tokens)
        if found is None and base.pointer == "":
            # JSON Schema 2020-12, section 8.2.1: inside a schema with its own `$id`, a pointer begins at that schema.
            resources = (place for name, place in self._identified(base.document).items() if not name.startswith("#"))
            found = next((inner for place in resources if (inner := place.child(*tokens)) is not None), None)
        return found

    def _identified(self, document: Document) -> dict[str, Place]:
        """Schemas by `$id`, and by `#` and their `$anchor`; searched for only when a reference needs them."""
        if document.uri not in self._identifiers:
            self._identifiers[document.uri] = dict(_identifiers(document))
        return self._identifiers[document.uri]

    def _dangling(self, target: Place, fragment: str, reference: ScalarNode) -> Missing:
        near = _near(target, fragment)
        return self._reporter.report(
            names.UNRESOLVED_REFERENCE,
            f"reference `{reference.value}` leads nowhere",
            reference.span,
            label="nothing is there",
            help=None if near is None else f"change it to `{str(reference.value).partition('#')[0]}#{near}`",
        )

    def _circular(self, seen: list[ScalarNode]) -> Missing:
        return self._reporter.report(
            names.CIRCULAR_REFERENCE,
            f"reference `{seen[0].value}` leads back to itself",
            seen[0].span,
            label="the circle begins here",
            related=tuple(Label(other.span, "and goes on here") for other in seen[1:4]),
        )


def reference_of(node: Node) -> ScalarNode | None:
    """The value of `$ref`, when the node is a Reference Object."""
    value = node.get("$ref") if isinstance(node, MappingNode) else None
    return value if isinstance(value, ScalarNode) and isinstance(value.value, str) else None


def _identifiers(document: Document) -> Iterator[tuple[str, Place]]:
    waiting = [Place(document, document.root, "")]
    while waiting:
        place = waiting.pop()
        match place.node:
            case MappingNode():
                for keyword, prefix in (("$id", ""), ("$anchor", "#"), ("$dynamicAnchor", "#")):
                    if (name := text(place.node, keyword)) is not None:
                        yield prefix + name, place
                tokens = tuple(place.node.entries)
            case SequenceNode():
                tokens = tuple(map(str, range(len(place.node.items))))
            case ScalarNode():
                continue
        waiting.extend(below for token in reversed(tokens) if (below := place.child(token)) is not None)


def _near(target: Place, fragment: str) -> str | None:
    """The pointer that differs from `fragment` in one token and leads somewhere."""
    place, tokens = target, fragment[1:].split("/")
    for index, token in enumerate(tokens):
        below = place.child(unescape(token))
        if below is None:
            siblings = tuple(place.node.entries) if isinstance(place.node, MappingNode) else ()
            found = nearest(unescape(token), siblings)
            rest = [unescape(later) for later in tokens[index + 1 :]]
            if found is None or place.child(found, *rest) is None:
                return None
            return "/" + "/".join([*tokens[:index], escape(found), *tokens[index + 1 :]])
        place = below
    return None
