"""AWS signatures: equal to botocore's for the same request and moment."""

from __future__ import annotations

import datetime
from importlib import import_module
from typing import Protocol

import httpx2
import pytest
from arazzo_codegen.runtime.sigv4 import AwsKeys, SigV4

NOW = datetime.datetime(2026, 1, 2, 3, 4, 5, tzinfo=datetime.UTC)


class Signed(Protocol):
    """A signed request of botocore."""

    headers: dict[str, str]


def botocore_signature(method: str, url: str, body: bytes, token: str | None, monkeypatch: pytest.MonkeyPatch) -> str:
    """What botocore puts into `Authorization`."""
    auth, requests = import_module("botocore.auth"), import_module("botocore.awsrequest")
    credentials = import_module("botocore.credentials")
    request = requests.AWSRequest(method=method, url=url, data=body, headers={"content-type": "application/json"})
    monkeypatch.setattr(auth, "get_current_datetime", lambda **_: NOW.replace(tzinfo=None))
    signer = auth.SigV4Auth(credentials.Credentials("AKID", "secret", token), "execute-api", "eu-west-1")
    request.headers["X-Amz-Content-SHA256"] = signer.payload(request)
    signer.add_auth(request)
    return str(request.headers["Authorization"])


@pytest.mark.parametrize("token", [None, "session"])
@pytest.mark.parametrize(
    ("method", "url", "body"),
    [
        ("GET", "https://api.example.com/", b""),
        ("GET", "https://api.example.com/a%20b/c?z=1&a=b%20c&empty=&a=a", b""),
        ("POST", "https://api.example.com:8443/x/%2E%2E/y", b'{"a": 1}'),
    ],
)
def test_a_signature_is_the_one_that_botocore_makes(
    monkeypatch: pytest.MonkeyPatch, method: str, url: str, body: bytes, token: str | None
) -> None:
    keys = AwsKeys("AKID", "secret", "eu-west-1", token)
    request = httpx2.Request(method, url, content=body, headers={"content-type": "application/json"})
    SigV4(keys, "execute-api").sign_at(request, NOW)
    assert request.headers["authorization"] == botocore_signature(method, url, body, token, monkeypatch)


def test_keys_are_not_shown() -> None:
    assert "secret" not in repr(AwsKeys("AKID", "secret", "eu-west-1", "session"))
