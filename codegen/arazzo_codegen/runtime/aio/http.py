"""Calls over HTTP for `asyncio`: what `http` sends is awaited here."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from typing import TypeVar

from ..bodies import Payload
from ..client import httpx
from ..credentials import Credential
from ..http_exchange import NO_ANSWER, Exchange
from ..http_request import Operation, Requests

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
        exchange = self._requests.exchange(operation, path, query, headers, cookies, body)
        try:
            if exchange.timeout is None:
                return await self._exchange(exchange)
            async with asyncio.timeout(exchange.timeout):
                return await self._exchange(exchange)
        except (*NO_ANSWER, TimeoutError) as error:
            return exchange.unanswered(error)
        finally:
            exchange.close()

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

    async def _exchange(self, exchange: Exchange[R]) -> R:
        """Send, and follow redirects."""
        for credential in exchange.proofs:
            await self._prove(credential, exchange.request)
        response = await self._http.send(exchange.request, stream=True, follow_redirects=False)
        content = await _content(response, exchange.is_plain(response))
        while (following := exchange.following(response)) is not None:
            auth = None if exchange.strayed else httpx.USE_CLIENT_DEFAULT
            response = await self._http.send(following, auth=auth, stream=True, follow_redirects=False)
            content = await _content(response, exchange.is_plain(response))
        return exchange.answered(response, content)


async def _content(response: httpx.Response, plain: bool) -> bytes:
    """The body; the connection is free afterwards, whatever happens."""
    try:
        return b"".join([piece async for piece in response.aiter_raw()]) if plain else await response.aread()
    finally:
        await response.aclose()
