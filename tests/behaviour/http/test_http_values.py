"""Values from a response to a request and to the outputs: null and absent, headers with types, what JSON cannot say, and who is told of it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import httpx2
import pytest

from tests.behaviour.http.loading import Emit
from tests.behaviour.http.recording_server import Answer, Recorder
from tests.compiling import compile_in

INFO = {"title": "Shop", "version": "1"}
NUMBER = {"type": "number"}
TEXT = {"type": "string"}


def described(*operations: tuple[str, str, dict[str, Any]]) -> dict[str, Any]:
    """An OpenAPI description of operations: method, path, and the rest of the Operation Object."""
    paths: dict[str, dict[str, Any]] = {}
    for method, path, operation in operations:
        paths.setdefault(path, {})[method] = {"responses": {"200": {"description": "Fine."}}, **operation}
    return {"openapi": "3.1.0", "info": INFO, "servers": [{"url": "https://shop.example"}], "paths": paths}


def flow(*steps: dict[str, Any], inputs: dict[str, Any] | None = None, outputs: dict[str, str] | None = None) -> Any:
    """An Arazzo document of one workflow, `flow`, over the source `shop`."""
    workflow: dict[str, Any] = {"workflowId": "flow", "steps": list(steps), "outputs": outputs or {}}
    if inputs is not None:
        workflow["inputs"] = {"type": "object", **inputs}
    source = {"name": "shop", "url": "shop.json", "type": "openapi"}
    return {"arazzo": "1.0.1", "info": INFO, "sourceDescriptions": [source], "workflows": [workflow]}


# --- What cannot be sent --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("price", [float("nan"), float("inf"), float("-inf")])
@pytest.mark.parametrize("nested", [False, True])
def test_what_is_no_number_is_refused_before_anything_is_sent(
    emit: Emit, server: Recorder, http: httpx2.Client, price: float, nested: bool
) -> None:
    schema = {"type": "array", "items": {"type": "object", "properties": {"a": NUMBER}}} if nested else NUMBER
    pay = {"operationId": "pay", "parameters": [{"name": "price", "in": "query", "schema": schema}]}
    steps = (
        {"stepId": "ping", "operationId": "ping"},
        {
            "stepId": "pay",
            "operationId": "pay",
            "parameters": [{"name": "price", "in": "query", "value": "$inputs.price"}],
        },
    )
    document = flow(*steps, inputs={"properties": {"price": schema}, "required": ["price"]})
    load = emit(document, shop=described(("get", "/ping", {"operationId": "ping"}), ("get", "/pay", pay)))
    shop = load("apis.shop").Shop(http, base_url=server.url)
    with pytest.raises(load("_runtime.errors").InputError) as caught:
        load("flow").flow(shop, price=[{"a": 1.0}, {"a": price}] if nested else price)
    assert str(caught.value) == f"workflow `flow`: `price{'/1/a' if nested else ''}` must be a finite number"
    assert server.received == []
    load("flow").flow(shop, price=[{"a": 10**400}] if nested else 10**400)


@pytest.mark.parametrize(
    ("style", "value", "reason"),
    [
        ({}, "", "is empty, which would name another resource"),
        ({}, "\ud800", "holds half a surrogate pair, which UTF-8 cannot say"),
        ({"style": "label"}, "a\ud800", "holds half a surrogate pair, which UTF-8 cannot say"),
        ({"style": "matrix"}, "\ud800", "holds half a surrogate pair, which UTF-8 cannot say"),
    ],
)
def test_a_path_parameter_that_cannot_be_sent_is_named_with_its_step(
    emit: Emit, server: Recorder, http: httpx2.Client, style: dict[str, Any], value: str, reason: str
) -> None:
    parameter = {"name": "orderId", "in": "path", "required": True, "schema": TEXT, **style}
    get = {"operationId": "getOrder", "parameters": [parameter]}
    step = {
        "stepId": "look",
        "operationId": "getOrder",
        "parameters": [{"name": "orderId", "in": "path", "value": "$inputs.order"}],
    }
    document = flow(step, inputs={"properties": {"order": TEXT}, "required": ["order"]})
    load = emit(document, shop=described(("get", "/orders/{orderId}", get)))
    shop = load("apis.shop").Shop(http, base_url=server.url)
    with pytest.raises(load("_runtime.errors").InputError) as caught:
        load("flow").flow(shop, order=value)
    assert str(caught.value) == f"workflow `flow`: `orderId` of step `look` {reason}"
    assert server.received == []
    with pytest.raises(load("_runtime.errors").InputError) as caught:
        shop.get_order(order_id=value)
    assert str(caught.value) == f"`orderId` {reason}"


@pytest.mark.parametrize("value", ["a\0b", ".", ".."])
def test_what_could_change_a_path_is_encoded(emit: Emit, server: Recorder, http: httpx2.Client, value: str) -> None:
    parameter = {"name": "orderId", "in": "path", "required": True, "schema": TEXT}
    get = {"operationId": "getOrder", "parameters": [parameter]}
    step = {
        "stepId": "look",
        "operationId": "getOrder",
        "parameters": [{"name": "orderId", "in": "path", "value": "$inputs.order"}],
    }
    document = flow(step, inputs={"properties": {"order": TEXT}, "required": ["order"]})
    load = emit(document, shop=described(("get", "/orders/{orderId}", get)))
    load("flow").flow(load("apis.shop").Shop(http, base_url=server.url), order=value)
    sent = value.replace("\0", "%00").replace(".", "%2E")
    assert server.trace == [f"GET /orders/{sent}"]


# --- Headers ---------------------------------------------------------------------------------------------------------

HEADERS: list[tuple[dict[str, Any], str, object]] = [
    ({"type": "integer"}, "7", 7),
    ({"type": "integer"}, "7.0", 7),
    ({"type": "integer", "enum": [1, 2]}, "3", 3),
    ({"type": "number"}, "-1.5e2", -150.0),
    ({"type": "boolean"}, "true", True),
    ({"type": ["boolean", "null"]}, "false", False),
    (TEXT, "7", "7"),
    ({"type": "string", "enum": ["a", "b"]}, "c", "c"),
    ({"type": "array", "items": TEXT}, "a, b", ["a", "b"]),
    ({"type": "array", "items": {"type": "integer"}}, "1,2", [1, 2]),
    ({"type": "array", "items": {"type": "boolean"}}, "", []),
]


def limited(schema: dict[str, Any], required: bool) -> tuple[Any, Any]:
    """A workflow that reads a header, tests it, and sends it on, and the description that says what it is."""
    header = {"X-Limit": {"schema": schema, "required": required}}
    responses = {"200": {"description": "Fine.", "headers": header}}
    tell = {"operationId": "tell", "parameters": [{"name": "limit", "in": "query", "schema": schema}]}
    ask = {"stepId": "ask", "operationId": "ask", "outputs": {"limit": "$response.header.X-Limit"}}
    told = {
        "stepId": "tell",
        "operationId": "tell",
        "parameters": [{"name": "limit", "in": "query", "value": "$steps.ask.outputs.limit"}],
    }
    description = described(("get", "/ask", {"operationId": "ask", "responses": responses}), ("get", "/tell", tell))
    return flow(ask, told, outputs={"limit": "$steps.ask.outputs.limit"}), description


@pytest.mark.parametrize(("schema", "text", "value"), HEADERS)
@pytest.mark.parametrize("required", [True, False])
def test_a_header_is_what_its_schema_says(
    emit: Emit, server: Recorder, http: httpx2.Client, schema: dict[str, Any], text: str, value: object, required: bool
) -> None:
    document, description = limited(schema, required)
    load = emit(document, shop=description)
    server.script(Answer(200, {}, {"X-Limit": text}))
    outputs = load("flow").flow(load("apis.shop").Shop(http, base_url=server.url))
    assert outputs == {"limit": value} and type(outputs["limit"]) is type(value)


@pytest.mark.parametrize("schema", [{"type": "integer"}, {"type": "boolean"}, {"type": "array", "items": NUMBER}])
def test_a_header_that_does_not_read_as_its_schema_is_an_unexpected_response(
    emit: Emit, server: Recorder, http: httpx2.Client, schema: dict[str, Any]
) -> None:
    document, description = limited(schema, False)
    load = emit(document, shop=description)
    shop = load("apis.shop").Shop(http, base_url=server.url)
    server.script(Answer(200, {}, {"X-Limit": "many"}))
    with pytest.raises(load("_runtime.errors").UnexpectedResponse, match="step `ask`: the response has a header `x-l"):
        load("flow").flow(shop)
    server.script(Answer(200, {}))
    assert load("flow").flow(shop) == {}


@pytest.mark.parametrize(("text", "passes"), [("true", True), ("false", False), ("perhaps", False), (None, False)])
def test_a_criterion_reads_a_header_as_its_schema_says_and_never_raises(
    emit: Emit, server: Recorder, http: httpx2.Client, text: str | None, passes: bool
) -> None:
    document, description = limited({"type": "boolean"}, True)
    step = document["workflows"][0]["steps"][0]
    step["successCriteria"] = [{"condition": "$response.header.X-Limit == true"}]
    load = emit(document, shop=description)
    server.script(Answer(200, {}, {} if text is None else {"X-Limit": text}))
    shop = load("apis.shop").Shop(http, base_url=server.url)
    if passes:
        assert load("flow").flow(shop) == {"limit": True}
    else:
        with pytest.raises(load("_runtime.errors").StepFailed):
            load("flow").flow(shop)


# --- Null and absent -------------------------------------------------------------------------------------------------

MAYBE: dict[str, Any] = {"type": ["string", "null"]}
NOTHING: dict[str, Any] = {}
ADDRESS = {"oneOf": [{"type": "object", "properties": {"city": MAYBE}}, {"type": "null"}]}
PROFILE = {
    "type": "object",
    "properties": {
        "nick": MAYBE,
        "address": ADDRESS,
        "numbers": {"type": "array", "items": {"type": ["integer", "null"]}},
        "any": NOTHING,
    },
}
PROFILE_OUTPUTS = {
    "nick": "$response.body#/nick",
    "city": "$response.body#/address/city",
    "first": "$response.body#/numbers/0",
    "any": "$response.body#/any",
}
RECEIVED: list[tuple[dict[str, Any], dict[str, object]]] = [
    ({}, {}),
    ({"nick": None, "any": None}, {"nick": None, "any": None}),
    ({"nick": "n", "any": [1]}, {"nick": "n", "any": [1]}),
    ({"address": None}, {}),
    ({"address": {}, "numbers": []}, {}),
    ({"address": {"city": None}, "numbers": [None]}, {"city": None, "first": None}),
    ({"address": {"city": "c"}, "numbers": [0]}, {"city": "c", "first": 0}),
]


def json_of(schema: dict[str, Any]) -> dict[str, Any]:
    """The `content` of JSON with a schema."""
    return {"application/json": {"schema": schema}}


def profiles(*statuses: str) -> tuple[Any, Any]:
    """A workflow that reads a profile, ends early after a 410, and writes what it has read, and its description."""
    responses = {status: {"description": "It.", "content": json_of(PROFILE)} for status in statuses}
    sent = {"type": "object", "properties": dict.fromkeys(PROFILE_OUTPUTS, NOTHING) | {"nick": MAYBE}}
    write = {"operationId": "write", "requestBody": {"required": True, "content": json_of(sent)}}
    values = {name: f"$steps.read.outputs.{name}" for name in PROFILE_OUTPUTS}
    gone = {"name": "gone", "type": "end", "criteria": [{"condition": "$statusCode == 410"}]}
    steps = (
        {"stepId": "read", "operationId": "read", "outputs": PROFILE_OUTPUTS, "onFailure": [gone]},
        {
            "stepId": "write",
            "operationId": "write",
            "requestBody": {"contentType": "application/json", "payload": values},
        },
    )
    read = {"operationId": "read", "responses": responses}
    return flow(*steps, outputs=values), described(("get", "/read", read), ("put", "/write", write))


@pytest.mark.parametrize(("received", "outputs"), RECEIVED)
@pytest.mark.parametrize("statuses", [("200",), ("200", "201")], ids=["one type", "two types"])
def test_null_is_a_value_and_what_is_absent_is_left_out(
    emit: Emit,
    server: Recorder,
    http: httpx2.Client,
    statuses: tuple[str, ...],
    received: dict[str, Any],
    outputs: dict[str, object],
) -> None:
    document, description = profiles(*statuses)
    load = emit(document, shop=description)
    shop = load("apis.shop").Shop(http, base_url=server.url)
    server.script(Answer(200, received))
    assert load("flow").flow(shop) == outputs
    assert server.last.json == outputs
    server.script(Answer(410, received))
    assert load("flow").flow(shop) == outputs
    assert server.last.method == "GET"


@pytest.mark.parametrize("nick", ["n", None, ...])
def test_null_and_absent_go_on_to_another_workflow_and_come_back(
    emit: Emit, server: Recorder, http: httpx2.Client, nick: object
) -> None:
    schema = {"type": "object", "properties": {"nick": MAYBE}}
    operation = {
        "operationId": "echo",
        "requestBody": {"required": True, "content": json_of(schema)},
        "responses": {"200": {"description": "It.", "content": json_of(schema)}},
    }
    echo = {
        "stepId": "echo",
        "operationId": "echo",
        "requestBody": {"contentType": "application/json", "payload": {"nick": "$inputs.nick"}},
        "outputs": {"nick": "$response.body#/nick"},
    }
    inputs = {"properties": {"nick": MAYBE}}
    document = flow(echo, inputs=inputs, outputs={"nick": "$steps.echo.outputs.nick"})
    call = {
        "stepId": "call",
        "workflowId": "flow",
        "parameters": [{"name": "nick", "value": "$inputs.nick"}],
        "outputs": {"nick": "$outputs.nick"},
    }
    outer = flow(call, inputs=inputs, outputs={"nick": "$steps.call.outputs.nick"})["workflows"][0]
    document["workflows"].append({**outer, "workflowId": "outer"})
    load = emit(document, shop=described(("post", "/echo", operation)))
    given = {} if nick is ... else {"nick": nick}
    server.reply = lambda request: Answer(200, request.json)
    assert load("flow").outer(load("apis.shop").Shop(http, base_url=server.url), **given) == given
    assert server.last.json == given


@pytest.mark.parametrize(("read", "sent"), [({}, "d"), ({"nick": None}, None), ({"nick": "n"}, "n")])
def test_null_is_no_reason_for_a_default(
    emit: Emit, server: Recorder, http: httpx2.Client, read: dict[str, Any], sent: str | None
) -> None:
    content = json_of({"type": "object", "properties": {"nick": MAYBE}})
    responses = {"200": {"description": "It.", "content": content}}
    write = {
        "stepId": "write",
        "operationId": "write",
        "requestBody": {"contentType": "application/json", "payload": {"nick": "$inputs.nick"}},
    }
    document = flow(write, inputs={"properties": {"nick": {**MAYBE, "default": "d"}}})
    steps = [
        {"stepId": "read", "operationId": "read", "outputs": {"nick": "$response.body#/nick"}},
        {
            "stepId": "call",
            "workflowId": "flow",
            "parameters": [{"name": "nick", "value": "$steps.read.outputs.nick"}],
        },
    ]
    document["workflows"].append({"workflowId": "outer", "steps": steps})
    reading = {"operationId": "read", "responses": responses}
    writing = {"operationId": "write", "requestBody": {"content": content}}
    load = emit(document, shop=described(("get", "/p", reading), ("put", "/p", writing)))
    server.script(Answer(200, read))
    load("flow").outer(load("apis.shop").Shop(http, base_url=server.url))
    assert server.last.json == {"nick": sent}


@pytest.mark.parametrize(("body", "passes"), [({"note": None, "other": "x"}, True), ({"other": "x"}, False)])
def test_a_node_that_is_null_is_there(
    emit: Emit, server: Recorder, http: httpx2.Client, body: dict[str, Any], passes: bool
) -> None:
    responses = {"200": {"description": "It.", "content": json_of({"type": "object", "properties": {"note": MAYBE}})}}
    criterion = {"context": "$response.body", "condition": "$.note && $.other == 'x'", "type": "jsonpath"}
    step = {"stepId": "look", "operationId": "look", "successCriteria": [criterion]}
    load = emit(flow(step), shop=described(("get", "/look", {"operationId": "look", "responses": responses})))
    shop = load("apis.shop").Shop(http, base_url=server.url)
    server.script(Answer(200, body))
    if passes:
        assert load("flow").flow(shop) == {}
    else:
        with pytest.raises(load("_runtime.errors").StepFailed):
            load("flow").flow(shop)


# --- Binary content --------------------------------------------------------------------------------------------------


def test_octets_are_text_inside_json_and_bytes_as_a_body_or_a_part(
    emit: Emit, server: Recorder, http: httpx2.Client
) -> None:
    octets = {"type": "string", "format": "binary"}
    photo = {"type": "object", "properties": {"preview": octets}, "required": ["preview"]}
    form = {"content": {"multipart/form-data": {"schema": {"type": "object", "properties": {"photo": octets}}}}}
    described_photo = {"200": {"description": "It.", "content": json_of(photo)}}
    upload = {"operationId": "upload", "requestBody": form, "responses": described_photo}
    keep = {"operationId": "keep", "requestBody": {"required": True, "content": json_of(photo)}}
    whole = {"200": {"description": "It.", "content": {"image/png": {"schema": octets}}}}
    fetch = {"operationId": "fetch", "responses": whole}
    steps: tuple[dict[str, Any], ...] = (
        {
            "stepId": "upload",
            "operationId": "upload",
            "requestBody": {"contentType": "multipart/form-data", "payload": {"photo": "$inputs.photo"}},
            "outputs": {"preview": "$response.body#/preview", "photo": "$inputs.photo"},
        },
        {
            "stepId": "keep",
            "operationId": "keep",
            "requestBody": {
                "contentType": "application/json",
                "payload": {"preview": "$steps.upload.outputs.preview"},
            },
        },
        {"stepId": "fetch", "operationId": "fetch", "outputs": {"whole": "$response.body"}},
    )
    outputs = {
        "preview": "$steps.upload.outputs.preview",
        "photo": "$steps.upload.outputs.photo",
        "whole": "$steps.fetch.outputs.whole",
    }
    document = flow(*steps, inputs={"properties": {"photo": octets}, "required": ["photo"]}, outputs=outputs)
    load = emit(document, shop=described(("post", "/p", upload), ("put", "/p", keep), ("get", "/p", fetch)))
    preview = Answer(200, {"preview": "iVBOR"})
    server.script(preview, Answer(200, {}), Answer(200, b"\x89PNG", {"content-type": "image/png"}))
    received = load("flow").flow(load("apis.shop").Shop(http, base_url=server.url), photo=b"\x89")
    assert received == {"preview": "iVBOR", "photo": b"\x89", "whole": b"\x89PNG"}
    assert b"\x89" in server.received[0].body
    assert server.received[1].json == {"preview": "iVBOR"}


def test_bytes_that_go_into_json_are_warned_of_and_refused_when_they_come(
    tmp_path: Path, emit: Emit, server: Recorder, http: httpx2.Client
) -> None:
    schema = {"type": "object", "properties": {"photo": TEXT}}
    keep = {"operationId": "keep", "requestBody": {"required": True, "content": json_of(schema)}}
    step = {
        "stepId": "keep",
        "operationId": "keep",
        "requestBody": {"contentType": "application/json", "payload": {"photo": "$inputs.photo"}},
    }
    photo = {"type": "string", "format": "binary"}
    document = flow(step, inputs={"properties": {"photo": photo}, "required": ["photo"]})
    load = emit(document, shop=described(("put", "/p", keep)))
    assert "binary content may be no text" in compile_in(tmp_path, "flow.arazzo.json").text
    shop = load("apis.shop").Shop(http, base_url=server.url)
    with pytest.raises(load("_runtime.errors").InputError, match="of step `keep` cannot be written as JSON"):
        load("flow").flow(shop, photo=b"x")
    assert server.received == []


# --- XML -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("state", "passes"), [("open", True), ("shut", False), ("open</state><state>", True)])
def test_an_xpath_criterion_looks_into_xml(
    emit: Emit, server: Recorder, http: httpx2.Client, state: str, passes: bool
) -> None:
    content = {"application/xml": {"schema": {"type": "object"}}}
    look = {"operationId": "look", "responses": {"200": {"description": "It.", "content": content}}}
    criterion = {
        "context": "$response.body",
        "condition": "/shop/state = $inputs.wanted".replace("$inputs.wanted", "'{$inputs.wanted}'"),
        "type": "xpath",
    }
    step = {"stepId": "look", "operationId": "look", "successCriteria": [criterion]}
    document = flow(step, inputs={"properties": {"wanted": TEXT}, "required": ["wanted"]})
    load = emit(document, shop=described(("get", "/look", look)))
    shop = load("apis.shop").Shop(http, base_url=server.url)
    body = f'<?xml version="1.0"?><shop><state>{state}</state></shop>'.encode()
    server.script(Answer(200, body, {"content-type": "application/xml"}))
    if passes:
        assert load("flow").flow(shop, wanted="open") == {}
    else:
        with pytest.raises(load("_runtime.errors").StepFailed, match="status 200"):
            load("flow").flow(shop, wanted="open")
    with pytest.raises(load("_runtime.errors").StepFailed):
        load("flow").flow(shop, wanted="' or '1' = '1")
    assert server.last.headers["accept"] == "application/xml"


# --- What is no JSON ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("word", ["NaN", "Infinity", "-Infinity"])
def test_a_body_with_what_is_no_number_is_an_unexpected_response(
    emit: Emit, server: Recorder, http: httpx2.Client, word: str
) -> None:
    schema = {"type": "object", "properties": {"price": NUMBER}, "required": ["price"]}
    content = {"200": {"description": "Fine.", "content": {"application/json": {"schema": schema}}}}
    step = {"stepId": "ask", "operationId": "ask", "outputs": {"price": "$response.body#/price"}}
    document = flow(step, outputs={"price": "$steps.ask.outputs.price"})
    load = emit(document, shop=described(("get", "/price", {"operationId": "ask", "responses": content})))
    shop = load("apis.shop").Shop(http, base_url=server.url)
    server.script(Answer(200, f'{{"price": {word}}}'.encode()))
    with pytest.raises(load("_runtime.errors").UnexpectedResponse, match="`/price` of the response is missing"):
        load("flow").flow(shop)
    server.script(Answer(200, b'{"price": 1, "price": 2.5}'))
    assert load("flow").flow(shop) == {"price": 2.5}
