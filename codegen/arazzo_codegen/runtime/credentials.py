"""Static credentials: takes a secret and where it travels, gives what to add to a request. No secret is ever shown by `repr`.

Credentials that are fetched first are in `oauth2`, those that sign the request in `sigv4`.
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Mapping
from typing import Literal, TypeAlias
from urllib.parse import quote

from .client import httpx
from .log_masking import hide
from .scalars import line, unsayable

__all__ = (
    "Credential",
    "CredentialError",
    "Static",
    "api_key_credential",
    "basic_credential",
    "bearer_credential",
    "chosen",
)


class CredentialError(Exception):
    """A credential could not be had: the message says who refused it and how."""


class Credential:
    """What fills a security scheme. The parts that a kind of credential does not have are empty here."""

    __slots__ = ()

    @property
    def names(self) -> tuple[str, ...]:
        """The headers that hold the secret, in lower case: they are not carried to another origin."""
        return ()

    def fetch(self) -> httpx.Request | None:
        """The request to be sent first, None when nothing has to be fetched."""
        return None

    def accept(self, status_code: int, content: bytes) -> None:
        """Take the answer to what `fetch` asked; raises `CredentialError`."""

    def sign(self, request: httpx.Request) -> None:
        """Add what depends on the rest of the request, or was fetched."""

    def refused(self) -> None:
        """The server has answered 401: what can be fetched anew is forgotten."""


class Static(Credential):
    """A credential that is the same for every request: headers, a pair of the query, a cookie."""

    __slots__ = ("cookie", "headers", "query")

    def __init__(self, headers: tuple[tuple[str, str], ...] = (), query: str = "", cookie: str = "") -> None:
        self.headers = headers
        self.query = query
        self.cookie = cookie

    @property
    def names(self) -> tuple[str, ...]:
        return (*(name.lower() for name, _ in self.headers), *(("cookie",) if self.cookie else ()))


def api_key_credential(location: Literal["header", "query", "cookie"], name: str, key: str | None) -> Static | None:
    """Scheme `apiKey`."""
    if key is None:
        return None
    match location:
        case "header":
            return Static(headers=((name, _clean(key)),))
        case "query":
            hide(quote(name, safe=""))
            return Static(query=f"{quote(name, safe='')}={quote(key, safe='')}")
        case "cookie":
            if ";" in key:
                raise unsayable("holds a semicolon, which would end the cookie", "a credential")
            return Static(cookie=f"{name}={_clean(key)}")


def bearer_credential(token: str | None, scheme: str = "Bearer") -> Static | None:
    """Scheme `http` with `bearer`, and a token that was given for OAuth 2 or OpenID Connect."""
    return None if token is None else Static(headers=(("Authorization", f"{scheme} {_clean(token)}"),))


def basic_credential(pair: tuple[str, str] | None) -> Static | None:
    """Scheme `http` with `basic`: a user name and a password (RFC 7617)."""
    if pair is None:
        return None
    return Static(headers=(("Authorization", f"Basic {b64encode(':'.join(pair).encode()).decode()}"),))


Given: TypeAlias = "Mapping[str, Credential | None]"


def chosen(requirements: tuple[tuple[str, ...], ...], given: Given) -> tuple[Credential, ...]:
    """The credentials for an operation: of its first security requirement whose schemes were all given (OpenAPI, "Security Requirement Object")."""
    for names in requirements:
        found = tuple(credential for name in names if (credential := given.get(name)) is not None)
        if names and len(found) == len(names):
            return found
    return ()


def _clean(secret: str) -> str:
    return line(secret, "a credential")
