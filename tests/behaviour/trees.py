"""XML and XPath as the direct interpreter needs them: elements are selected by the library itself."""

from __future__ import annotations

import xml.etree.ElementTree as xml

import elementpath
from arazzo_codegen.parse.model import XPath
from elementpath.xpath30 import XPath30Parser
from elementpath.xpath31 import XPath31Parser

_PARSERS = {
    "xpath-10": elementpath.XPath1Parser,
    "xpath-20": elementpath.XPath2Parser,
    "xpath-30": XPath30Parser,
    "xpath-31": XPath31Parser,
}


def is_true(test: XPath, context: object) -> bool:
    """The effective boolean value of an expression over XML text; false for what is none."""
    return bool(_found(test, context))


def selected_nodes(selector: XPath, context: object) -> list[object]:
    """What an expression selects, as text; numbers stay numbers."""
    found = _found(selector, context)
    return [_value(item) for item in found] if isinstance(found, list) else [found]


def replaced(text: str, target: XPath, value: str) -> str:
    """The XML text with `value` as the text of each selected element."""
    root = xml.fromstring(text)
    for element in elementpath.select(root, target.text, parser=_PARSERS[target.version]):
        element.clear()
        element.text = value
    return xml.tostring(root, encoding="unicode")


def _value(item: object) -> object:
    return item.text or "" if isinstance(item, xml.Element) else item


def _found(test: XPath, context: object) -> object:
    if not isinstance(context, str):
        return []
    try:
        return elementpath.select(xml.fromstring(context), test.text, parser=_PARSERS[test.version])
    except xml.ParseError:
        return []
