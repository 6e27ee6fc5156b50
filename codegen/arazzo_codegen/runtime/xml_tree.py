"""XML as a tree, read with nothing from outside: no document type, so no entities, no files, no network.

Takes the text of a document, gives its elements, the namespace prefixes that it declares, and where in the text each element stands.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from xml.etree.ElementTree import Element, TreeBuilder
from xml.parsers import expat

__all__ = ("XmlDocument", "XmlError", "read_xml")


class XmlError(ValueError):
    """The text is not XML, or declares a document type."""


@dataclass(slots=True)
class XmlDocument:
    """A document: `source` as bytes; `places` are the offsets of each element's start tag and end tag, which are equal for an empty element."""

    source: bytes
    root: Element
    namespaces: dict[str, str]
    places: dict[Element, tuple[int, int]]


@dataclass(slots=True)
class _Reader:
    builder: TreeBuilder = field(default_factory=TreeBuilder)
    namespaces: dict[str, str] = field(default_factory=dict[str, str])
    places: dict[Element, tuple[int, int]] = field(default_factory=dict[Element, tuple[int, int]])
    open: list[tuple[Element, int]] = field(default_factory=list[tuple[Element, int]])

    def read(self, source: bytes, encoding: str | None) -> XmlDocument:
        parser = expat.ParserCreate(encoding, namespace_separator="}")
        parser.buffer_text = True

        def start(name: str, attributes: dict[str, str]) -> None:
            named = {_qualified(key): value for key, value in attributes.items()}
            self.open.append((self.builder.start(_qualified(name), named), parser.CurrentByteIndex))

        def end(name: str) -> None:
            element, begin = self.open.pop()
            self.builder.end(_qualified(name))
            self.places[element] = (begin, parser.CurrentByteIndex)

        parser.StartElementHandler = start
        parser.EndElementHandler = end
        parser.CharacterDataHandler = self.builder.data
        parser.StartNamespaceDeclHandler = self._declare
        parser.StartDoctypeDeclHandler = _refuse
        try:
            parser.Parse(source, True)
        except expat.ExpatError as error:
            raise XmlError(str(error)) from None
        return XmlDocument(source, self.builder.close(), self.namespaces, self.places)

    def _declare(self, prefix: str | None, uri: str | None) -> None:
        if prefix and uri:
            self.namespaces.setdefault(prefix, uri)


def read_xml(text: str | bytes) -> XmlDocument:
    """The document that the text is; `XmlError` when it is none."""
    if isinstance(text, bytes):
        return _Reader().read(text, None)
    return _Reader().read(text.encode("utf-8", "replace"), "utf-8")


def _qualified(name: str) -> str:
    return "{" + name if "}" in name else name


def _refuse(*_: object) -> None:
    raise XmlError("a document type is declared")
