"""The emitted workflow, driven with a real boto3 client: what goes over the wire, and what comes of each failure."""

from __future__ import annotations

import asyncio
import importlib
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING

import pytest
from arazzo_codegen.options import Options

from tests.behaviour.aws.fake_aws import Answer, FakeAws
from tests.compiling import compile_in, importable
from tests.conftest import ROOT

if TYPE_CHECKING:
    from types_boto3_connect import ConnectClient

SEED = ROOT.parent / "shared" / "seed"
INPUTS = {"instance_id": "i-1", "contact_flow_id": "f-1", "destination_phone_number": "+12065550100", "queue_id": "q-1"}


@pytest.fixture(scope="module")
def emitted(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A folder with the package that `specs/amazon-connect` compiles to, importable."""
    folder = tmp_path_factory.mktemp("emitted")
    compiled = compile_in(ROOT, "specs/amazon-connect")
    assert not compiled.errors, compiled.text
    compiled.write(folder / "emitted_connect")
    with importable(folder):
        yield folder


@pytest.fixture
def outbound(emitted: Path) -> ModuleType:
    """The module of the outbound call."""
    return importlib.import_module("emitted_connect.start_outbound_contact_and_track")


@pytest.fixture
def errors(emitted: Path) -> ModuleType:
    """The errors that the emitted modules raise."""
    return importlib.import_module("emitted_connect._runtime.errors")


def test_three_requests_go_over_the_wire(outbound: ModuleType, connect: ConnectClient, fake: FakeAws) -> None:
    result = outbound.start_outbound_contact_and_track(connect, **INPUTS, attributes={"campaign": "spring"})
    assert result == {"contactId": "contact-1", "channel": "VOICE"}
    start, describe, update = fake.requests
    assert (start.method, start.path) == ("PUT", "/contact/outbound-voice")
    assert isinstance(start.body, dict)
    assert start.body.pop("ClientToken")
    assert start.body == {
        "DestinationPhoneNumber": "+12065550100",
        "ContactFlowId": "f-1",
        "InstanceId": "i-1",
        "QueueId": "q-1",
    }
    assert (describe.method, describe.path, describe.body) == ("GET", "/contacts/i-1/contact-1", {})
    assert (update.method, update.path) == ("POST", "/contact/attributes")
    assert update.body == {
        "InitialContactId": "contact-1",
        "InstanceId": "i-1",
        "Attributes": {"campaign": "spring"},
    }
    for request in fake.requests:
        assert request.headers["Authorization"].startswith("AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/")
        assert "/eu-west-1/connect/aws4_request" in request.headers["Authorization"]


def test_an_input_that_aws_needs_is_asked_for_before_the_call_is_placed(
    outbound: ModuleType, errors: ModuleType, connect: ConnectClient, fake: FakeAws
) -> None:
    with pytest.raises(errors.InputError, match="attributes"):
        outbound.start_outbound_contact_and_track(connect, **INPUTS)
    assert fake.requests == []


@pytest.mark.parametrize(
    ("answer", "status", "said"),
    [
        (Answer(404, {"Message": "no such contact"}, "ResourceNotFoundException"), 404, "no such contact"),
        (Answer(429, {"Message": "slow down"}, "ThrottlingException"), 429, "slow down"),
        (Answer(500, {"Message": "sorry"}, "InternalServiceException"), 500, "sorry"),
    ],
)
def test_a_refusal_fails_the_step(
    answer: Answer,
    status: int,
    said: str,
    outbound: ModuleType,
    errors: ModuleType,
    connect: ConnectClient,
    fake: FakeAws,
) -> None:
    fake.script("DescribeContact", answer)
    with pytest.raises(errors.StepFailed, match=said) as failed:
        outbound.start_outbound_contact_and_track(connect, **INPUTS, attributes={})
    assert (failed.value.workflow_id, failed.value.step_id) == ("start-outbound-contact-and-track", "describeContact")
    assert failed.value.status_code == status
    assert failed.value.response.content["Code"] == answer.error
    assert len(fake.requests) == 2


def test_a_body_without_the_contact_is_told(
    outbound: ModuleType, errors: ModuleType, connect: ConnectClient, fake: FakeAws
) -> None:
    fake.script("DescribeContact", Answer(body={}))
    with pytest.raises(errors.WorkflowError, match="Contact") as failed:
        outbound.start_outbound_contact_and_track(connect, **INPUTS, attributes={})
    assert failed.value.step_id == "describeContact"
    assert len(fake.requests) == 2


def test_a_body_without_the_contact_id_is_told(
    outbound: ModuleType, errors: ModuleType, connect: ConnectClient, fake: FakeAws
) -> None:
    fake.script("StartOutboundVoiceContact", Answer(body={}))
    with pytest.raises(errors.UnexpectedResponse, match="/ContactId"):
        outbound.start_outbound_contact_and_track(connect, **INPUTS, attributes={})
    assert len(fake.requests) == 1


def test_no_answer_fails_the_step(outbound: ModuleType, errors: ModuleType, nobody: ConnectClient) -> None:
    with pytest.raises(errors.StepFailed, match="no answer") as failed:
        outbound.start_outbound_contact_and_track(nobody, **INPUTS, attributes={})
    assert failed.value.status_code is None
    assert type(failed.value.__cause__).__name__ == "EndpointConnectionError"


def test_an_optional_value_that_is_absent_is_left_out(
    outbound: ModuleType, connect: ConnectClient, fake: FakeAws
) -> None:
    fake.script("DescribeContact", Answer(body={"Contact": {"Id": "contact-1"}}))
    result = outbound.start_outbound_contact_and_track(connect, **INPUTS, attributes={})
    assert result == {"contactId": "contact-1"}


class TestHangUp:
    """A failure action that looks at the status, and a retry."""

    @pytest.fixture
    def hang_up(self, emitted: Path, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
        """The module, whose pauses take no time."""
        monkeypatch.setattr("time.sleep", lambda seconds: None)
        return importlib.import_module("emitted_connect.stop_contact_and_read_attributes")

    def test_a_contact_that_is_gone_is_no_failure(
        self, hang_up: ModuleType, connect: ConnectClient, fake: FakeAws
    ) -> None:
        fake.script("StopContact", Answer(410, {"Message": "gone"}, "ContactNotFoundException"))
        fake.script("GetContactAttributes", Answer(body={"Attributes": {"campaign": "spring"}}))
        result = hang_up.stop_contact_and_read_attributes(connect, instance_id="i", contact_id="c")
        assert result == {"attributes": {"campaign": "spring"}}

    def test_a_service_that_fails_is_asked_again(
        self, hang_up: ModuleType, connect: ConnectClient, fake: FakeAws
    ) -> None:
        busy = Answer(500, {"Message": "busy"}, "InternalServiceException")
        fake.script("GetContactAttributes", busy, busy, Answer(body={"Attributes": {}}))
        assert hang_up.stop_contact_and_read_attributes(connect, instance_id="i", contact_id="c") == {"attributes": {}}
        assert [request.operation for request in fake.requests] == ["StopContact"] + ["GetContactAttributes"] * 3

    def test_the_retries_come_to_an_end(
        self, hang_up: ModuleType, errors: ModuleType, connect: ConnectClient, fake: FakeAws
    ) -> None:
        fake.script("GetContactAttributes", Answer(500, {"Message": "busy"}, "InternalServiceException"))
        with pytest.raises(errors.StepFailed, match="busy"):
            hang_up.stop_contact_and_read_attributes(connect, instance_id="i", contact_id="c")
        assert len(fake.requests) == 1 + 1 + 3


@pytest.mark.skipif(not SEED.is_dir(), reason="the seed is not here")
def test_the_seed_runs_unchanged(tmp_path: Path, connect: ConnectClient, fake: FakeAws) -> None:
    compiled = compile_in(SEED, "arazzo")
    assert not compiled.errors, compiled.text
    assert {"ARZ604", "ARZ419"} <= set(compiled.codes)
    compiled.write(tmp_path / "emitted_seed")
    with importable(tmp_path):
        name = "amazon_connect_start_outbound_contact_and_track"
        seed = importlib.import_module(f"emitted_seed.{name}")
        result = seed.start_outbound_contact_and_track(connect, **INPUTS, attributes={"campaign": "spring"})
    assert result == {"contactId": "contact-1", "channel": "VOICE"}
    assert fake.requests[2].members["InitialContactId"] == "contact-1"


def test_the_asynchronous_twin_means_the_same(tmp_path: Path, connect: ConnectClient, fake: FakeAws) -> None:
    compiled = compile_in(ROOT, "specs/amazon-connect", options=Options(asynchronous=True))
    compiled.write(tmp_path / "emitted_twins")
    with importable(tmp_path):
        twin = importlib.import_module("emitted_twins.aio.start_outbound_contact_and_track")
        result = asyncio.run(
            twin.start_outbound_contact_and_track(connect, **INPUTS, attributes={"campaign": "spring"})
        )
    assert result == {"contactId": "contact-1", "channel": "VOICE"}
    assert len(fake.requests) == 3


def test_two_calls_at_a_time_do_not_meet(outbound: ModuleType, connect: ConnectClient, fake: FakeAws) -> None:
    def place(number: str) -> object:
        inputs = {**INPUTS, "destination_phone_number": number}
        return outbound.start_outbound_contact_and_track(connect, **inputs, attributes={"number": number})

    with ThreadPoolExecutor(4) as pool:
        results = list(pool.map(place, [f"+1206555{digits:04}" for digits in range(12)]))
    assert results == [{"contactId": "contact-1", "channel": "VOICE"}] * 12
    assert len(fake.requests) == 36
