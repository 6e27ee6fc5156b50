"""Redirects: takes the request that was answered by one and the request that the client would send next, gives the latter without secrets when it
goes to another origin (RFC 9110 section 15.4)."""

from __future__ import annotations

from .client import httpx
from .credentials import Credential

__all__ = ("redirected", "same_origin")


def redirected(
    answered: httpx.Request, following: httpx.Request, credentials: tuple[Credential, ...], parameters: tuple[str, ...]
) -> httpx.Request:
    """The next request; to another origin it carries neither credentials nor the header parameters of this API."""
    if not same_origin(answered.url, following.url):
        for name in ("authorization", "cookie", "proxy-authorization", *parameters):
            following.headers.pop(name, None)
        for credential in credentials:
            for name in credential.names:
                following.headers.pop(name, None)
    return following


def same_origin(one: httpx.URL, other: httpx.URL) -> bool:
    """Whether scheme, host and port are the same."""
    return (one.scheme, one.host, _port(one)) == (other.scheme, other.host, _port(other))


def _port(url: httpx.URL) -> int | None:
    return url.port or {"http": 80, "https": 443}.get(url.scheme)
