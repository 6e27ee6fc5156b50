"""Findings of the OpenAPI validator about what nobody can misread: takes a finding and the description, says how the compiler reads the place.

Such a breach is no reason to refuse a workflow that uses the part: the message says how it is read, and what the standard form is.
"""

from __future__ import annotations

import re

from ..load.model import MappingNode, Node, ScalarNode, SequenceNode
from ..options import Finding
from ..tuples import NamedTuple

_RANGE = re.compile(r"'([1-5][xX]{2})'")
_UNEXPECTED = re.compile(
    r"(?:(?:Unevaluated|Additional) properties are not allowed \((.*) (?:was|were) unexpected\)|(.*) (?:does|do) not match any of the regexes)"
)
_ONLY_STYLE = re.compile(r"'(simple|form)' was expected")
_BOUNDS = ("exclusiveMinimum", "exclusiveMaximum")


class PlainReading(NamedTuple):
    """How a breach is read, and what to write instead."""

    message: str
    help: str


def plain_reading(finding: Finding, root: Node) -> PlainReading | None:
    """How the place of the finding is read; None where that would be a guess."""
    node = node_at(root, finding.pointer)
    return _range(finding) or _sibling(finding, node) or _bound(finding, node) or _style(finding, node)


def _range(finding: Finding) -> PlainReading | None:
    """Ranges of status codes are written with an upper case X (OpenAPI 3.0.4, section "Responses Object")."""
    names = _unexpected(finding) if finding.pointer.endswith("/responses") else None
    ranges = [_RANGE.fullmatch(name) for name in names.split(", ")] if names else []
    written = [found[1] for found in ranges if found is not None]
    if not written or len(written) < len(ranges):
        return None
    wrong, right = (_listed(names) for names in (written, [name.upper() for name in written]))
    return PlainReading(f"{wrong} is no status code, and is read as {right}", f"write {right}")


def _sibling(finding: Finding, node: Node | None) -> PlainReading | None:
    """What stands beside the `$ref` of a Reference Object "SHALL be ignored" (OpenAPI 3.1.2, section "Reference Object")."""
    names = _unexpected(finding)
    if names is None or not isinstance(node, MappingNode) or not isinstance(node.get("$ref"), ScalarNode):
        return None
    fields = names.replace("'", "`")
    return PlainReading(f"{fields} beside `$ref` is ignored", "put it where the reference leads, or remove it")


def _unexpected(finding: Finding) -> str | None:
    """The quoted names of the fields that must not be there."""
    found = _UNEXPECTED.match(finding.message)
    return found and (found[1] or found[2])


def _listed(names: list[str]) -> str:
    return ", ".join(f"`{name}`" for name in names)


def _bound(finding: Finding, node: Node | None) -> PlainReading | None:
    """Exclusive bounds are flags in OpenAPI 3.0 and numbers from 3.1 on; each is read for what it is."""
    name = finding.pointer.rpartition("/")[2]
    if name not in _BOUNDS or not isinstance(node, ScalarNode) or not isinstance(node.value, (bool, int, float)):
        return None
    flag = isinstance(node.value, bool)
    form, version = ("a number", "from OpenAPI 3.1 on") if flag else ("`true` or `false`", "in OpenAPI 3.0")
    return PlainReading(f"`{name}` is {form} {version}, and is read as what it says", f"write {form} {version}")


def _style(finding: Finding, node: Node | None) -> PlainReading | None:
    """Of headers and cookies there is one style each (OpenAPI 3.1.2, section "Style Values"); 3.2 has another one for cookies."""
    only = _ONLY_STYLE.match(finding.message) if finding.pointer.endswith("/style") else None
    if only is None or not isinstance(node, ScalarNode):
        return None
    return PlainReading(
        f"style `{node.value}` is read as `{only[1]}`, the only one of such parameters", f"write `{only[1]}`"
    )


def node_at(root: Node, pointer: str) -> Node | None:
    """What a JSON Pointer leads to."""
    node: Node | None = root
    for token in (part.replace("~1", "/").replace("~0", "~") for part in pointer.split("/")[1:]):
        if isinstance(node, MappingNode):
            node = node.get(token)
        elif isinstance(node, SequenceNode) and token.isdecimal() and int(token) < len(node.items):
            node = node.items[int(token)]
        else:
            return None
    return node
