"""Values as text: takes a value of a parameter or a form field, gives the text that stands for it on the wire."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from math import isfinite
from typing import TypeGuard

from .errors import InputError
from .steps import current_step

__all__ = ("is_list", "is_object", "json_text", "line", "members", "serialized", "text", "unsayable", "utf8")


def _plain(value: object) -> object:
    """A mapping or sequence of another class as the one that JSON is made of."""
    if is_object(value):
        return dict(value)
    if is_list(value):
        return list(value)
    raise TypeError(f"Object of type {type(value).__name__} is not JSON serializable")


_ENCODER = json.JSONEncoder(separators=(",", ":"), ensure_ascii=False, allow_nan=False, default=_plain)
_NO_LISTS = (str, bytes, bytearray, memoryview)
_CONTROLS = re.compile("[\x00-\x08\x0a-\x1f\x7f-\x9f]")


def text(value: object, place: str = "a value") -> str:
    """A scalar as text: booleans and null as JSON spells them, objects and lists as JSON, bytes as the UTF-8 that they are."""
    if isinstance(value, str):
        return value
    if type(value) is int:
        return str(value)
    if isinstance(value, bool) or value is None or is_object(value) or is_list(value):
        return json_text(value, place)
    if isinstance(value, float) and not isfinite(value):
        raise unsayable(f"is {value}, which is no number elsewhere", place)
    if isinstance(value, bytes | bytearray):
        return _decoded(value, place)
    return str(value)


def line(value: str, place: str) -> str:
    """Text for a header, without the blanks around it; `InputError` for control characters, which would end the line (RFC 9110 section 5.5)."""
    if _CONTROLS.search(value):
        raise unsayable("holds a line break or another control character", place)
    utf8(value, place)
    return value.strip(" \t")


def json_text(value: object, place: str = "body") -> str:
    """The value as JSON; `InputError` for what JSON cannot say."""
    try:
        return _ENCODER.encode(value)
    except (TypeError, ValueError, RecursionError) as error:
        raise unsayable(f"cannot be written as JSON: {error}", place) from None


def serialized(value: object, media_type: str, place: str) -> str:
    """The value in a media type that stands inside a parameter or form field: text as it is, anything else as JSON."""
    return text(value, place) if media_type.startswith("text/") else json_text(value, place)


def utf8(characters: str, place: str = "body") -> bytes:
    """The text as UTF-8; `InputError` for half a surrogate pair."""
    try:
        return characters.encode()
    except UnicodeEncodeError:
        raise unsayable("holds half a surrogate pair, which UTF-8 cannot say", place) from None


def _decoded(value: bytes | bytearray, place: str) -> str:
    try:
        return value.decode()
    except UnicodeDecodeError:
        raise unsayable("holds bytes that are no text", place) from None


def unsayable(reason: str, place: str = "body") -> InputError:
    """The error for a value that cannot be sent, in the step that is running."""
    run = current_step()
    if run is None:
        return InputError("", place, reason)
    return InputError(run.workflow_id, place, f"of step `{run.step_id}` {reason}")


def is_object(value: object) -> TypeGuard[Mapping[str, object]]:
    """Whether the value is a JSON object."""
    return isinstance(value, Mapping)


def is_list(value: object) -> TypeGuard[Sequence[object]]:
    """Whether the value is a JSON array, be it any sequence but text."""
    return isinstance(value, list | tuple) or (not isinstance(value, _NO_LISTS) and isinstance(value, Sequence))


def members(value: Mapping[str, object]) -> list[tuple[str, object]]:
    """Names and values of an object without those that are null: RFC 6570 calls them undefined (section 2.3)."""
    return [(name, member) for name, member in value.items() if member is not None]
