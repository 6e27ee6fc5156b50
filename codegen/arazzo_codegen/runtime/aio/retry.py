"""Waiting between the attempts of a step, for `asyncio`."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

from ..responses import Response
from ..retry import delay

__all__ = ("pause", "set_sleep")

_sleep: Callable[[float], Awaitable[None]] = asyncio.sleep


async def pause(response: Response | None, seconds: float, *, limit: float = 60.0) -> None:
    """Wait `seconds`, or what the response's `Retry-After` says, `limit` seconds at most. A step that calls a workflow has no response."""
    wait = delay(response, seconds, limit=limit)
    if wait > 0:
        await _sleep(wait)


def set_sleep(sleep: Callable[[float], Awaitable[None]]) -> Callable[[float], Awaitable[None]]:
    """Wait by `sleep` from now on, and give the function that was used before: tests need not wait."""
    global _sleep
    before, _sleep = _sleep, sleep
    return before
