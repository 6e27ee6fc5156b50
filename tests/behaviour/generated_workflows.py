"""Workflows at random: documents that compile, with branches, loops, retries, detours, calls and dependencies."""

from __future__ import annotations

from dataclasses import dataclass, replace

from hypothesis import strategies as st

from tests.behaviour.generated_criteria import criteria, criteria_of_call
from tests.behaviour.generated_servers import OPERATIONS, Json

_OUTPUTS = (
    ("id", "$response.body#/id"),
    ("note", "$response.body#/note"),
    ("n", "$response.body#/n"),
    ("v", "$response.body#/items/0/v"),
    ("kind", "$response.header.X-Kind"),
    ("asked", "$request.query.k"),
)
_SELECTED = (
    ("vs", {"context": "$response.body", "selector": "$.items[*].v", "type": "jsonpath"}),
    ("first", {"context": "$response.body", "selector": "/items/0", "type": "jsonpointer"}),
    ("large", {"context": "$response.body#/items", "selector": "$[?@.v > 1].v", "type": "jsonpath"}),
)
_INPUTS: Json = {"type": "object", "properties": {"k": {"type": "string"}, "d": {"type": "string", "default": "open"}}}
_SELECTED_XML = (
    ("state", {"context": "$response.body", "selector": "/r/state", "type": "xpath"}),
    ("ns", {"context": "$response.body", "selector": "count(//n)", "type": {"type": "xpath", "version": "xpath-10"}}),
)
_COUNTS = st.sampled_from([0, 0, 1, 1, 2, 3])


@dataclass(frozen=True)
class Room:
    """What a workflow may hold: `modern` is Arazzo 1.1; `calls` are the workflows that it may call, with their outputs."""

    name: str
    modern: bool
    calls: tuple[tuple[str, tuple[str, ...]], ...] = ()
    loops: bool = False
    pages: bool = False
    before: tuple[str, ...] = ()


@st.composite
def documents(draw: st.DrawFn) -> dict[str, Json]:
    """Documents by file name. In `flow.json`, `main` may call `sub`, `aside` of the other document and itself, depend on `pre`, and go round; `pre` may call `aside`."""
    modern = draw(st.booleans())
    pages = draw(st.integers(0, 3)) == 0
    aside = draw(workflow(Room("aside", draw(st.booleans())), 2))
    other = ("$sourceDescriptions.other.aside", _outputs(aside))
    pre = draw(workflow(Room("pre", modern, (other,) if draw(st.integers(0, 3)) == 0 else (), pages=pages), 2))
    depends = draw(st.integers(0, 3)) == 0
    sub = draw(workflow(Room("sub", modern, pages=pages, before=("pre",) if draw(st.integers(0, 7)) == 0 else ()), 3))
    before = ("pre",) if depends else ()
    calls = [("sub", _outputs(sub))]
    if draw(st.integers(0, 3)) == 0:
        calls.append(other)
    if draw(st.integers(0, 5)) == 0:
        calls.append(("main", ()))
    main = draw(workflow(Room("main", modern, calls=tuple(calls), loops=True, pages=pages, before=before), 5))
    return {"flow.json": _document(modern, [pre, sub, main]), "other.json": _document(False, [aside])}


def _document(modern: bool, workflows: list[Json]) -> Json:
    sources = [{"name": "shop", "url": "shop.json", "type": "openapi"}]
    other = {"name": "other", "url": "other.json", "type": "arazzo"}
    return {
        "arazzo": "1.1.0" if modern else "1.0.1",
        "info": {"title": "Generated", "version": "1"},
        "sourceDescriptions": [*sources, *([other] if len(workflows) > 1 else [])],
        "workflows": workflows,
        "components": _COMPONENTS,
    }


_COMPONENTS: Json = {
    "parameters": {"shared": {"name": "last", "in": "query", "value": "s"}},
    "successActions": {
        "over": {"name": "over", "type": "end", "criteria": [{"condition": "$inputs.k == 'x'"}]},
        "instead": {"name": "common-ok-0", "type": "end", "criteria": [{"condition": "$inputs.d == 'open'"}]},
    },
    "failureActions": {
        "patience": {"name": "patience", "type": "retry", "retryLimit": 2, "retryAfter": 0.25},
        "instead": {"name": "common-ko-0", "type": "retry", "criteria": [{"condition": "$inputs.k == 'x'"}]},
    },
}


@st.composite
def workflow(draw: st.DrawFn, room: Room, largest: int) -> Json:
    """A workflow. Its outputs are those of its steps, and of what it depends on."""
    made = draw(steps(room, draw(st.integers(1, largest))))
    outputs = {
        f"{step['stepId']}-{output}": f"$steps.{step['stepId']}.outputs.{output}"
        for step in made
        for output in _outputs(step)
    }
    outputs |= {f"{name}-id": f"$workflows.{name}.outputs.{name}0-id" for name in room.before if name == "pre"}
    found: Json = {"workflowId": room.name, "inputs": _INPUTS, "steps": made, "dependsOn": list(room.before)}
    found |= {"outputs": outputs} if room.name != "pre" else {"outputs": {"pre0-id": "$steps.pre0.outputs.id"}}
    found |= draw(common(room, any("workflowId" in step for step in made), [str(step["stepId"]) for step in made]))
    return {name: value for name, value in found.items() if value}


@st.composite
def common(draw: st.DrawFn, room: Room, calls: bool, names: list[str]) -> Json:
    """What a workflow says for all its steps: now and then."""
    if draw(st.integers(0, 2)):
        return {}
    quiet = replace(room, calls=())
    targets = names if room.loops else []
    found: Json = {
        "successActions": draw(actions(quiet, "common-ok", targets, [], False, Asked())),
        "failureActions": draw(actions(quiet, "common-ko", targets, [], True, Asked())),
    }
    return found if calls else {**found, "parameters": [{"name": "last", "in": "query", "value": "w"}]}


def _outputs(holder: Json) -> tuple[str, ...]:
    """The outputs of a step or workflow."""
    outputs = holder.get("outputs", {})
    assert isinstance(outputs, dict)
    return tuple(outputs)


@dataclass(frozen=True)
class Asked:
    """What actions can ask about: a response of an operation, outputs of a called workflow, or, for all steps of a workflow, neither."""

    operation: str | None = None
    outputs: tuple[str, ...] = ()


@st.composite
def steps(draw: st.DrawFn, room: Room, count: int) -> list[Json]:
    names = [f"{room.name}{number}" for number in range(count)]
    made: list[Json] = []
    for number, name in enumerate(names):
        targets = names if room.loops else names[number + 1 :]
        first = room.name == "pre" and not number
        called = not first and room.calls and draw(st.integers(0, 3)) == 0
        step = draw(calling(room, name)) if called else draw(requesting(room, name, made, first))
        detours = [str(earlier["stepId"]) for earlier in made if "operationId" in earlier]
        asked = Asked(outputs=dict(room.calls)[str(step["workflowId"])]) if called else Asked(str(step["operationId"]))
        step["onSuccess"] = draw(actions(room, f"{name}-ok", targets, [], False, asked))
        step["onFailure"] = draw(actions(room, f"{name}-ko", targets, detours, True, asked))
        if room.modern and made and not draw(st.integers(0, 7)):
            step["dependsOn"] = [made[0]["stepId"]]
        made.append({key: value for key, value in step.items() if value})
    return made


_GIVEN: st.SearchStrategy[list[Json]] = st.sampled_from(
    [
        [],
        [{"name": "k", "value": "$inputs.k"}],
        [{"name": "k", "value": "x"}],
        [{"name": "d", "value": "done"}],
        [{"name": "k", "value": "{$inputs.d}!"}],
    ]
)


@st.composite
def calling(draw: st.DrawFn, room: Room, name: str) -> Json:
    """A step that calls a workflow. An output that `sub` may not have is absent here as well."""
    called, outputs = draw(st.sampled_from(room.calls))
    asked = draw(criteria_of_call(1, 2, outputs)) if draw(st.booleans()) else []
    read = draw(st.lists(st.sampled_from(outputs or ("",)), unique=True, max_size=2 if outputs else 0))
    return {
        "stepId": name,
        "workflowId": called,
        "parameters": draw(_GIVEN),
        "successCriteria": asked,
        "outputs": {output: f"$outputs.{output}" for output in read},
    }


@st.composite
def requesting(draw: st.DrawFn, room: Room, name: str, earlier: list[Json], plain: bool) -> Json:
    """A step that calls an operation. `plain`: its output `id` is what workflows that depend on this one read."""
    named = [operation for operation in sorted(OPERATIONS) if operation != "page" or room.pages]
    operation = "get" if plain else draw(st.sampled_from(named))
    texts: list[object] = ["x", "$inputs.k", "{$inputs.d}-y"]
    texts += [f"$steps.{step['stepId']}.outputs.id" for step in earlier if "id" in _outputs(step)]
    texts += [f"$workflows.{name}.outputs.pre0-id" for name in room.before if name == "pre"]
    parameters: list[Json] = [{"name": "k", "in": "query", "value": draw(st.sampled_from(texts))}]
    if not draw(st.integers(0, 3)):
        given: Json = {"value": draw(st.sampled_from(texts[:3]))} if draw(st.booleans()) else {}
        parameters.append({"reference": "$components.parameters.shared", **given})
    xml = operation == "page"
    asked = draw(criteria(1, 2, room.modern, xml)) if draw(st.booleans()) else []
    step: Json = {"stepId": name, "operationId": operation, "parameters": parameters, "successCriteria": asked}
    step["outputs"] = {"id": "$response.body#/id"} if plain else draw(outputs(room, xml))
    if room.modern and not draw(st.integers(0, 7)):
        step["timeout"] = 20_000
    if operation == "draw":
        step["requestBody"] = draw(xml_bodies(room))
    elif OPERATIONS[operation].method == "POST":
        firsts = [f"$steps.{step['stepId']}.outputs.first" for step in earlier if "first" in _outputs(step)]
        step["requestBody"] = draw(bodies(room, texts, firsts))
    return step


@st.composite
def outputs(draw: st.DrawFn, room: Room, xml: bool) -> Json:
    written: list[tuple[str, object]] = [] if xml else [*_OUTPUTS]
    written += (_SELECTED_XML if xml else _SELECTED) if room.modern else ()
    if not written:
        return {}
    return dict(draw(st.lists(st.sampled_from(written), unique_by=lambda output: output[0], max_size=4)))


@st.composite
def bodies(draw: st.DrawFn, room: Room, texts: list[object], objects: list[str]) -> Json:
    """A JSON body as an object or as text, with replacements; a number in it may be a property of an earlier output."""
    value = draw(st.sampled_from(texts))
    number: object = draw(st.sampled_from((0, 1, 2, 3)))
    if len(objects) > 0 and draw(st.booleans()):
        number = {"context": draw(st.sampled_from(objects)), "selector": "/v", "type": "jsonpointer"}
    payload: object = {"a": value, "b": number}
    if value == "$inputs.k" and isinstance(number, int) and draw(st.booleans()):
        payload = f'{{"a": "{{$inputs.d}}", "b": {number}}}'
    made: Json = {"contentType": "application/json", "payload": payload}
    if isinstance(payload, dict) and not draw(st.integers(0, 3)):
        targets: list[Json] = [{"target": "/a", "value": "$inputs.d"}, {"target": "/b", "value": 9}]
        if room.modern:
            targets.append({"target": "$.b", "targetSelectorType": "jsonpath", "value": 8})
        made["replacements"] = draw(st.lists(st.sampled_from(targets), min_size=1, max_size=2))
    return made


_TARGETS = ("/o/a", "/o/b[1]", "//c", "/o/*")


@st.composite
def xml_bodies(draw: st.DrawFn, room: Room) -> Json:
    """An XML body with replacements."""
    made: Json = {"contentType": "application/xml", "payload": "<o><a>{$inputs.d}</a><b>1</b><b><c>x</c></b></o>"}
    targets: list[Json] = [
        {"target": target, "value": value, **({"targetSelectorType": "xpath"} if room.modern else {})}
        for target in _TARGETS
        for value in ("$inputs.d", "<y/>")
    ]
    if draw(st.booleans()):
        made["replacements"] = draw(st.lists(st.sampled_from(targets), min_size=1, max_size=1))
    return made


@st.composite
def actions(
    draw: st.DrawFn, room: Room, name: str, targets: list[str], detours: list[str], failure: bool, about: Asked
) -> list[Json]:
    """Actions of one side of a step, or of all steps of a workflow."""
    made: list[Json] = []
    count = draw(_COUNTS)
    kinds = ["end", *(["goto"] * 3 if targets else []), *(["retry"] * 4 if failure else [])]
    kinds += ["call"] if room.calls else []
    for number in range(count):
        kind = draw(st.sampled_from(kinds))
        action: Json = {"name": f"{name}-{number}", "type": "goto" if kind == "call" else kind}
        if kind == "goto":
            action["stepId"] = draw(st.sampled_from(targets))
        elif kind == "call":
            action |= draw(called(room))
        elif kind == "retry":
            action |= draw(retries(room, detours))
        asked = draw(criteria_about(about, room.modern))
        made.append({**action, **({"criteria": asked} if asked else {})})
    if not draw(st.integers(0, 9)):
        reused = ["failureActions.patience", "failureActions.instead"] if failure else ["successActions.over"]
        reused += [] if failure else ["successActions.instead"]
        if name.startswith("common"):
            reused = reused[:1]
        made.insert(0, {"reference": f"$components.{draw(st.sampled_from(reused))}"})
    elif not name.startswith("common") and made and not draw(st.integers(0, 9)):
        made[-1] |= {"name": f"common-{'ko' if failure else 'ok'}-0"}
    return made


def criteria_about(about: Asked, modern: bool) -> st.SearchStrategy[list[Json]]:
    """Criteria of an action."""
    if about.operation is not None:
        return criteria(0, 2, modern, about.operation == "page")
    return criteria_of_call(0, 1, about.outputs)


@st.composite
def called(draw: st.DrawFn, room: Room) -> Json:
    """Another workflow as the target of an action; in 1.1 it is given its inputs."""
    given = draw(_GIVEN) if room.modern else []
    return {"workflowId": draw(st.sampled_from(room.calls))[0], **({"parameters": given} if given else {})}


@st.composite
def retries(draw: st.DrawFn, room: Room, detours: list[str]) -> Json:
    made: Json = {"retryLimit": draw(st.integers(0, 2)), "retryAfter": draw(st.sampled_from([0, 1, 0.5]))}
    kind = draw(st.sampled_from(["", "", "", *(["step"] if detours else []), *(["workflow"] if room.calls else [])]))
    if kind == "step":
        return {**made, "stepId": draw(st.sampled_from(detours))}
    return {**made, **(draw(called(room)) if kind == "workflow" else {})}
