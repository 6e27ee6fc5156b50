"""What a step cannot do without, and need not be there.

Takes an optional input or output; gives it, or raises before anything is sent.
"""

from __future__ import annotations

from typing import TypeVar

from .errors import InputError, UnexpectedResponse
from .unset import UNSET, Unset

__all__ = ("given", "present")

T = TypeVar("T")


def given(value: T | None | Unset, workflow_id: str, input_name: str, reason: str) -> T:
    """The input, or `InputError`."""
    if value is None or value is UNSET:
        raise InputError(workflow_id, input_name, reason)
    return value


def present(value: T | None | Unset, workflow_id: str, step_id: str, reason: str) -> T:
    """The output of step `step_id`, or `UnexpectedResponse`."""
    if value is None or value is UNSET:
        raise UnexpectedResponse(workflow_id, step_id, "", reason)
    return value
