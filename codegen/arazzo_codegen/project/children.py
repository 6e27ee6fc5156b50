"""A share of work that a process of its own does.

Takes a task, gives its result through a pipe. The process is a fork of this one.
"""

from __future__ import annotations

import os
import pickle
import signal
from collections.abc import Callable
from contextlib import suppress
from typing import Generic, TypeVar

from ..classes import dataclass

_Result = TypeVar("_Result")


@dataclass(slots=True)
class Child(Generic[_Result]):
    """A process that does one share."""

    task: Callable[[int, int], _Result]
    number: int
    count: int
    pid: int | None = None
    pipe: int = -1

    def __post_init__(self) -> None:
        # There may be no more processes or pipes: the share is done when its result is asked for.
        with suppress(OSError):
            self.pipe, end = os.pipe()
            try:
                self.pid = os.fork()
                if self.pid == 0:
                    self._work(end)
            finally:
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
        if self.pid is not None:
            with os.fdopen(self.pipe, "rb") as file:
                self.pipe = -1
                content = file.read()
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
