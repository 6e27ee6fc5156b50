"""Requests over HTTP: takes an operation and its encoded parameters, gives the client's request object, ready to be exchanged for a response.

The request is made directly, not by `Client.build_request`, which parses and merges anew for each call what stays the same; the client's own headers,
cookies and query parameters are honoured all the same.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Generic, NamedTuple, TypeVar

from .bodies import Payload
from .client import httpx
from .credentials import Credential, Static, chosen
from .http_content import Client, make_request
from .http_exchange import Exchange
from .scalars import line, unsayable
from .steps import current_step
from .streams import Places, is_file

__all__ = ("Operation", "Requests")

R = TypeVar("R", covariant=True)

# Parsing a URL costs as much as encoding all of a small request; workflows ask for the same ones again and again.
_parsed = lru_cache(maxsize=128)(httpx.URL)
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
    """What an operation's calls share: its address, its credentials, and its headers on top of the client's.

    `headers` and `base_url` are the client's own, as they were then; `proofs` are the credentials that are not the same for every request.
    """

    headers: list[tuple[bytes, bytes]]
    base_url: httpx.URL
    address: str
    merged: httpx.Headers
    query: tuple[str, ...]
    cookies: tuple[str, ...]
    credentials: tuple[Credential, ...]
    proofs: tuple[Credential, ...]


class Requests:
    """Makes the requests of one API: its address, its credentials, and what the HTTP client adds by itself."""

    def __init__(
        self,
        client: Client,
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

    def exchange(
        self,
        operation: Operation[R],
        path: str,
        query: tuple[str, ...],
        headers: Mapping[str, str | None] | None,
        cookies: tuple[str, ...],
        body: Payload | None,
    ) -> Exchange[R]:
        """The call with its request, which lacks only the credentials that need to be fetched or that sign it."""
        client, run = self._client, current_step()
        prepared = self._prepared.get(operation)
        # Somebody may have changed the client's headers or address.
        if prepared is None or prepared.headers != client.headers.raw or prepared.base_url is not client.base_url:
            prepared = self._prepared[operation] = self._prepare(operation)
        address = prepared.address + path
        if query or prepared.query or client.params:
            address += _query(str(client.params), *query, *prepared.query)
        timeout = client.timeout if run is None or run.timeout is None else httpx.Timeout(run.timeout)
        request = make_request(client, operation.method, _url(address), prepared.merged, body, timeout)
        if headers is not None:
            _add(request.headers, headers, body)
        if cookies or prepared.cookies:
            _add_cookies(request, (*cookies, *prepared.cookies))
        value, names = None if body is None else body.value, tuple(headers or ())
        places = None if body is None else _places(body)
        return Exchange(client, request, value, names, prepared.credentials, prepared.proofs, run, places)

    def _prepare(self, operation: Operation[object]) -> Prepared:
        credentials = chosen(operation.security, self._credentials)
        static = [credential for credential in credentials if isinstance(credential, Static)]
        headers = httpx.Headers(self._client.headers)
        if operation.accept is not None:
            headers["accept"] = operation.accept
        for credential in static:
            for name, value in credential.headers:
                headers[name] = value
        address = self._address(operation)
        return Prepared(
            headers=self._client.headers.raw,
            base_url=self._client.base_url,
            address=address,
            # A request without content shows what the client's own class adds: the host, and a length where the method wants one.
            merged=httpx.Request(operation.method, _url(address), headers=headers).headers,
            query=tuple(credential.query for credential in static if credential.query),
            cookies=tuple(credential.cookie for credential in static if credential.cookie),
            credentials=credentials,
            proofs=tuple(credential for credential in credentials if not isinstance(credential, Static)),
        )

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
        if not own and base:
            raise ValueError(f"the server `{base}` is relative: give `base_url` in full, or an HTTP client with one")
        if not own:
            raise ValueError("the API description names no server: give `base_url`, or an HTTP client with one")
        return f"{own}/{base.lstrip('/')}" if base else own


def _places(body: Payload) -> Places | None:
    """Where the files of the body stand; None where there are none."""
    if body.parts is not None:
        return Places(part[1][1] for part in body.parts if is_file(part[1][1]))
    return Places((body.content,)) if is_file(body.content) else None


def _url(address: str) -> httpx.URL:
    try:
        return _parsed(address)
    except httpx.InvalidURL as error:
        raise unsayable(f"makes an address that cannot be: {error}", "a parameter") from None


def _query(*parts: str) -> str:
    """The query of what is not empty: an absent parameter is."""
    given = "&".join([part for part in parts if part])
    return f"?{given}" if given else ""


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
