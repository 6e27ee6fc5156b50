"""What all responses have in common, over HTTP or boto3, and the test that a body is as promised."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Protocol, TypeAlias, TypeGuard

from .errors import UnexpectedResponse
from .steps import Step

__all__ = ("Kind", "Response", "expect", "place", "succeeded")

Kind: TypeAlias = "type | tuple[type | None, ...]"


class Response(Protocol):
    """What was received.

    `status_code` is None when there was no answer; then `error` says why. `content` is the decoded body without a promise of its type. `step` is the
    step that was running.
    """

    @property
    def status_code(self) -> int | None: ...
    @property
    def headers(self) -> Mapping[str, str]: ...
    @property
    def content(self) -> object: ...
    @property
    def url(self) -> str: ...
    @property
    def method(self) -> str: ...
    @property
    def error(self) -> BaseException | None: ...
    @property
    def step(self) -> Step | None: ...


def succeeded(response: Response) -> bool:
    """Whether the status is 2xx: what a step without criteria asks for."""
    return response.status_code is not None and 200 <= response.status_code < 300


_ABSENT = object()
_NONE: Mapping[str, Kind] = {}
_WORDS: Mapping[type, str] = {
    str: "a string",
    int: "an integer",
    float: "a number",
    bool: "true or false",
    list: "a list",
    dict: "an object",
}


def expect(response: Response, promises: Mapping[str, Kind], *, optional: Mapping[str, Kind] = _NONE) -> None:
    """Raise `UnexpectedResponse` at the first JSON Pointer whose value in the body is absent or not of its kind.

    A kind is `str`, `int`, `float` (any number), `bool`, `list`, `dict`, `bytes`, `object` (anything that is there), or a tuple of such in which
    None allows null. What is `optional` may be absent or null.
    """
    content = response.content
    for pointer, kind in promises.items():
        value = _find(content, pointer)
        if value is _ABSENT:
            raise _unexpected(response, pointer, "is missing")
        if type(value) is not kind:
            _hold(response, pointer, value, kind)
    for pointer, kind in optional.items():
        value = _find(content, pointer)
        if value is not _ABSENT and value is not None and type(value) is not kind:
            _hold(response, pointer, value, kind)


def _hold(response: Response, pointer: str, value: object, kind: Kind) -> None:
    kinds = kind if isinstance(kind, tuple) else (kind,)
    if not any(_is(value, one) for one in kinds):
        wanted = " or ".join("null" if one is None else _WORDS.get(one, one.__name__) for one in kinds)
        raise _unexpected(response, pointer, f"is {_name(value)}, not {wanted}")


def _find(value: object, pointer: str) -> object:
    """The value at a JSON Pointer, `_ABSENT` where there is none."""
    for token in _tokens(pointer):
        value = _member(value, token)
    return value


@lru_cache(maxsize=512)
def _tokens(pointer: str) -> tuple[str, ...]:
    """The reference tokens of a JSON Pointer (RFC 6901 section 4): emitted modules ask for the same ones again and again."""
    return tuple(token.replace("~1", "/").replace("~0", "~") for token in pointer.split("/")[1:])


def _member(value: object, name: str) -> object:
    if _is_object(value):
        return value.get(name, _ABSENT)
    if _is_list(value) and name.isascii() and name.isdigit() and int(name) < len(value):
        return value[int(name)]
    return _ABSENT


def _is_object(value: object) -> TypeGuard[dict[str, object]]:
    return isinstance(value, dict)


def _is_list(value: object) -> TypeGuard[list[object]]:
    return isinstance(value, list)


def _is(value: object, kind: type | None) -> bool:
    if kind is None:
        return value is None
    if isinstance(value, bool):
        return kind in (bool, object)
    if kind is float:
        return isinstance(value, int | float)
    if kind is int and isinstance(value, float):
        return value.is_integer()
    return isinstance(value, kind)


def _name(value: object) -> str:
    return "null" if value is None else _WORDS.get(type(value), type(value).__name__)


def _unexpected(response: Response, pointer: str, reason: str) -> UnexpectedResponse:
    received = response.headers.get("content-type")
    if not isinstance(response.content, dict | list):
        reason = f"{reason} (received {received or 'no content type'})"
    return UnexpectedResponse(*place(response), pointer, reason)


def place(response: Response) -> tuple[str, str]:
    """The ids of the workflow and the step that received the response."""
    run = response.step
    return (run.workflow_id, run.step_id) if run is not None else ("", "")
