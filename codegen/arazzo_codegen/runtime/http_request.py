"""Requests over HTTP: takes an operation and its encoded parameters, gives the client's request object.

The request is made directly, not by `Client.build_request`, which parses and merges anew for each call what stays the same; the client's own headers,
cookies and query parameters are honoured all the same.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from os import urandom
from typing import IO, Generic, NamedTuple, TypeVar

from .bodies import Payload
from .client import httpx
from .credentials import Credential, Static, chosen
from .scalars import line, unsayable
from .steps import Step

__all__ = ("Operation", "Requests")

R = TypeVar("R", covariant=True)

# Parsing a URL costs as much as encoding all of a small request; workflows ask for the same ones again and again.
_parsed = lru_cache(maxsize=128)(httpx.URL)
_NOTHING = Payload(b"")
_VARIABLE = re.compile(r"\{([^{}]+)\}")


class Operation(Generic[R]):
    """What is the same for every call of an operation; `R` is the type of its response.

    `security` are alternatives of scheme names, `server` the address, with variables in braces, where the description gives the operation one of its own.
    """

    __slots__ = ("accept", "method", "security", "server")

    def __init__(
        self,
        method: str,
        accept: str | None = None,
        security: tuple[tuple[str, ...], ...] = (),
        server: str | None = None,
    ) -> None:
        self.method = method
        self.accept = accept
        self.security = security
        self.server = server


class Prepared(NamedTuple):
    """What an operation's calls share: its credentials, and its headers on top of the client's, as `own` says those were."""

    credentials: tuple[Credential, ...]
    query: tuple[str, ...]
    cookies: tuple[str, ...]
    base: str
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
        variables: Mapping[str, str],
    ) -> None:
        self._client = client
        self._variables = variables
        self._replaced = base_url is not None
        self._base = (base_url if base_url is not None else server or "").rstrip("/")
        self._credentials = credentials
        self._prepared: dict[Operation[object], Prepared] = {}
        # Empty text: all operations have servers of their own.
        if base_url is not None or server != "":
            self._absolute(self._base)

    def prepare(self, operation: Operation[object]) -> Prepared:
        """What the operation's calls share, made anew when somebody has changed the client's headers or address."""
        own, base = self._client.headers.raw, self._address(operation)
        prepared = self._prepared.get(operation)
        if prepared is not None and prepared.own == own and prepared.base == base:
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
        # A request without content shows what the client's own class adds: the host, and a length where the method wants one.
        whole = httpx.Request(operation.method, _url(base), headers=headers).headers
        prepared = self._prepared[operation] = Prepared(credentials, query, cookies, base, own, whole)
        return prepared

    def make(
        self,
        operation: Operation[object],
        prepared: Prepared,
        path: str,
        query: tuple[str, ...],
        headers: Mapping[str, str | None] | None,
        cookies: tuple[str, ...],
        body: Payload | None,
        run: Step | None,
    ) -> httpx.Request:
        """The request, without the credentials that need to be fetched or that sign it."""
        url = _url(prepared.base + path + _query(str(self._client.params), query, prepared.query))
        request = self._request(operation.method, url, prepared.headers, body or _NOTHING, run)
        if headers is not None:
            _add(request.headers, headers, body)
        if cookies or prepared.cookies:
            _add_cookies(request, (*cookies, *prepared.cookies))
        return request

    def _request(
        self, method: str, url: httpx.URL, headers: httpx.Headers, body: Payload, run: Step | None
    ) -> httpx.Request:
        content = body.content
        if not isinstance(content, bytes):
            return self._unsized(method, url, headers, body, content, run)
        request = httpx.Request(
            method,
            url,
            headers=headers,
            cookies=self._client.cookies,
            stream=httpx.ByteStream(content),
            extensions=self._extensions(run),
        )
        # What the client's hooks and authentication look at.
        request.read()
        if body is not _NOTHING:
            request.headers["content-length"] = str(len(content))
            if body.content_type is not None:
                request.headers["content-type"] = line(body.content_type, "content type")
        return request

    def _unsized(
        self,
        method: str,
        url: httpx.URL,
        headers: httpx.Headers,
        body: Payload,
        content: IO[bytes] | None,
        run: Step | None,
    ) -> httpx.Request:
        """A request with a file or a multipart body, whose length the client finds out."""
        own = httpx.Headers(headers)
        own.pop("content-length", None)
        # Of multipart bodies the client names `multipart/form-data` itself; the boundary of another kind is ours to choose.
        if body.parts is None and body.content_type is not None:
            own["content-type"] = line(body.content_type, "content type")
        elif body.parts is not None and body.content_type != "multipart/form-data":
            own["content-type"] = f"{body.content_type}; boundary={urandom(16).hex()}"
        return httpx.Request(
            method,
            url,
            headers=own,
            cookies=self._client.cookies,
            content=self._rewound(content),
            files=body.parts,
            extensions=self._extensions(run),
        )

    def _extensions(self, run: Step | None) -> dict[str, object]:
        timeout = self._client.timeout if run is None or run.timeout is None else httpx.Timeout(run.timeout)
        return {"timeout": timeout.as_dict()}

    def _address(self, operation: Operation[object]) -> str:
        base = self._base
        if operation.server is not None and not self._replaced:
            base = _VARIABLE.sub(lambda match: self._variables[match[1]], operation.server).rstrip("/")
        return self._absolute(base)

    def _absolute(self, base: str) -> str:
        """The address, below the HTTP client's own where it is relative."""
        if base[:8].lower().startswith(("http://", "https://")):
            return base
        own = str(self._client.base_url).rstrip("/")
        if not own:
            raise ValueError("the API description names no server: give `base_url`, or an HTTP client with one")
        return f"{own}/{base.lstrip('/')}" if base else own

    def _rewound(self, content: IO[bytes] | None) -> bytes | IO[bytes] | None:
        """A file wound back to its beginning: a step that is tried again sends it again."""
        if content is None:
            return None
        if content.seekable():
            content.seek(0)
        return content if isinstance(self._client, httpx.Client) else content.read()


def _url(address: str) -> httpx.URL:
    try:
        return _parsed(address)
    except httpx.InvalidURL as error:
        raise unsayable(f"makes an address that cannot be: {error}", "a parameter") from None


def _query(own: str, *given: tuple[str, ...]) -> str:
    """The query: the client's own, the parameters, the credentials."""
    parts = "&".join(part for some in ((own,), *given) for part in some if part)
    return f"?{parts}" if parts else ""


def _add(own: httpx.Headers, headers: Mapping[str, str | None], body: Payload | None) -> None:
    """Add header parameters. A Content-Type that is given for a multipart body says nothing new and lacks the boundary."""
    for name, value in headers.items():
        if value is None or (name.lower() == "content-type" and body is not None and body.parts is not None):
            continue
        own[name] = line(value, f"header {name}")


def _add_cookies(request: httpx.Request, cookies: tuple[str, ...]) -> None:
    given = [cookie for cookie in cookies if cookie]
    if not given:
        return
    existing = request.headers.get("cookie")
    request.headers["cookie"] = line("; ".join([existing, *given] if existing else given), "a cookie")
