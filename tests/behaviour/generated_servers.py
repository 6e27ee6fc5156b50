"""An API for the generated workflows, and servers at random that answer as it says, or nearly so."""

from __future__ import annotations

from typing import TypeAlias

from hypothesis import strategies as st

from tests.behaviour.interpreter import Operation
from tests.behaviour.scripted_server import LATE, Reply

Json: TypeAlias = dict[str, object]

OPERATIONS = {
    "find": Operation("GET", "/find", frozenset()),
    "get": Operation("GET", "/get", frozenset({"id"})),
    "put": Operation("POST", "/put", frozenset({"id"})),
    "page": Operation("GET", "/page", frozenset()),
    "draw": Operation("POST", "/draw", frozenset()),
}
PROPERTIES: Json = {
    "id": {"type": "string"},
    "state": {"type": "string"},
    "note": {"type": "string"},
    "n": {"type": "integer"},
    "items": {"type": "array", "items": {"type": "object", "properties": {"v": {"type": "integer"}}}},
}
RETRY_AFTER = (
    (("Retry-After", "7"),),
    (("Retry-After", "120"),),
    (("Retry-After", "Wed, 21 Oct 2015 07:28:00 GMT"),),
    (("Retry-After", "Fri, 01 Jan 2100 00:00:00 GMT"),),
)


def description() -> Json:
    """The OpenAPI description of the operations; responses of every status share a schema. `page` answers in XML, `draw` is sent XML."""
    paths: Json = {}
    for name, operation in OPERATIONS.items():
        schema: Json = {"type": "object", "properties": PROPERTIES}
        schema |= {"required": sorted(operation.promised)} if operation.promised else {}
        content: Json = {"application/xml": {}} if name == "page" else {"application/json": {"schema": schema}}
        parameters = [{"name": name, "in": "query", "schema": {"type": "string"}} for name in ("k", "last")]
        made: Json = {
            "operationId": name,
            "parameters": parameters,
            "responses": {"default": {"description": "", "content": content}},
        }
        if name == "draw":
            made["requestBody"] = {"content": {"application/xml": {"schema": {"type": "string"}}}}
        elif operation.method == "POST":
            members: Json = {"type": "object", "properties": {"a": {"type": "string"}, "b": {"type": "integer"}}}
            made["requestBody"] = {"content": {"application/json": {"schema": members}}}
        paths[operation.path] = {operation.method.lower(): made}
    return {"openapi": "3.0.3", "info": {"title": "Shop", "version": "1"}, "paths": paths}


_STATUSES = st.sampled_from([200, 200, 200, 201, 400, 404, 409, 503, 503, 0])
_IDS: st.SearchStrategy[Json] = st.sampled_from([{"id": "a"}, {"id": "b"}, {"id": "c d"}, {"id": "e"}, {}])
_STATES: st.SearchStrategy[Json] = st.sampled_from([{}, {"state": "open"}, {"state": "OPEN"}, {"state": "done"}])
_NUMBERS: st.SearchStrategy[Json] = st.sampled_from([{}, {}, {"n": 0}, {"n": 2}, {"n": 3}, {"n": 5}])
_REST: st.SearchStrategy[Json] = st.sampled_from(
    [{}, {"note": "hi"}, {"items": []}, {"items": [{"v": 1}]}, {"note": "x", "items": [{"v": 2}, {}, {"v": 3}]}]
)
_HEADERS = st.sampled_from([(), (), (), (("X-Kind", "A"),), ((LATE, "1"),), *RETRY_AFTER])
_REPLIES = st.builds(
    lambda status, one, two, three, four, headers: Reply(status, {**one, **two, **three, **four}, headers),
    *(_STATUSES, _IDS, _STATES, _NUMBERS, _REST, _HEADERS),
)


def scripts() -> st.SearchStrategy[list[Reply]]:
    """Answers in a row: what they hold is of the types that the description says, but what is promised may be missing now and then."""
    return st.lists(_REPLIES, max_size=20)
