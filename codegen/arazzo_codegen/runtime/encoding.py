"""Parameters in URLs and cookies (OpenAPI 3.2.0, "Style Values" and "Style Examples").

Takes names and values, gives text in which everything that could end a path segment or a parameter is percent-encoded (RFC 3986). None, the absent
parameter, gives empty text. An `InputError` says which parameter has the value that cannot be sent.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Literal, TypeAlias
from urllib.parse import quote

from .scalars import is_list, is_object, members, serialized, text, unsayable, utf8

__all__ = (
    "content",
    "cookie",
    "deep_object",
    "delimited",
    "form",
    "label",
    "matrix",
    "path",
    "plain",
    "leaves",
)

Encode: TypeAlias = Callable[[object, str], str]
"""Makes text of a value; what cannot be said is told of the parameter with this name."""

_TRIPLE = re.compile(r"(%[0-9A-Fa-f]{2})")
# `#` ends the query, `&` a parameter and `+` reads as a blank; brackets are no query characters (RFC 3986 section 3.4).
_RESERVED_IN_QUERY = "-._~!$'()*,;=:@/?"
# `/`, `?` and `#` end a path segment (OpenAPI 3.2.0, "Path Templating").
_RESERVED_IN_PATH = "-._~!$&'()*+,;=:@"


def path(name: str, value: object, *, explode: bool = False, reserved: bool = False, whole: bool = True) -> str:
    """Style `simple` in a path. Where the parameter is the `whole` of a segment it is not empty: `/pets/` is another resource than `/pets/1`."""
    encoded = _segment(_flat(name, value, explode, _reserved_in_path if reserved else _strict))
    if whole and not encoded:
        raise unsayable("is empty, which would name another resource", name)
    return encoded


def label(name: str, value: object, *, explode: bool = False, reserved: bool = False) -> str:
    """Style `label` in a path: `.blue,black`, exploded `.blue.black`."""
    encode = _reserved_in_path if reserved else _strict
    return _segment("." + _flat(name, value, explode, encode, "." if explode else ","))


def matrix(name: str, value: object, *, explode: bool = False, reserved: bool = False) -> str:
    """Style `matrix` in a path: `;color=blue,black`, exploded `;color=blue;color=black`."""
    encode = _reserved_in_path if reserved else _strict
    if value is None or value == "":
        return f";{_strict(name, name)}"
    if explode and is_object(value):
        return "".join(f";{_strict(key, name)}={encode(member, name)}" for key, member in members(value))
    if explode and is_list(value):
        return "".join(f";{_strict(name, name)}={encode(item, name)}" for item in value)
    return f";{_strict(name, name)}={_flat(name, value, False, encode)}"


def form(name: str, value: object, *, explode: bool = True, reserved: bool = False) -> str:
    """Style `form` in a query: `color=blue&color=black`, not exploded `color=blue,black`."""
    if value is None:
        return ""
    encode = _reserved_in_query if reserved else _strict
    if explode and is_object(value):
        return "&".join(f"{_strict(key, name)}={encode(member, name)}" for key, member in members(value))
    if explode and is_list(value):
        return "&".join(f"{_strict(name, name)}={encode(item, name)}" for item in value if item is not None)
    return f"{_strict(name, name)}={_flat(name, value, False, encode)}"


def delimited(name: str, value: object, delimiter: Literal[" ", "|", "\t"], *, reserved: bool = False) -> str:
    """Styles `spaceDelimited` and `pipeDelimited`, and `tsv` of OpenAPI 2.0: the delimiter itself is percent-encoded."""
    encode = _reserved_in_query if reserved else _strict
    return "" if value is None else f"{_strict(name, name)}={_flat(name, value, False, encode, quote(delimiter))}"


def deep_object(name: str, value: object, *, reserved: bool = False) -> str:
    """Style `deepObject`: `color[R]=100`; deeper objects and lists go on with `[name]` and `[0]`, which OpenAPI leaves open."""
    if value is None:
        return ""
    encode = _reserved_in_query if reserved else _strict
    return "&".join(f"{_strict(key, name)}={encode(leaf, name)}" for key, leaf in leaves(name, value))


def content(name: str, value: object, media_type: str) -> str:
    """A query parameter with `content`: JSON unless the media type is of text."""
    return "" if value is None else f"{_strict(name, name)}={_strict(serialized(value, media_type, name), name)}"


def path_content(name: str, value: object, media_type: str) -> str:
    """A path parameter with `content`."""
    return _segment(_strict(serialized(value, media_type, name), name))


def plain_content(value: object, media_type: str) -> str | None:
    """A header parameter with `content`."""
    return None if value is None else serialized(value, media_type, "a header")


def querystring(value: object, media_type: str) -> str:
    """A parameter in `querystring`, which is the whole query; one that is urlencoded is made by `forms.form_text`."""
    return "" if value is None else _strict(serialized(value, media_type, "the query"), "the query")


def plain(value: object, *, explode: bool = False) -> str | None:
    """Style `simple` in a header: no percent-encoding (section "Fixed Fields for use with `schema`"). None for the absent header."""
    return None if value is None else _flat("a header", value, explode, text)


def cookie(name: str, value: object, *, explode: bool = True, encoded: bool = True) -> str:
    """Styles `form` (percent-encoded) and `cookie` (as it is) in the `Cookie` header, several parted by `; ` (Appendix D)."""
    if value is None:
        return ""
    encode: Encode = _strict if encoded else _in_cookie
    if explode and is_object(value):
        return "; ".join(f"{encode(key, name)}={encode(member, name)}" for key, member in members(value))
    if explode and is_list(value):
        return "; ".join(f"{name}={encode(item, name)}" for item in value if item is not None)
    return f"{name}={_flat(name, value, False, encode)}"


def leaves(name: str, value: object) -> list[tuple[str, object]]:
    """The scalars in a value, each with its bracketed name: `a[b][0]`."""
    if is_object(value):
        return [leaf for key, member in members(value) for leaf in leaves(f"{name}[{key}]", member)]
    if is_list(value):
        return [leaf for index, item in enumerate(value) for leaf in leaves(f"{name}[{index}]", item)]
    return [] if value is None else [(name, value)]


def _flat(name: str, value: object, explode: bool, encode: Encode, separator: str = ",") -> str:
    """A list or object in one go: `a,b`, `R,100,G,200`, exploded `R=100,G=200`."""
    if isinstance(value, str | int):
        return encode(value, name)
    if is_object(value):
        between = "=" if explode else separator
        return separator.join(f"{encode(key, name)}{between}{encode(member, name)}" for key, member in members(value))
    if is_list(value):
        return separator.join(encode(item, name) for item in value if item is not None)
    return "" if value is None else encode(value, name)


def _segment(encoded: str) -> str:
    """`.` and `..` would be removed as path segments (RFC 3986 section 5.2.4), so their dots are encoded."""
    return encoded.replace(".", "%2E") if encoded in (".", "..") else encoded


def _in_cookie(value: object, name: str) -> str:
    characters = text(value, name)
    if ";" in characters:
        raise unsayable("holds a semicolon, which would end the cookie", name)
    return characters


def _strict(value: object, name: str) -> str:
    characters = value if isinstance(value, str) else text(value, name)
    return characters if characters.isalnum() and characters.isascii() else _quoted(characters, "", name)


def _quoted(characters: str, safe: str, name: str) -> str:
    return quote(utf8(characters, name), safe=safe)


def _reserved_in_query(value: object, name: str) -> str:
    return _keep(value, _RESERVED_IN_QUERY, name)


def _reserved_in_path(value: object, name: str) -> str:
    return _keep(value, _RESERVED_IN_PATH, name)


def _keep(value: object, safe: str, name: str) -> str:
    """RFC 6570 reserved expansion (section 3.2.3): reserved characters and percent-encoded triples pass."""
    pieces = _TRIPLE.split(text(value, name))
    return "".join(piece if index % 2 else _quoted(piece, safe, name) for index, piece in enumerate(pieces))
