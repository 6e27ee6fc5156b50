"""Bodies that were received: takes bytes and their Content-Type, gives the value that they stand for."""

from __future__ import annotations

import json
from email.message import Message
from functools import lru_cache
from urllib.parse import parse_qsl

__all__ = ("decode", "is_json")


def _refused(word: str) -> object:
    """RFC 8259 section 6: NaN and the infinities are no JSON, though Python reads them."""
    raise ValueError(f"{word} is no JSON")


_read = json.JSONDecoder(parse_constant=_refused).decode


def decode(content: bytes, content_type: str | None) -> object:
    """JSON as its value, text and XML as `str`, forms as a dict, anything else as bytes; None when there is nothing.

    Never raises: what is not as its Content-Type says stays text or bytes, and the reader of the body finds that out.
    """
    if not content:
        return None
    media_type, charset = _parse(content_type) if content_type else ("application/json", None)
    if is_json(media_type):
        return _json(content, charset)
    if media_type == "application/x-www-form-urlencoded":
        return dict(parse_qsl(_text(content, charset), keep_blank_values=True))
    if media_type.startswith("text/") or media_type == "application/xml" or media_type.endswith("+xml"):
        return _text(content, charset)
    return content


def is_json(media_type: str) -> bool:
    """Whether a media type is JSON (RFC 8259) or has its suffix (RFC 6839)."""
    return media_type in ("application/json", "text/json") or media_type.endswith("+json")


def _json(content: bytes, charset: str | None) -> object:
    """JSON is UTF-8 (RFC 8259 section 8.1); where it is not, the charset that some servers tell is tried."""
    try:
        try:
            return _read(content.decode(json.detect_encoding(content), "surrogatepass"))
        except UnicodeDecodeError:
            return _read(content.decode(charset or "utf-8"))
    except (LookupError, ValueError, RecursionError):
        return _text(content, charset)


@lru_cache(maxsize=128)
def _parse(content_type: str) -> tuple[str, str | None]:
    if ";" not in content_type:
        # The same header sent twice arrives as a list.
        return content_type.partition(",")[0].strip().lower(), None
    message = Message()
    message["content-type"] = content_type
    return message.get_content_type(), message.get_content_charset()


def _text(content: bytes, charset: str | None) -> str:
    try:
        return content.decode(charset or "utf-8")
    except (LookupError, ValueError):
        return content.decode("utf-8", errors="replace")
