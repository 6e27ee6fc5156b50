"""Values: templates, payloads written as strings, replacements; literals held to schemas at their places."""

from __future__ import annotations

import pytest
from arazzo_codegen.bind.model import (
    ConstantValue,
    InputRoot,
    ListOf,
    ObjectOf,
    Read,
    Replaced,
    StepOutputRoot,
    TextValue,
    Value,
)

from arazzo_codegen.bind.model import TestComparison as Comparison
from arazzo_codegen.bind.model import TestTruth as Truth

from tests.unit.bind.programs import Bound, bind_workflows

API = """
openapi: 3.1.0
info: {title: Pets, version: 1.0.0}
paths:
  /pets:
    post:
      operationId: addPet
      requestBody:
        content:
          application/json:
            schema:
              type: object
              required: [name]
              properties:
                name: {type: string, maxLength: 5}
                age: {type: integer}
                tags: {type: array, items: {type: string}}
                owner: {type: object, properties: {id: {type: integer}}, additionalProperties: false}
                kind: {enum: [cat, dog]}
          application/x-www-form-urlencoded:
            schema: {type: object, properties: {name: {type: string}, age: {type: integer}}}
          application/xml: {}
      responses: {'200': {description: ok}}
"""
INPUTS = """
    inputs:
      type: object
      required: [name, age]
      properties:
        name: {type: string}
        age: {type: integer}
        maybe: {type: string}
        owner: {type: object, required: [id], properties: {id: {type: integer}}}
        a.b: {type: string}
"""


def bind_body(body: str, version: str = "1.0.1") -> Bound:
    """A step with this `requestBody` (indented by eight)."""
    steps = (
        f"    steps:\n      - stepId: s\n        operationId: addPet\n        requestBody:\n          {body.strip()}\n"
    )
    return bind_workflows(f"workflows:\n  - workflowId: w{INPUTS}{steps}", API, version)


def body_of(bound: Bound) -> Value:
    """The value of the first step's body."""
    assert bound.call.body is not None
    return bound.call.body.value


def members(value: Value) -> dict[str, Value]:
    """The members of an object."""
    assert isinstance(value, ObjectOf), value
    return dict(value.members)


def test_a_literal_payload_is_a_constant() -> None:
    value = body_of(bind_body("payload: {name: Rex, tags: [a]}"))
    assert isinstance(value, ConstantValue) and value.value == {"name": "Rex", "tags": ["a"]}


def test_expressions_keep_their_types_and_text_is_text() -> None:
    found = members(
        body_of(bind_body("payload: {age: $inputs.age, name: '{$inputs.age}', tags: ['x-{$inputs.name}']}"))
    )
    assert isinstance(found["age"], Read) and isinstance(found["name"], TextValue)
    tags = found["tags"]
    assert isinstance(tags, ListOf)
    (text,) = tags.items
    assert isinstance(text, TextValue) and text.parts[0] == "x-"


def test_json_written_as_text_is_parsed_at_compile_time() -> None:
    payload = """payload: '{"name": "{$inputs.name}", "age": "{$inputs.age}", "tags": ["a-{$inputs.name}", "b"], "owner": {$inputs.owner}}'"""
    bound = bind_body(payload)
    found = members(body_of(bound))
    assert not bound.codes
    assert isinstance(found["name"], Read) and isinstance(found["age"], Read) and isinstance(found["owner"], Read)
    assert isinstance(found["tags"], ListOf)


def test_a_value_can_never_change_the_json_around_it() -> None:
    found = members(body_of(bind_body("""payload: '{"name": "a\\"{$inputs.name}\\"z"}'""")))
    text = found["name"]
    assert isinstance(text, TextValue) and [part for part in text.parts if isinstance(part, str)] == ['a"', '"z']


@pytest.mark.parametrize("payload", ["'{\"name\": }'", "'{\"name\": Rex}'", "'[1,'"])
def test_text_that_is_no_json_is_refused(payload: str) -> None:
    assert bind_body(f"payload: {payload}").codes == ["ARZ422"]


def test_forms_written_as_text_are_objects() -> None:
    bound = bind_body("{contentType: application/x-www-form-urlencoded, payload: 'name=R%26x&age={$inputs.age}'}")
    found = members(body_of(bound))
    name = found["name"]
    assert isinstance(name, ConstantValue) and name.value == "R&x" and isinstance(found["age"], Read)


def test_xml_written_as_text_escapes_what_is_put_into_it() -> None:
    value = body_of(bind_body("{contentType: application/xml, payload: '<p>{$inputs.name}</p>'}"))
    assert isinstance(value, TextValue) and value.escape == "xml"


@pytest.mark.parametrize(
    ("payload", "codes"),
    [
        ("{name: Rex, nam: x}", ["ARZ413"]),
        ("{nam: Rex}", ["ARZ413", "ARZ414"]),
        ("{name: Rexxxx}", ["ARZ415"]),
        ("{name: 7}", ["ARZ410"]),
        ("{name: Rex, age: '7'}", ["ARZ416"]),
        ("{name: Rex, age: 7.5}", ["ARZ410"]),
        ("{name: Rex, kind: fish}", ["ARZ415"]),
        ("{name: Rex, owner: {id: 1, x: 2}}", ["ARZ412"]),
        ("{name: Rex, owner: $inputs.name}", ["ARZ410"]),
        ("{name: $inputs.age}", ["ARZ410"]),
        ("{name: $inputs.maybe}", ["ARZ419"]),
        ("[1]", ["ARZ410"]),
        ("$inputs.name", ["ARZ410"]),
    ],
)
def test_payloads_are_held_to_their_schema(payload: str, codes: list[str]) -> None:
    assert sorted(bind_body(f"payload: {payload}").codes) == codes


def test_what_is_wrong_is_shown_at_its_own_place() -> None:
    bound = bind_body("payload: {name: Rex, owner: {id: 1, x: 2}}")
    span = bound.diagnostics[0].primary.span
    assert (span.start.column, span.end.column - span.start.column) == (47, 1)


def test_replacements_are_made_at_compile_time_where_the_place_is_known() -> None:
    bound = bind_body(
        "{payload: {name: Rex, tags: [a]}, replacements: [{target: /tags/0, value: $inputs.name}, {target: /age, value: 3}]}"
    )
    found = members(body_of(bound))
    tags = found["tags"]
    assert isinstance(tags, ListOf) and isinstance(tags.items[0], Read)
    assert isinstance(found["age"], ConstantValue) and not bound.codes


def test_replacements_in_what_comes_at_run_time_are_left_for_it() -> None:
    bound = bind_body("{payload: $inputs.owner, replacements: [{target: /id, value: 3}]}")
    assert isinstance(body_of(bound), Replaced)


def test_replacements_without_a_place_are_refused() -> None:
    assert bind_body("{payload: {name: Rex}, replacements: [{target: /owner/id, value: 3}]}").codes == ["ARZ423"]


@pytest.mark.parametrize(
    ("expression", "root", "codes"),
    [
        ("$inputs.a.b", "a.b", []),
        ("$inputs.owner.id", "owner", ["ARZ218"]),
        ("$inputs.owner#/id", "owner", []),
        ("$inputs.owner.id.x", "owner", ["ARZ218", "ARZ417"]),
    ],
)
def test_dots_are_names_first_and_properties_then(expression: str, root: str, codes: list[str]) -> None:
    steps = f"    steps:\n      - stepId: s\n        operationId: addPet\n        requestBody: {{payload: {{name: a}}}}\n        outputs: {{o: '{expression}'}}\n"
    bound = bind_workflows(f"workflows:\n  - workflowId: w{INPUTS}{steps}", API)
    value = bound.step.outputs[0].value
    assert isinstance(value, Read) and value.root == InputRoot(root)
    assert sorted(bound.codes) == codes


def test_all_inputs_are_an_object_of_those_declared() -> None:
    bound = bind_body("payload: {owner: $inputs}")
    owner = members(body_of(bound))["owner"]
    assert list(members(owner)) == ["name", "age", "maybe", "owner", "a.b"]
    assert "ARZ313" in bound.codes and "ARZ301" not in bound.codes


def test_all_outputs_of_a_step_are_an_object_of_those_declared() -> None:
    steps = """    steps:
      - stepId: s
        operationId: addPet
        requestBody: {payload: {name: a}}
        outputs: {code: $statusCode, age: $inputs.age}
    outputs:
      all: $steps.s.outputs
      nobody: $steps.t.outputs
"""
    bound = bind_workflows(f"workflows:\n  - workflowId: w{INPUTS}{steps}", API)
    assert sorted(bound.codes) == ["ARZ203", "ARZ313"]


def test_a_selector_of_one_value_in_all_inputs_reads_that_input() -> None:
    selector = "{context: $inputs, selector: $.owner.id, type: jsonpath}"
    bound = bind_body(f"payload: {{name: a, age: {selector}}}", "1.1.0")
    age = members(body_of(bound))["age"]
    assert isinstance(age, Read) and age.root == InputRoot("owner") and len(age.path) == 1
    assert bound.codes == ["ARZ313"]


def test_a_condition_over_all_inputs_reads_the_input_that_it_looks_at() -> None:
    criteria = "[{context: $inputs, condition: $.age > 3, type: jsonpath}, {context: $inputs, condition: $.owner.id, type: jsonpath}]"
    bound = bind_workflows(_with_criteria(criteria), API)
    assert sorted(bound.codes) == ["ARZ313", "ARZ313", "ARZ341"]
    comparison, existence = (criterion.test for criterion in bound.step.criteria)
    assert isinstance(comparison, Comparison)
    assert isinstance(comparison.left, Read) and comparison.left.root == InputRoot("age")
    assert isinstance(existence, Truth)
    assert isinstance(existence.operand, Read) and existence.operand.root == InputRoot("owner")
    compared = next(found for found in bound.diagnostics if found.rule.code == "ARZ341")
    assert compared.help is not None and compared.help.endswith("the simple condition `$inputs.age > 3`")


def test_a_condition_over_all_inputs_names_one_that_is_declared() -> None:
    bound = bind_workflows(_with_criteria("[{context: $inputs, condition: $.agee, type: jsonpath}]"), API)
    assert bound.codes == ["ARZ313", "ARZ206"]


def _with_criteria(criteria: str) -> str:
    step = f"{{stepId: s, operationId: addPet, requestBody: {{payload: {{name: a}}}}, successCriteria: {criteria}}}"
    return f"workflows:\n  - workflowId: w{INPUTS}    steps: [{step}]\n"


def test_all_inputs_are_no_operand() -> None:
    steps = """    steps:
      - stepId: s
        operationId: addPet
        requestBody: {payload: {name: a}}
        successCriteria: [{context: $inputs, condition: a, type: regex}]
"""
    assert bind_workflows(f"workflows:\n  - workflowId: w{INPUTS}{steps}", API).codes == ["ARZ220"]


def test_outputs_are_followed_through_steps() -> None:
    steps = """    steps:
      - stepId: s
        operationId: addPet
        requestBody: {payload: {name: a}}
        outputs: {o: $inputs.owner}
      - stepId: t
        operationId: addPet
        requestBody: {payload: {name: $steps.s.outputs.o}}
"""
    bound = bind_workflows(f"workflows:\n  - workflowId: w{INPUTS}{steps}", API)
    assert bound.codes == ["ARZ410"]
    call = bound.workflow.steps[1].call
    body = call.body
    name = members(body.value)["name"]
    assert isinstance(name, Read) and name.root == StepOutputRoot("s", "o")


def test_outputs_that_read_each_other_in_a_circle_end() -> None:
    steps = """    steps:
      - {stepId: s, operationId: addPet, requestBody: {payload: {name: a}}, outputs: {o: $steps.t.outputs.o}}
      - {stepId: t, operationId: addPet, requestBody: {payload: {name: a}}, outputs: {o: $steps.s.outputs.o}}
"""
    assert not bind_workflows(f"workflows:\n  - workflowId: w{INPUTS}{steps}", API).codes


@pytest.mark.parametrize(
    ("written", "code", "standard"),
    [
        ("$inputs.owner.id", "ARZ218", "$inputs.owner#/id"),
        ("$inputs.list.first[0]", "ARZ218", "$inputs.list#/first/0"),
        ("$inputs.list.first[0].x#/y", "ARZ218", "$inputs.list#/first/0/x/y"),
        ("$inputs.list[0]", "ARZ305", "$inputs.list#/0"),
        ("$inputs.a.b[0]", "ARZ305", "$inputs.a.b#/0"),
    ],
)
def test_dots_and_brackets_are_told_once_with_the_whole_standard_form(written: str, code: str, standard: str) -> None:
    bound = bind_workflows(
        f"""
workflows:
  - workflowId: w
    inputs:
      type: object
      required: [owner, list, a.b]
      properties:
        owner: {{type: object, required: [id], properties: {{id: {{}}}}}}
        list: {{}}
        a.b: {{}}
    steps:
      - stepId: s
        operationId: addPet
        outputs: {{x: '{written}'}}
""",
        API,
    )
    [found] = bound.diagnostics
    assert (found.rule.code, (found.help or "").partition("`")[2]) == (code, f"{standard}`")
