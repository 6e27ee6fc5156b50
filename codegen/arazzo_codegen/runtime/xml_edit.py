"""Edits of XML text that leave everything else as it was written.

Takes a document and one of its elements, gives the stretch of its source to replace and what to put there.
"""

from __future__ import annotations

import re
from typing import TypeAlias
from xml.etree.ElementTree import Element
from xml.sax.saxutils import escape, quoteattr

from .xml_tree import XmlDocument

__all__ = ("Edit", "set_attribute", "set_content")

Edit: TypeAlias = "tuple[int, int, str]"

_START_TAG = re.compile(rb"<(?P<name>[^\s/>]+)(?P<attributes>(?:[^>\"']|\"[^\"]*\"|'[^']*')*?)\s*(?P<empty>/?)>")
_ATTRIBUTE = re.compile(rb"(?P<name>[^\s=]+)\s*=\s*(?P<value>\"[^\"]*\"|'[^']*')")


def set_content(document: XmlDocument, element: Element, value: str) -> Edit:
    """`value` as the whole content of the element."""
    begin, end = document.places[element]
    tag = _START_TAG.match(document.source, begin)
    if tag is None:
        raise ValueError("the document is in an encoding that cannot be edited")
    if tag["empty"]:
        name = tag["name"].decode()
        return tag.start("empty"), tag.end(), f">{escape(value)}</{name}>"
    return tag.end(), end, escape(value)


def set_attribute(document: XmlDocument, element: Element, name: str, value: str) -> Edit:
    """`value` as the value of the element's attribute; a namespaced name is compared by its local part."""
    tag = _START_TAG.match(document.source, document.places[element][0])
    local = name.rpartition("}")[2].rpartition(":")[2]
    for attribute in _ATTRIBUTE.finditer(tag["attributes"]) if tag is not None else ():
        if attribute["name"].decode().rpartition(":")[2] == local and tag is not None:
            start = tag.start("attributes") + attribute.start("value")
            return start, start + len(attribute["value"]), quoteattr(value)
    raise ValueError("the document is in an encoding that cannot be edited")
