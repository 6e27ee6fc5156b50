"""Credentials: what is sent, to whom, and that nothing of it is shown."""

from __future__ import annotations

import asyncio
import logging
import ssl
from collections.abc import Iterator, Mapping

import httpx2
import pytest
from arazzo_codegen.runtime.aio.http import Api as AsyncApi
from arazzo_codegen.runtime.credentials import (
    Credential,
    CredentialError,
    api_key_credential,
    basic_credential,
    bearer_credential,
)
from arazzo_codegen.runtime.errors import InputError, StepFailed
from arazzo_codegen.runtime.http import Api
from arazzo_codegen.runtime.http_request import Operation
from arazzo_codegen.runtime.http_response import HttpResponse
from arazzo_codegen.runtime.oauth2 import ClientCredentials, Password, RefreshToken, oauth2_credential
from arazzo_codegen.runtime.redirects import same_origin
from arazzo_codegen.runtime.steps import step

from tests.behaviour.http.loading import Load
from tests.behaviour.http.recording_server import Answer, Recorder, serving

Anything = HttpResponse[int | None, object]
SECRET = "s3cr3t-v4lue"
TOKEN = Answer(200, {"access_token": "t-1", "expires_in": 3600, "refresh_token": "r-1"})


@pytest.fixture
def elsewhere() -> Iterator[Recorder]:
    """A server at another origin."""
    with serving(lambda _: Answer(200, {})) as recorder:
        yield recorder


def operation(*security: tuple[str, ...], method: str = "GET") -> Operation[Anything]:
    """An operation with these alternatives."""
    return Operation[Anything](method, security=security)


def test_an_api_key_travels_where_its_scheme_says(server: Recorder, http: httpx2.Client) -> None:
    given = {
        "h": api_key_credential("header", "X-Key", SECRET),
        "q": api_key_credential("query", "key", "a b&c"),
        "c": api_key_credential("cookie", "sid", SECRET),
    }
    Api(http, server.url, None, given).send(operation(("h", "q", "c")), "/p", query=("a=1",))
    assert server.last.headers["x-key"] == SECRET
    assert server.last.query == "a=1&key=a%20b%26c"
    assert server.last.headers["cookie"] == f"sid={SECRET}"


def test_basic_and_bearer_fill_authorization(server: Recorder, http: httpx2.Client) -> None:
    given = {"b": basic_credential(("aladdin", "open: sésame")), "t": bearer_credential("abc")}
    api = Api(http, server.url, None, given)
    api.send(operation(("b",)), "/p")
    assert server.last.headers["authorization"] == "Basic YWxhZGRpbjpvcGVuOiBzw6lzYW1l"
    api.send(operation(("t",)), "/p")
    assert server.last.headers["authorization"] == "Bearer abc"


@pytest.mark.parametrize(
    ("given", "names"),
    [
        ({"a": "1", "b": "2", "c": "3"}, {"a", "b"}),
        ({"a": "1", "c": "3"}, {"c"}),
        ({"a": "1"}, set[str]()),
        ({}, set[str]()),
    ],
)
def test_the_first_requirement_that_is_given_whole_is_used(
    server: Recorder, http: httpx2.Client, given: Mapping[str, str], names: set[str]
) -> None:
    credentials = {name: api_key_credential("header", f"X-{name}", given.get(name)) for name in "abc"}
    Api(http, server.url, None, credentials).send(operation((), ("a", "b"), ("c",)), "/p")
    assert {name for name in "abc" if f"x-{name}" in server.last.headers} == names


def test_a_header_parameter_beats_the_credential(server: Recorder, http: httpx2.Client) -> None:
    api = Api(http, server.url, None, {"t": bearer_credential("abc")})
    api.send(operation(("t",)), "/p", headers={"authorization": "Bearer own"})
    assert server.last.headers.get_all("authorization") == ["Bearer own"]


def test_another_origin_gets_no_credentials(server: Recorder, elsewhere: Recorder) -> None:
    server.script(Answer(307, None, {"location": f"{elsewhere.url}/taken"}))
    given = {
        "h": api_key_credential("header", "X-Key", SECRET),
        "t": bearer_credential(SECRET),
        "c": api_key_credential("cookie", "sid", SECRET),
        "q": api_key_credential("query", "key", SECRET),
    }
    with httpx2.Client(follow_redirects=True, auth=("user", SECRET)) as http:
        Api(http, server.url, None, given).send(operation(("h", "t", "c", "q")), "/p", headers={"X-Token": SECRET})
    assert elsewhere.last.target == "/taken"
    assert SECRET not in str(elsewhere.last.headers)
    assert "authorization" not in elsewhere.last.headers


def test_another_origin_gets_none_by_redirecting_once_more(server: Recorder, elsewhere: Recorder) -> None:
    server.script(Answer(307, None, {"location": f"{elsewhere.url}/taken"}))
    elsewhere.script(Answer(307, None, {"location": "/again"}), Answer(200, {}))
    with httpx2.Client(follow_redirects=True, auth=("user", SECRET)) as http:
        Api(http, server.url, None).send(operation(), "/p")
    assert elsewhere.trace == ["GET /taken", "GET /again"]
    assert all("authorization" not in received.headers for received in elsewhere.received)


@pytest.mark.parametrize("secured", ["from", "to"])
@pytest.mark.parametrize("awaited", [False, True])
def test_another_scheme_is_another_origin(
    server: Recorder, secure: Recorder, trust: ssl.SSLContext, secured: str, awaited: bool
) -> None:
    first, second = (secure, server) if secured == "from" else (server, secure)
    first.script(Answer(307, None, {"location": f"{second.url}/taken", "set-cookie": f"sid={SECRET}; Secure"}))
    given = {
        "h": api_key_credential("header", "X-Key", SECRET),
        "t": bearer_credential(SECRET),
        "c": api_key_credential("cookie", "sid", SECRET),
    }
    sending = operation(("h", "t", "c"))

    async def awaiting() -> None:
        async with httpx2.AsyncClient(follow_redirects=True, auth=("user", SECRET), verify=trust) as http:
            await AsyncApi(http, first.url, None, given).send(sending, "/p", headers={"X-Token": SECRET})

    if awaited:
        asyncio.run(awaiting())
    else:
        with httpx2.Client(follow_redirects=True, auth=("user", SECRET), verify=trust) as http:
            Api(http, first.url, None, given).send(sending, "/p", headers={"X-Token": SECRET})
    assert first.trace == ["GET /p"] and first.last.headers["x-key"] == SECRET
    assert second.trace == ["GET /taken"]
    assert SECRET not in str(second.last.headers)
    assert "authorization" not in second.last.headers and "x-key" not in second.last.headers


def test_an_origin_is_scheme_host_and_port() -> None:
    one = httpx2.URL("https://shop.example")
    assert same_origin(one, httpx2.URL("https://shop.example:443/p"))
    others = ("http://shop.example", "http://shop.example:443", "https://shop.example:444", "https://pay.shop.example")
    assert not any(same_origin(one, httpx2.URL(other)) for other in others)


def test_the_same_origin_keeps_its_credentials(server: Recorder) -> None:
    server.script(Answer(307, None, {"location": "/q"}), Answer(200, {}))
    with httpx2.Client(follow_redirects=True) as http:
        api = Api(http, server.url, None, {"h": api_key_credential("header", "X-Key", SECRET)})
        api.send(operation(("h",)), "/p")
    assert server.trace == ["GET /p", "GET /q"]
    assert server.last.headers["x-key"] == SECRET


def test_client_credentials_are_fetched_once_and_again_when_refused(server: Recorder, http: httpx2.Client) -> None:
    api = Api(http, server.url, None, {"o": _oauth(server, ClientCredentials("id", SECRET))})
    server.script(TOKEN, Answer(200, {}), Answer(401, {}), Answer(200, {"access_token": "t-2"}), Answer(200, {}))
    statuses = [api.send(operation(("o",)), "/p").status_code for _ in range(3)]
    assert statuses == [200, 401, 200]
    assert server.trace == ["POST /token", "GET /p", "GET /p", "POST /token", "GET /p"]
    asked, refreshed = server.received[0], server.received[3]
    assert asked.body == b"grant_type=client_credentials&scope=read+write"
    assert asked.headers["authorization"].startswith("Basic ")
    assert refreshed.body == b"grant_type=refresh_token&refresh_token=r-1&scope=read+write"
    assert [server.received[i].headers["authorization"] for i in (1, 4)] == ["Bearer t-1", "Bearer t-2"]


@pytest.mark.parametrize(
    ("grant", "body"),
    [
        (RefreshToken("r", "id"), b"grant_type=refresh_token&refresh_token=r&scope=read+write&client_id=id"),
        (Password("u", "p", scope=""), b"grant_type=password&username=u&password=p"),
    ],
)
def test_other_grants(server: Recorder, http: httpx2.Client, grant: RefreshToken | Password, body: bytes) -> None:
    server.script(TOKEN, Answer(200, {}))
    Api(http, server.url, None, {"o": _oauth(server, grant)}).send(operation(("o",)), "/p")
    assert server.received[0].body == body


def test_a_refused_grant_fails_the_step_and_shows_no_secret(server: Recorder, http: httpx2.Client) -> None:
    server.script(Answer(400, {"error": "invalid_client", "client_secret": SECRET}))
    with step("buy", "pay"):
        response = Api(http, server.url, None, {"o": _oauth(server, ClientCredentials("id", SECRET))}).send(
            operation(("o",)), "/p"
        )
    assert isinstance(response.error, CredentialError)
    failed = StepFailed(response, "$statusCode == 200")
    assert "invalid_client" in str(failed)
    assert SECRET not in str(failed)


def test_an_asynchronous_client_fetches_its_token_too(server: Recorder) -> None:
    server.script(TOKEN, Answer(200, {}))

    async def call() -> None:
        async with httpx2.AsyncClient() as http:
            api = AsyncApi(http, server.url, None, {"o": _oauth(server, ClientCredentials("id", SECRET))})
            await asyncio.gather(*(api.send(operation(("o",)), "/p") for _ in range(3)))

    asyncio.run(call())
    assert server.trace == ["POST /token", "GET /p", "GET /p", "GET /p"]


def test_nothing_secret_is_shown(server: Recorder, http: httpx2.Client, caplog: pytest.LogCaptureFixture) -> None:
    given: dict[str, Credential | None] = {
        "q": api_key_credential("query", "key", SECRET),
        "h": api_key_credential("header", "X-Key", SECRET),
    }
    api = Api(http, server.url, None, given)
    server.script(Answer(403, {"token": SECRET, "message": f"Bearer {SECRET}"}))
    with caplog.at_level(logging.DEBUG):
        with step("buy", "pay"):
            response = api.send(operation(("q", "h")), "/p")
    shown = [
        repr(api),
        repr(given),
        repr(response),
        str(StepFailed(response, "x")),
        repr(ClientCredentials("i", SECRET)),
    ]
    ours = [record.getMessage() for record in caplog.records if not record.name.startswith("httpcore")]
    assert not [text for text in (*shown, *ours) if SECRET in text]
    assert any("buy pay: 403" in text for text in ours)


def test_each_of_several_packages_hides_its_own_keys(
    server: Recorder, http: httpx2.Client, load: Load, caplog: pytest.LogCaptureFixture
) -> None:
    load("_runtime.credentials").api_key_credential("query", "other", "x")
    api = Api(http, server.url, None, {"q": api_key_credential("query", "key", SECRET)})
    with caplog.at_level(logging.INFO, "httpx2"):
        api.send(operation(("q",)), "/p", query=("other=hush",))
    assert [record.getMessage() for record in caplog.records] == [
        f'HTTP Request: GET {server.url}/p?other=***&key=*** "HTTP/1.1 200 OK"'
    ]


def test_query_parameters_that_are_called_like_secrets_are_kept_out_of_the_log(
    server: Recorder, http: httpx2.Client, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.INFO, "httpx2"):
        Api(http, server.url).send(operation(), "/login", query=("username=ada", f"password={SECRET}"))
    assert [record.getMessage() for record in caplog.records] == [
        f'HTTP Request: GET {server.url}/login?username=ada&password=*** "HTTP/1.1 200 OK"'
    ]


def test_a_cookie_credential_with_a_semicolon_is_refused() -> None:
    with pytest.raises(InputError, match="semicolon"):
        api_key_credential("cookie", "sid", "a; admin=true")


def test_a_credential_with_a_line_break_is_refused() -> None:
    with pytest.raises(InputError, match="line break"):
        bearer_credential("a\r\nb")


def test_a_grant_without_a_token_url_is_refused() -> None:
    with pytest.raises(ValueError, match="token_url"):
        oauth2_credential(ClientCredentials("a", "b"), token_url=None)


def _oauth(server: Recorder, grant: ClientCredentials | RefreshToken | Password) -> Credential | None:
    return oauth2_credential(grant, token_url=f"{server.url}/token", scopes=("read", "write"))
