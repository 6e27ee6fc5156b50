"""Dividing work among processes.

Takes a task and the number of shares that it is worth; gives the results in the order of the shares, the same as one process would. A child sees
all that its parent had made before, so that only results travel. Where processes cannot be forked, there is one share.
"""

from __future__ import annotations

import os
import pickle
import signal
import sys
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from typing import Generic, TypeVar

from ..classes import dataclass
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
    children = [_Child(task, number, count) for number in range(1, count)]
    try:
        first = task(0, count)
        return [first, *(child.result() for child in children)]
    finally:
        for child in children:
            child.stop()


@dataclass(slots=True)
class _Child(Generic[_Result]):
    """A process that does one share."""

    task: Callable[[int, int], _Result]
    number: int
    count: int
    pid: int | None = None
    pipe: int = -1

    def __post_init__(self) -> None:
        self.pipe, end = os.pipe()
        try:
            self.pid = os.fork()
        except OSError:  # there may be no more processes: the share is done when its result is asked for
            os.close(end)
            return
        if self.pid == 0:
            self._work(end)
        os.close(end)

    def _work(self, end: int) -> None:
        """What the child does. It leaves without the ceremonies of its parent: nothing that is buffered is written twice."""
        status = 1
        with suppress(BaseException):  # the parent meets the same when it does the share itself
            os.close(self.pipe)
            with os.fdopen(end, "wb") as file:
                pickle.dump(self.task(self.number, self.count), file, pickle.HIGHEST_PROTOCOL)
            status = 0
        os._exit(status)

    def result(self) -> _Result:
        """The result of the share; of one whose process failed, done here."""
        with os.fdopen(self.pipe, "rb") as file:
            self.pipe = -1
            content = file.read()
        if self.pid is not None:
            _, status = os.waitpid(self.pid, 0)
            self.pid = None
            if status == 0:
                found: _Result = pickle.loads(content)
                return found
        return self.task(self.number, self.count)

    def stop(self) -> None:
        """End a process whose result nobody waits for any more."""
        if self.pipe >= 0:
            os.close(self.pipe)
        if self.pid is not None:
            os.kill(self.pid, signal.SIGKILL)
            os.waitpid(self.pid, 0)
