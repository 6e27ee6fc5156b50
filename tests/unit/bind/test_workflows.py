"""Workflows that call, follow and depend on workflows; actions; inputs that are needed."""

from __future__ import annotations

import pytest
from arazzo_codegen.bind.model import (
    CalledOutputRoot,
    DependencyRoot,
    End,
    GotoStep,
    GotoWorkflow,
    Read,
    Retry,
    StringType,
    WorkflowCall,
)

from tests.unit.bind.programs import bind_files, bind_workflows

API = """
openapi: 3.1.0
info: {title: Pets, version: 1.0.0}
paths:
  /pets:
    get:
      operationId: find
      parameters:
        - {name: q, in: query, required: true, schema: {type: string}}
        - {name: r, in: query, schema: {type: string}}
      responses: {'200': {description: ok, content: {application/json: {schema: {type: object, required: [id], properties: {id: {type: string}}}}}}}
"""
CHILD = """
  - workflowId: child
    inputs: {type: object, required: [user], properties: {user: {type: string}, age: {type: integer}}}
    steps:
      - {stepId: c, operationId: find, parameters: [{name: q, in: query, value: $inputs.user}], outputs: {id: '$response.body#/id'}}
    outputs: {id: $steps.c.outputs.id}
"""


def test_a_step_that_calls_a_workflow() -> None:
    bound = bind_workflows(
        """
workflows:
  - workflowId: w
    steps:
      - stepId: s
        workflowId: child
        parameters: [{name: user, value: Ann}]
        successCriteria: [{condition: $statusCode == 200}]
        outputs: {id: $outputs.id}
""" + CHILD,
        API,
    )
    assert bound.codes == ["ARZ227"]
    call = bound.step.call
    assert isinstance(call, WorkflowCall) and call.workflow.workflow_id == "child" and not bound.step.criteria
    value = bound.step.outputs[0].value
    assert isinstance(value, Read) and value.root == CalledOutputRoot("id") and value.type == StringType()
    assert bound.workflow.sources == ("file:///specs/pets.yaml",)


@pytest.mark.parametrize(
    ("parameters", "codes"),
    [
        ("[]", ["ARZ108", "ARZ421"]),
        ("[{name: usr, value: x}, {name: user, value: x}]", ["ARZ420"]),
        ("[{name: user, value: {a: 1}}]", ["ARZ410"]),
        ("[{name: user, value: x}, {name: age, value: 1.5}]", ["ARZ410"]),
    ],
)
def test_calls_are_held_to_the_inputs(parameters: str, codes: list[str]) -> None:
    document = f"\nworkflows:\n  - workflowId: w\n    steps:\n      - {{stepId: s, workflowId: child, parameters: {parameters}}}\n"
    assert [code for code in bind_workflows(document + CHILD, API).codes if code != "ARZ108"] == [
        c for c in codes if c != "ARZ108"
    ]


def test_actions_merge_by_name_and_go_where_they_say() -> None:
    bound = bind_workflows(
        """
workflows:
  - workflowId: w
    inputs: {type: object, required: [user], properties: {user: {type: string}}}
    failureActions:
      - {name: again, type: retry, retryAfter: 2, retryLimit: 3}
      - {name: over, type: goto, workflowId: child}
    steps:
      - stepId: s
        operationId: find
        parameters: [{name: q, in: query, value: x}]
        onSuccess: [{name: done, type: goto, stepId: t}]
        onFailure: [{name: again, type: retry, stepId: t}, {name: stop, type: end, criteria: [{condition: $statusCode == 404}]}]
      - {stepId: t, operationId: find, parameters: [{name: q, in: query, value: x}]}
""" + CHILD,
        API,
    )
    assert not bound.codes
    again, stop, over = bound.step.on_failure
    assert (again.name, again.effect) == ("again", Retry(1, 0.0, GotoStep("t")))
    assert stop.effect == End() and len(stop.criteria) == 1
    assert over.inherited and isinstance(over.effect, GotoWorkflow)
    assert [name for name, _ in over.effect.call.arguments] == ["user"]
    assert [action.effect for action in bound.step.on_success] == [GotoStep("t")]


def test_a_goto_of_a_workflow_without_its_inputs_is_refused() -> None:
    bound = bind_workflows(
        """
workflows:
  - workflowId: w
    steps:
      - stepId: s
        operationId: find
        parameters: [{name: q, in: query, value: x}]
        onSuccess: [{name: on, type: goto, workflowId: child}]
""" + CHILD,
        API,
    )
    assert bound.codes == ["ARZ421"]


def test_dependencies_and_what_they_give() -> None:
    bound = bind_workflows(
        """
workflows:
  - workflowId: w
    dependsOn: [child]
    steps:
      - {stepId: s, operationId: find, parameters: [{name: q, in: query, value: $workflows.child.outputs.id}]}
""" + CHILD,
        API,
    )
    value = bound.call.arguments[0].value
    assert isinstance(value, Read) and isinstance(value.root, DependencyRoot) and not bound.codes


def test_workflows_of_other_documents_are_bound_with_their_documents() -> None:
    head = "arazzo: 1.0.1\ninfo: {title: T, version: '1'}\nsourceDescriptions:\n"
    bound = bind_files(
        {
            "a.yaml": head
            + "  - {name: b, url: b.yaml, type: arazzo}\n  - {name: c, url: c.yaml, type: arazzo}\nworkflows:\n  - workflowId: w\n    steps:\n"
            + "      - {stepId: s, workflowId: $sourceDescriptions.b.child, parameters: [{name: user, value: x}], outputs: {id: $outputs.id}}\n",
            "b.yaml": head
            + "  - {name: pets, url: pets.yaml, type: openapi}\n  - {name: a, url: a.yaml, type: arazzo}\nworkflows:"
            + CHILD,
            "c.yaml": head + "  - {name: pets, url: pets.yaml, type: openapi}\nworkflows:" + CHILD,
            "pets.yaml": API,
        }
    )
    assert [document.path.rpartition("/")[2] for document in bound.program.documents] == ["a.yaml", "b.yaml"]
    assert bound.step.outputs[0].type == StringType() and not bound.codes


@pytest.mark.parametrize(
    ("steps", "needed"),
    [
        ("- {stepId: s, operationId: find, parameters: [{name: q, in: query, value: $inputs.m}]}", True),
        (
            "- {stepId: s, operationId: find, parameters: [{name: q, in: query, value: a}, {name: r, in: query, value: $inputs.m}]}",
            False,
        ),
        ("- {stepId: s, operationId: find, parameters: [{name: q, in: query, value: 'a{$inputs.m}'}]}", True),
        (
            (
                "- {stepId: s, operationId: find, parameters: [{name: q, in: query, value: a}], onSuccess: [{name: e, type: end}]}\n"
                "      - {stepId: t, operationId: find, parameters: [{name: q, in: query, value: $inputs.m}]}"
            ),
            False,
        ),
        (
            (
                "- {stepId: s, operationId: find, parameters: [{name: q, in: query, value: a}], onSuccess: [{name: e, type: goto, stepId: t}]}\n"
                "      - {stepId: t, operationId: find, parameters: [{name: q, in: query, value: $inputs.m}]}"
            ),
            True,
        ),
    ],
)
def test_inputs_that_every_way_needs(steps: str, needed: bool) -> None:
    inputs = "inputs: {type: object, properties: {m: {type: string}}}"
    bound = bind_workflows(f"\nworkflows:\n  - workflowId: w\n    {inputs}\n    steps:\n      {steps}\n", API)
    assert bound.workflow.inputs[0].needed is needed


def test_inputs_come_from_references_and_parts() -> None:
    bound = bind_workflows(
        """
workflows:
  - workflowId: w
    inputs:
      allOf:
        - $ref: '#/components/inputs/base'
        - {properties: {b: {type: string, format: password, default: x}}}
    steps:
      - {stepId: s, operationId: find, parameters: [{name: q, in: query, value: $inputs.a}]}
components:
  inputs:
    base: {type: object, required: [a], properties: {a: {type: string}}}
""",
        API,
    )
    a, b = bound.workflow.inputs
    assert (a.name, a.required) == ("a", True) and (b.secret, b.default) == (True, "x") and not bound.codes


def test_a_missing_source_is_told_once() -> None:
    bound = bind_files(
        {
            "a.yaml": "arazzo: 1.0.1\ninfo: {title: T, version: '1'}\nsourceDescriptions:\n  - {name: p, url: none.yaml, type: openapi}\n"
            "workflows:\n  - workflowId: w\n    steps:\n      - {stepId: s, operationId: find, outputs: {o: '$response.body#/x'}}\n"
            "      - {stepId: t, operationId: other, parameters: [{name: q, in: query, value: $steps.s.outputs.o}]}\n"
        }
    )
    assert len(bound.codes) == 1


def test_one_wrong_name_is_told_once() -> None:
    bound = bind_workflows(
        """
workflows:
  - workflowId: w
    steps:
      - {stepId: s, operationId: fnd, outputs: {o: '$response.body#/x'}}
      - {stepId: t, operationId: find, parameters: [{name: q, in: query, value: $steps.s.outputs.o}]}
    outputs: {o: $steps.s.outputs.o, p: $steps.t.outputs.z}
""",
        API,
    )
    assert sorted(bound.codes) == ["ARZ201", "ARZ207"]


def test_components_are_used_where_they_are_referred_to() -> None:
    bound = bind_workflows(
        """
workflows:
  - workflowId: w
    parameters: [{reference: $components.parameters.q}]
    steps:
      - stepId: s
        operationId: find
        onFailure: [{reference: $components.failureActions.again}]
      - {stepId: t, operationId: find, parameters: [{reference: $components.parameters.q, value: b}]}
components:
  parameters: {q: {name: q, in: query, value: a}}
  failureActions: {again: {name: again, type: retry, retryLimit: 2}}
""",
        API,
    )
    values = [step.call.arguments[0].value.value for step in bound.workflow.steps]
    assert values == ["a", "b"] and bound.step.on_failure[0].effect == Retry(2, 0.0, None) and not bound.codes


def test_actions_that_ask_a_called_workflow_for_a_response_are_never_taken() -> None:
    bound = bind_workflows(
        """
workflows:
  - workflowId: w
    successActions: [{name: gone, type: end, criteria: [{condition: $statusCode == 410}]}]
    failureActions: [{name: busy, type: retry, criteria: [{condition: $statusCode == 503}]}]
    steps:
      - stepId: s
        workflowId: child
        parameters: [{name: user, value: Ann}]
        onFailure: [{name: own, type: end, criteria: [{condition: $statusCode == 500}]}, {name: rest, type: end}]
""" + CHILD,
        API,
    )
    assert bound.codes == ["ARZ227"]
    assert [action.name for action in bound.step.on_failure] == ["rest"]
    assert bound.step.on_success == ()
