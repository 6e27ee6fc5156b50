"""The content of requests: takes where a request goes and what it holds, gives the HTTP client's request object."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator, Mapping
from os import SEEK_END, urandom
from typing import IO, TypeAlias

from .bodies import Part, Payload
from .client import httpx
from .scalars import line
from .streams import can_seek, is_file, rest

__all__ = ("Client", "make_request")

Client: TypeAlias = httpx.Client | httpx.AsyncClient

_PIECE = 65536


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
    content: bytes | IO[bytes] | Iterator[bytes] | None = body.content
    parts = body.parts and tuple(_whole_part(part) for part in body.parts)
    if is_file(content):
        content = _file(content, own, isinstance(client, httpx.AsyncClient))
    cookies = client.cookies
    return httpx.Request(method, url, headers=own, cookies=cookies, content=content, files=parts, extensions=extensions)


def _file(file: IO[bytes], own: httpx.Headers, is_async: bool) -> bytes | IO[bytes] | Iterator[bytes]:
    """A file as content, from where it stands; the HTTP client's class would count it from its beginning, and find nothing in a pipe.

    The asynchronous client takes no files.
    """
    if is_async:
        return rest(file)
    if not can_seek(file):
        return _pieces(file)
    if place := file.tell():
        own["content-length"] = str(file.seek(0, SEEK_END) - place)
        file.seek(place)
    return file


def _pieces(file: IO[bytes]) -> Iterator[bytes]:
    while piece := file.read(_PIECE):
        yield piece


def _whole_part(part: Part) -> Part:
    """A part with what is left of a file: the HTTP client's class winds files back to their beginning, and finds nothing in a pipe."""
    name, (file_name, content, content_type, headers) = part
    if isinstance(content, bytes) or (can_seek(content) and content.tell() == 0):
        return part
    return name, (file_name, rest(content), content_type, headers)
