"""AWS Signature Version 4 for HTTP APIs that ask for it: takes keys and a request, gives the request its signature."""

from __future__ import annotations

import hashlib
import hmac
from dataclasses import dataclass, field
from datetime import UTC, datetime

from .client import httpx
from .credentials import Credential

__all__ = ("AwsKeys", "SigV4", "sigv4_credential")

_SIGNED = ("content-type", "host")


@dataclass(frozen=True, slots=True)
class AwsKeys:
    """An access key for a region; `session_token` goes with temporary keys, `service` replaces the name the API description gives."""

    access_key_id: str
    secret_access_key: str = field(repr=False)
    region: str
    session_token: str | None = field(default=None, repr=False)
    service: str | None = None


class SigV4(Credential):
    """Signs requests with a key."""

    __slots__ = ("_keys", "_service")

    def __init__(self, keys: AwsKeys, service: str) -> None:
        self._keys = keys
        self._service = keys.service or service

    @property
    def names(self) -> tuple[str, ...]:
        return ("authorization", "x-amz-security-token", "x-amz-date", "x-amz-content-sha256")

    def sign(self, request: httpx.Request) -> None:
        """Add the signature's headers. What is signed is the URL as it is sent: blanks are `%20` there, never `+`."""
        self.sign_at(request, datetime.now(UTC))

    def sign_at(self, request: httpx.Request, now: datetime) -> None:
        """Sign as of a moment."""
        keys = self._keys
        moment = now.strftime("%Y%m%dT%H%M%SZ")
        digest = hashlib.sha256(request.read()).hexdigest()
        request.headers["x-amz-date"] = moment
        request.headers["x-amz-content-sha256"] = digest
        if keys.session_token is not None:
            request.headers["x-amz-security-token"] = keys.session_token
        scope = f"{moment[:8]}/{keys.region}/{self._service}/aws4_request"
        names = sorted(name for name in request.headers if name in _SIGNED or name.startswith("x-amz-"))
        canonical = self._canonical(request, names, digest)
        to_sign = "\n".join(("AWS4-HMAC-SHA256", moment, scope, hashlib.sha256(canonical.encode()).hexdigest()))
        signature = hmac.new(self._key(scope), to_sign.encode(), hashlib.sha256).hexdigest()
        request.headers["authorization"] = (
            f"AWS4-HMAC-SHA256 Credential={keys.access_key_id}/{scope}, SignedHeaders={';'.join(names)}, Signature={signature}"
        )

    def _canonical(self, request: httpx.Request, names: list[str], digest: str) -> str:
        path, _, query = request.url.raw_path.decode().partition("?")
        # Every service but S3 encodes the path, encoded as it is, once more.
        encoded = path if self._service == "s3" else path.replace("%", "%25")
        pairs = sorted(pair if "=" in pair else f"{pair}=" for pair in query.split("&") if pair)
        headers = "".join(f"{name}:{' '.join(request.headers[name].split())}\n" for name in names)
        return "\n".join((request.method, encoded or "/", "&".join(pairs), headers, ";".join(names), digest))

    def _key(self, scope: str) -> bytes:
        key = f"AWS4{self._keys.secret_access_key}".encode()
        for part in scope.split("/"):
            key = hmac.new(key, part.encode(), hashlib.sha256).digest()
        return key


def sigv4_credential(given: AwsKeys | None, service: str) -> SigV4 | None:
    """A scheme that asks for AWS signatures."""
    return None if given is None else SigV4(given, service)
