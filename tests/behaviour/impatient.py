"""Transports that give up where a server would be late, without waiting for it.

Takes the emitted code's own record of the running step: one with a timeout does not get an answer that is marked as late.
"""

from __future__ import annotations

from types import ModuleType

import httpx2

from tests.behaviour.scripted_server import LATE


class Impatient(httpx2.HTTPTransport):
    """For clients."""

    def __init__(self, steps: ModuleType) -> None:
        super().__init__()
        self._steps = steps

    def handle_request(self, request: httpx2.Request) -> httpx2.Response:
        response = super().handle_request(request)
        if _comes_too_late(response, self._steps):
            response.close()
            raise httpx2.ReadTimeout("late", request=request)
        return response


class AsyncImpatient(httpx2.AsyncHTTPTransport):
    """For asynchronous clients."""

    def __init__(self, steps: ModuleType) -> None:
        super().__init__()
        self._steps = steps

    async def handle_async_request(self, request: httpx2.Request) -> httpx2.Response:
        response = await super().handle_async_request(request)
        if _comes_too_late(response, self._steps):
            await response.aclose()
            raise httpx2.ReadTimeout("late", request=request)
        return response


def _comes_too_late(response: httpx2.Response, steps: ModuleType) -> bool:
    run = steps.current_step()
    return LATE in response.headers and run is not None and run.timeout is not None
