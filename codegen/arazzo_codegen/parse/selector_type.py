"""Types of selectors and conditions (section "Expression Type Object").

Takes the node of a `type`, gives the kind and the version that it names.
"""

from __future__ import annotations

from typing import Final, Literal, TypeAlias

from ..diagnostics.model import Missing
from ..diagnostics.nearest import nearest
from ..diagnostics.rules.shape import NEWER_FIELD, UNKNOWN_CHOICE
from ..load.model import MappingNode, Node, ScalarNode
from ..tuples import NamedTuple
from .described import report_type
from .fields import Reading, Shape, open_object
from .model import JsonPathVersion, XPathVersion

Kind: TypeAlias = Literal["jsonpath", "xpath", "jsonpointer"]

_SHAPE: Final = Shape("expression type object", ("type", "version"))
_JSONPATH: Final[dict[str, JsonPathVersion]] = {
    "rfc9535": "rfc9535",
    "draft-goessner-dispatch-jsonpath-00": "draft-goessner-dispatch-jsonpath-00",
}
_XPATH: Final[dict[str, XPathVersion]] = {
    "xpath-31": "xpath-31",
    "xpath-30": "xpath-30",
    "xpath-20": "xpath-20",
    "xpath-10": "xpath-10",
}
_VERSIONS: Final[dict[Kind, tuple[str, ...]]] = {
    "jsonpath": tuple(_JSONPATH),
    "xpath": tuple(_XPATH),
    "jsonpointer": ("rfc6901",),
}
_KINDS: Final[dict[str, Kind]] = {kind: kind for kind in _VERSIONS}
_SINCE_1_1: Final = ("rfc9535", "xpath-31", "rfc6901")


class SelectorType(NamedTuple):
    """A kind of selector and a version that this kind has."""

    kind: Kind
    version: str

    @property
    def jsonpath(self) -> JsonPathVersion:
        """The version, of the kind `jsonpath`."""
        return _JSONPATH[self.version]

    @property
    def xpath(self) -> XPathVersion:
        """The version, of the kind `xpath`."""
        return _XPATH[self.version]


def default_type(kind: Kind) -> SelectorType:
    """The kind in the version that holds where none is named."""
    return SelectorType(kind, _VERSIONS[kind][0])


def read_selector_type(
    node: Node, reading: Reading, allowed: tuple[Kind, ...] = tuple(_VERSIONS)
) -> SelectorType | Missing:
    """What a `type` names: a word, or an object with `type` and `version`."""
    if isinstance(node, ScalarNode):
        kind = _kind(node, reading, allowed)
        return kind if isinstance(kind, Missing) else default_type(kind)
    if not isinstance(node, MappingNode):
        return report_type(node, "the type", "a string or an object", reading.reporter)
    fields = open_object(node, _SHAPE, reading)
    if isinstance(fields, Missing):
        return fields
    word, version = fields.required_string("type"), fields.required_string("version")
    if isinstance(word, Missing):
        return word
    kind = _kind(word, reading, allowed)
    if isinstance(kind, Missing) or isinstance(version, Missing):
        return kind if isinstance(kind, Missing) else version if isinstance(version, Missing) else default_type(kind)
    return _version(kind, version, reading)


def _kind(node: ScalarNode, reading: Reading, allowed: tuple[Kind, ...]) -> Kind | Missing:
    kind = _KINDS.get(str(node.value))
    if kind is not None and kind in allowed:
        return kind
    return unknown_choice(node, "type", allowed, reading)


def _version(kind: Kind, node: ScalarNode, reading: Reading) -> SelectorType | Missing:
    written = str(node.value)
    if written not in _VERSIONS[kind]:
        return unknown_choice(node, f"version of {kind}", _VERSIONS[kind], reading)
    if reading.version == "1.0" and written in _SINCE_1_1:
        message = f"version `{written}` came with Arazzo 1.1, and this document is 1.0"
        reading.reporter.report(NEWER_FIELD, message, node.span, help="change `arazzo` to `1.1.0`")
    return SelectorType(kind, written)


def unknown_choice(node: ScalarNode, what: str, choices: tuple[str, ...], reading: Reading) -> Missing:
    """Report a word that is none of `choices`."""
    near = nearest(str(node.value), choices)
    listed = ", ".join(f"`{choice}`" for choice in choices)
    help = f"change it to `{near}`" if near is not None else f"use one of {listed}"
    return reading.reporter.report(UNKNOWN_CHOICE, f"`{node.raw}` is no {what}", node.span, help=help)
