"""The step that is running.

Takes workflow and step ids from emitted code, marks the responses that arrive meanwhile with them, logs, tells observers, and counts the requests
of workflows that go round.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from contextvars import ContextVar, Token
from time import perf_counter
from types import TracebackType
from typing import Protocol

from .errors import StepLimitExceeded, WorkflowError

__all__ = ("Step", "StepBudget", "StepObserver", "add_observer", "current_step", "step")

_log = logging.getLogger(__package__)


class StepObserver(Protocol):
    """Is told when a step starts and when it has ended: enough to keep a span for each. It must not raise; what it raises is logged."""

    def step_started(self, run: Step, /) -> None:
        """A step starts; the same object is passed when it has ended."""
        ...

    def step_ended(self, run: Step, /) -> None:
        """A step has ended: its `status_code`, `error` and `seconds` are known."""
        ...


class StepBudget:
    """How many requests, and calls of other workflows, a workflow that goes round may still make."""

    __slots__ = ("_left", "limit")

    def __init__(self, limit: int) -> None:
        self.limit = limit
        self._left = limit

    @staticmethod
    def of(limit: int | StepBudget) -> StepBudget:
        """A budget of `limit`, or, for a workflow that was called in a circle, that of its caller: each such call costs one of it."""
        if isinstance(limit, int):
            return StepBudget(limit)
        limit._left -= 1
        return limit

    def spend(self, workflow_id: str, step_id: str) -> None:
        """Take one; raises `StepLimitExceeded` when none is left. A step that calls a workflow does so in front of the `try` around its call."""
        if self._left <= 0:
            raise StepLimitExceeded(workflow_id, step_id, self.limit)
        self._left -= 1


class Step:
    """One attempt of a step: `with step("workflow", "step"):` around its call.

    `timeout` bounds the attempt, in seconds. Afterwards `status_code` is that of the response (None: no answer, or the step called a workflow), `error`
    the exception that stood in the way, `seconds` how long it took.
    """

    __slots__ = (
        "_budget",
        "_started",
        "_token",
        "content",
        "error",
        "seconds",
        "status_code",
        "step_id",
        "timeout",
        "workflow_id",
    )

    def __init__(
        self, workflow_id: str, step_id: str, budget: StepBudget | None = None, *, timeout: float | None = None
    ) -> None:
        self.workflow_id = workflow_id
        self.step_id = step_id
        self.timeout = timeout
        self.status_code: int | None = None
        self.error: BaseException | None = None
        self.content: object = None
        self.seconds = 0.0
        self._budget = budget
        self._token: Token[Step | None] | None = None
        self._started = 0.0

    @property
    def step(self) -> Step:
        """Itself, as a response has its step."""
        return self

    def __enter__(self) -> Step:
        if self._budget is not None:
            self._budget.spend(self.workflow_id, self.step_id)
        self._token = _current.set(self)
        _tell("step_started", self)
        self._started = perf_counter()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.seconds = perf_counter() - self._started
        if self._token is not None:
            _current.reset(self._token)
            self._token = None
        if error is not None:
            self.error = error
            if isinstance(error, WorkflowError) and error.workflow_id != self.workflow_id:
                error.add_note(f"called by step `{self.step_id}` of workflow `{self.workflow_id}`")
        if _log.isEnabledFor(logging.DEBUG):
            _write(self)
        _tell("step_ended", self)


step = Step
"""`Step` by the name under which `with step(…):` reads as a statement."""

_current: ContextVar[Step | None] = ContextVar("current_step", default=None)
_observers: tuple[StepObserver, ...] = ()


def current_step() -> Step | None:
    """The step that is running in this thread or task, None outside of workflows."""
    return _current.get()


def add_observer(observer: StepObserver) -> Callable[[], None]:
    """Tell `observer` of every step from now on; calling the result ends that."""
    global _observers
    _observers = (*_observers, observer)

    def remove() -> None:
        global _observers
        _observers = tuple(other for other in _observers if other is not observer)

    return remove


def _tell(event: str, run: Step) -> None:
    for observer in _observers:
        try:
            if event == "step_started":
                observer.step_started(run)
            else:
                observer.step_ended(run)
        except Exception:
            _log.exception("the observer %s failed", type(observer).__name__)


def _write(run: Step) -> None:
    """The debug line of a step: ids, status or kind of error, milliseconds."""
    if run.error is not None:
        outcome: object = type(run.error).__name__
    else:
        outcome = "done" if run.status_code is None else run.status_code
    _log.debug("%s %s: %s in %.1f ms", run.workflow_id, run.step_id, outcome, run.seconds * 1000)
