"""Workflows at random: documents that compile, with branches, loops, retries, detours and calls, and servers to go with them."""

from __future__ import annotations

from typing import TypeAlias

from hypothesis import strategies as st

from tests.behaviour.interpreter import Operation
from tests.behaviour.scripted_server import Reply

Json: TypeAlias = dict[str, object]

OPERATIONS = {
    "find": Operation("GET", "/find", frozenset()),
    "get": Operation("GET", "/get", frozenset({"id"})),
    "put": Operation("POST", "/put", frozenset({"id"})),
}
PROPERTIES: Json = {
    "id": {"type": "string"},
    "state": {"type": "string"},
    "note": {"type": "string"},
    "n": {"type": "integer"},
}
OUTPUTS = ("id", "note", "n")
CONDITIONS = (
    "$statusCode == 200",
    "$statusCode == 404",
    "$statusCode == 503",
    "$statusCode >= 400",
    "$statusCode < 300",
    "$statusCode != 409",
    "$statusCode == null",
    "$response.body#/state == 'open'",
    "$response.body#/state != 'OPEN'",
    "$response.body#/n > 3",
    "$response.body#/n == '3'",
    "$response.body#/note != null",
    "!($response.body#/state == 'done')",
    "$statusCode == 200 && $response.body#/n >= 2",
    "$statusCode == 404 || $statusCode == 503",
    "$response.header.X-Kind == 'a'",
    "$inputs.k == 'x'",
)
QUERIES: tuple[Json, ...] = (
    {"context": "$response.body", "condition": '$.state == "open"', "type": "jsonpath"},
    {"context": "$response.body", "condition": "$.n > 2", "type": "jsonpath"},
    {"context": "$response.body#/state", "condition": "^o", "type": "regex"},
    {"context": "$statusCode", "condition": "^4", "type": "regex"},
)


def description() -> Json:
    """The OpenAPI description of the operations; responses of every status share a schema."""
    paths: Json = {}
    for name, operation in OPERATIONS.items():
        schema: Json = {"type": "object", "properties": PROPERTIES}
        schema |= {"required": sorted(operation.promised)} if operation.promised else {}
        parameters = [{"name": name, "in": "query", "schema": {"type": "string"}} for name in ("k", "last")]
        made: Json = {
            "operationId": name,
            "parameters": parameters,
            "responses": {"default": {"description": "", "content": {"application/json": {"schema": schema}}}},
        }
        if operation.method == "POST":
            members: Json = {"type": "object", "properties": {"a": {"type": "string"}, "b": {"type": "integer"}}}
            made["requestBody"] = {"content": {"application/json": {"schema": members}}}
        paths[operation.path] = {operation.method.lower(): made}
    return {"openapi": "3.0.3", "info": {"title": "Shop", "version": "1"}, "paths": paths}


def criteria(smallest: int, largest: int) -> st.SearchStrategy[list[Json]]:
    simple = st.sampled_from(CONDITIONS).map(lambda condition: {"condition": condition})
    return st.lists(st.one_of(simple, simple, st.sampled_from(QUERIES)), min_size=smallest, max_size=largest)


@st.composite
def documents(draw: st.DrawFn) -> Json:
    """A document with the workflows `main` and `sub`; `main` may call `sub`, and `sub` nothing."""
    sub = draw(steps("sub", draw(st.integers(1, 3)), calls=False, loops=False))
    main = draw(steps("main", draw(st.integers(1, 5)), calls=True, loops=True))
    return {
        "arazzo": "1.0.1",
        "info": {"title": "Generated", "version": "1"},
        "sourceDescriptions": [{"name": "shop", "url": "shop.json", "type": "openapi"}],
        "workflows": [workflow("sub", sub), workflow("main", main)],
    }


def workflow(name: str, made: list[Json]) -> Json:
    outputs = {
        f"{step['stepId']}-{output}": f"$steps.{step['stepId']}.outputs.{output}"
        for step in made
        for output in _outputs(step)
    }
    inputs = {"type": "object", "properties": {"k": {"type": "string"}}}
    return {"workflowId": name, "inputs": inputs, "steps": made, **({"outputs": outputs} if outputs else {})}


def _outputs(step: Json) -> list[str]:
    outputs = step.get("outputs", {})
    assert isinstance(outputs, dict)
    return list(outputs)


@st.composite
def steps(draw: st.DrawFn, workflow: str, count: int, calls: bool, loops: bool) -> list[Json]:
    names = [f"{workflow}{number}" for number in range(count)]
    made: list[Json] = []
    for number, name in enumerate(names):
        targets = names if loops else names[number + 1 :]
        called = calls and draw(st.integers(0, 3)) == 0
        step = draw(calling(name)) if called else draw(requesting(name, made))
        detours = [str(earlier["stepId"]) for earlier in made if "operationId" in earlier]
        step["onSuccess"] = draw(actions(f"{name}-ok", targets, [], calls, False, not called))
        step["onFailure"] = draw(actions(f"{name}-ko", targets, detours, calls, True, not called))
        made.append({key: value for key, value in step.items() if value})
    return made


@st.composite
def calling(draw: st.DrawFn, name: str) -> Json:
    parameters = draw(st.sampled_from([[], [{"name": "k", "value": "$inputs.k"}], [{"name": "k", "value": "x"}]]))
    return {"stepId": name, "workflowId": "sub", "parameters": parameters}


@st.composite
def requesting(draw: st.DrawFn, name: str, earlier: list[Json]) -> Json:
    operation = draw(st.sampled_from(sorted(OPERATIONS)))
    texts = ["x", "$inputs.k"]
    texts += [f"$steps.{step['stepId']}.outputs.id" for step in earlier if "id" in _outputs(step)]
    step: Json = {
        "stepId": name,
        "operationId": operation,
        "parameters": [
            {"name": draw(st.sampled_from(["k", "last"])), "in": "query", "value": draw(st.sampled_from(texts))}
        ],
        "successCriteria": draw(st.one_of(st.just([]), criteria(1, 2))),
        "outputs": {
            output: f"$response.body#/{output}" for output in draw(st.lists(st.sampled_from(OUTPUTS), unique=True))
        },
    }
    if OPERATIONS[operation].method == "POST":
        payload = {"a": draw(st.sampled_from(texts)), "b": draw(st.integers(0, 3))}
        step["requestBody"] = {"contentType": "application/json", "payload": payload}
    return step


@st.composite
def actions(
    draw: st.DrawFn, name: str, targets: list[str], detours: list[str], calls: bool, failure: bool, responds: bool
) -> list[Json]:
    made: list[Json] = []
    for number in range(draw(st.sampled_from([0, 0, 1, 1, 2, 3]))):
        kinds = [
            "end",
            *(["goto"] * 3 if targets else []),
            *(["retry"] * 4 if failure else []),
            *(["call"] if calls else []),
        ]
        kind = draw(st.sampled_from(kinds))
        action: Json = {"name": f"{name}-{number}", "type": "goto" if kind == "call" else kind}
        if kind == "goto":
            action["stepId"] = draw(st.sampled_from(targets))
        elif kind == "call":
            action["workflowId"] = "sub"
        elif kind == "retry":
            action |= draw(retries(detours, calls))
        asked = draw(criteria(0, 2)) if responds else draw(st.sampled_from([[], [{"condition": "$inputs.k == 'x'"}]]))
        made.append({**action, **({"criteria": asked} if asked else {})})
    return made


@st.composite
def retries(draw: st.DrawFn, detours: list[str], calls: bool) -> Json:
    made: Json = {"retryLimit": draw(st.integers(0, 2)), "retryAfter": draw(st.sampled_from([0, 1, 0.5]))}
    ways: list[Json] = [{}, {}]
    ways += [{"stepId": name} for name in detours]
    ways += [{"workflowId": "sub"}] if calls else []
    return made | draw(st.sampled_from(ways))


@st.composite
def replies(draw: st.DrawFn) -> Reply:
    """An answer: what it holds is of the types that the description says, but what is promised may be missing now and then."""
    status = draw(st.sampled_from([200, 200, 200, 201, 400, 404, 409, 503, 503, 0]))
    body: Json = {"id": draw(st.sampled_from(["a", "b", "c d"]))} if draw(st.integers(0, 9)) else {}
    optional: Json = {
        "state": draw(st.sampled_from(["open", "OPEN", "done"])),
        "note": "hi",
        "n": draw(st.integers(0, 5)),
    }
    body |= {name: value for name, value in optional.items() if draw(st.booleans())}
    headers = draw(st.sampled_from([(), (), (("X-Kind", "A"),), (("Retry-After", "7"),)]))
    return Reply(status, body, headers)


def scripts() -> st.SearchStrategy[list[Reply]]:
    return st.lists(replies(), max_size=25)
