"""Headers of responses as the types that the API description gives them.

Takes a response, a header's name and a Python type: `str`, `int`, `float` (any number), `bool`, or a list of one of them; gives the value that the
header's text stands for (style `simple`: OpenAPI 3.2.0, "Header Object").
"""

from __future__ import annotations

from typing import TypeVar, get_args, overload

from .errors import UnexpectedResponse
from .kinds import typed, untyped
from .responses import Response, place
from .values import number

__all__ = ("optional_header", "parsed_header", "required_header")

T = TypeVar("T")

_TRUTHS = {"true": True, "false": False}
_WORDS: dict[type, str] = {int: "an integer", float: "a number", bool: "true or false"}


@overload
def required_header(response: Response, name: str) -> str: ...
@overload
def required_header(response: Response, name: str, kind: type[T]) -> T: ...
def required_header(response: Response, name: str, kind: type[object] = str) -> object:
    """The header; `UnexpectedResponse` when the response lacks it, or its text is not of its kind."""
    value = optional_header(response, name, kind)
    if value is None:
        raise UnexpectedResponse(*place(response), "", f"lacks the header `{name}`")
    return value


def optional_header(response: Response, name: str, kind: type[T]) -> T | None:
    """The header, None where it is absent; `UnexpectedResponse` when its text is not of its kind."""
    text = response.headers.get(name)
    value = parsed_header(text, kind)
    if text is not None and value is None:
        wanted = "a list" if get_args(kind) else _WORDS.get(kind, kind.__name__)
        raise UnexpectedResponse(*place(response), "", f"has a header `{name}` that is not {wanted}")
    return value


def parsed_header(text: str | None, kind: type[T]) -> T | None:
    """What the text of a header stands for; None where there is none, or it is not of its kind."""
    items = get_args(kind)
    if text is None:
        return None
    if not items:
        return typed(_scalar(text.strip(" \t"), kind), kind)
    read = [typed(_scalar(part.strip(" \t"), items[0]), items[0]) for part in text.split(",")] if text else []
    found: T | None = None if None in read else untyped(read)
    return found


def _scalar(text: str, kind: type) -> object:
    if kind is str:
        return text
    return _TRUTHS.get(text) if kind is bool else number(text)
