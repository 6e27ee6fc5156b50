"""Form bodies: takes an object and how its properties travel, gives `application/x-www-form-urlencoded` or multipart content."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import PurePath
from typing import IO, TypeGuard
from urllib.parse import quote_plus

from .bodies import File, Part, Payload
from .encoding import delimited, form, leaves
from .scalars import is_list, is_object, json_text, line, members, serialized, text, unsayable, utf8

__all__ = ("Field", "form_body", "form_text", "multipart_body")

_BINARY = "application/octet-stream"


@dataclass(frozen=True, slots=True)
class Field:
    """How a property travels: OpenAPI's Encoding Object. Without a style, the content type decides."""

    content_type: str | None = None
    style: str | None = None
    explode: bool = True
    reserved: bool = False
    headers: Mapping[str, str] = field(default_factory=dict[str, str])


_PLAIN = Field()


def form_body(
    value: object, fields: Mapping[str, Field] | None = None, content_type: str = "application/x-www-form-urlencoded"
) -> Payload:
    """An urlencoded body (OpenAPI 3.2.0, "Encoding the `x-www-form-urlencoded` Media Type"); text is sent as it is."""
    return Payload(utf8(form_text(value, fields)), content_type, value=value)


def form_text(value: object, fields: Mapping[str, Field] | None = None) -> str:
    """The urlencoded text of an object, also of a parameter in `querystring`."""
    if isinstance(value, str):
        return value
    pairs = [_pairs(name, member, (fields or {}).get(name, _PLAIN)) for name, member in _properties(value)]
    return "&".join(pair for pair in pairs if pair)


def multipart_body(
    value: object, fields: Mapping[str, Field] | None = None, content_type: str = "multipart/form-data"
) -> Payload:
    """A multipart body: a part for each property, and for each item of a list (OpenAPI 3.2.0, "Encoding `multipart` Media Types")."""
    parts = tuple(
        _part(name, item, (fields or {}).get(name, _PLAIN))
        for name, member in _properties(value)
        for item in (member if is_list(member) else (member,))
    )
    return Payload(None, content_type, parts, value=value)


def _properties(value: object) -> list[tuple[str, object]]:
    if not is_object(value):
        raise unsayable("is no object, as a form has to be")
    return members(value)


def _pairs(name: str, value: object, known: Field) -> str:
    """One property as `name=value` pairs. Without an Encoding Object arrays repeat the name and objects are JSON."""
    match known.style:
        case None if known.content_type is not None:
            return _pair(name, serialized(value, known.content_type, name))
        case None:
            items: Iterable[object] = value if is_list(value) else (value,)
            return "&".join(_pair(name, item) for item in items)
        case "deepObject":
            return "&".join(_pair(key, leaf) for key, leaf in leaves(name, value))
        case "spaceDelimited":
            return delimited(name, value, " ", reserved=known.reserved)
        case "pipeDelimited":
            return delimited(name, value, "|", reserved=known.reserved)
        case _:
            return form(name, value, explode=known.explode, reserved=known.reserved)


def _pair(name: str, value: object) -> str:
    return f"{quote_plus(utf8(name))}={quote_plus(utf8(text(value, name), name))}"


def _part(name: str, value: object, known: Field) -> Part:
    headers = dict(known.headers)
    if isinstance(value, File):
        kind = line(value.content_type or known.content_type or _BINARY, "content type")
        return name, (value.filename or _file_name(value.content, name), value.content, kind, headers)
    if isinstance(value, bytes) or _is_file(value):
        return name, (_file_name(value, name), value, known.content_type or _BINARY, headers)
    if is_object(value) or is_list(value):
        return name, (None, utf8(json_text(value, name), name), known.content_type or "application/json", headers)
    content = json_text(value, name) if known.content_type == "application/json" else text(value, name)
    return name, (None, utf8(content, name), known.content_type, headers)


def _is_file(value: object) -> TypeGuard[IO[bytes]]:
    return hasattr(value, "read")


def _file_name(content: bytes | IO[bytes], otherwise: str) -> str:
    name = getattr(content, "name", None)
    return PurePath(name).name if isinstance(name, str) and name else otherwise
