"""Bodies to be sent: takes values, gives content with its Content-Type. Forms are in `forms`, XML is in `xml_body`."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import IO, TypeAlias

from .scalars import json_text, text, utf8

__all__ = ("File", "Part", "Payload", "binary_body", "json_body", "text_body")

Part: TypeAlias = "tuple[str, tuple[str | None, bytes | IO[bytes], str | None, dict[str, str]]]"
"""A part of a multipart body: its name, and its file name, content, Content-Type and other headers."""


@dataclass(frozen=True, slots=True)
class File:
    """A file to upload: bytes or a binary file, which is read from where it stands, with the name and type that the server is told."""

    content: bytes | IO[bytes] = field(repr=False)
    filename: str | None = None
    content_type: str | None = None


class Payload:
    """What is sent: `content`, or `parts` of a multipart body, whose Content-Type gets its boundary later. `value` is what it was made of."""

    __slots__ = ("content", "content_type", "parts", "value")

    def __init__(
        self,
        content: bytes | IO[bytes] | None = None,
        content_type: str | None = None,
        parts: tuple[Part, ...] | None = None,
        value: object = None,
    ) -> None:
        self.content = content
        self.content_type = content_type
        self.parts = parts
        self.value = value


def json_body(value: object, content_type: str = "application/json") -> Payload:
    """A JSON body."""
    return Payload(utf8(json_text(value)), content_type, value=value)


def text_body(value: object, content_type: str = "text/plain; charset=utf-8") -> Payload:
    """A body of text."""
    return Payload(utf8(text(value)), content_type, value=value)


def binary_body(value: bytes | IO[bytes] | File | str, content_type: str = "application/octet-stream") -> Payload:
    """Bytes as they are, or a binary file from where it stands."""
    if isinstance(value, File):
        return Payload(value.content, value.content_type or content_type)
    return Payload(utf8(value) if isinstance(value, str) else value, content_type)
