"""JSONPath in criteria and selectors: what leads nowhere is told at its word, what may be there is not."""

from __future__ import annotations

import pytest
from arazzo_codegen.diagnostics.model import Diagnostic

from tests.unit.bind.programs import Bound, bind_workflows

API = """
openapi: 3.1.0
info: {title: Pets, version: 1.0.0}
paths:
  /pets:
    get:
      operationId: findPets
      responses:
        '200':
          description: ok
          content:
            application/json:
              schema:
                type: object
                additionalProperties: false
                properties:
                  state: {enum: [done, open]}
                  extra: {}
                  by-name: {type: object, additionalProperties: {$ref: '#/components/schemas/Pet'}}
                  items: {type: array, items: {$ref: '#/components/schemas/Pet'}}
        '409':
          description: no
          content:
            application/json:
              schema: {type: object, additionalProperties: false, properties: {reason: {type: string}}}
components:
  schemas:
    Pet:
      type: object
      additionalProperties: false
      properties:
        id: {type: integer}
        kind: {enum: [cat, dog]}
        owner: {type: object, properties: {name: {type: string}}}
"""


def bind_criterion(condition: str, version: str = "1.0.1", at: str = "$response.body") -> Bound:
    """A step with one criterion of type `jsonpath`."""
    return bind_workflows(
        f"""
workflows:
  - workflowId: w
    steps:
      - stepId: s
        operationId: findPets
        successCriteria:
          - condition: $statusCode == 200
          - {{context: {at}, type: jsonpath, condition: "{condition}"}}
""",
        API,
        version,
    )


def pointed(found: Diagnostic, condition: str) -> str:
    """The part of the condition that is pointed at."""
    start = len('          - {context: $response.body, type: jsonpath, condition: "')
    span = found.primary.span
    return condition[span.start.column - start - 1 : span.end.column - start - 1]


@pytest.mark.parametrize(
    ("condition", "code", "word"),
    [
        ("$.sate == 'done'", "ARZ417", "sate"),
        ("$.items.length > 0 && $.itemz.length > 1", "ARZ417", "itemz"),
        ("length($.itemz) > 1", "ARZ417", "itemz"),
        ("$.items[0].owner.nome == 'x'", "ARZ418", "nome"),
        ("$.items.id == 3", "ARZ417", "id"),
        ("!($.items[0].kin == 'cat')", "ARZ417", "kin"),
        ("$.itemz[0]", "ARZ417", "itemz"),
        ("$['itemz'][0]", "ARZ417", "itemz"),
        ("$.items[*].kin", "ARZ417", "kin"),
        ("$.items[?@.kin == 'cat']", "ARZ417", "kin"),
        ("$.items[?@.id > 3 && !@.owner.nome]", "ARZ418", "nome"),
        ("$.items[?length(@.kin) > 3]", "ARZ417", "kin"),
        ("$.items[?$.sate == 'done']", "ARZ417", "sate"),
        ("$.by-name.length > 0 && $['by-name']['rex'].kin == 'cat'", "ARZ417", "kin"),
        ("$.items[0,1][?@.kin]", "ARZ418", "kin"),
    ],
)
def test_what_leads_nowhere_is_told_at_its_word(condition: str, code: str, word: str) -> None:
    found = [each for each in bind_criterion(condition).diagnostics if each.rule.code in ("ARZ417", "ARZ418")]
    assert [(each.rule.code, pointed(each, condition)) for each in found[:1]] == [(code, word)]


@pytest.mark.parametrize(
    "condition",
    [
        "$.items[?@.kind == 'cat']",
        "$..kin",
        "$.items..kin",
        "$.extra.whatever[3]",
        "$.extra[?@.some > 1]",
        "$['by-name'][?@.kind == 'cat']",
        "$['by-name'].rex.kind == 'cat'",
        "$.items[-1].id == 3",
        "$.items[?@.owner.name == 'x' || @.id == 2].id",
        "$.reason == 'late'",
        "$[?@.reason]",
        "$.reason",
    ],
)
def test_what_some_response_may_have_is_not_told(condition: str) -> None:
    assert not {"ARZ417", "ARZ418"} & set(bind_criterion(condition).codes)


def test_a_context_with_a_pointer_is_gone_on_from() -> None:
    found = bind_criterion("$[0].kin == 'cat'", at="$response.body#/items").diagnostics
    assert [each.message for each in found if each.rule.code == "ARZ417"] == [
        "`$[0].kin` leads nowhere: `kin` is looked for in an object that allows no other properties"
    ]


@pytest.mark.parametrize(
    ("selector", "type", "code"),
    [
        ("/items/0/kin", "jsonpointer", "ARZ417"),
        ("/items/0/kind", "jsonpointer", None),
        ("$.items[0].kin", "jsonpath", "ARZ417"),
        ("$.items[*].kin", "jsonpath", "ARZ417"),
        ("$.items[*].kind", "jsonpath", None),
    ],
)
def test_selectors_are_held_to_what_they_select_from(selector: str, type: str, code: str | None) -> None:
    bound = bind_workflows(
        f"""
workflows:
  - workflowId: w
    steps:
      - stepId: s
        operationId: findPets
        outputs:
          kind: {{context: $response.body, selector: '{selector}', type: {type}}}
""",
        API,
        "1.1.0",
    )
    assert bound.codes == ([] if code is None else [code])


def test_in_a_condition_accesses_stand_behind_the_pointer() -> None:
    bound = bind_workflows(
        """
workflows:
  - workflowId: w
    steps:
      - stepId: s
        operationId: findPets
        successCriteria:
          - condition: $response.body#/items[0].id == 1
          - condition: $response.body#/items[0].idd == 1
""",
        API,
    )
    [found] = bound.diagnostics
    assert found.rule.code == "ARZ417"
    assert found.primary.span.end.column - found.primary.span.start.column == len("idd")
