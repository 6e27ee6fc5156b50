"""Stage 1: what is written where?

Takes the paths of Arazzo documents and a function that reads; gives these documents and all that they lead to, as nodes with places.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator

from ..classes import dataclass, field
from ..diagnostics.model import Missing, Position, Reporter, Severity, Span
from ..diagnostics.rules import reading
from ..options import Forgetful, Memory, Options, ReadError
from .limits import MAX_FINDINGS
from .model import Document, MappingNode, Node, ScalarNode, SequenceNode, Sources, Unreadable
from .resources import moved_addresses
from .sources import Origin, Place, candidates, entry_place, not_beside
from .text import read_file
from .tree import Tree
from .uri import join, without_fragment

_FORGETFUL = Forgetful()


def load(
    entries: tuple[str, ...],
    read: Callable[[str], bytes],
    options: Options,
    reporter: Reporter,
    memory: Memory = _FORGETFUL,
) -> Sources:
    """Read the documents at `entries` (paths as the user wrote them), their source descriptions, and what these refer to; of a large file that
    `memory` knows, what is used."""
    loader = _Loader(read, options, reporter, memory)
    uris = tuple(loader.enter(entry_place(entry, options)) for entry in entries)
    loader.follow_sources()
    loader.follow_references()
    return Sources(loader.documents, uris, loader.final_links())


@dataclass(slots=True)
class _Loader:
    """Follows references breadth first; each file is read and parsed once."""

    read: Callable[[str], bytes]
    options: Options
    reporter: Reporter
    memory: Memory
    documents: dict[str, Document | Unreadable] = field(default_factory=dict[str, "Document | Unreadable"])
    _links: dict[tuple[str, str], str] = field(default_factory=dict[tuple[str, str], str])
    _origins: dict[str, Origin] = field(default_factory=dict[str, Origin])
    _uris: dict[str, str] = field(default_factory=dict[str, str])
    """The URI under which a file was read, by its path."""
    _identifiers: dict[str, str] = field(default_factory=dict[str, str])
    """The document that holds a schema, by the schema's `$id`."""
    _fresh: deque[Document] = field(default_factory=deque[Document])
    _read_through: deque[Document] = field(default_factory=deque[Document])

    def enter(self, place: Place) -> str:
        """Read a document that the user named; what is wrong with it is reported in it."""
        if place.path not in self._uris:
            found = self._take(place, self.reporter)
            if isinstance(found, Unreadable) and found.because is None:
                start = Position(1, 1)
                message = f"`{place.shown}` cannot be read: {found.reason}"
                missing = self.reporter.report(
                    reading.UNREADABLE, message, Span(place.shown, start, start), help=found.help
                )
                self.documents[place.uri] = Unreadable(found.uri, found.reason, found.help, missing)
        return self._uris[place.path]

    def follow_sources(self) -> None:
        """Read the source descriptions of the Arazzo documents, and theirs."""
        while self._fresh:
            document = self._fresh.popleft()
            for url in source_urls(document.root):
                self._follow(document, without_fragment(url), self.reporter)
            self._read_through.append(document)

    def follow_references(self) -> None:
        """Read what the `$ref`s lead to. What is wrong there matters only to who needs it."""
        while self._read_through:
            document = self._read_through.popleft()
            for address in document.addresses:
                if (document.uri, address) not in self._links:
                    self._follow(document, address, None)
            for base, address in self._moved(document):
                if (base, address) not in self._links:
                    self._follow_from(Origin(base, self._origins[document.uri].place), base, address, None)
            self._read_through.extend(self._fresh)
            self._fresh.clear()

    def final_links(self) -> dict[tuple[str, str], str]:
        """Where references lead; one that no file answers may name the `$id` of a schema that was read."""
        return {key: self._identified(target) for key, target in self._links.items()}

    def _identified(self, uri: str) -> str:
        return self._identifiers.get(uri, uri) if isinstance(self.documents[uri], Unreadable) else uri

    def _moved(self, document: Document) -> Iterator[tuple[str, str]]:
        """The references below schemas with an identifier; most documents have none, as their text tells."""
        if "$id" in document.text:
            yield from moved_addresses(document.root, self._origins[document.uri].base)

    def _follow(self, document: Document, reference: str, reporter: Reporter | None) -> None:
        self._follow_from(self._origins[document.uri], document.uri, reference, reporter)

    def _follow_from(self, origin: Origin, base: str, reference: str, reporter: Reporter | None) -> None:
        """Read what a reference leads to that starts from `origin`; the link is kept for those from `base`."""
        places = candidates(origin, reference, self.options)
        if isinstance(places, Unreadable):
            self.documents.setdefault(places.uri, places)
            self._links[base, reference] = places.uri
            return
        for place in places:
            if place.path not in self._uris:
                self._take(place, reporter)
            uri = self._uris[place.path]
            self._links[base, reference] = uri
            if not isinstance(self.documents[uri], Unreadable):
                return

    def _take(self, place: Place, reporter: Reporter | None) -> Document | Unreadable:
        """Read a file and remember it."""
        self._uris[place.path] = place.uri
        result = self._read(place, Reporter() if reporter is None else reporter, quiet=reporter is None)
        self.documents[place.uri] = result
        if isinstance(result, Document):
            self._origins[place.uri] = Origin(base_uri(result), place)
            self._fresh.append(result)
        return result

    def _read(self, place: Place, reporter: Reporter, *, quiet: bool) -> Document | Unreadable:
        try:
            content = self.read(place.path)
        except ReadError as error:
            help = f"put the file at `{place.shown}`, or correct the path"
            return not_beside(place) if place.guessed else Unreadable(place.uri, str(error), help)
        found = read_file(content, place.shown, reporter, self.memory)
        if isinstance(found, Missing):
            return _broken(place, reporter) if quiet else Unreadable(place.uri, "it is broken", None, found)
        text, tree = found
        if quiet and any(found.severity is Severity.ERROR for found in reporter.diagnostics):
            return _broken(place, reporter)
        self._note(tree, place, reporter)
        return Document(place.uri, place.shown, text, tree.root, tree.addresses)

    def _note(self, tree: Tree, place: Place, reporter: Reporter) -> None:
        """Keep the `$id`s, and say of an Arazzo document's keys what API descriptions are forgiven (`200:` under `responses`)."""
        for identifier in tree.identifiers:
            uri = join(place.uri, identifier)
            if uri is not None:
                self._identifiers.setdefault(uri, place.uri)
        if isinstance(tree.root, MappingNode) and tree.root.get("arazzo") is not None:
            for key in tree.odd_keys[:MAX_FINDINGS]:
                help = f"put it in quotes: `'{key.raw}'`"
                reporter.report(reading.KEY_NOT_STRING, f"key `{key.raw}` is no string", key.span, help=help)


def _broken(place: Place, reporter: Reporter) -> Unreadable:
    first = next(found for found in reporter.diagnostics if found.severity is Severity.ERROR)
    start = first.primary.span.start
    return Unreadable(place.uri, f"{first.message} ({place.shown}:{start.line}:{start.column})")


def base_uri(document: Document) -> str:
    """What relative references in a document start from: its `$self` (Arazzo 1.1, OpenAPI 3.2), else where it was found."""
    self_uri = _text(document.root, "$self")
    return document.uri if self_uri is None else join(document.uri, self_uri) or document.uri


def source_urls(root: Node) -> tuple[str, ...]:
    """The `url`s of a document's source descriptions, whatever else is wrong with it."""
    if not isinstance(root, MappingNode) or root.get("arazzo") is None:
        return ()
    sources = root.get("sourceDescriptions")
    items = sources.items if isinstance(sources, SequenceNode) else ()
    urls = (_text(item, "url") for item in items)
    return tuple(url for url in urls if url is not None)


def _text(node: Node, name: str) -> str | None:
    value = node.get(name) if isinstance(node, MappingNode) else None
    return value.value if isinstance(value, ScalarNode) and isinstance(value.value, str) else None
