"""What goes over the wire: the style table of the OpenAPI Specification (3.2.0, "Style Examples") and the bodies, as a real server receives them."""

from __future__ import annotations

import io
from collections import UserList
from collections.abc import Callable
from email.parser import BytesParser
from email.policy import HTTP
from types import MappingProxyType
from typing import Final

import httpx2
import pytest
from arazzo_codegen.runtime import encoding
from arazzo_codegen.runtime.bodies import File, Payload, binary_body, json_body, text_body
from arazzo_codegen.runtime.errors import InputError
from arazzo_codegen.runtime.forms import Field, form_body, form_text, multipart_body
from arazzo_codegen.runtime.http import Api
from arazzo_codegen.runtime.http_request import Operation
from arazzo_codegen.runtime.http_response import HttpResponse
from arazzo_codegen.runtime.xml_body import Xml, xml_body

from tests.behaviour.http.recording_server import Recorder

WORD: Final = "teal"
LIST: Final = ["teal", "rose", "gold"]
OBJECT: Final = {"R": 10, "G": 20, "B": 30}
GET = Operation[HttpResponse[int, object]]("GET")
POST = Operation[HttpResponse[int, object]]("POST")

QUERIES = [
    (encoding.form("c", ""), "c="),
    (encoding.form("c", WORD), "c=teal"),
    (encoding.form("c", LIST), "c=teal&c=rose&c=gold"),
    (encoding.form("c", UserList(LIST)), "c=teal&c=rose&c=gold"),
    (
        encoding.content("c", {"a": UserList([MappingProxyType({"b": 1})])}, "application/json"),
        "c=%7B%22a%22%3A%5B%7B%22b%22%3A1%7D%5D%7D",
    ),
    (encoding.form("c", OBJECT), "R=10&G=20&B=30"),
    (encoding.form("c", LIST, explode=False), "c=teal,rose,gold"),
    (encoding.form("c", OBJECT, explode=False), "c=R,10,G,20,B,30"),
    (encoding.form("c", True), "c=true"),
    (encoding.form("c", 1.5), "c=1.5"),
    (encoding.form("c", [{"a": 1}]), "c=%7B%22a%22%3A1%7D"),
    (encoding.delimited("c", LIST, " "), "c=teal%20rose%20gold"),
    (encoding.delimited("c", OBJECT, " "), "c=R%2010%20G%2020%20B%2030"),
    (encoding.delimited("c", LIST, "|"), "c=teal%7Crose%7Cgold"),
    (encoding.delimited("c", OBJECT, "|"), "c=R%7C10%7CG%7C20%7CB%7C30"),
    (encoding.delimited("c", LIST, "\t"), "c=teal%09rose%09gold"),
    (encoding.deep_object("c", OBJECT), "c%5BR%5D=10&c%5BG%5D=20&c%5BB%5D=30"),
    (
        encoding.deep_object("c", {"a": {"b": [1, {"d": 2}]}}),
        "c%5Ba%5D%5Bb%5D%5B0%5D=1&c%5Ba%5D%5Bb%5D%5B1%5D%5Bd%5D=2",
    ),
    (encoding.content("c", {"a": [1]}, "application/json"), "c=%7B%22a%22%3A%5B1%5D%7D"),
    (encoding.querystring({"a": "b c"}, "application/json"), "%7B%22a%22%3A%22b%20c%22%7D"),
    (form_text({"a": "b c", "d": ["e", "f"]}), "a=b+c&d=e&d=f"),
    (encoding.form("c", "a&b=c#d+e f/é"), "c=a%26b%3Dc%23d%2Be%20f%2F%C3%A9"),
    (encoding.form("c", "/a?b=c&d#e+[f]%20%", reserved=True), "c=/a?b=c%26d%23e%2B%5Bf%5D%20%25"),
    (encoding.form("c", None), ""),
    (encoding.form("c", []), ""),
]


@pytest.mark.parametrize(("part", "sent"), QUERIES, ids=[sent or "absent" for _, sent in QUERIES])
def test_a_query_parameter_is_sent_as_its_style_says(
    server: Recorder, http: httpx2.Client, part: str, sent: str
) -> None:
    Api(http, server.url).send(GET, "/p", query=(part,))
    assert server.last.target == (f"/p?{sent}" if sent else "/p")


PATHS = [
    (encoding.path("c", WORD), "teal"),
    (encoding.path("c", LIST), "teal,rose,gold"),
    (encoding.path("c", OBJECT), "R,10,G,20,B,30"),
    (encoding.path("c", OBJECT, explode=True), "R=10,G=20,B=30"),
    (encoding.path("c", LIST, explode=True), "teal,rose,gold"),
    (encoding.label("c", ""), "%2E"),
    (encoding.label("c", WORD), ".teal"),
    (encoding.label("c", LIST), ".teal,rose,gold"),
    (encoding.label("c", LIST, explode=True), ".teal.rose.gold"),
    (encoding.label("c", OBJECT), ".R,10,G,20,B,30"),
    (encoding.label("c", OBJECT, explode=True), ".R=10.G=20.B=30"),
    (encoding.matrix("c", ""), ";c"),
    (encoding.matrix("c", WORD), ";c=teal"),
    (encoding.matrix("c", LIST), ";c=teal,rose,gold"),
    (encoding.matrix("c", LIST, explode=True), ";c=teal;c=rose;c=gold"),
    (encoding.matrix("c", OBJECT), ";c=R,10,G,20,B,30"),
    (encoding.matrix("c", OBJECT, explode=True), ";R=10;G=20;B=30"),
    (encoding.path("c", "a/b?c#d;e%2F"), "a%2Fb%3Fc%23d%3Be%252F"),
    (encoding.path("c", "a/b:c@d", reserved=True), "a%2Fb:c@d"),
    (encoding.path("c", "."), "%2E"),
    (encoding.path("c", ".."), "%2E%2E"),
    (encoding.path("c", "../../admin"), "..%2F..%2Fadmin"),
    (encoding.path("c", "...a"), "...a"),
    (encoding.path_content("c", {"a": 1}, "application/json"), "%7B%22a%22%3A1%7D"),
]


@pytest.mark.parametrize(("part", "sent"), PATHS, ids=[sent for _, sent in PATHS])
def test_a_path_parameter_stays_in_its_segment(server: Recorder, http: httpx2.Client, part: str, sent: str) -> None:
    Api(http, f"{server.url}/v1").send(GET, f"/p/{part}/q")
    assert server.last.target == f"/v1/p/{sent}/q"


def test_headers_and_cookies_are_sent_without_percent_encoding(server: Recorder, http: httpx2.Client) -> None:
    headers = {"X-List": encoding.plain(LIST), "X-Object": encoding.plain(OBJECT, explode=True), "X-None": None}
    cookies = (
        encoding.cookie("a", "x y"),
        encoding.cookie("b", LIST, encoded=False),
    )
    Api(http, server.url).send(GET, "/p", headers=headers, cookies=cookies)
    assert server.last.headers["x-list"] == "teal,rose,gold"
    assert server.last.headers["x-object"] == "R=10,G=20,B=30"
    assert "x-none" not in server.last.headers
    assert server.last.headers["cookie"] == "a=x%20y; b=teal; b=rose; b=gold"


@pytest.mark.parametrize("value", ["a\r\nX-Evil: 1", "a\nb", "a\0b", "a\x0bb", "a\x7f", "a\x85b"])
def test_a_header_that_would_end_its_line_is_refused_before_anything_is_sent(
    server: Recorder, http: httpx2.Client, value: str
) -> None:
    api = Api(http, server.url)
    with pytest.raises(InputError, match="line break or another control"):
        api.send(GET, "/p", headers={"X-Name": value})
    with pytest.raises(InputError, match="line break or another control"):
        api.send(GET, "/p", cookies=(encoding.cookie("a", value, encoded=False),))
    assert server.received == []


def test_what_cannot_be_sent_at_all_is_an_input_error(server: Recorder, http: httpx2.Client) -> None:
    api = Api(http, server.url)
    with pytest.raises(InputError, match="half a surrogate pair"):
        encoding.path("c", "\ud800")
    with pytest.raises(InputError, match="header X-A.*half a surrogate pair"):
        api.send(GET, "/p", headers={"X-A": "\ud800"})
    with pytest.raises(InputError, match="URL too long"):
        api.send(GET, "/p", query=(encoding.form("a", "b" * 70_000),))
    assert server.received == []


@pytest.mark.parametrize("make", [
    lambda: encoding.cookie("a", "1; admin=true", encoded=False),
    lambda: encoding.cookie("a", {"b; admin": "true"}, encoded=False),
    lambda: encoding.path("c", ""),
    lambda: encoding.path("c", []),
    lambda: encoding.form("a", float("nan")),
    lambda: encoding.form("a", b"\xff"),
    lambda: xml_body({"a><b": "1"}, "r"),
    lambda: xml_body({"a": "\x0b"}, "r"),
    lambda: multipart_body({"f": File(b"", "f", "text/plain\r\nX-Evil: 1")}),
])  # fmt: skip
def test_a_value_that_would_be_more_than_a_value_is_refused(make: Callable[[], object]) -> None:
    with pytest.raises(InputError):
        make()


@pytest.mark.parametrize("name", ['a"; filename="evil.sh', "a\r\nContent-Type: text/html\r\n\r\nevil"])
def test_names_in_a_multipart_body_stay_names(server: Recorder, http: httpx2.Client, name: str) -> None:
    Api(http, server.url).send(POST, "/p", body=multipart_body({"f": File(b"x", name), name: "y"}))
    head = f"content-type: {server.last.headers['content-type']}\r\n\r\n".encode()
    parts = list(BytesParser(policy=HTTP).parsebytes(head + server.last.body).iter_parts())
    assert [part.get_payload(decode=True) for part in parts] == [b"x", b"y"]
    assert [part.get_content_type() for part in parts] == ["application/octet-stream", "text/plain"]


def test_a_parameter_that_is_part_of_a_segment_may_be_empty() -> None:
    assert encoding.path("c", "", whole=False) == ""


def test_blanks_around_a_header_value_are_not_sent(server: Recorder, http: httpx2.Client) -> None:
    Api(http, server.url).send(GET, "/p", headers={"X-A": " a b\t"})
    assert server.last.headers["x-a"] == "a b"


def test_header_values_beyond_ascii_are_sent_as_utf_8(server: Recorder, http: httpx2.Client) -> None:
    Api(http, server.url).send(GET, "/p", headers={"X-A": "é"})
    assert server.last.headers["x-a"].encode("latin-1") == "é".encode()


def test_a_content_type_given_for_a_multipart_body_does_not_lose_its_boundary(
    server: Recorder, http: httpx2.Client
) -> None:
    given = {"Content-Type": "multipart/form-data"}
    Api(http, server.url).send(POST, "/p", headers=given, body=multipart_body({"a": "1"}))
    assert "boundary=" in server.last.headers["content-type"]


BODIES = [
    (json_body({"a": [1, None, "é"]}), "application/json", '{"a":[1,null,"é"]}'.encode()),
    (json_body(None), "application/json", b"null"),
    (json_body({}, "application/merge-patch+json"), "application/merge-patch+json", b"{}"),
    (text_body("é"), "text/plain; charset=utf-8", "é".encode()),
    (binary_body(b"\x00\xff"), "application/octet-stream", b"\x00\xff"),
    (binary_body(io.BytesIO(b"abc"), "image/png"), "image/png", b"abc"),
    (form_body({"a": "x y&z", "b": [1, 2], "c": None}), "application/x-www-form-urlencoded", b"a=x+y%26z&b=1&b=2"),
    (
        form_body({"card": {"number": "4", "owners": ["a", "b"]}}, {"card": Field(style="deepObject")}),
        "application/x-www-form-urlencoded",
        b"card%5Bnumber%5D=4&card%5Bowners%5D%5B0%5D=a&card%5Bowners%5D%5B1%5D=b",
    ),
    (form_body({"o": {"a": 1}}), "application/x-www-form-urlencoded", b"o=%7B%22a%22%3A1%7D"),
    (
        form_body({"t": LIST}, {"t": Field(style="form", explode=False)}),
        "application/x-www-form-urlencoded",
        b"t=teal,rose,gold",
    ),
    (form_body("a=b&c=d"), "application/x-www-form-urlencoded", b"a=b&c=d"),
]


@pytest.mark.parametrize(("body", "content_type", "sent"), BODIES, ids=[sent.decode("latin-1") for *_, sent in BODIES])
def test_a_body_is_sent_in_its_media_type(
    server: Recorder, http: httpx2.Client, body: Payload, content_type: str, sent: bytes
) -> None:
    Api(http, server.url).send(POST, "/p", body=body)
    assert (server.last.headers["content-type"], server.last.body) == (content_type, sent)


def test_a_multipart_body_has_a_part_for_each_property(server: Recorder, http: httpx2.Client) -> None:
    value = {"photo": File(b"\x89PNG", "cat.png"), "note": "née", "tags": ["a", "b"], "meta": {"x": 1}, "none": None}
    Api(http, server.url).send(POST, "/p", body=multipart_body(value, {"photo": Field(content_type="image/png")}))
    head = f"content-type: {server.last.headers['content-type']}\r\n\r\n".encode()
    parts = list(BytesParser(policy=HTTP).parsebytes(head + server.last.body).iter_parts())
    told = [(part["content-disposition"], part["content-type"], part.get_payload(decode=True)) for part in parts]
    assert told == [
        ('form-data; name="photo"; filename="cat.png"', "image/png", b"\x89PNG"),
        ('form-data; name="note"', None, "née".encode()),
        ('form-data; name="tags"', None, b"a"),
        ('form-data; name="tags"', None, b"b"),
        ('form-data; name="meta"', "application/json", b'{"x":1}'),
    ]


def test_other_multipart_types_keep_their_name(server: Recorder, http: httpx2.Client) -> None:
    Api(http, server.url).send(POST, "/p", body=multipart_body({"a": "1"}, content_type="multipart/mixed"))
    assert server.last.headers["content-type"].startswith("multipart/mixed; boundary=")
    assert b'name="a"' in server.last.body


def test_xml_follows_its_hints(server: Recorder, http: httpx2.Client) -> None:
    hints = {
        ("id",): Xml(attribute=True),
        ("tags",): Xml(wrapped=True),
        ("tags", "*"): Xml(name="tag"),
        ("owner",): Xml(name="keeper", prefix="k", namespace="urn:keepers"),
    }
    value = {"id": 7, "name": "<&>", "tags": ["a", "b"], "photo": ["x", "y"], "owner": {"n": True}}
    Api(http, server.url).send(POST, "/p", body=xml_body(value, "pet", hints))
    assert server.last.body.decode() == (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<pet id="7"><name>&lt;&amp;&gt;</name><tags><tag>a</tag><tag>b</tag></tags><photo>x</photo><photo>y</photo>'
        '<k:keeper xmlns:k="urn:keepers"><n>true</n></k:keeper></pet>'
    )


@pytest.mark.parametrize("value", [{"a": float("nan")}, {"a": b"x"}, {"a": "\ud800"}])
def test_what_json_cannot_say_is_an_input_error(value: object) -> None:
    with pytest.raises(InputError):
        json_body(value)


def test_the_client_s_own_settings_are_kept(server: Recorder) -> None:
    with httpx2.Client(headers={"X-Own": "1", "Accept": "text/x"}, params={"k": "v"}, cookies={"c": "1"}) as http:
        Api(http, server.url).send(GET, "/p", query=(encoding.form("a", 1),), cookies=(encoding.cookie("d", 2),))
    assert server.last.target == "/p?k=v&a=1"
    assert (server.last.headers["x-own"], server.last.headers["accept"]) == ("1", "text/x")
    assert server.last.headers["cookie"] == "c=1; d=2"


def test_a_relative_server_is_looked_for_below_the_client_s_base_url(server: Recorder) -> None:
    with httpx2.Client(base_url=f"{server.url}/root/") as http:
        Api(http, None, "/v3").send(GET, "/p")
    assert server.last.target == "/root/v3/p"


def test_an_api_without_any_address_is_refused(http: httpx2.Client) -> None:
    with pytest.raises(ValueError, match="the server `/v3` is relative"):
        Api(http, None, "/v3")
