"""Dividing work among processes.

Takes a task and the number of shares that it is worth; gives the results in the order of the shares, the same as one process would. A child sees
all that its parent had made before, so that only results travel. Where processes cannot be forked, there is one share.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from functools import partial
from typing import TypeVar

from ..options import Spread

_Result = TypeVar("_Result")


def processes(jobs: int | None) -> Spread:
    """A way to divide work among at most this many processes; None is as many as there are cores."""
    return partial(_divided, cores() if jobs is None else jobs)


def cores() -> int:
    """The cores that this process may use."""
    return len(os.sched_getaffinity(0)) if sys.platform == "linux" else os.cpu_count() or 1


def _divided(jobs: int, task: Callable[[int, int], _Result], most: int) -> list[_Result]:
    # Elsewhere than on Linux, libraries of the system do not stand being forked.
    count = min(jobs, most) if sys.platform == "linux" else 1
    if count == 1:
        return [task(0, 1)]
    from .children import Child

    children = [Child(task, number, count) for number in range(1, count)]
    try:
        first = task(0, count)
        return [first, *(child.result() for child in children)]
    finally:
        for child in children:
            child.stop()
