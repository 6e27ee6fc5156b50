"""What goes wrong when a workflow runs.

    WorkflowError
      InputError          an input was not given, or breaks its schema
      StepFailed          a step did not succeed and no failure action caught it
      UnexpectedResponse  a response lacks what the API description promises
      StepLimitExceeded   a workflow that goes round did not come to an end

Takes responses and ids, gives exceptions whose messages say which workflow, which step and why, and hold no secret.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from .masking import excerpt

if TYPE_CHECKING:
    from .responses import Response
    from .steps import Step

__all__ = ("InputError", "StepFailed", "StepLimitExceeded", "UnexpectedResponse", "WorkflowError")


class WorkflowError(Exception):
    """The base of all errors that workflows raise. `workflow_id` is the workflow in which it happened."""

    workflow_id: str


class InputError(WorkflowError):
    """An input that the workflow cannot work with; raised before anything is sent. The value itself is not shown."""

    def __init__(self, workflow_id: str, input_name: str, reason: str) -> None:
        super().__init__(workflow_id, input_name, reason)
        self.workflow_id = workflow_id
        self.input_name = input_name
        self.reason = reason

    def __str__(self) -> str:
        # A client's method may be called outside of any workflow.
        return f"{f'workflow `{self.workflow_id}`: ' if self.workflow_id else ''}`{self.input_name}` {self.reason}"


class StepFailed(WorkflowError):
    """A step did not succeed: `criterion` is the text of the criterion that did not pass.

    `response` is what was received, None where the step called a workflow. `status_code` is None when there was no answer.
    """

    def __init__(self, failed: Response | Step, criterion: str) -> None:
        super().__init__(failed, criterion)
        run = failed.step
        self.workflow_id = run.workflow_id if run is not None else ""
        self.step_id = run.step_id if run is not None else ""
        self.criterion = criterion
        self.response = failed if failed is not run else None
        self.status_code = failed.status_code
        self.message = f"workflow `{self.workflow_id}`, step `{self.step_id}`: {_failure(failed, criterion)}"
        self.__cause__ = failed.error

    def __str__(self) -> str:
        return self.message


class UnexpectedResponse(WorkflowError):
    """A response lacks a value that is needed: `pointer` is the JSON Pointer into its body, `reason` what is wrong there."""

    def __init__(self, workflow_id: str, step_id: str, pointer: str, reason: str) -> None:
        super().__init__(workflow_id, step_id, pointer, reason)
        self.workflow_id = workflow_id
        self.step_id = step_id
        self.pointer = pointer
        self.reason = reason

    def __str__(self) -> str:
        place = f"`{self.pointer}` of the response" if self.pointer else "the response"
        return f"workflow `{self.workflow_id}`, step `{self.step_id}`: {place} {self.reason}"


class StepLimitExceeded(WorkflowError):
    """The workflow has sent `limit` requests and would send another, that of step `step_id`."""

    def __init__(self, workflow_id: str, step_id: str, limit: int) -> None:
        super().__init__(workflow_id, step_id, limit)
        self.workflow_id = workflow_id
        self.step_id = step_id
        self.limit = limit

    def __str__(self) -> str:
        return f"workflow `{self.workflow_id}`, step `{self.step_id}`: the limit of {self.limit} requests is spent"


def _failure(failed: Response | Step, criterion: str) -> str:
    """What happened, in one line: the criterion, the status, the start of the body."""
    if failed.error is not None:
        return f"no answer ({excerpt(f'{type(failed.error).__name__}: {failed.error}')}); `{criterion}` did not pass"
    if failed.status_code is None:
        return f"`{criterion}` did not pass"
    body = excerpt(failed.content)
    return f"`{criterion}` did not pass: status {failed.status_code}{f', body {body}' if body else ', empty body'}"
