"""Waiting between the attempts of a step: takes the response and the seconds that the document asks for, gives time to the server."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from math import isfinite

from .responses import Response

__all__ = ("delay", "pause", "set_sleep")

_sleep: Callable[[float], None] = time.sleep


def pause(response: Response | None, seconds: float, *, limit: float = 60.0) -> None:
    """Wait `seconds`, or what the response's `Retry-After` says, `limit` seconds at most. A step that calls a workflow has no response."""
    wait = delay(response, seconds, limit=limit)
    if wait > 0:
        _sleep(wait)


def delay(response: Response | None, seconds: float, *, limit: float = 60.0) -> float:
    """The seconds to wait: `Retry-After` (RFC 9110 section 10.2.3: seconds or a date) overrules `seconds`, but never exceeds `limit`."""
    asked = None if response is None else _retry_after(response.headers.get("retry-after"))
    return seconds if asked is None else min(max(asked, 0.0), limit)


def set_sleep(sleep: Callable[[float], None]) -> Callable[[float], None]:
    """Wait by `sleep` from now on, and give the function that was used before: tests need not wait."""
    global _sleep
    before, _sleep = _sleep, sleep
    return before


def _retry_after(value: str | None) -> float | None:
    if value is None:
        return None
    try:
        seconds = float(value)
    except ValueError:
        return _until(value)
    return seconds if isfinite(seconds) else None


def _until(date: str) -> float | None:
    try:
        moment = parsedate_to_datetime(date)
    except ValueError:
        return None
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=UTC)
    return (moment - datetime.now(UTC)).total_seconds()
