"""References between schemas and between parts of API descriptions.

Takes places (a node, the document it stands in, its pointer); gives the places that `$ref` leads to, or reports why there is none.
"""

from __future__ import annotations

from urllib.parse import unquote

from ..diagnostics.model import Label, Missing, Reporter
from ..diagnostics.nearest import nearest
from ..diagnostics.rules import names
from ..load.model import Document, MappingNode, Node, ScalarNode, Sources, Unreadable
from .fields import escape, unescape
from .place import Place
from .resources import Resources, joined


class References:
    """Follows `$ref`, and remembers which pointers of each document were reached."""

    def __init__(self, sources: Sources, reporter: Reporter) -> None:
        """Look among `sources`; say what is wrong to `reporter`."""
        self._sources = sources
        self._reporter = reporter
        self._resources = Resources()
        self.used: dict[str, dict[str, None]] = {}
        self._mentions: bool | None = None

    @property
    def mention_binary(self) -> bool:
        """Whether any document speaks of octets at all."""
        if self._mentions is None:
            documents = (item for item in self._sources.documents.values() if isinstance(item, Document))
            self._mentions = any("binary" in item.text or "octet-stream" in item.text for item in documents)
        return self._mentions

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
            target = self._resolve(place, reference)
            if isinstance(target, Missing):
                return target
            place = target
        return place

    def find(self, place: Place) -> Place | None:
        """Like `follow`, but says nothing: None where the reference leads nowhere or in a circle."""
        seen: list[ScalarNode] = []
        while (reference := reference_of(place.node)) is not None:
            address, _, fragment = str(reference.value).partition("#")
            base = None if any(reference is earlier for earlier in seen) else self._known(place, address)
            target = None if base is None else self._within(base, unquote(fragment))
            if target is None:
                return None
            seen.append(reference)
            place = target
        return place

    def reach(self, place: Place) -> Place | None:
        """Like `find`, but says why there is none."""
        found = self.find(place)
        if found is None:
            self.follow(place)
        return found

    def _resolve(self, place: Place, reference: ScalarNode) -> Place | Missing:
        """The place that the `$ref` of `place` names."""
        address, _, fragment = str(reference.value).partition("#")
        base = self._known(place, address)
        if base is None:
            return self._unreadable(place.document, address, reference)
        fragment = unquote(fragment)
        found = self._within(base, fragment)
        if found is None:
            return self._dangling(base, fragment, reference)
        self.use(found)
        return found

    def _known(self, place: Place, address: str) -> Place | None:
        """The document or embedded schema of this address; loading finds documents, also those that hold a schema with this `$id`."""
        here = self._resources.around(place)
        if not address:
            return here.root
        uri = joined(here.uri, address)
        embedded = self._resources.named(place.document, uri)
        if embedded is not None:
            return embedded
        for base in dict.fromkeys((here.uri, place.document.uri)):
            target = self._sources.follow(base, address)
            if isinstance(target, Document):
                return self._in_document(target, uri, address)
        return self._resources.alike(place.document, address)

    def _in_document(self, target: Document, uri: str, address: str) -> Place:
        root = Place(target, target.root, "")
        if target.uri.endswith(address.lstrip("./")):
            return root
        return self._resources.named(target, uri) or self._resources.alike(target, address) or root

    def _unreadable(self, document: Document, address: str, reference: ScalarNode) -> Missing:
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

    def _within(self, base: Place, fragment: str) -> Place | None:
        if not fragment:
            return base
        if not fragment.startswith("/"):
            return self._resources.anchored(self._resources.around(base), fragment)
        tokens = [unescape(token) for token in fragment[1:].split("/")]
        # Inside a schema with its own `$id`, a pointer begins at that schema; that some begin it at the document, and some the other way round, is plain.
        document = base.document
        tried = (base, Place(document, document.root, ""), *self._resources.embedded(document))
        return next((found for start in tried if (found := start.child(*tokens)) is not None), None)

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
