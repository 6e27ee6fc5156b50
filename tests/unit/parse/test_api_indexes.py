"""The indexes of API descriptions: which operations and channels there are, and where."""

from __future__ import annotations

import pytest
from arazzo_codegen.parse.model import AsyncApiDocument, OpenApiDocument

from .reading import HEAD, HEAD_1_1, read

FLOWS = "workflows: [{workflowId: w, steps: [{stepId: s, operationId: list}]}]\n"


def openapi(text: str, **others: str) -> OpenApiDocument:
    found = read(HEAD.replace("api.yaml", "x.yaml") + FLOWS, x=text, **others)
    assert not found.diagnostics
    return found.documents.openapi["file:///w/x.yaml"]


def asyncapi(text: str, **others: str) -> AsyncApiDocument:
    found = read(HEAD_1_1.replace("api.yaml", "x.yaml") + FLOWS, x=text, **others)
    assert not found.diagnostics
    return found.documents.asyncapi["file:///w/x.yaml"]


@pytest.mark.parametrize(
    ("field", "version"),
    [
        ("swagger: '2.0'", "2.0"),
        ("swagger: 2.0", "2.0"),
        ("openapi: 3.0.4", "3.0"),
        ("openapi: 3.1.0", "3.1"),
        ("openapi: 3.2.0", "3.2"),
        ("openapi: 3.1.0-rc1", "3.1"),
    ],
)
def test_the_version_of_a_description(field: str, version: str) -> None:
    assert openapi(f"{field}\ninfo: {{title: T}}").version == version


def test_every_operation_is_in_the_index() -> None:
    description = openapi(
        """openapi: 3.2.0
info: {title: T}
paths:
  /a/{b}:
    summary: x
    get: {operationId: getA}
    query: {}
    additionalOperations:
      COPY: {operationId: copyA}
  /c: {$ref: '#/components/pathItems/c'}
  /d: {$ref: '#/paths/~1c'}
  /e: {$ref: '#/paths/~1e'}
  /f: {$ref: 'other.yaml#/items/f'}
  /g: 1
  x-h: {get: {}}
components:
  pathItems:
    c: {post: {operationId: postC}}
""",
        other="items:\n  f: {$ref: '#/items/g'}\n  g: {delete: {operationId: deleteF}}\n",
    )
    found = [
        (entry.path, entry.method, entry.operation_id and entry.operation_id.value, entry.pointer)
        for entry in description.operations
    ]
    assert found == [
        ("/a/{b}", "get", "getA", "/paths/~1a~1{b}/get"),
        ("/a/{b}", "query", None, "/paths/~1a~1{b}/query"),
        ("/a/{b}", "copy", "copyA", "/paths/~1a~1{b}/additionalOperations/COPY"),
        ("/c", "post", "postC", "/components/pathItems/c/post"),
        ("/d", "post", "postC", "/components/pathItems/c/post"),
        ("/f", "delete", "deleteF", "/items/g/delete"),
    ]
    assert description.operations[-1].node.path == "other.yaml"


@pytest.mark.parametrize("paths", ["", "paths: 1", "paths: []", "paths: {/a: {get: 1, additionalOperations: 2}}"])
def test_a_description_without_operations(paths: str) -> None:
    assert openapi(f"openapi: 3.1.0\n{paths}").operations == ()


def test_channels_and_operations_of_asyncapi_3() -> None:
    description = asyncapi(
        "asyncapi: 3.0.0\nchannels: {orders/new: {address: a}}\noperations: {place: {action: send}, odd: {action: 1}}"
    )
    found = [(entry.kind, entry.name, entry.action, entry.pointer, entry.key.value) for entry in description.entries]
    assert found == [
        ("channel", "orders/new", None, "/channels/orders~1new", "orders/new"),
        ("operation", "place", "send", "/operations/place", "place"),
        ("operation", "odd", None, "/operations/odd", "odd"),
    ]


def test_channels_and_operations_of_asyncapi_2() -> None:
    """What others publish, the described application receives."""
    description = asyncapi(
        "asyncapi: 2.6.0\nchannels: {orders: {publish: {operationId: place}, subscribe: {operationId: hear}}}"
    )
    found = [(entry.kind, entry.name, entry.action) for entry in description.entries]
    assert found == [("channel", "orders", None), ("operation", "place", "receive"), ("operation", "hear", "send")]
    assert [entry.channel and entry.channel.name for entry in description.entries] == [None, "orders", "orders"]


def test_references_to_channels_and_operations_are_followed() -> None:
    description = asyncapi(
        """asyncapi: 2.6.0
channels:
  a: {$ref: '#/components/channels/a'}
  b: {$ref: 'other.yaml#/b'}
  c: {$ref: '#/channels/c'}
  d: {$ref: '#/nowhere'}
components:
  channels:
    a: {publish: {operationId: sendA}}
""",
        other="b: {subscribe: {traits: [{$ref: '#/t'}, {operationId: late}], operationId: early}}\nt: {operationId: middle}\n",
    )
    found = [(entry.name, entry.pointer, entry.node.path) for entry in description.entries]
    assert found == [
        ("a", "/components/channels/a", "x.yaml"),
        ("sendA", "/components/channels/a/publish", "x.yaml"),
        ("b", "/b", "other.yaml"),
        ("late", "/b/subscribe", "other.yaml"),
        ("c", "/channels/c", "x.yaml"),
        ("d", "/channels/d", "x.yaml"),
    ]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("channels: []", "`channels` of the description must be an object"),
        ("channels: {a: 1, x-b: 2}", "`a` in `channels` of the description must be an object"),
        ("operations: 1", "`operations` of the description must be an object"),
    ],
)
def test_what_is_no_object_is_told(text: str, message: str) -> None:
    found = read(HEAD_1_1.replace("api.yaml", "x.yaml") + FLOWS, x=f"asyncapi: 3.0.0\n{text}")
    assert [(found.rule.code, found.message) for found in found.diagnostics] == [("ARZ104", message)]
