"""`expect`, error messages and pauses, on a response made by hand."""

from __future__ import annotations

import pickle
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest
from arazzo_codegen.runtime import retry
from arazzo_codegen.runtime.errors import InputError, StepFailed, StepLimitExceeded, UnexpectedResponse, WorkflowError
from arazzo_codegen.runtime.masking import excerpt
from arazzo_codegen.runtime.responses import Kind, expect
from arazzo_codegen.runtime.retry import delay, pause
from arazzo_codegen.runtime.steps import Step


@dataclass
class Made:
    """A response."""

    content: object = None
    status_code: int | None = 200
    headers: Mapping[str, str] = field(default_factory=dict[str, str])
    url: str = "https://example.com/"
    method: str = "GET"
    error: BaseException | None = None
    step: Step | None = field(default_factory=lambda: Step("w", "s"))


BODY = {"id": 1, "name": "a", "price": 2.0, "on": True, "none": None, "tags": ["x"], "a/b": {"~": 0}}


@pytest.mark.parametrize(
    ("pointer", "kind"),
    [
        ("", dict),
        ("/id", int),
        ("/id", float),
        ("/price", int),
        ("/name", str),
        ("/on", bool),
        ("/tags", list),
        ("/tags/0", str),
        ("/a~1b/~0", int),
        ("/none", object),
        ("/none", (str, None)),
        ("/name", (str, None)),
        ("/on", object),
    ],
)
def test_what_is_as_promised_passes(pointer: str, kind: Kind) -> None:
    expect(Made(BODY), {pointer: kind})


@pytest.mark.parametrize(
    ("pointer", "kind", "reason"),
    [
        ("/nope", object, "`/nope` of the response is missing"),
        ("/tags/1", str, "`/tags/1` of the response is missing"),
        ("/tags/-1", str, "`/tags/-1` of the response is missing"),
        ("/tags/²", str, "`/tags/²` of the response is missing"),
        ("/name/x", str, "`/name/x` of the response is missing"),
        ("/on", int, "`/on` of the response is true or false, not an integer"),
        ("/name", int, "`/name` of the response is a string, not an integer"),
        ("/none", str, "`/none` of the response is null, not a string"),
        ("/id", (str, None), "`/id` of the response is an integer, not a string or null"),
        ("", list, "the response is an object, not a list"),
    ],
)
def test_what_is_not_as_promised_names_workflow_step_and_pointer(pointer: str, kind: Kind, reason: str) -> None:
    with pytest.raises(UnexpectedResponse) as caught:
        expect(Made(BODY), {pointer: kind})
    assert str(caught.value) == f"workflow `w`, step `s`: {reason}"


def test_a_failed_step_says_what_happened() -> None:
    failed = StepFailed(Made({"message": "sold out"}, 409), "$statusCode == 200")
    assert str(failed) == (
        'workflow `w`, step `s`: `$statusCode == 200` did not pass: status 409, body {"message": "sold out"}'
    )
    assert (failed.workflow_id, failed.step_id, failed.status_code) == ("w", "s", 409)
    assert str(StepFailed(Made(None, 500), "x")).endswith("`x` did not pass: status 500, empty body")


@pytest.mark.parametrize(
    "value",
    [
        {"access_token": "S3", "a": 1},
        {"deep": [{"Api-Key": "S3"}]},
        {"password": 0x53},
        "user=a&client_secret=S3&b=c",
        '{"token": "S3',
        "<login><sessionId>S3</sessionId></login>",
        "Authorization: Bearer S3.x-y",
        b"S3",
    ],
)
def test_secrets_are_masked(value: object) -> None:
    assert "S3" not in excerpt(value)
    assert "83" not in excerpt(value)


def test_an_excerpt_is_one_short_line() -> None:
    assert excerpt("a\n b\t" + "c" * 1000) == "a b " + "c" * 295 + "…"
    assert excerpt({"a": object()}) == '{"a": "<object>"}'


@pytest.mark.parametrize(
    "error",
    [
        InputError("w", "x", "is needed"),
        UnexpectedResponse("w", "s", "/a", "is missing"),
        StepLimitExceeded("w", "s", 3),
    ],
)
def test_errors_survive_pickling(error: WorkflowError) -> None:
    copied: object = pickle.loads(pickle.dumps(error))
    assert str(copied) == str(error)
    assert type(copied) is type(error)


@pytest.mark.parametrize(
    ("header", "seconds"),
    [(None, 5.0), ("2", 2.0), ("0", 0.0), ("1.5", 1.5), ("999", 60.0), ("-1", 0.0), ("nan", 5.0), ("soon", 5.0)],
)
def test_retry_after_overrules_within_bounds(header: str | None, seconds: float) -> None:
    assert delay(Made(headers={} if header is None else {"retry-after": header}), 5.0) == seconds


def test_retry_after_may_be_a_date() -> None:
    soon = format_datetime(datetime.now(UTC) + timedelta(seconds=30), usegmt=True)
    past = format_datetime(datetime.now(UTC) - timedelta(seconds=30), usegmt=True)
    assert 28 < delay(Made(headers={"retry-after": soon}), 5.0) <= 30
    assert delay(Made(headers={"retry-after": soon}), 5.0, limit=10) == 10
    assert delay(Made(headers={"retry-after": past}), 5.0) == 0


@pytest.fixture
def slept() -> Iterator[list[float]]:
    """The pauses, not waited for."""
    pauses: list[float] = []
    before = retry.set_sleep(pauses.append)
    yield pauses
    retry.set_sleep(before)


def test_a_pause_waits_only_when_there_is_something_to_wait_for(slept: list[float]) -> None:
    pause(Made(), 0)
    pause(Made(), 1.5)
    pause(Made(headers={"retry-after": "7"}), 1.5, limit=4)
    assert slept == [1.5, 4]
