"""Shapes of AsyncAPI objects: takes a field, gives its entries or items, and reports what has another shape than the specification gives it.

Only what a step uses is looked at, so each finding is one in a used part.
"""

from __future__ import annotations

from ...diagnostics.model import Missing, Reporter, Span
from ...diagnostics.rules.sources import INVALID_SOURCE
from ...load.model import MappingNode, SequenceNode
from .. import fields
from ..place import Place


def report_invalid(reporter: Reporter, what: str, at: Span, help: str = "correct the description") -> Missing:
    """Report that the description is not valid: `what` goes on the sentence."""
    return reporter.report(INVALID_SOURCE, f"the description is not valid AsyncAPI: {what}", at, help=help)


def entries(holder: Place, field: str, owner: str, reporter: Reporter) -> tuple[tuple[str, Place], ...]:
    """The entries of the map in `field` of `owner`; none where it is absent or no map."""
    place = holder.child(field)
    if place is not None and not isinstance(place.node, MappingNode):
        report_invalid(reporter, f"`{field}` of {owner} must be an object", fields.head(place.node))
        return ()
    return tuple(holder.children(field))


def items(place: Place | None, what: str, reporter: Reporter) -> tuple[Place, ...] | Missing:
    """The items of a list, none where there is no list."""
    if place is None:
        return ()
    if not isinstance(place.node, SequenceNode):
        return report_invalid(reporter, f"{what} must be a list", fields.head(place.node))
    listed = enumerate(place.node.items)
    return tuple(Place(place.document, item, f"{place.pointer}/{index}") for index, item in listed)
