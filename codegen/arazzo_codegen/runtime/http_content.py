"""The content of requests: takes where a request goes and what it holds, gives the HTTP client's request object."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator, Mapping
from os import urandom
from typing import IO, TypeAlias

from .bodies import Payload
from .client import httpx
from .scalars import line

__all__ = ("Client", "make_request")

Client: TypeAlias = httpx.Client | httpx.AsyncClient


class _Nothing(httpx.ByteStream):
    """No content at all, where the HTTP client's own would send one empty piece through all its layers."""

    def __iter__(self) -> Iterator[bytes]:
        return iter(())

    async def __aiter__(self) -> AsyncIterator[bytes]:
        for piece in self:
            yield piece


_NOTHING = _Nothing(b"")


def make_request(
    client: Client, method: str, url: httpx.URL, headers: httpx.Headers, body: Payload | None, timeout: httpx.Timeout
) -> httpx.Request:
    """A request with `headers`, and on top of them those of its content."""
    extensions = {"timeout": timeout.as_dict()}
    if body is None:
        return _whole(client, method, url, headers, b"", extensions)
    content = body.content
    if not isinstance(content, bytes):
        return _unsized(client, method, url, headers, body, extensions)
    request = _whole(client, method, url, headers, content, extensions)
    request.headers["content-length"] = str(len(content))
    if body.content_type is not None:
        request.headers["content-type"] = line(body.content_type, "content type")
    return request


def _whole(
    client: Client,
    method: str,
    url: httpx.URL,
    headers: httpx.Headers,
    content: bytes,
    extensions: Mapping[str, object],
) -> httpx.Request:
    """A request whose headers are whole: given a stream, the HTTP client's class adds none and looks for none."""
    stream = httpx.ByteStream(content) if content else _NOTHING
    request = httpx.Request(method, url, headers=headers, cookies=client.cookies, stream=stream, extensions=extensions)
    # What the client's hooks and authentication look at.
    request.read()
    return request


def _unsized(
    client: Client,
    method: str,
    url: httpx.URL,
    headers: httpx.Headers,
    body: Payload,
    extensions: Mapping[str, object],
) -> httpx.Request:
    """A request with a file or a multipart body, whose length the HTTP client's class finds out."""
    own = httpx.Headers(headers)
    own.pop("content-length", None)
    # Of multipart bodies the class names `multipart/form-data` itself; the boundary of another kind is ours to choose.
    if body.parts is None and body.content_type is not None:
        own["content-type"] = line(body.content_type, "content type")
    elif body.parts is not None and body.content_type != "multipart/form-data":
        own["content-type"] = f"{body.content_type}; boundary={urandom(16).hex()}"
    content = _rewound(body.content, isinstance(client, httpx.AsyncClient))
    cookies, files = client.cookies, body.parts
    return httpx.Request(method, url, headers=own, cookies=cookies, content=content, files=files, extensions=extensions)


def _rewound(content: bytes | IO[bytes] | None, is_async: bool) -> bytes | IO[bytes] | None:
    """A file wound back to its beginning: a step that is tried again sends it again. The asynchronous client takes no files."""
    if content is None or isinstance(content, bytes):
        return content
    if content.seekable():
        content.seek(0)
    return content.read() if is_async else content
