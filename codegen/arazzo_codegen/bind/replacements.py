"""Replacements: takes a payload and what is to be put into it, gives the payload with the values in their places.

Where a target can be found at compile time, the value is put there at compile time; the rest is left for the run.
"""

from __future__ import annotations

from typing import assert_never

from ..classes import replace
from ..diagnostics.model import Missing, Span
from ..diagnostics.nearest import nearest
from ..diagnostics.rules import contracts
from ..parse.model import (
    Access,
    Index,
    JsonPath,
    JsonPointer,
    Property,
    Replacement,
    Selector,
    XPath,
)
from .model import ConstantValue, ListOf, ObjectOf, Replaced, UnknownType, Value
from .navigation import spelled
from .outputs import type_of
from .values import ValueBinder, list_of, object_of


def replaced(payload: Value, replacements: tuple[Replacement, ...], values: ValueBinder) -> Value | Missing:
    """`payload` with all replacements made, in their order."""
    for replacement in replacements:
        value = values.value(replacement.value, UnknownType())
        if isinstance(replacement.target, Missing):
            return replacement.target
        if isinstance(value, Missing):
            return value
        changed = _one(payload, replacement.target, value, values)
        if isinstance(changed, Missing):
            return changed
        payload = changed
    return payload


def _one(payload: Value, target: Selector, value: Value, values: ValueBinder) -> Value | Missing:
    path = _path(target)
    if path is not None and not isinstance(payload, Replaced):
        found = _put(payload, path, value, target.node.span)
        if isinstance(found, str):
            return _misses(target, found, values)
        if found is not None:
            return found
    selector = values.selector(target)
    if isinstance(selector, Missing):
        return selector
    if isinstance(payload, Replaced):
        return replace(payload, replacements=(*payload.replacements, (selector, value)))
    return Replaced(payload, ((selector, value),), type_of(payload), payload.span)


def _path(target: Selector) -> tuple[Access, ...] | None:
    match target:
        case JsonPointer():
            return tuple(map(Property, target.tokens))
        case JsonPath():
            return target.singular
        case XPath():
            return None
        case _:
            assert_never(target)


def _put(payload: Value, path: tuple[Access, ...], value: Value, at: Span) -> Value | str | None:
    """The payload with `value` at `path`; None when that is known only at run time; the near name (may be empty) when there is no such place.

    `at` is where the target is written.
    """
    if not path:
        return value
    first, rest = path[0], path[1:]
    match payload:
        case ObjectOf():
            return _put_member(payload, spelled(first), rest, value, at)
        case ListOf():
            return _put_item(payload, first, rest, value, at)
        case ConstantValue():
            return ""
        case _:
            return None


def _put_member(payload: ObjectOf, name: str, rest: tuple[Access, ...], value: Value, at: Span) -> Value | str | None:
    names = [member for member, _ in payload.members]
    if name not in names:
        # "Used to identify the location to inject the `value`": a new member may be injected into an object that is there.
        return (
            object_of((*payload.members, (name, value)), payload.span, (*payload.keys, at))
            if not rest
            else nearest(name, names) or ""
        )
    inner = _put(payload.members[names.index(name)][1], rest, value, at)
    if not isinstance(inner, str) and inner is not None:
        members = tuple((member, inner if member == name else old) for member, old in payload.members)
        return object_of(members, payload.span, payload.keys)
    return inner


def _put_item(payload: ListOf, access: Access, rest: tuple[Access, ...], value: Value, at: Span) -> Value | str | None:
    """RFC 6901, section 4: `-` is the place behind the last item."""
    position = _position(access, len(payload.items))
    if position == len(payload.items) and not rest:
        return list_of((*payload.items, value), payload.span)
    if position is None or position >= len(payload.items):
        return ""
    inner = _put(payload.items[position], rest, value, at)
    if isinstance(inner, str) or inner is None:
        return inner
    return list_of((*payload.items[:position], inner, *payload.items[position + 1 :]), payload.span)


def _position(access: Access, length: int) -> int | None:
    if isinstance(access, Index):
        return access.position
    if access.name == "-":
        return length
    return int(access.name) if access.name.isdecimal() and len(access.name) < 10 else None


def _misses(target: Selector, near: str, values: ValueBinder) -> Missing:
    return values.reader.workflow.library.reporter.report(
        contracts.REPLACEMENT_TARGET,
        f"the payload has no place `{target.node.value}`",
        target.node.span,
        help=f"name `{near}` on the way" if near else "name a place that the payload has",
    )
