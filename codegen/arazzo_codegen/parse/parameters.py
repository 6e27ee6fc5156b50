"""Parameters, reusable objects, request bodies and replacements.

Takes nodes, gives the objects of sections "Parameter Object", "Reusable Object", "Request Body Object" and "Payload Replacement Object".
"""

from __future__ import annotations

import re
from typing import Literal

from ..diagnostics.model import Missing
from ..diagnostics.rules import shape as rules
from ..load.model import MappingNode, Node, ScalarNode
from .expression import parse_expression
from .fields import Fields, Reading, Shape, open_object
from .model import Parameter, Replacement, RequestBody, Reusable
from .selector import parse_selector
from .unique import check_unique
from .values import parse_value

_PARAMETER = Shape("parameter", ("name", "in", "value"))
_REUSABLE = Shape("reusable object", ("reference", "value"))
_REQUEST_BODY = Shape("request body", ("contentType", "payload", "replacements"))
_REPLACEMENT = Shape("replacement", ("target", "targetSelectorType", "value"), newer=("targetSelectorType",))
_LOCATIONS = ("path", "query", "querystring", "header", "cookie")
_XML = re.compile(r"(?i)[^;]*[/+]xml\s*(?:;|\Z)")


def parse_parameters(items: tuple[Node, ...], reading: Reading) -> tuple[Parameter | Reusable, ...]:
    """A list of parameters and references to parameters, which must differ by name and location."""
    found = tuple(
        parsed
        for item in items
        if not isinstance(
            parsed := parse_reusable(item, reading) if is_reusable(item) else parse_parameter(item, reading), Missing
        )
    )
    keyed = [(p.identity, p.name) for p in found if isinstance(p, Parameter)]
    check_unique(keyed, "parameter", reading.reporter, rules.DUPLICATE_PARAMETER)
    check_reused_once(tuple(p for p in found if isinstance(p, Reusable)), "parameter", reading)
    return found


def parse_parameter(node: Node, reading: Reading) -> Parameter | Missing:
    """Section "Parameter Object"."""
    fields = open_object(node, _PARAMETER, reading)
    if isinstance(fields, Missing):
        return fields
    name = fields.required_string("name")
    location_node = _location(fields)
    value = fields.required("value")
    if isinstance(name, Missing):
        return name
    return Parameter(
        name,
        location_of(location_node),
        location_node,
        value if isinstance(value, Missing) else parse_value(value, reading),
        fields.node,
    )


def _location(fields: Fields) -> ScalarNode | None:
    """`in`; what belongs into a request body is told when the operation is known."""
    node = fields.string("in")
    if node is not None and node.value == "body":
        return node
    if node is not None and node.value == "querystring" and fields.reading.version == "1.0":
        message = "`in: querystring` came with Arazzo 1.1, and this document is 1.0"
        fields.reading.reporter.report(rules.NEWER_FIELD, message, node.span, help="change `arazzo` to `1.1.0`")
    return None if node is None else fields.choice("in", _LOCATIONS)


def location_of(
    node: ScalarNode | None,
) -> Literal["path", "query", "querystring", "header", "cookie", "body"] | None:
    """The location that a scalar names."""
    match None if node is None else node.value:
        case "path" | "query" | "querystring" | "header" | "cookie" | "body" as location:
            return location
        case _:
            return None


def is_reusable(node: Node) -> bool:
    """Whether an item refers to a component instead of being one."""
    return isinstance(node, MappingNode) and node.get("reference") is not None


def parse_reusable(node: Node, reading: Reading) -> Reusable | Missing:
    """Section "Reusable Object"."""
    fields = open_object(node, _REUSABLE, reading)
    if isinstance(fields, Missing):
        return fields
    reference = fields.required_string("reference")
    value = fields.node.get("value")
    return Reusable(
        reference if isinstance(reference, Missing) else parse_expression(reference, reading.reporter),
        None if value is None else parse_value(value, reading),
        fields.node,
    )


def check_reused_once(reused: tuple[Reusable, ...], what: str, reading: Reading) -> None:
    """The same component twice in one list is a duplicate whatever it holds."""
    nodes = [node for item in reused if isinstance(node := item.node.get("reference"), ScalarNode)]
    check_unique([(node.value, node) for node in nodes], what, reading.reporter, rules.DUPLICATE_PARAMETER)


def parse_request_body(node: Node | None, reading: Reading) -> RequestBody | None:
    """Section "Request Body Object"."""
    if node is None:
        return None
    fields = open_object(node, _REQUEST_BODY, reading)
    if isinstance(fields, Missing):
        return None
    content_type = fields.string("contentType")
    payload = fields.node.get("payload")
    return RequestBody(
        content_type,
        None if payload is None else parse_value(payload, reading),
        parse_replacements(fields.items("replacements"), content_type, reading),
        fields.node,
    )


def parse_replacements(
    items: tuple[Node, ...], content_type: ScalarNode | None, reading: Reading
) -> tuple[Replacement, ...]:
    """A list of replacements; those that are no objects are reported and left out."""
    found = (_parse_replacement(item, content_type, reading) for item in items)
    return tuple(replacement for replacement in found if not isinstance(replacement, Missing))


def _parse_replacement(node: Node, content_type: ScalarNode | None, reading: Reading) -> Replacement | Missing:
    fields = open_object(node, _REPLACEMENT, reading)
    if isinstance(fields, Missing):
        return fields
    target = fields.required_string("target")
    value = fields.required("value")
    # "If `targetSelectorType` is omitted, then `target` MUST be interpreted as … XPath Expression if the payload is … another XML-based
    # media type" (section "Payload Replacement Object").
    is_xml = content_type is not None and _XML.match(str(content_type.value)) is not None
    default: Literal["xpath", "jsonpointer"] = "xpath" if is_xml else "jsonpointer"
    selector_type = fields.get("targetSelectorType")
    return Replacement(
        (
            target
            if isinstance(target, Missing)
            else parse_selector(target, selector_type, default, reading.version, reading.reporter)
        ),
        value if isinstance(value, Missing) else parse_value(value, reading),
        fields.node,
    )
