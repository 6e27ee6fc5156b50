"""The XPath library, in a module that is imported when the first expression is asked: that takes longer than all else of the runtime.

Takes an expression that the compiler has checked; gives what it selects. The variables `$vN` and `$tN` are the Nth value that is known when it runs,
as a value and as text.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from xml.etree.ElementTree import Element, tostring

from elementpath import AttributeNode, ElementPathError, TextNode, XPathContext, XPathNode, XPathToken
from elementpath.xpath1 import XPath1Parser
from elementpath.xpath2 import XPath2Parser
from elementpath.xpath30 import XPath30Parser
from elementpath.xpath31 import XPath31Parser
from elementpath.xpath_nodes import EtreeElementNode

from .kinds import untyped
from .selectors import gathered, nothing_to_replace
from .unset import UNSET
from .values import number, text
from .xml_edit import set_attribute, set_content
from .xml_tree import XmlDocument, XmlError, read_xml

__all__ = ("Expression",)

_PARSERS = {"xpath-20": XPath2Parser, "xpath-30": XPath30Parser, "xpath-31": XPath31Parser}
# The library's own choice of a collation depends on the locale of the process, and can lock it up.
_CODEPOINTS = "http://www.w3.org/2005/xpath-functions/collation/codepoint"
_ERRORS = (ElementPathError, RecursionError, ValueError, TypeError, LookupError, ArithmeticError, re.error)


class Expression:
    """An expression. Methods take the values of its variables, in order; prefixes are those that the document declares."""

    __slots__ = ("_text", "_version")

    def __init__(self, text: str, version: str) -> None:
        self._text = text
        self._version = version

    def select(self, context: object, *bound: object) -> object:
        """What is selected: `UNSET` for nothing, a list for several; an element without children is its text, one with children its XML."""
        document = _document(context)
        return UNSET if document is None else gathered([_value(item) for item in self._items(document, bound)])

    def test(self, context: object, *bound: object) -> bool:
        """The effective boolean value; false, too, for what cannot be evaluated."""
        document = _document(context)
        if document is None:
            return False
        items = self._items(document, bound)
        first = items[0] if items else None
        if len(items) != 1 or isinstance(first, XPathNode):
            return isinstance(first, XPathNode)
        return bool(first) and first == first

    def replace(self, payload: object, value: object, *bound: object) -> str:
        """A copy of the XML text with `value` as the content of each selected element or attribute; `InputError` when there is none."""
        document = _document(payload)
        items = [] if document is None else self._items(document, bound)
        nodes = [item for item in items if isinstance(item, EtreeElementNode | AttributeNode | TextNode)]
        if document is None or not nodes:
            raise nothing_to_replace(self._text)
        edits = [_edit(document, node, text(value)) for node in nodes]
        source = document.source
        for start, end, written in sorted(set(edits), reverse=True):
            source = source[:start] + written.encode() + source[end:]
        return source.decode()

    def _items(self, document: XmlDocument, bound: tuple[object, ...]) -> list[object]:
        variables: dict[str, object] = {}
        for position, value in enumerate(bound):
            variables[f"v{position}"] = _variable(value)
            variables[f"t{position}"] = text(value)
        try:
            context = XPathContext(document.root, fragment=False, variables=untyped(variables))
            return list(self._parsed(document.namespaces, variables).select(context))
        except _ERRORS:
            return []

    def _parsed(self, namespaces: Mapping[str, str], variables: Mapping[str, object]) -> XPathToken:
        parser = _PARSERS.get(self._version)
        if parser is None:
            return XPath1Parser(dict(namespaces)).parse(self._text)
        types = dict.fromkeys(variables, "item()*")
        return parser(dict(namespaces), variable_types=types, default_collation=_CODEPOINTS).parse(self._text)


def _document(context: object) -> XmlDocument | None:
    if not isinstance(context, str | bytes):
        return None
    try:
        return read_xml(context)
    except XmlError:
        return None


def _variable(value: object) -> object:
    """A value for XPath: null is nothing, what reads as a number is one (in XML all numbers are text), objects and lists are JSON text."""
    if value is None:
        return []
    if isinstance(value, bool):
        return value
    found = number(value)
    return text(value) if found is None else found


def _value(item: object) -> object:
    match item:
        case EtreeElementNode():
            element: Element = untyped(item.elem)
            return item.string_value if not len(element) else tostring(element, encoding="unicode")
        case XPathNode():
            return item.string_value
        case bool() | int() | float() | str():
            return item
        case _:
            found = number(str(item))
            return str(item) if found is None else found


def _edit(document: XmlDocument, node: EtreeElementNode | AttributeNode | TextNode, value: str) -> tuple[int, int, str]:
    """The stretch of the source to replace, and by what."""
    owner = node if isinstance(node, EtreeElementNode) else untyped(node.parent)
    element: Element = untyped(owner.elem)
    if isinstance(node, AttributeNode):
        return set_attribute(document, element, str(node.name), value)
    return set_content(document, element, value)
