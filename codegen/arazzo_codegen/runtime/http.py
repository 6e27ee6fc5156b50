"""Calls over HTTP: takes an operation and its encoded parameters, sends the request, gives what was received as a typed response."""

from __future__ import annotations

from collections.abc import Mapping
from threading import Lock
from time import monotonic
from typing import TypeVar, cast

from .bodies import Payload
from .client import httpx
from .credentials import Credential, CredentialError
from .http_request import Operation, Requests
from .http_response import Failure, Sent, Success, received, unanswered
from .redirects import redirected, same_origin
from .steps import Step, current_step

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
        run = current_step()
        prepared = self._requests.prepare(operation)
        request = self._requests.make(operation, prepared, path, query, headers, cookies, body, run)
        credentials = prepared.credentials
        sent = Sent(request, None if body is None else body.value)
        try:
            for credential in credentials:
                self._prove(credential, request)
            response = self._exchange(request, credentials, tuple(headers or ()), sent, run)
        except (httpx.RequestError, httpx.StreamError, CredentialError) as error:
            response = unanswered(sent, run, error)
        for credential in credentials if response.status_code == 401 else ():
            credential.refused()
        return cast("R", response)

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

    def _exchange(
        self,
        request: httpx.Request,
        credentials: tuple[Credential, ...],
        parameters: tuple[str, ...],
        sent: Sent,
        run: Step | None,
    ) -> Success[int, object] | Failure[int | None, object]:
        """Send, following redirects where the client does; a step's timeout bounds the whole."""
        http = self._http
        deadline = None if run is None or run.timeout is None else monotonic() + run.timeout
        response = http.send(request, stream=deadline is not None, follow_redirects=False)
        hops = 0
        while response.next_request is not None and http.follow_redirects:
            hops += 1
            if hops > http.max_redirects:
                raise httpx.TooManyRedirects("too many redirects", request=request)
            following = redirected(request, response.next_request, credentials, parameters)
            auth = httpx.USE_CLIENT_DEFAULT if same_origin(request.url, following.url) else None
            response.close()
            request = following
            response = http.send(request, auth=auth, stream=deadline is not None, follow_redirects=False)
        content = response.content if deadline is None else _read(response, deadline)
        return received(sent, response.status_code, response.headers, content, run)


def _read(response: httpx.Response, deadline: float) -> bytes:
    """The body, given up when the deadline is over: the client's own timeouts are for each piece of it."""
    pieces: list[bytes] = []
    try:
        for piece in response.iter_bytes():
            pieces.append(piece)
            if monotonic() > deadline:
                raise httpx.ReadTimeout("the step's timeout is over", request=response.request)
    finally:
        response.close()
    return b"".join(pieces)
