"""Requests over HTTP: takes an operation and its encoded parameters, gives the client's request object.

The request is made directly, not by `Client.build_request`, which parses and merges anew for each call what stays the same; the client's own headers,
cookies and query parameters are honoured all the same.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from secrets import token_hex
from typing import IO, Generic, TypeVar

from .bodies import Payload
from .client import httpx
from .credentials import Credential, Static, chosen
from .scalars import unsayable, utf8
from .steps import Step

__all__ = ("Operation", "Requests")

R = TypeVar("R", covariant=True)

_FORBIDDEN = ("\r", "\n", "\0")
# Parsing a URL costs as much as encoding all of a small request; workflows ask for the same ones again and again.
_parsed = lru_cache(maxsize=128)(httpx.URL)


@dataclass(slots=True, eq=False)
class Operation(Generic[R]):
    """What is the same for every call of an operation; `R` is the type of its response.

    `security` are alternatives of scheme names, `server` the address where the description gives the operation one of its own.
    """

    method: str
    accept: str | None = None
    security: tuple[tuple[str, ...], ...] = ()
    server: str | None = None


@dataclass(slots=True)
class _Prepared:
    """What an operation's calls share: its credentials, and its headers on top of the client's, as `own` says those were."""

    credentials: tuple[Credential, ...]
    query: tuple[str, ...]
    cookies: tuple[str, ...]
    own: list[tuple[bytes, bytes]]
    headers: httpx.Headers


class Requests:
    """Makes the requests of one API: its address, its credentials, and what the HTTP client adds by itself."""

    def __init__(
        self,
        client: httpx.Client | httpx.AsyncClient,
        base_url: str | None,
        server: str | None,
        credentials: Mapping[str, Credential | None],
    ) -> None:
        self._client = client
        self._replaced = base_url is not None
        self._base = (base_url if base_url is not None else server or "").rstrip("/")
        self._credentials = credentials
        self._prepared: dict[Operation[object], _Prepared] = {}
        if not self._base.startswith(("http://", "https://")) and not str(client.base_url):
            raise ValueError("the API description names no server: give `base_url`, or an HTTP client with one")

    def credentials(self, operation: Operation[object]) -> tuple[Credential, ...]:
        """The credentials that the operation is called with."""
        return self._prepare(operation).credentials

    def make(
        self,
        operation: Operation[object],
        path: str,
        query: tuple[str, ...],
        headers: Mapping[str, str | None] | None,
        cookies: tuple[str, ...],
        body: Payload | None,
        run: Step | None,
    ) -> httpx.Request:
        """The request, without the credentials that need to be fetched or that sign it."""
        prepared = self._prepare(operation)
        own = prepared.headers
        if headers is not None or body is not None:
            own = httpx.Headers(own)
            if body is not None and body.content_type is not None:
                _add_content_type(own, body, body.content_type)
            if headers is not None:
                _add(own, headers, body)
        target = path + _query(str(self._client.params), *query, *prepared.query)
        request = self._request(operation, target, own, body, run)
        if cookies or prepared.cookies:
            _add_cookies(request, (*cookies, *prepared.cookies))
        return request

    def _prepare(self, operation: Operation[object]) -> _Prepared:
        """What the operation's calls share, made anew when somebody has changed the client's headers."""
        own = self._client.headers.raw
        prepared = self._prepared.get(operation)
        if prepared is not None and prepared.own == own:
            return prepared
        credentials = chosen(operation.security, self._credentials)
        static = [credential for credential in credentials if isinstance(credential, Static)]
        headers = httpx.Headers(self._client.headers)
        if operation.accept is not None:
            headers["accept"] = operation.accept
        for credential in static:
            for name, value in credential.headers:
                headers[name] = value
        query = tuple(credential.query for credential in static if credential.query)
        cookies = tuple(credential.cookie for credential in static if credential.cookie)
        prepared = self._prepared[operation] = _Prepared(credentials, query, cookies, own, headers)
        return prepared

    def _request(
        self, operation: Operation[object], target: str, headers: httpx.Headers, body: Payload | None, run: Step | None
    ) -> httpx.Request:
        client = self._client
        timeout = client.timeout if run is None or run.timeout is None else httpx.Timeout(run.timeout)
        return httpx.Request(
            operation.method,
            _url(self._address(operation, target)),
            headers=headers,
            cookies=client.cookies if client.cookies else None,
            content=None if body is None else self._content(body),
            files=None if body is None else body.parts,
            extensions={"timeout": timeout.as_dict()},
        )

    def _address(self, operation: Operation[object], target: str) -> str:
        base = self._base if operation.server is None or self._replaced else operation.server
        if base.startswith("http"):
            return base + target
        own = str(self._client.base_url).rstrip("/")
        return f"{own}{base}{target}"

    def _content(self, body: Payload) -> bytes | IO[bytes] | None:
        """The content, a file wound back to its beginning: a step that is tried again sends it again."""
        content = body.content
        if content is None or isinstance(content, bytes):
            return content
        if content.seekable():
            content.seek(0)
        return content if isinstance(self._client, httpx.Client) else content.read()


def _url(address: str) -> httpx.URL:
    try:
        return _parsed(address)
    except httpx.InvalidURL as error:
        raise unsayable(f"makes an address that cannot be: {error}", "a parameter") from None


def _query(*parts: str) -> str:
    given = "&".join(part for part in parts if part)
    return f"?{given}" if given else ""


def _add_content_type(own: httpx.Headers, body: Payload, content_type: str) -> None:
    """Of multipart bodies the HTTP client names `multipart/form-data` itself; the boundary of another kind is ours to choose."""
    if body.parts is None:
        own["content-type"] = content_type
    elif content_type != "multipart/form-data":
        own["content-type"] = f"{content_type}; boundary={token_hex(16)}"


def _add(own: httpx.Headers, headers: Mapping[str, str | None], body: Payload | None) -> None:
    """Add header parameters; a value that would end its line is refused (RFC 9110 section 5.5).

    A Content-Type that is given for a multipart body says nothing new and lacks the boundary.
    """
    for name, value in headers.items():
        if value is None or (name.lower() == "content-type" and body is not None and body.parts is not None):
            continue
        if any(character in value for character in _FORBIDDEN):
            raise unsayable("holds a line break or a NUL", f"header {name}")
        utf8(value, f"header {name}")
        own[name] = value


def _add_cookies(request: httpx.Request, cookies: tuple[str, ...]) -> None:
    given = [cookie for cookie in cookies if cookie]
    if not given:
        return
    if any(character in cookie for cookie in given for character in _FORBIDDEN):
        raise unsayable("holds a line break or a NUL", "a cookie")
    utf8("".join(given), "a cookie")
    existing = request.headers.get("cookie")
    request.headers["cookie"] = "; ".join([existing, *given] if existing else given)
