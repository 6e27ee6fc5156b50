"""Calls over HTTP for `asyncio`: the same as `http`, awaited."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from typing import TypeVar, cast

from ..bodies import Payload
from ..client import httpx
from ..credentials import Credential, CredentialError
from ..http_request import Operation, Requests
from ..http_response import Failure, Sent, Success, received, unanswered
from ..redirects import redirected, same_origin
from ..steps import Step, current_step

__all__ = ("Api",)

R = TypeVar("R")


class Api:
    """What the methods of an API client share: the HTTP client, the address and the credentials.

    `base_url` replaces every server of the description, `server` is the one it names, `variables` are those of operations' own servers. Nothing
    that was received raises.
    """

    def __init__(
        self,
        http: httpx.AsyncClient,
        base_url: str | None,
        server: str | None = None,
        credentials: Mapping[str, Credential | None] | None = None,
        *,
        variables: Mapping[str, str] | None = None,
    ) -> None:
        self._http = http
        self._requests = Requests(http, base_url, server, credentials or {}, variables or {})
        self._fetching = asyncio.Lock()

    async def send(
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
            async with asyncio.timeout(None if run is None else run.timeout):
                for credential in credentials:
                    await self._prove(credential, request)
                response = await self._exchange(request, credentials, tuple(headers or ()), sent, run)
        except (httpx.RequestError, httpx.StreamError, CredentialError, TimeoutError) as error:
            response = unanswered(sent, run, error)
        for credential in credentials if response.status_code == 401 else ():
            credential.refused()
        return cast("R", response)

    async def _prove(self, credential: Credential, request: httpx.Request) -> None:
        """Fill in a credential that has to be fetched, or that signs the request."""
        if credential.fetch() is not None:
            async with self._fetching:
                await self._fetch(credential)
        credential.sign(request)

    async def _fetch(self, credential: Credential) -> None:
        """Fetch a credential, unless another task has done so meanwhile."""
        request = credential.fetch()
        if request is not None:
            answer = await self._http.send(request, auth=None, follow_redirects=False)
            credential.accept(answer.status_code, answer.content)

    async def _exchange(
        self,
        request: httpx.Request,
        credentials: tuple[Credential, ...],
        parameters: tuple[str, ...],
        sent: Sent,
        run: Step | None,
    ) -> Success[int, object] | Failure[int | None, object]:
        """Send, following redirects where the client does."""
        http = self._http
        response = await http.send(request, follow_redirects=False)
        hops = 0
        while response.next_request is not None and http.follow_redirects:
            hops += 1
            if hops > http.max_redirects:
                raise httpx.TooManyRedirects("too many redirects", request=request)
            following = redirected(request, response.next_request, credentials, parameters)
            auth = httpx.USE_CLIENT_DEFAULT if same_origin(request.url, following.url) else None
            request = following
            response = await http.send(request, auth=auth, follow_redirects=False)
        return received(sent, response.status_code, response.headers, response.content, run)
