"""Calls of boto3 in a thread, as responses: the asynchronous twin of `aws`."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import ParamSpec, TypeVar

from ..aws import AwsResponse, answer
from ..steps import current_step

__all__ = ("AwsResponse", "call")

P = ParamSpec("P")
R = TypeVar("R")


async def call(method: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> AwsResponse[R]:
    """Call a method of a boto3 client without blocking the event loop.

    A step's timeout bounds the wait for the answer; boto3 cannot take back a request that it has sent.
    """

    def work() -> AwsResponse[R]:
        return answer(method, *args, **kwargs)

    run = current_step()
    if run is None or run.timeout is None:
        return await asyncio.to_thread(work)
    try:
        return await asyncio.wait_for(asyncio.to_thread(work), run.timeout)
    except TimeoutError:
        return AwsResponse(method, kwargs, (), None, TimeoutError(f"no answer in {run.timeout:g} seconds"))
