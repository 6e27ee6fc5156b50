"""One call over HTTP, from the request to the response: what is the same whether the requests are sent or awaited.

Takes the request of a call and what its answers are; gives the requests that go on from there, and the typed response in the end.
"""

from __future__ import annotations

from typing import Final, Generic, TypeVar, cast

from .client import httpx
from .credentials import Credential, CredentialError
from .http_content import Client
from .http_response import Sent, received, unanswered
from .redirects import redirected, same_origin
from .steps import Step
from .streams import Places

__all__ = ("NO_ANSWER", "Exchange")

R = TypeVar("R", covariant=True)

NO_ANSWER: Final = (httpx.RequestError, httpx.StreamError, CredentialError)
"""What stands in the way of an answer, and is a response without one."""


class Exchange(Generic[R]):
    """A call whose `request` is made: `R` is the type of its response.

    `proofs` are the credentials that must be fetched first, or that sign the request; `strayed` tells that a redirect has led to another origin,
    where the HTTP client's own credentials have no business; `timeout` bounds the whole, in seconds.
    """

    __slots__ = (
        "_client",
        "_credentials",
        "_hops",
        "_parameters",
        "_places",
        "_run",
        "_sent",
        "proofs",
        "request",
        "strayed",
        "timeout",
    )

    def __init__(
        self,
        client: Client,
        request: httpx.Request,
        body: object,
        parameters: tuple[str, ...],
        credentials: tuple[Credential, ...],
        proofs: tuple[Credential, ...],
        run: Step | None,
        places: Places | None,
    ) -> None:
        self.request = request
        self.proofs = proofs
        self.strayed = False
        self.timeout = None if run is None else run.timeout
        self._run = run
        self._client = client
        self._sent = Sent(request, body)
        self._parameters = parameters
        self._credentials = credentials
        self._hops = 0
        self._places = places

    def close(self) -> None:
        """Put files that were sent back where they stood."""
        if self._places is not None:
            self._places.restore()

    def following(self, response: httpx.Response) -> httpx.Request | None:
        """The request that a redirect asks for; None for any other response, and where the client follows none."""
        following = response.next_request
        if following is None or not self._client.follow_redirects:
            return None
        self._hops += 1
        self.close()  # status 307 asks for the same body once more
        if self._hops > self._client.max_redirects:
            raise httpx.TooManyRedirects("too many redirects", request=self.request)
        self.strayed = self.strayed or not same_origin(self.request.url, following.url)
        self.request = redirected(self.request, following, self._credentials, self._parameters)
        return self.request

    def is_plain(self, response: httpx.Response) -> bool:
        """Whether the body can be taken as it arrives: it is not encoded, nobody has read it, and no hook may have kept the response to read it later.

        The HTTP client's decoders would cost as much as making the request.
        """
        if response.is_stream_consumed or self._client.event_hooks["response"]:
            return False
        return "content-encoding" not in response.headers

    def answered(self, response: httpx.Response, content: bytes) -> R:
        """The response of the call; one of status 401 makes credentials forget what was fetched."""
        status_code = response.status_code
        if status_code == 401:
            for credential in self.proofs:
                credential.refused()
        return cast("R", received(self._sent, status_code, response.headers, content, self._run))

    def unanswered(self, error: Exception) -> R:
        """What stands for a response when there was no answer."""
        return cast("R", unanswered(self._sent, self._run, error))
