"""Selectors: JSONPath, XPath, JSON Pointer (sections "Selector Object", "Payload Replacement Object", "Expression Type Object").

Takes the scalar of the selector and the node of its type, gives a `Selector`, or `Missing`.
"""

from __future__ import annotations

from typing import assert_never

from ..diagnostics.model import Missing, Reporter
from ..diagnostics.rules.expressions import POINTER_SYNTAX
from ..load.model import Node, ScalarNode
from .fields import Reading
from .model import JsonPointer, Selector, Version
from .reference import tokens
from .remark import Malformed, Remark, tell
from .selector_type import Kind, default_type, read_selector_type


def parse_selector(
    node: ScalarNode, type_node: Node | None, default: Kind, version: Version, reporter: Reporter
) -> Selector | Missing:
    """The selector that the text of `node` is; `default` is its type where `type_node` is None."""
    type = default_type(default) if type_node is None else read_selector_type(type_node, Reading(version, reporter))
    if isinstance(type, Missing):
        return type
    match type.kind:
        case "jsonpath":
            from .jsonpath import parse_query

            return parse_query(node, type.jsonpath, version, reporter)
        case "xpath":
            from .xpath import parse_xpath

            return parse_xpath(node, type.xpath, version, reporter)
        case "jsonpointer":
            return _pointer(node, reporter)
        case _ as never:
            assert_never(never)


def _pointer(node: ScalarNode, reporter: Reporter) -> JsonPointer | Missing:
    """A JSON Pointer (RFC 6901); `#/a`, its form in URIs, means the same."""
    text = str(node.value)
    start = 1 if text.startswith("#") else 0
    if len(text) == start:
        return JsonPointer((), node)
    if not text.startswith("/", start):
        message = f"`{text}` is not a JSON Pointer"
        help = f"write `/{text}`" if not text.startswith(("$", "/")) else "begin it with `/`, as in `/items/0/id`"
        return tell(Remark(POINTER_SYNTAX, message, 0, len(text), help), node, reporter)
    remarks: list[Remark] = []
    try:
        found = tokens(text[start:], start, remarks)
    except Malformed as malformed:
        return tell(malformed.remark, node, reporter)
    for remark in remarks:
        tell(remark, node, reporter)
    return JsonPointer(found, node)
