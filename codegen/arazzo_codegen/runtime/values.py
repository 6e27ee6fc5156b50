"""Values of which no type is known: reading in them, comparing them as `simple` conditions do, writing them as text.

Takes JSON values as they were decoded, gives answers without ever raising: what is not there is None, what cannot be compared is not equal.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from datetime import date, datetime
from typing import TypeGuard
from urllib.parse import quote_plus

from .unset import UNSET

__all__ = (
    "at",
    "at_or_unset",
    "equal",
    "form_text",
    "greater",
    "greater_equal",
    "has",
    "is_list",
    "is_object",
    "length",
    "less",
    "less_equal",
    "matches",
    "number",
    "search",
    "text",
    "truth",
    "unequal",
    "xml_text",
)

_NUMBER = re.compile(r"\s*[+-]?\d{1,300}(?:\.\d{1,300})?(?:[eE][+-]?\d{1,9})?\s*", re.ASCII)
_INDEX = re.compile(r"0|[1-9]\d{0,15}", re.ASCII)
_ABSENT = object()
_XML = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&apos;"})


def at(value: object, *path: str | int) -> object:
    """The value that names and indices lead to, None where nothing is there. `"0"` is an item of a list, as in a JSON Pointer."""
    found = find(value, path)
    return None if found is _ABSENT else found


def at_or_unset(value: object, *path: str | int) -> object:
    """The same where null is a value of its own: `UNSET` where nothing is there."""
    found = find(value, path)
    return UNSET if found is _ABSENT else found


def has(value: object, *path: str | int) -> bool:
    """Whether names and indices lead to a value, be it null."""
    return find(value, path) is not _ABSENT


def find(value: object, path: tuple[str | int, ...]) -> object:
    """The value at a path; something that `at` and `has` tell from all values where there is none."""
    for step in path:
        if is_object(value):
            value = value.get(step, _ABSENT) if isinstance(step, str) else _ABSENT
        elif is_list(value):
            index = int(step) if isinstance(step, int) or _INDEX.fullmatch(step) else len(value)
            value = value[index] if -len(value) <= index < len(value) else _ABSENT
        else:
            return _ABSENT
    return value


def length(value: object) -> int | None:
    """The length of a list, string or object; None for anything else."""
    return len(value) if isinstance(value, str) or is_list(value) or is_object(value) else None


def truth(value: object) -> bool:
    """Whether a value by itself lets a condition pass: null, false, zero and empty text do not."""
    return value is not None and value is not False and value != 0 and value != ""


def equal(left: object, right: object) -> bool:
    """Equality of `simple` conditions: strings without case, a numeric string meets a number as a number, null equals only itself."""
    if isinstance(left, str) and isinstance(right, str):
        return left.casefold() == right.casefold()
    if isinstance(left, bool) or isinstance(right, bool) or left is None or right is None:
        return left is right
    if is_list(left) and is_list(right):
        return len(left) == len(right) and all(map(equal, left, right))
    if is_object(left) and is_object(right):
        return left.keys() == right.keys() and all(equal(left[name], right[name]) for name in left)
    one, other = number(left), number(right)
    return one is not None and one == other


def unequal(left: object, right: object) -> bool:
    """The opposite of `equal`."""
    return not equal(left, right)


def less(left: object, right: object) -> bool:
    """Order of `simple` conditions: numbers and numeric strings as numbers, other strings without case; false for anything else."""
    one, other = number(left), number(right)
    if one is not None and other is not None:
        return one < other
    return isinstance(left, str) and isinstance(right, str) and left.casefold() < right.casefold()


def less_equal(left: object, right: object) -> bool:
    """`less`, or the same number or string."""
    one, other = number(left), number(right)
    if one is not None and other is not None:
        return one <= other
    return isinstance(left, str) and isinstance(right, str) and left.casefold() <= right.casefold()


def greater(left: object, right: object) -> bool:
    """`less` the other way round."""
    return less(right, left)


def greater_equal(left: object, right: object) -> bool:
    """`less_equal` the other way round."""
    return less_equal(right, left)


def number(value: object) -> int | float | None:
    """A number, or what a numeric string says; None for anything else, booleans included."""
    if isinstance(value, int | float):
        return None if isinstance(value, bool) else value
    if not isinstance(value, str) or _NUMBER.fullmatch(value) is None:
        return None
    return float(value) if "." in value or "e" in value or "E" in value else int(value)


def search(pattern: re.Pattern[str], context: object) -> bool:
    """Whether the pattern matches somewhere in the context's text; null is matched by nothing."""
    return context is not None and pattern.search(text(context)) is not None


def matches(context: object, flags: str, *pieces: object) -> bool:
    """Whether a pattern put together from pieces matches somewhere in the context; a piece that is absent, or no pattern, fails."""
    if context is None or None in pieces:
        return False
    pattern = "".join(map(text, pieces))
    try:
        return re.search(f"(?{flags}){pattern}" if flags else pattern, text(context)) is not None
    except (re.error, RecursionError, OverflowError):
        return False


def text(value: object) -> str:
    """A value as text: strings as they are, other scalars as JSON spells them, objects and lists as JSON."""
    if isinstance(value, str):
        return value
    try:
        return json.dumps(value, separators=(",", ":"), ensure_ascii=False, default=_plain)
    except (TypeError, ValueError, RecursionError):
        return str(value)


def xml_text(value: object) -> str:
    """A value as text that can stand in an XML element or attribute."""
    return text(value).translate(_XML)


def form_text(value: object) -> str:
    """A value as text that can stand in a form (`application/x-www-form-urlencoded`)."""
    return quote_plus(text(value).encode("utf-8", "surrogatepass"))


def is_object(value: object) -> TypeGuard[Mapping[str, object]]:
    """Whether the value is a JSON object."""
    return isinstance(value, dict | Mapping)


def is_list(value: object) -> TypeGuard[list[object] | tuple[object, ...]]:
    """Whether the value is a JSON array."""
    return isinstance(value, list | tuple)


def _plain(value: object) -> object:
    """What JSON has no word for: dates as ISO 8601, bytes as text, anything else as Python prints it."""
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, bytes):
        return value.decode("utf-8", "replace")
    return dict(value) if is_object(value) else str(value)
