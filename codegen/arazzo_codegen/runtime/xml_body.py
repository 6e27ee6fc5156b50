"""XML bodies: takes a value and what OpenAPI's XML Objects say about its places, gives text (OpenAPI 3.1.2, "XML Object")."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TypeAlias
from xml.sax.saxutils import escape, quoteattr

from .bodies import Payload
from .scalars import is_list, is_object, members, text, unsayable, utf8

__all__ = ("Xml", "xml_body", "xml_text")

Place: TypeAlias = "tuple[str, ...]"

# XML 1.0 sections 2.2 and 2.3, names as far as they tell an element from what could end it.
_NAME = re.compile(r"[^\W\d][\w.-]*")
_NO_CHARACTER = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


@dataclass(frozen=True, slots=True)
class Xml:
    """How one place of a value is written: OpenAPI's XML Object."""

    name: str | None = None
    namespace: str | None = None
    prefix: str | None = None
    attribute: bool = False
    wrapped: bool = False


_PLAIN = Xml()


@dataclass(slots=True)
class _Writer:
    hints: Mapping[Place, Xml]
    text: list[str] = field(default_factory=list[str])

    def property(self, name: str, value: object, place: Place) -> None:
        """An element for a value, or one for each item of a list; `place` is where the value lies, with `*` for items."""
        hint = self.hints.get(place, _PLAIN)
        if not is_list(value):
            self.element(hint.name or name, value, place, hint)
            return
        inner = (*place, "*")
        own = hint.name or name
        item_hint = self.hints.get(inner, _PLAIN)
        item_name = item_hint.name or (own if hint.wrapped else name)
        opening, closing = _tags(own, hint)
        self.text.append(f"{opening}>" if hint.wrapped else "")
        for item in value:
            self.element(item_name, item, inner, item_hint)
        self.text.append(closing if hint.wrapped else "")

    def element(self, name: str, value: object, place: Place, hint: Xml) -> None:
        """One element with its attributes and content."""
        opening, closing = _tags(name, hint)
        if not is_object(value):
            self.text.append(f"{opening}>{escape(_characters(value))}{closing}")
            return
        self.text.append(opening)
        inside: list[tuple[str, object]] = []
        for key, member in members(value):
            known = self.hints.get((*place, key), _PLAIN)
            if known.attribute:
                self.text.append(f" {_qualified(known.name or key, known)}={quoteattr(_characters(member))}")
            else:
                inside.append((key, member))
        self.text.append(">")
        for key, member in inside:
            self.property(key, member, (*place, key))
        self.text.append(closing)


def xml_body(
    value: object, root: str, hints: Mapping[Place, Xml] | None = None, content_type: str = "application/xml"
) -> Payload:
    """An XML body; text is sent as it is."""
    return Payload(utf8(xml_text(value, root, hints)), content_type, value=value)


def xml_text(value: object, root: str, hints: Mapping[Place, Xml] | None = None) -> str:
    """The value as an XML document whose root element is `root`, unless a hint at `()` names it."""
    if isinstance(value, str):
        return value
    writer = _Writer(hints or {})
    if is_list(value):
        # A document has one root: a list is wrapped whether or not its hint says so.
        hint = writer.hints.get((), _PLAIN)
        opening, closing = _tags(hint.name or root, hint)
        item_hint = writer.hints.get(("*",), _PLAIN)
        writer.text.append(f"{opening}>")
        for item in value:
            writer.element(item_hint.name or hint.name or root, item, ("*",), item_hint)
        writer.text.append(closing)
    else:
        writer.property(root, value, ())
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + "".join(writer.text)


def _tags(name: str, hint: Xml) -> tuple[str, str]:
    qualified = _qualified(name, hint)
    if hint.namespace is None:
        return f"<{qualified}", f"</{qualified}>"
    declaration = f"xmlns:{hint.prefix}" if hint.prefix else "xmlns"
    return f"<{qualified} {declaration}={quoteattr(hint.namespace)}", f"</{qualified}>"


def _characters(value: object) -> str:
    written = "" if value is None else text(value)
    if _NO_CHARACTER.search(written):
        raise unsayable("holds a character that XML cannot say")
    return written


def _qualified(name: str, hint: Xml) -> str:
    if _NAME.fullmatch(name) is None:
        raise unsayable(f"has a property `{name}`, which is no name of an XML element")
    return f"{hint.prefix}:{name}" if hint.prefix else name
