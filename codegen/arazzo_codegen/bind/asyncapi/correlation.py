"""Correlation ids: takes the messages of a channel, gives the type of what they are told apart by, or says that its location leads nowhere."""

from __future__ import annotations

from ...diagnostics.model import Label, Reporter
from ...diagnostics.nearest import nearest
from ...diagnostics.rules import contracts
from ...parse.model import Property
from ..merge import union
from ..model import CorrelationPlace, MessageOperation, MessageShape, Type, UnknownType
from ..navigation import Lost, navigate, spelled
from ..pointers import first_line
from ..types import Types


def correlation_type(operation: MessageOperation, types: Types, reporter: Reporter) -> Type | None:
    """The type of the correlation id in any of the messages; None when none of them declares one."""
    found = [
        _type(message, message.correlation, types, reporter)
        for message in operation.messages
        if message.correlation is not None
    ]
    return union(found) if found else None


def _type(message: MessageShape, place: CorrelationPlace, types: Types, reporter: Reporter) -> Type:
    start = message.headers if place.source == "header" else message.payload or UnknownType()
    way = navigate(start, tuple(map(Property, place.tokens)), types)
    if way.lost is not None:
        _report(message, place, way.lost, reporter)
    return way.type


def _report(message: MessageShape, place: CorrelationPlace, lost: Lost, reporter: Reporter) -> None:
    token = spelled(lost.access)
    near = nearest(token, lost.names)
    whole = message.headers_span if place.source == "header" else message.payload_span
    schema = lost.span or whole
    forbidden = lost.kind == "forbidden"
    reporter.report(
        contracts.FORBIDDEN_POINTER if forbidden else contracts.UNMENTIONED_POINTER,
        f"the location of the correlation id of message `{message.name}` leads to `{token}`, which its schema does not "
        f"{'allow' if forbidden else 'mention'}",
        place.span,
        related=() if schema is None else (Label(first_line(schema), "the schema is here"),),
        help=f"change `{token}` to `{near}`" if near else f"describe `{token}` in the schema, or correct the location",
    )
