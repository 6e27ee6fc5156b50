"""Calls over HTTP: takes an operation and its encoded parameters, sends the request, gives what was received as a typed response."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from threading import Lock
from time import monotonic
from typing import TypeVar

from .bodies import Payload
from .client import httpx
from .credentials import Credential
from .http_exchange import NO_ANSWER, Exchange
from .http_request import Operation, Requests

__all__ = ("Api",)

R = TypeVar("R")


class Api:
    """What the methods of an API client share: the HTTP client, the address and the credentials.

    `base_url` replaces every server of the description, `server` is the one it names, `variables` are those of operations' own servers. Nothing
    that was received raises.
    """

    def __init__(
        self,
        http: httpx.Client,
        base_url: str | None,
        server: str | None = None,
        credentials: Mapping[str, Credential | None] | None = None,
        *,
        variables: Mapping[str, str] | None = None,
    ) -> None:
        self._http = http
        self._requests = Requests(http, base_url, server, credentials or {}, variables or {})
        self._fetching = Lock()

    def send(
        self,
        operation: Operation[R],
        path: str,
        *,
        query: tuple[str, ...] = (),
        headers: Mapping[str, str | None] | None = None,
        cookies: tuple[str, ...] = (),
        body: Payload | None = None,
    ) -> R:
        """Send a request and give the response, typed as the operation says."""
        exchange = self._requests.exchange(operation, path, query, headers, cookies, body)
        try:
            return self._exchange(exchange)
        except NO_ANSWER as error:
            return exchange.unanswered(error)
        finally:
            exchange.close()

    def _prove(self, credential: Credential, request: httpx.Request) -> None:
        """Fill in a credential that has to be fetched, or that signs the request."""
        if credential.fetch() is not None:
            with self._fetching:
                self._fetch(credential)
        credential.sign(request)

    def _fetch(self, credential: Credential) -> None:
        """Fetch a credential, unless another thread has done so meanwhile."""
        request = credential.fetch()
        if request is not None:
            answer = self._http.send(request, auth=None, follow_redirects=False)
            credential.accept(answer.status_code, answer.content)

    def _exchange(self, exchange: Exchange[R]) -> R:
        """Send, and follow redirects, until the step's timeout is over."""
        deadline = None if exchange.timeout is None else monotonic() + exchange.timeout
        for credential in exchange.proofs:
            self._prove(credential, exchange.request)
            _hold(deadline, exchange.request)
        response = self._http.send(exchange.request, stream=True, follow_redirects=False)
        content = _content(response, exchange.is_plain(response), deadline)
        while (following := exchange.following(response)) is not None:
            auth = None if exchange.strayed else httpx.USE_CLIENT_DEFAULT
            response = self._http.send(following, auth=auth, stream=True, follow_redirects=False)
            content = _content(response, exchange.is_plain(response), deadline)
        return exchange.answered(response, content)


def _content(response: httpx.Response, plain: bool, deadline: float | None) -> bytes:
    """The body; the connection is free afterwards, whatever happens."""
    try:
        if deadline is not None:
            return b"".join(_in_time(response, deadline))
        return b"".join(response.iter_raw()) if plain else response.read()
    finally:
        response.close()


def _in_time(response: httpx.Response, deadline: float) -> Iterator[bytes]:
    """The pieces of the body until the deadline."""
    for piece in response.iter_bytes():
        yield piece
        _hold(deadline, response.request)


def _hold(deadline: float | None, request: httpx.Request) -> None:
    """Raise when the deadline is over: the client's own timeouts are for each piece that is received."""
    if deadline is not None and monotonic() > deadline:
        raise httpx.ReadTimeout("the step's timeout is over", request=request)
