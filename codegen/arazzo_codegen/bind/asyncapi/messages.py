"""Message Objects: takes the place of one, gives its payload and headers, typed, and where its correlation id is.

AsyncAPI 2.6 says in `schemaFormat` of the message in which language the payload is described; AsyncAPI 3.0 has the Multi Format Schema Object.
"""

from __future__ import annotations

import re
from typing import Literal

from ...diagnostics.model import Missing, Reporter
from ...diagnostics.rules import limits
from ...load.model import MappingNode, ScalarNode
from .. import fields
from ..model import CorrelationPlace, MessageShape, Type, UnknownType
from ..place import Place
from ..types import Types
from .shapes import report_invalid
from .traits import FieldPlaces, with_traits

# AsyncAPI 2.6 and 3.0, "Schema formats table": these three are JSON Schema, or nearly so.
_READ_FORMAT = re.compile(
    r"application/(?:vnd\.aai\.asyncapi|schema|vnd\.oai\.openapi)(?:\+(?:json|yaml))?(?:\s*;.*)?", re.I
)
# AsyncAPI, section "Runtime Expression".
_LOCATION = re.compile(r"\$message\.(header|payload)(?:#((?:/[^/]*)*))?")


class MessageReader:
    """Reads the messages of one description."""

    def __init__(self, version: Literal["2", "3"], default_type: str, types: Types, reporter: Reporter) -> None:
        """`default_type` is the content type of messages that name none."""
        self._version: Literal["2", "3"] = version
        self._default_type = default_type
        self._types = types
        self._reporter = reporter

    def read(self, written: Place, name: str) -> MessageShape | Missing:
        """The message at `written`, which may be a reference; it goes by `name` where it has no name itself."""
        place = self._types.references.follow(written)
        if isinstance(place, Missing):
            return place
        if not isinstance(place.node, MappingNode):
            return report_invalid(self._reporter, f"message `{name}` must be an object", fields.head(place.node))
        self._types.references.use(place)
        found = with_traits(place, self._version, self._types.references, self._reporter)
        correlation = self._correlation(found.get("correlationId"))
        if isinstance(correlation, Missing):
            return correlation
        payload, headers = found.get("payload"), found.get("headers")
        return MessageShape(
            name=_text(found, "name") or name,
            content_type=_text(found, "contentType") or self._default_type,
            payload=None if payload is None else self._payload(payload, found),
            headers=self._schema(headers, None),
            correlation=correlation,
            span=fields.head(place.node),
            payload_span=None if payload is None else fields.head(payload.node),
            headers_span=None if headers is None else fields.head(headers.node),
        )

    def _payload(self, payload: Place, found: FieldPlaces) -> Type:
        format = found.get("schemaFormat") if self._version == "2" else None
        return self._schema(payload, None if format is None else format.node)

    def _schema(self, written: Place | None, format: object) -> Type:
        """The type of a schema; `format` is what is said outside it about its language."""
        if written is None:
            return UnknownType()
        place = self._types.references.find(written)
        inner = fields.scalar(None if place is None else place.node, "schemaFormat") if self._version == "3" else None
        named = inner if inner is not None else format
        if isinstance(named, ScalarNode) and not _READ_FORMAT.fullmatch(str(named.value).strip()):
            self._tell_format(named)
            return UnknownType()
        return self._types.of(written if place is None or inner is None else place.child("schema"))

    def _tell_format(self, named: ScalarNode) -> None:
        self._reporter.report(
            limits.UNREAD_SCHEMA_FORMAT,
            f"cannot read a schema in `{named.value}`",
            named.span,
            label="of this nothing is known",
            notes=("what is sent and read of the message is not checked",),
            help="describe the message by a JSON Schema to have it checked",
        )

    def _correlation(self, written: Place | None) -> CorrelationPlace | Missing | None:
        place = None if written is None else self._types.references.follow(written)
        if place is None or isinstance(place, Missing):
            return place
        location = fields.scalar(place.node, "location")
        if location is None:
            return report_invalid(self._reporter, "the correlation id has no `location`", fields.head(place.node))
        match = _LOCATION.fullmatch(str(location.value))
        if match is None:
            message = f"`{location.value}` is no location of a correlation id"
            help = "write it as `$message.header#/<name>` or `$message.payload#/<pointer>`"
            return report_invalid(self._reporter, message, location.span, help)
        tokens = tuple(fields.unescape(token) for token in (match[2] or "").split("/")[1:])
        return CorrelationPlace("header" if match[1] == "header" else "payload", tokens, location.span)


def _text(found: FieldPlaces, name: str) -> str | None:
    place = found.get(name)
    value = place.node.value if place is not None and isinstance(place.node, ScalarNode) else None
    return value if isinstance(value, str) else None
