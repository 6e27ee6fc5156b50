"""The objects of an Arazzo document: what is read, and what is said about what is wrong."""

from __future__ import annotations

import pytest
from arazzo_codegen.diagnostics.model import Missing
from arazzo_codegen.parse.model import (
    Action,
    ExpressionValue,
    ListValue,
    LiteralValue,
    ObjectValue,
    Parameter,
    Reusable,
    SelectorObject,
    SimpleCriterion,
    Template,
)

from .reading import HEAD, HEAD_1_1, read, workflow

STEP = "- stepId: s\n  operationId: list\n"


def test_a_whole_document() -> None:
    text = HEAD_1_1 + """$self: https://example.com/shop.yaml
components:
  inputs: {page: {type: integer}}
  parameters: {limit: {name: limit, in: query, value: 1}}
  successActions: {stop: {name: stop, type: end}}
  failureActions: {again: {name: again, type: retry, retryAfter: 0.5, retryLimit: 2}}
workflows:
- workflowId: w
  summary: S
  description: D
  inputs: {type: object}
  dependsOn: [v]
  parameters: [{reference: $components.parameters.limit, value: 2}]
  successActions: [{reference: $components.successActions.stop}]
  failureActions: [{reference: $components.failureActions.again}]
  outputs: {count: $steps.s.outputs.count}
  steps:
  - stepId: s
    description: D
    operationId: list
    timeout: 100
    dependsOn: [r]
    parameters:
    - {name: q, in: query, value: "a {$inputs.x}"}
    requestBody:
      contentType: application/json
      payload: {a: $inputs.a, b: [1, $inputs.b], c: {d: 1}}
      replacements: [{target: /a, value: $inputs.c}]
    successCriteria: [{condition: $statusCode == 200}]
    onSuccess:
    - {name: on, type: goto, workflowId: v, parameters: [{name: x, value: 1}], criteria: [{condition: true == true}]}
    onFailure:
    - {name: off, type: goto, stepId: s}
    outputs:
      count: {context: $response.body, selector: $.items, type: jsonpath}
- workflowId: v
  steps: [{stepId: r, operationPath: '{$sourceDescriptions.shop.url}#/paths/~1pets/get'}]
"""
    found = read(text)
    assert not found.errors, found.errors
    document = found.arazzo
    assert document.version == "1.1" and document.self_uri is not None
    assert (document.info.title, document.info.version) == ("Shop", "1.0.0")
    source = document.source_descriptions[0]
    assert (source.name.value, source.type, source.target) == ("shop", "openapi", "https://example.com/api.yaml")
    assert list(document.components.parameters) == ["limit"] and list(document.components.inputs) == ["page"]
    again = document.components.failure_actions["again"]
    assert again.retry_after is not None and again.retry_after.value == 0.5
    flow, other = document.workflows
    assert (flow.id.value, flow.summary, flow.description) == ("w", "S", "D")
    assert [node.value for node in flow.depends_on] == ["v"]
    assert all(isinstance(item, Reusable) for item in (*flow.parameters, *flow.success_actions, *flow.failure_actions))
    step = flow.steps[0]
    assert not isinstance(step.target, Missing) and (step.target.field, step.target.node.value) == (
        "operationId",
        "list",
    )
    assert step.timeout is not None and [node.value for node in step.depends_on] == ["r"]
    parameter = step.parameters[0]
    assert isinstance(parameter, Parameter) and parameter.location == "query" and isinstance(parameter.value, Template)
    assert isinstance(step.success_criteria[0], SimpleCriterion)
    action = step.on_success[0]
    assert isinstance(action, Action) and action.type == "goto" and action.workflow_id is not None
    assert isinstance(step.outputs[0].value, SelectorObject)
    target = other.steps[0].target
    assert not isinstance(target, Missing) and target.field == "operationPath"


def test_a_payload_is_evaluated_only_where_it_must_be() -> None:
    step = (
        read(workflow(STEP + "  requestBody: {payload: {a: $inputs.a, b: [1, $inputs.b], c: {d: 1}}}"))
        .arazzo.workflows[0]
        .steps[0]
    )
    assert step.request_body is not None
    payload = step.request_body.payload
    assert isinstance(payload, ObjectValue)
    kinds = {str(key.value): type(value) for key, value in payload.members}
    assert kinds == {"a": ExpressionValue, "b": ListValue, "c": LiteralValue}


def test_braces_without_quotes_are_the_expression_that_was_meant() -> None:
    found = read(workflow(STEP + "  requestBody: {payload: {a: {$inputs.a}, b: {$inputs.b: 1}, c: {'$inputs.c': }}}"))
    body = found.arazzo.workflows[0].steps[0].request_body
    assert body is not None and isinstance(body.payload, ObjectValue)
    assert [type(value) for _, value in body.payload.members] == [ExpressionValue, LiteralValue, LiteralValue]
    assert found.codes == ["ARZ124"]


def test_a_payload_that_is_null_is_a_value() -> None:
    step = read(workflow(STEP + "  requestBody: {payload: null}")).arazzo.workflows[0].steps[0]
    assert step.request_body is not None and isinstance(step.request_body.payload, LiteralValue)


def test_data_that_looks_like_a_selector_object_is_data() -> None:
    text = workflow(STEP + "  requestBody: {payload: {context: here, selector: there, type: jsonpath}}")
    found = read(text)
    body = found.arazzo.workflows[0].steps[0].request_body
    assert body is not None and isinstance(body.payload, LiteralValue) and not found.diagnostics


@pytest.mark.parametrize(
    ("steps", "codes"),
    [
        ("- operationId: list", ["ARZ103"]),
        ("- stepId: ''\n  operationId: list", ["ARZ103"]),
        ("- stepId: 1\n  operationId: list", ["ARZ104"]),
        ("- 1", ["ARZ104"]),
        ("- stepId: s", ["ARZ112"]),
        ("- stepId: s\n  operationID: list", ["ARZ112", "ARZ105"]),
        (STEP + "  workflowId: w", ["ARZ111"]),
        (STEP + STEP, ["ARZ109"]),
        ("- stepId: a b\n  operationId: list", ["ARZ114"]),
        (STEP + "  x-extra: 1", []),
        (STEP + "  timeout: 1", ["ARZ106"]),
        (STEP + "  timeout: 1.5", ["ARZ106", "ARZ104"]),
        (STEP + "  timeout: -1", ["ARZ106", "ARZ116"]),
        (STEP + "  parameters:", ["ARZ120"]),
        (STEP + "  parameters: {}", ["ARZ104"]),
        (STEP + "  parameters: [{name: a, in: query}]", ["ARZ103"]),
        (STEP + "  parameters: [{name: a, in: place, value: 1}]", ["ARZ107"]),
        (STEP + "  parameters: [{name: a, in: body, value: 1}]", []),
        (STEP + "  parameters: [{name: a, in: querystring, value: b}]", ["ARZ106"]),
        (STEP + "  parameters: [{name: a, in: query, value: 1}, {name: a, in: header, value: 1}]", []),
        (STEP + "  parameters: [{name: a, in: query, value: 1}, {name: a, in: query, value: 2}]", ["ARZ110"]),
        (STEP + "  parameters: [{name: X-A, in: header, value: 1}, {name: x-a, in: header, value: 2}]", ["ARZ110"]),
        (STEP + "  parameters: [{name: A, in: query, value: 1}, {name: a, in: query, value: 2}]", []),
        (STEP + "  successCriteria: []", ["ARZ120"]),
        (STEP + "  successCriteria: [1]", ["ARZ104"]),
        (STEP + "  outputs: {a b: $statusCode}", ["ARZ113"]),
        (STEP + "  outputs: {a: 1}", ["ARZ125"]),
        (STEP + "  outputs: {a: done}", ["ARZ125"]),
        (STEP + "  outputs: {a: [1]}", ["ARZ104"]),
        (STEP + "  dependsOn: t", ["ARZ106", "ARZ126"]),
        (STEP + "  dependsOn: 1", ["ARZ106", "ARZ104"]),
        (STEP + "  outputs: [a]", ["ARZ104"]),
        (STEP + "  onSuccess: [{name: a, type: retry}]", ["ARZ107"]),
        (STEP + "  onSuccess: [{type: end}]", ["ARZ103"]),
        (STEP + "  onSuccess: [{name: a, type: end, stepId: s}]", ["ARZ119"]),
        (STEP + "  onSuccess: [{name: a, type: goto}]", ["ARZ112"]),
        (STEP + "  onSuccess: [{name: a, type: goto, stepId: s, workflowId: w}]", ["ARZ111"]),
        (STEP + "  onSuccess: [{name: a, type: end}, {name: a, type: end}]", ["ARZ109"]),
        (STEP + "  onFailure: [{name: a, type: end, retryLimit: 1}]", ["ARZ119"]),
        (STEP + "  onFailure: [{name: a, type: retry, retryLimit: -1}]", ["ARZ116"]),
        (STEP + "  onFailure: [{name: a, type: retry, retryAfter: '1'}]", ["ARZ104"]),
        (STEP + "  onFailure: [{name: a, type: retry, retryAfter: .inf}]", ["ARZ116"]),
        (STEP + "  onFailure: [{reference: $components.failureActions.a, value: 1}]", ["ARZ119"]),
        (STEP + "  onFailure: [{reference: 1}]", ["ARZ104"]),
        (STEP + "  requestBody: 1", ["ARZ104"]),
        (STEP + "  requestBody: {replacements: [{target: /a}]}", ["ARZ103"]),
    ],
)
def test_what_is_said_about_a_step(steps: str, codes: list[str]) -> None:
    assert read(workflow(steps)).codes == codes


@pytest.mark.parametrize(
    ("steps", "codes"),
    [
        (STEP + "  successCriteria: []", ["ARZ108"]),
        (STEP + "  dependsOn: []", ["ARZ108"]),
        (STEP + "  dependsOn: [a, a]", ["ARZ123"]),
        (STEP + "  action: sned", ["ARZ107"]),
        (STEP + "  action: send\n  correlationId: x", ["ARZ121"]),
        (STEP + "  action: receive\n  correlationId: x", []),
        ("- stepId: s\n  channelPath: x", ["ARZ103"]),
        ("- stepId: s\n  workflowId: w\n  action: send", ["ARZ121"]),
        ("- stepId: s\n  workflowId: w\n  requestBody: {payload: 1}", ["ARZ119"]),
        (STEP + "  onSuccess: [{name: a, type: goto, stepId: s, parameters: [{name: b, value: 1}]}]", ["ARZ121"]),
        (
            STEP + "  onSuccess: [{name: a, type: goto, workflowId: w, parameters: [{name: b, in: query, value: 1}]}]",
            ["ARZ121"],
        ),
        (STEP + "  outputs: {a: {context: $response.body, selector: $.a}}", ["ARZ103"]),
        (STEP + "  outputs: {a: {expression: $response.body, selector: $.a, type: jsonpath}}", ["ARZ103", "ARZ105"]),
    ],
)
def test_what_is_said_about_a_step_of_1_1(steps: str, codes: list[str]) -> None:
    assert sorted(read(workflow(steps, HEAD_1_1)).codes) == codes


FLOWS = "workflows: [{workflowId: w, steps: [{stepId: s, operationId: list}]}]\n"


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("- a", ["ARZ101"]),
        ("", ["ARZ101"]),
        ("a: 1", ["ARZ101"]),
        ("openapi: 3.1.0", ["ARZ101"]),
        ("arazzo: 2", ["ARZ102"]),
        ("arazzo: 1.0", ["ARZ102"]),
        ("arazzo: '1.2.0'", ["ARZ102"]),
        ("arazzo: [1]", ["ARZ104"]),
        ("arazzo: 1.0.9", ["ARZ103", "ARZ103", "ARZ103"]),
        (HEAD, ["ARZ103"]),
        (HEAD + "workflows: []", ["ARZ108"]),
        (HEAD + "workflows:", ["ARZ104"]),
        (HEAD + "workflows: [{}]", ["ARZ103", "ARZ103"]),
        (HEAD + FLOWS.replace("}]}]", "}]}, {workflowId: w, steps: [{stepId: t, operationId: list}]}]"), ["ARZ109"]),
        (HEAD + "workflow: []\n" + FLOWS, ["ARZ105"]),
        (HEAD + "$self: a.yaml\n" + FLOWS, ["ARZ106"]),
        (HEAD_1_1 + "$self: a.yaml#x\n" + FLOWS, ["ARZ122"]),
        (HEAD.replace("version: 1.0.0", "version: 1.0") + FLOWS, ["ARZ115"]),
        (HEAD.replace("version: 1.0.0", "version: true") + FLOWS, ["ARZ104"]),
        (HEAD.replace("name: shop", "name: the shop") + FLOWS, ["ARZ114"]),
        (HEAD.replace("url: api.yaml", "url: 'api .yaml'") + FLOWS, ["ARZ122"]),
        (HEAD.replace("url: api.yaml", "url: none.yaml") + FLOWS, ["ARZ013"]),
        (HEAD + "- {name: shop, url: api.yaml}\n" + FLOWS, ["ARZ109"]),
        (HEAD.replace("api.yaml", "api.yaml, type: arazzo") + FLOWS, ["ARZ117"]),
        (HEAD.replace("api.yaml", "api.yaml, type: grpc") + FLOWS, ["ARZ107"]),
        (HEAD.replace("api.yaml", "odd.yaml") + FLOWS, ["ARZ118"]),
        (HEAD.replace("api.yaml", "future.yaml") + FLOWS, ["ARZ118"]),
        (HEAD + FLOWS + "components: {inputs: {a b: {}}}", ["ARZ113"]),
        (HEAD + FLOWS + "components: {schemas: {}}", ["ARZ105"]),
        (HEAD + FLOWS.replace("steps", "inputs: 1, steps"), ["ARZ104"]),
        (HEAD + FLOWS.replace("steps", "inputs: true, steps"), []),
    ],
)
def test_what_is_said_about_a_document(text: str, codes: list[str]) -> None:
    found = read(text, odd="a: 1", future="openapi: 4.0.0")
    assert sorted(found.codes) == sorted(codes), found.diagnostics


def test_a_duplicate_shows_both_places() -> None:
    diagnostic = read(workflow(STEP + STEP)).diagnostics[0]
    assert (diagnostic.primary.span.start.line, diagnostic.related[0].span.start.line) == (10, 8)


def test_a_near_name_can_be_fixed() -> None:
    diagnostic = read(workflow(STEP + "  sucessCriteria: [{condition: $statusCode == 200}]")).diagnostics[0]
    assert diagnostic.help == "change it to `successCriteria`"
    assert diagnostic.fix is not None
    edit = diagnostic.fix.edits[0]
    assert (edit.text, edit.span.start, edit.span.end) == ("successCriteria", (10, 5), (10, 19))


def test_a_source_that_is_an_arazzo_document_is_parsed_with_its_own_sources() -> None:
    inner = HEAD.replace("api.yaml", "deep.yaml") + FLOWS
    found = read(HEAD.replace("api.yaml", "inner.yaml") + FLOWS, inner=inner, deep="swagger: '2.0'\npaths: {}")
    assert list(found.documents.arazzo) == ["file:///w/shop.yaml", "file:///w/inner.yaml"]
    assert found.documents.entries == ("file:///w/shop.yaml",)
    assert found.documents.openapi["file:///w/deep.yaml"].version == "2.0"


def test_documents_that_name_each_other_are_parsed_once() -> None:
    found = read(HEAD.replace("api.yaml", "inner.yaml") + FLOWS, inner=HEAD.replace("api.yaml", "shop.yaml") + FLOWS)
    assert len(found.documents.arazzo) == 2 and not found.diagnostics


def test_a_broken_source_is_told_once_and_where_it_is_broken() -> None:
    found = read(HEAD.replace("api.yaml", "bad.yaml") + FLOWS, bad="openapi: [")
    assert [(d.rule.code, d.primary.span.path) for d in found.diagnostics] == [("ARZ001", "bad.yaml")]
