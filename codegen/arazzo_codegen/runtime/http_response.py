"""Responses over HTTP, typed by status: a method of a client gives a union of `Success` and `Failure`, which a test of the status narrows."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Generic, Literal, Never, TypeAlias, TypeVar, cast

from .client import httpx
from .media import decode
from .steps import Step

__all__ = (
    "ClientErrorStatus",
    "ErrorStatus",
    "Failure",
    "HttpResponse",
    "InformationStatus",
    "RedirectStatus",
    "Sent",
    "ServerErrorStatus",
    "Success",
    "SuccessStatus",
    "Undeclared",
    "received",
    "unanswered",
)

S = TypeVar("S", bound="int | None", covariant=True)
B = TypeVar("B", covariant=True)

_UNREAD = object()


class Sent:
    """What was sent, as far as expressions may ask for it; `body` is the value that the content was made of."""

    __slots__ = ("_request", "body")

    def __init__(self, request: httpx.Request, body: object) -> None:
        self._request = request
        self.body = body

    @property
    def method(self) -> str:
        """The HTTP method."""
        return self._request.method

    @property
    def url(self) -> str:
        """The whole URL."""
        return str(self._request.url)

    @property
    def headers(self) -> Mapping[str, str]:
        """The headers that were sent, found without regard to case."""
        return self._request.headers


class HttpResponse(Generic[S, B]):
    """What was received: no status raises by itself, and the body is decoded when it is first read.

    Without an answer (connection, TLS, timeout) `status_code` is None and `error` is the client's exception.
    """

    __slots__ = ("_content", "_status_code", "error", "headers", "raw", "request", "step")

    def __init__(
        self,
        request: Sent,
        status_code: int | None,
        headers: Mapping[str, str],
        raw: bytes,
        step: Step | None,
        error: Exception | None = None,
    ) -> None:
        self.request = request
        self.headers = headers
        self.raw = raw
        self.step = step
        self.error: BaseException | None = error
        self._status_code = status_code
        self._content: object = _UNREAD

    @property
    def status_code(self) -> S:
        """The status code, None when there was no answer."""
        return cast("S", self._status_code)

    @property
    def content(self) -> object:
        """The decoded body without a promise of its type: JSON as its value, text as `str`, anything else as bytes, nothing as None."""
        if self._content is _UNREAD:
            self._content = decode(self.raw, self.headers.get("content-type"))
        return self._content

    @property
    def body(self) -> B:
        """The decoded body as the API description types it for this status; `expect` is what holds the server to it."""
        return cast("B", self.content)

    @property
    def ok(self) -> bool:
        """Whether the status is 2xx."""
        return isinstance(self, Success)

    @property
    def url(self) -> str:
        """The URL that was called."""
        return self.request.url

    @property
    def method(self) -> str:
        """The HTTP method that was used."""
        return self.request.method

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self._status_code} to {self.method}>"


class Success(HttpResponse[S, B]):
    """A response with a status of 2xx."""

    __slots__ = ()


class Failure(HttpResponse[S, B]):
    """A response with any other status, or none because there was no answer."""

    __slots__ = ()


def received(
    sent: Sent, status_code: int, headers: Mapping[str, str], raw: bytes, run: Step | None
) -> Success[int, object] | Failure[int | None, object]:
    """A response; the step that is running learns of its status."""
    if run is not None:
        run.status_code = status_code
    if 200 <= status_code < 300:
        return Success(sent, status_code, headers, raw, run)
    return Failure(sent, status_code, headers, raw, run)


def unanswered(sent: Sent, run: Step | None, error: Exception) -> Failure[int | None, object]:
    """What stands for a response when there was no answer."""
    if run is not None:
        run.error = error
    return Failure(sent, None, {}, b"", run, error)


InformationStatus: TypeAlias = Literal[100, 101, 102, 103, 104]
SuccessStatus: TypeAlias = Literal[200, 201, 202, 203, 204, 205, 206, 207, 208, 226]
RedirectStatus: TypeAlias = Literal[300, 301, 302, 303, 304, 305, 306, 307, 308]
ClientErrorStatus: TypeAlias = Literal[
    400, 401, 402, 403, 404, 405, 406, 407, 408, 409, 410, 411, 412, 413, 414, 415, 416, 417, 418, 419,
    420, 421, 422, 423, 424, 425, 426, 428, 429, 430, 431, 440, 444, 449, 450, 451, 460, 494, 495, 496,
    497, 498, 499,
]  # fmt: skip
ServerErrorStatus: TypeAlias = Literal[
    500, 501, 502, 503, 504, 505, 506, 507, 508, 509, 510, 511, 520, 521, 522, 523, 524, 525, 526, 527, 529, 530, 598, 599,
]  # fmt: skip
ErrorStatus: TypeAlias = RedirectStatus | ClientErrorStatus | ServerErrorStatus

Undeclared: TypeAlias = Success[SuccessStatus, Never] | Failure[InformationStatus | ErrorStatus | None, Never]
"""What every operation may give besides what its description declares: a body of which nothing is known (read it as `content`)."""
