"""Tokens that are fetched: takes a grant (RFC 6749), gives the requests for a token and keeps it while it is valid.

The grants' own values never appear in `repr`, and neither does the token.
"""

from __future__ import annotations

import json
from base64 import b64encode
from collections.abc import Mapping
from dataclasses import dataclass, field
from time import monotonic
from typing import TypeAlias
from urllib.parse import quote_plus, urlencode

from .client import httpx
from .credentials import Credential, CredentialError, bearer_credential
from .masking import excerpt
from .scalars import is_object

__all__ = ("ClientCredentials", "Grant", "Password", "RefreshToken", "Tokens", "oauth2_credential")

# A token is not used in its last seconds: it has to arrive while it is valid.
_MARGIN = 10.0
_LIFE = 3600.0
"""How long a token is used whose life the server does not tell."""


@dataclass(frozen=True, slots=True)
class ClientCredentials:
    """The client's own identity (section 4.4). `scope` and `token_url` replace what the API description says."""

    client_id: str
    client_secret: str = field(repr=False)
    scope: str | None = None
    token_url: str | None = None

    def form(self) -> dict[str, str]:
        """The fields of the token request."""
        return {"grant_type": "client_credentials"}


@dataclass(frozen=True, slots=True)
class RefreshToken:
    """A refresh token (section 6); a public client has no secret."""

    refresh_token: str = field(repr=False)
    client_id: str
    client_secret: str | None = field(default=None, repr=False)
    scope: str | None = None
    token_url: str | None = None

    def form(self) -> dict[str, str]:
        """The fields of the token request."""
        return {"grant_type": "refresh_token", "refresh_token": self.refresh_token}


@dataclass(frozen=True, slots=True)
class Password:
    """A user's name and password (section 4.3)."""

    username: str
    password: str = field(repr=False)
    client_id: str = ""
    client_secret: str | None = field(default=None, repr=False)
    scope: str | None = None
    token_url: str | None = None

    def form(self) -> dict[str, str]:
        """The fields of the token request."""
        return {"grant_type": "password", "username": self.username, "password": self.password}


Grant: TypeAlias = ClientCredentials | RefreshToken | Password


class Tokens(Credential):
    """The access token of a grant, fetched when it is first needed and again when it has run out."""

    __slots__ = ("_expires", "_grant", "_refresh", "_scope", "_token", "_url")

    def __init__(self, grant: Grant, token_url: str, scopes: tuple[str, ...]) -> None:
        self._grant = grant
        self._url = grant.token_url or token_url
        self._scope = grant.scope if grant.scope is not None else " ".join(scopes)
        self._token: str | None = None
        self._refresh: str | None = None
        self._expires = 0.0

    @property
    def names(self) -> tuple[str, ...]:
        return ("authorization",)

    def sign(self, request: httpx.Request) -> None:
        request.headers["authorization"] = f"Bearer {self._token}"

    def refused(self) -> None:
        self._token = None

    def fetch(self) -> httpx.Request | None:
        """The request for a token, when there is none that is valid; the client authenticates as section 2.3.1 prefers."""
        if self._token is not None and monotonic() < self._expires:
            return None
        grant = self._grant
        fields = grant.form()
        if self._refresh is not None:
            fields = {"grant_type": "refresh_token", "refresh_token": self._refresh}
        if self._scope:
            fields["scope"] = self._scope
        headers = {"accept": "application/json", "content-type": "application/x-www-form-urlencoded"}
        if grant.client_secret is not None:
            pair = f"{quote_plus(grant.client_id)}:{quote_plus(grant.client_secret)}"
            headers["authorization"] = f"Basic {b64encode(pair.encode()).decode()}"
        elif grant.client_id:
            fields["client_id"] = grant.client_id
        return httpx.Request("POST", self._url, headers=headers, content=urlencode(fields).encode())

    def accept(self, status_code: int, content: bytes) -> None:
        """Keep the token of a response (section 5.1)."""
        members = _object(content)
        token, life, refresh = members.get("access_token"), members.get("expires_in"), members.get("refresh_token")
        if status_code != 200 or not isinstance(token, str):
            self._refresh = None
            body = excerpt(content.decode(errors="replace"))
            raise CredentialError(f"no token from {self._url}: status {status_code}, body {body}")
        self._token = token
        self._refresh = refresh if isinstance(refresh, str) else self._refresh
        seconds = float(life) if isinstance(life, int | float) else _LIFE
        self._expires = monotonic() + max(seconds - _MARGIN, seconds / 2)


def _object(content: bytes) -> Mapping[str, object]:
    try:
        value: object = json.loads(content)
    except (ValueError, RecursionError):
        return {}
    return value if is_object(value) else {}


def oauth2_credential(
    given: str | Grant | None, *, token_url: str | None, scopes: tuple[str, ...] = ()
) -> Credential | None:
    """Schemes `oauth2` and `openIdConnect`: a token that the caller has, or a grant that fetches one."""
    if given is None or isinstance(given, str):
        return bearer_credential(given)
    if not (given.token_url or token_url):
        raise ValueError("the API description names no token URL: give the grant one (`token_url=`)")
    return Tokens(given, token_url or "", scopes)
