"""Forms written as a string with expressions in it: takes `a=1&b={$inputs.b}`, gives the object that it makes."""

from __future__ import annotations

from urllib.parse import unquote_plus

from ..diagnostics.model import Missing
from ..diagnostics.rules import contracts
from ..parse.model import Expression, Template
from .constants import constant
from .model import Type, Value
from .values import ValueBinder, list_of, member_type, object_of, wants_text


def form_value(template: Template, wanted: Type, values: ValueBinder) -> Value | Missing:
    """The fields of the form; one that is there several times is a list."""
    fields: dict[str, list[Value]] = {}
    span = template.node.span
    for pair in _split(template.parts, "&"):
        name, value = _name_and_value(pair)
        if name is None:
            return _malformed(template, values)
        types = values.reader.workflow.library.types
        bound = _value(value, member_type(types.expand(wanted), name, values.reader), template, values)
        if isinstance(bound, Missing):
            return bound
        fields.setdefault(name, []).append(bound)
    members = tuple(
        (name, found[0] if len(found) == 1 else list_of(tuple(found), span)) for name, found in fields.items()
    )
    return object_of(members, span, (span,) * len(members))


def _split(parts: tuple[str | Expression, ...], separator: str) -> list[list[str | Expression]]:
    groups: list[list[str | Expression]] = [[]]
    for part in parts:
        if not isinstance(part, str):
            groups[-1].append(part)
            continue
        first, *others = part.strip("\r\n").split(separator)
        groups[-1].append(first)
        groups.extend([other] for other in others)
    return [group for group in groups if any(part != "" for part in group)]


def _name_and_value(pair: list[str | Expression]) -> tuple[str | None, list[str | Expression]]:
    first = pair[0]
    if not isinstance(first, str) or "=" not in first:
        return None, []
    name, _, rest = first.partition("=")
    return unquote_plus(name.strip()), [part for part in (rest, *pair[1:]) if part != ""]


def _value(parts: list[str | Expression], wanted: Type, template: Template, values: ValueBinder) -> Value | Missing:
    span = template.node.span
    literal = [unquote_plus(part) if isinstance(part, str) else values.reader.read(part) for part in parts]
    missing = next((part for part in literal if isinstance(part, Missing)), None)
    if missing is not None:
        return missing
    known = tuple(part for part in literal if not isinstance(part, Missing))
    if not known:
        return constant("", span)
    only = known[0]
    if (
        len(known) == 1
        and not isinstance(only, str)
        and not wants_text(values.reader.workflow.library.types.expand(wanted))
    ):
        return only
    return values.joined(known, span)


def _malformed(template: Template, values: ValueBinder) -> Missing:
    return values.reader.workflow.library.reporter.report(
        contracts.MALFORMED_PAYLOAD,
        "the payload is no form: a field lacks its `=`",
        template.node.span,
        help="write the payload as an object instead of a string",
    )
