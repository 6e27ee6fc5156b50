"""What `call` makes of a boto3 client's answers."""

from __future__ import annotations

import asyncio
import time
from typing import TYPE_CHECKING

import pytest
from arazzo_codegen.runtime.aio.aws import call as call_async
from arazzo_codegen.runtime.aws import call
from arazzo_codegen.runtime.errors import UnexpectedResponse
from arazzo_codegen.runtime.responses import expect
from arazzo_codegen.runtime.steps import step

from tests.behaviour.aws.fake_aws import Answer, FakeAws

if TYPE_CHECKING:
    from types_boto3_connect import ConnectClient


def test_an_answer_is_a_response(connect: ConnectClient, fake: FakeAws) -> None:
    response = call(connect.describe_contact, InstanceId="i/1", ContactId="c")
    assert response.status_code == 200
    assert response.body["Contact"].get("Channel") == "VOICE"
    assert response.content == {"Contact": {"Id": "contact-1", "Channel": "VOICE"}}
    assert response.headers["X-Amzn-RequestId"].startswith("0000")
    assert "x-nothing" not in response.headers
    assert (response.method, response.url) == ("GET", f"{fake.url}/contacts/i%2F1/c")
    assert fake.requests[0].members == {"InstanceId": "i/1", "ContactId": "c"}


def test_a_refusal_is_a_response_with_status_code_and_message(connect: ConnectClient, fake: FakeAws) -> None:
    fake.script("DescribeContact", Answer(404, {"Message": "no such contact"}, "ResourceNotFoundException"))
    response = call(connect.describe_contact, InstanceId="i", ContactId="c")
    assert response.status_code == 404
    assert response.error is None
    assert response.content == {
        "Code": "ResourceNotFoundException",
        "Message": "no such contact",
    }
    with pytest.raises(UnexpectedResponse):
        _ = response.body


def test_the_model_refuses_what_it_does_not_allow(fake: FakeAws) -> None:
    assert fake.respond("POST", "/contact/outbound-voice", {}, b"{}").error == "UnknownOperationException"
    assert fake.respond("PUT", "/contact/outbound-voice", {}, b"{}").error == "InvalidParameterException"


def test_no_answer_is_a_response_without_status(nobody: ConnectClient) -> None:
    with step("flow", "describe") as run:
        response = call(nobody.describe_contact, InstanceId="i", ContactId="c")
    assert response.status_code is None
    assert type(response.error).__name__ == "EndpointConnectionError"
    assert response.step is run
    assert run.error is response.error


def test_arguments_that_boto3_refuses_are_no_answer(connect: ConnectClient, fake: FakeAws) -> None:
    response = call(connect.describe_contact, InstanceId="", ContactId="c")
    assert response.status_code is None
    assert type(response.error).__name__ == "ParamValidationError"
    assert fake.requests == []


def test_other_errors_are_not_caught() -> None:
    def broken() -> dict[str, object]:
        raise KeyError("mine")

    with pytest.raises(KeyError):
        call(broken)


def test_a_missing_member_is_named(connect: ConnectClient, fake: FakeAws) -> None:
    fake.script("DescribeContact", Answer(body={}))
    with step("flow", "describe"):
        response = call(connect.describe_contact, InstanceId="i", ContactId="c")
    with pytest.raises(UnexpectedResponse, match="/Contact"):
        expect(response, {"/Contact": dict})


def test_a_timeout_bounds_the_wait() -> None:
    def slow() -> dict[str, object]:
        time.sleep(1)
        return {}

    with step("flow", "slow", timeout=0.05):
        response = call(slow)
    assert response.status_code is None
    assert isinstance(response.error, TimeoutError)


def test_what_is_raised_in_time_is_raised() -> None:
    def broken() -> dict[str, object]:
        raise KeyError("mine")

    with step("flow", "broken", timeout=1), pytest.raises(KeyError):
        call(broken)


def test_the_asynchronous_twin_means_the_same(connect: ConnectClient, nobody: ConnectClient) -> None:
    async def both() -> tuple[int | None, int | None]:
        with step("flow", "describe", timeout=5):
            answered = await call_async(connect.describe_contact, InstanceId="i", ContactId="c")
        return (
            answered.status_code,
            (await call_async(nobody.describe_contact, InstanceId="i", ContactId="c")).status_code,
        )

    assert asyncio.run(both()) == (200, None)


def test_the_asynchronous_twin_bounds_the_wait() -> None:
    def slow() -> dict[str, object]:
        time.sleep(0.3)
        return {}

    async def bounded() -> BaseException | None:
        with step("flow", "slow", timeout=0.05):
            return (await call_async(slow)).error

    assert isinstance(asyncio.run(bounded()), TimeoutError)


def test_an_answer_without_metadata_as_stubs_give_it_is_a_success() -> None:
    response = call(lambda: {"Contact": {"Id": "c"}})
    assert (response.status_code, response.content) == (200, {"Contact": {"Id": "c"}})
