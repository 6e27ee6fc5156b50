"""A fake Amazon Connect and a real boto3 client that talks to it."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from typing import TYPE_CHECKING

import boto3
import pytest
from botocore.config import Config

from tests.behaviour.aws.fake_aws import Answer, FakeAws, serving

if TYPE_CHECKING:
    from types_boto3_connect import ConnectClient


@pytest.fixture
def fake() -> Iterator[FakeAws]:
    """Amazon Connect as its model says, with a contact that exists."""
    with serving("connect") as aws:
        aws.script("StartOutboundVoiceContact", Answer(body={"ContactId": "contact-1"}))
        aws.script("DescribeContact", Answer(body={"Contact": {"Id": "contact-1", "Channel": "VOICE"}}))
        yield aws


@pytest.fixture
def connect(fake: FakeAws) -> ConnectClient:
    """A boto3 client of the fake, which tries once."""
    return client(fake.url)


@pytest.fixture
def nobody() -> ConnectClient:
    """A boto3 client of a port where nobody listens."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    return client(f"http://127.0.0.1:{port}")


def client(url: str) -> ConnectClient:
    """A boto3 client with made-up credentials."""
    made: ConnectClient = boto3.session.Session().client(
        "connect",
        endpoint_url=url,
        region_name="eu-west-1",
        aws_access_key_id="AKIDEXAMPLE",
        aws_secret_access_key="wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY",
        config=Config(retries={"max_attempts": 0, "mode": "standard"}, connect_timeout=2, read_timeout=5),
    )
    return made
