"""Status codes that the types of responses name."""

from __future__ import annotations

from typing import get_args

from arazzo_codegen.plan.status_types import NAMED
from arazzo_codegen.runtime import http_response


def test_the_named_statuses_are_those_that_the_runtime_lists() -> None:
    listed = (http_response.InformationStatus, http_response.SuccessStatus, http_response.RedirectStatus)
    errors = (http_response.ClientErrorStatus, http_response.ServerErrorStatus)
    assert {code for alias in (*listed, *errors) for code in get_args(alias)} == set(NAMED)
