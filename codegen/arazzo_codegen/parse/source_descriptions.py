"""Source descriptions.

Takes nodes and what was loaded, gives the objects of section "Source Description Object", each with the document that its `url` leads to. A
source that cannot be had is reported here, once, at its `url`.
"""

from __future__ import annotations

import re

from ..diagnostics.model import Label, Missing, Reporter
from ..diagnostics.rules import reading as reading_rules
from ..diagnostics.rules import shape as rules
from ..load.model import Document, Node, ScalarNode, Sources, Unreadable
from .fields import Reading, Shape, open_object
from .kinds import NAMES, Kind, kind_of
from .model import SourceDescription
from .unique import check_unique, check_usual

_SOURCE = Shape("source description", ("name", "url", "type"))
_NOT_IN_URI = re.compile(r"[\x00-\x20<>\"{}|\\^`]")


def parse_source_descriptions(
    items: tuple[Node, ...], document: Document, sources: Sources, reading: Reading
) -> tuple[SourceDescription, ...]:
    """The source descriptions of a document, whose names must differ."""
    found = (_parse_source(item, document, sources, reading) for item in items)
    described = tuple(source for source in found if not isinstance(source, Missing))
    check_unique([(source.name.value, source.name) for source in described], "source description", reading.reporter)
    return described


def _parse_source(node: Node, document: Document, sources: Sources, reading: Reading) -> SourceDescription | Missing:
    fields = open_object(node, _SOURCE, reading)
    if isinstance(fields, Missing):
        return fields
    name = fields.required_string("name")
    url = fields.required_string("url")
    type_node = fields.choice("type", ("openapi", "asyncapi", "arazzo"))
    if type_node is not None and type_node.value == "asyncapi" and reading.version == "1.0":
        message = "source descriptions of type `asyncapi` came with Arazzo 1.1, and this document is 1.0"
        reading.reporter.report(rules.NEWER_FIELD, message, type_node.span, help="change `arazzo` to `1.1.0`")
    if not isinstance(name, Missing):
        check_usual(name, "source description", reading.reporter)
    if isinstance(name, Missing):
        return name
    if isinstance(url, Missing):
        return url
    if isinstance(check_uri(url, reading.reporter), Missing):
        return SourceDescription(name, url, declared_kind(type_node), None, fields.node)
    reference = str(url.value).partition("#")[0]
    kind = _kind(sources.follow(document.uri, reference), name, url, type_node, reading.reporter)
    target = document.uri if not reference else sources.links.get((document.uri, reference))
    return SourceDescription(name, url, kind, target, fields.node)


def declared_kind(node: ScalarNode | None) -> Kind | None:
    """The type that a scalar names."""
    match None if node is None else node.value:
        case "openapi" | "asyncapi" | "arazzo" as kind:
            return kind
        case _:
            return None


def check_uri(node: ScalarNode, reporter: Reporter) -> Missing | None:
    """A value that must be a URI reference (RFC 3986, section 4.1)."""
    bad = _NOT_IN_URI.search(str(node.value))
    if bad is None:
        return None
    encoded = "".join(f"%{byte:02X}" for byte in bad.group().encode())
    message = f"`{node.value}` is no URI reference: {bad.group()!r} cannot stand in one"
    place = node.part(bad.start(), bad.end())
    return reporter.report(rules.INVALID_URI, message, place, help=f"write it as `{encoded}`")


def _kind(
    found: Document | Unreadable | None,
    name: ScalarNode,
    url: ScalarNode,
    type_node: ScalarNode | None,
    reporter: Reporter,
) -> Kind | None:
    """What the source is; what its content says counts more than its `type`."""
    declared = declared_kind(type_node)
    if not isinstance(found, Document):
        _report_unreadable(found, name, url, reporter)
        return declared
    told = kind_of(found)
    if told is None:
        message = f"source description `{name.value}` is no OpenAPI, AsyncAPI or Arazzo document"
        help = f"name another file; `{found.path}` has no field `openapi`, `swagger`, `asyncapi` or `arazzo`"
        reporter.report(rules.UNSUPPORTED_DESCRIPTION, message, url.span, help=help)
        return declared
    kind, key = told
    if type_node is not None and declared is not None and declared != kind:
        reporter.report(
            rules.SOURCE_TYPE_MISMATCH,
            f"source description `{name.value}` is {NAMES[kind]}, not {NAMES[declared]}",
            type_node.span,
            related=(Label(key.span, "as this field says"),),
            help=f"change it to `{kind}`",
        )
    return kind


def _report_unreadable(found: Unreadable | None, name: ScalarNode, url: ScalarNode, reporter: Reporter) -> None:
    if found is not None and found.because is not None:
        return
    reason = "it was not loaded" if found is None else found.reason
    message = f"source description `{name.value}` cannot be read: {reason}"
    reporter.report(reading_rules.UNREADABLE, message, url.span, help=None if found is None else found.help)
