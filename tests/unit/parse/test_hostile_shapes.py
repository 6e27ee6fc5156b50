"""Documents whose parts have the wrong shape: each ends in diagnostics, never in an exception."""

from __future__ import annotations

from typing import TypeAlias

import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from .reading import API, HEAD_1_1, read

Json: TypeAlias = "None | bool | int | float | str | list[Json] | dict[str, Json]"

DOCUMENT: Json = yaml.safe_load(HEAD_1_1 + """
$self: a.yaml
components: {parameters: {p: {name: a, in: query, value: 1}}, failureActions: {f: {name: f, type: retry, retryLimit: 1}}}
workflows:
- workflowId: w
  inputs: {type: object, properties: {a: {$ref: 'x.yaml#/a'}}}
  dependsOn: [v]
  outputs: {o: $steps.s.outputs.o}
  steps:
  - stepId: s
    operationId: list
    timeout: 1
    parameters: [{name: a, in: query, value: $inputs.a}, {reference: $components.parameters.p}]
    requestBody: {contentType: application/json, payload: {a: '{$inputs.a}'}, replacements: [{target: /a, targetSelectorType: jsonpath, value: 1}]}
    successCriteria: [{condition: $statusCode == 200}, {context: $response.body, condition: '$[?@.a]', type: {type: jsonpath, version: rfc9535}}]
    onSuccess: [{name: a, type: goto, stepId: s, criteria: [{condition: 'true'}]}]
    outputs: {o: {context: $response.body, selector: $.a, type: jsonpath}}
""")
ODD: list[Json] = [
    None,
    True,
    -1,
    1.5,
    "",
    "$",
    "{$",
    "$inputs.a",
    "a\nb",
    [],
    [None],
    {},
    {"$ref": 1},
    {"context": "$url"},
    [[{}]],
]


def places(value: Json, path: tuple[str | int, ...] = ()) -> list[tuple[str | int, ...]]:
    """The paths to all parts of a document."""
    below: list[tuple[str | int, ...]] = []
    if isinstance(value, dict):
        below = [found for key, item in value.items() for found in places(item, (*path, key))]
    elif isinstance(value, list):
        below = [found for index, item in enumerate(value) for found in places(item, (*path, index))]
    return [path, *below]


def replaced(value: Json, path: tuple[str | int, ...], odd: Json) -> Json:
    """The document with one part replaced."""
    if not path:
        return odd
    if isinstance(value, dict):
        return {key: replaced(item, path[1:], odd) if key == path[0] else item for key, item in value.items()}
    assert isinstance(value, list)
    return [replaced(item, path[1:], odd) if index == path[0] else item for index, item in enumerate(value)]


@settings(max_examples=300, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 10_000), st.sampled_from(ODD)), min_size=1, max_size=3))
def test_no_shape_of_an_arazzo_document_raises(mutations: list[tuple[int, Json]]) -> None:
    document = DOCUMENT
    for choice, odd in mutations:
        found = places(document)
        document = replaced(document, found[choice % len(found)], odd)
    read(yaml.safe_dump(document, sort_keys=False))


@settings(max_examples=100, deadline=None)
@given(
    st.integers(0, 10_000),
    st.sampled_from(ODD),
    st.sampled_from([API, "asyncapi: 3.0.0\nchannels: {a: {}}\noperations: {b: {action: send}}"]),
)
def test_no_shape_of_a_source_raises(choice: int, odd: Json, text: str) -> None:
    source = yaml.safe_load(text)
    found = places(source)
    mutant = yaml.safe_dump(replaced(source, found[choice % len(found)], odd), sort_keys=False)
    read(yaml.safe_dump(DOCUMENT, sort_keys=False).replace("api.yaml", "x.yaml"), x=mutant)
