"""Operations are found by every way to name them, and typed whatever the version of their description."""

from __future__ import annotations

import pytest
from arazzo_codegen.bind.model import (
    ArrayType,
    ConstantValue,
    EnumType,
    HttpCall,
    ListOf,
    NumberType,
    ObjectType,
    SecurityRequirement,
    StringType,
    UnionType,
)

from tests.unit.bind.programs import HEAD, bind_files, bind_workflows

API = """
openapi: 3.0.3
info: {title: Pets, version: 1.0.0}
servers: [{url: /v1}]
security: [{key: []}, {ghost: []}]
paths:
  /pets/{id}:
    parameters:
      - {name: id, in: path, required: true, schema: {type: integer}}
      - {name: lang, in: query, schema: {type: string}}
    get:
      operationId: getPet
      parameters:
        - {name: lang, in: query, schema: {type: string, enum: [de, en]}}
        - {name: tags, in: query, style: pipeDelimited, schema: {type: array, items: {type: string}}}
      responses:
        200: {description: Pet, content: {application/json: {schema: {$ref: '#/components/schemas/Pet'}}}}
        '4xx': {description: Error, content: {application/json: {schema: {type: object, properties: {code: {type: integer}}}}}}
        default: {description: Other, content: {text/plain: {schema: {type: string}}}}
components:
  securitySchemes:
    key: {type: apiKey, in: header, name: X-Key}
  schemas:
    Pet:
      type: object
      required: [id]
      properties: {id: {type: integer}, name: {type: string}}
"""
STEP = """
workflows:
  - workflowId: w
    steps:
      - stepId: s
        {target}
        parameters:
          - {{name: id, in: path, value: 1}}
"""


@pytest.mark.parametrize(
    ("target", "codes"),
    [
        ("operationId: getPet", []),
        ("operationId: $sourceDescriptions.pets.getPet", []),
        ("operationId: pets.getPet", ["ARZ213"]),
        ("operationPath: '{$sourceDescriptions.pets.url}#/paths/~1pets~1{id}/get'", []),
        ("operationPath: '{$sourceDescriptions.pets.url}#/paths/~1pets~1%7Bid%7D/get'", []),
        ("operationPath: $sourceDescriptions.pets.url#/paths/~1pets~1{id}/get", []),
        ("operationPath: '$sourceDescriptions.pets#/paths/~1pets~1{id}/get'", ["ARZ213"]),
        ("operationPath: 'pets#/paths/~1pets~1{id}/get'", ["ARZ213"]),
        ("operationPath: 'pets.yaml#/paths/~1pets~1{id}/get'", ["ARZ213"]),
        ("operationPath: '{$sourceDescriptions.pets.url}#/paths/~1pets~1{id}'", ["ARZ213"]),
    ],
)
def test_ways_to_name_an_operation(target: str, codes: list[str]) -> None:
    bound = bind_workflows(STEP.format(target=target), API)
    assert [code for code in bound.codes if code != "ARZ222"] == codes
    assert bound.operation.operation_id == "getPet"


@pytest.mark.parametrize(
    ("target", "code", "help"),
    [
        ("operationId: getpet", "ARZ201", "change it to `getPet`"),
        ("operationId: $sourceDescriptions.pet.getPet", "ARZ205", "change it to `pets`"),
        (
            "operationPath: '{$sourceDescriptions.pets.url}#/paths/~1pets~1{ids}/get'",
            "ARZ214",
            "change it to `{$sourceDescriptions.pets.url}#/paths/~1pets~1{id}/get`",
        ),
        (
            "operationPath: '{$sourceDescriptions.pets.url}#/paths/pets/{id}/get'",
            "ARZ214",
            "change it to `{$sourceDescriptions.pets.url}#/paths/~1pets~1{id}/get`",
        ),
        ("operationPath: GET /pets", "ARZ215", "change it to `{$sourceDescriptions.pets.url}#/paths/~1pets/get`"),
    ],
)
def test_names_that_lead_nowhere_say_what_is_near(target: str, code: str, help: str) -> None:
    bound = bind_workflows(STEP.format(target=target), API)
    (diagnostic,) = [d for d in bound.diagnostics if d.rule.code != "ARZ222"]
    assert (diagnostic.rule.code, diagnostic.help) == (code, help)


def test_an_operation_is_complete() -> None:
    operation = bind_workflows(STEP.format(target="operationId: getPet"), API).operation
    assert [(p.name, p.location) for p in operation.parameters] == [
        ("id", "path"),
        ("lang", "query"),
        ("tags", "query"),
    ]
    assert operation.parameters[1].type == EnumType(("de", "en"))
    assert operation.parameters[2].style == "pipeDelimited" and not operation.parameters[2].explode
    assert [response.status for response in operation.responses] == ["200", "4XX", "default"]
    assert [server.url for server in operation.servers] == ["/v1"] and not operation.own_servers
    assert operation.security == (SecurityRequirement((("key", ()),)),)


def test_a_requirement_without_a_scheme_warns_and_is_left_out() -> None:
    bound = bind_workflows(STEP.format(target="operationId: getPet"), API)
    assert bound.codes == ["ARZ222"]
    (source,) = bound.program.sources.values()
    assert [scheme.key for scheme in source.schemes] == ["key"]


SWAGGER = """
swagger: '2.0'
info: {title: Pets, version: 1.0.0}
host: pets.example
basePath: /v2/
schemes: [http, https]
consumes: [application/json]
produces: [application/json]
paths:
  /pets:
    post:
      operationId: addPet
      parameters:
        - {name: pet, in: body, required: true, schema: {type: object, required: [name], properties: {name: {type: string}}}}
        - {name: tags, in: query, type: array, items: {type: string}, collectionFormat: multi}
      responses:
        200: {description: ok, schema: {type: object, properties: {id: {type: integer, x-nullable: true}}}}
  /photos:
    post:
      operationId: addPhoto
      consumes: [multipart/form-data]
      parameters:
        - {name: file, in: formData, type: file, required: true}
        - {name: title, in: formData, type: string}
      responses: {200: {description: ok}}
"""


def test_swagger_operations_look_like_all_others() -> None:
    bound = bind_workflows(
        """
workflows:
  - workflowId: w
    steps:
      - stepId: s
        operationId: addPet
        requestBody: {payload: {name: Rex}}
        outputs: {id: '$response.body#/id'}
      - stepId: t
        operationId: addPhoto
        requestBody: {payload: {file: $inputs.photo}}
    inputs: {type: object, required: [photo], properties: {photo: {type: string, format: binary}}}
""",
        SWAGGER,
    )
    assert not bound.codes
    operation = bound.operation
    assert [server.url for server in operation.servers] == ["https://pets.example/v2", "http://pets.example/v2"]
    assert operation.body_required and operation.body[0].media_type == "application/json"
    (tags,) = operation.parameters
    assert tags.style == "form" and tags.explode and tags.type == ArrayType(StringType())
    type = bound.output("id")
    assert isinstance(type, UnionType) and NumberType(True) in type.members
    call = bound.workflow.steps[1].call
    assert not isinstance(call, ListOf)
    photo = bound.program.workflows[bound.workflow.key].steps[1].call
    assert photo.body.media_type.media_type == "multipart/form-data"


ARGUMENTS = """
workflows:
  - workflowId: w
    inputs:
      type: object
      required: [s, n, o]
      properties:
        s: {{type: string}}
        n: {{type: number}}
        o: {{type: object}}
        maybe: {{type: integer}}
    steps:
      - stepId: s
        operationId: getPet
        parameters:
          - {{name: id, in: path, value: {id}}}
          {more}
"""


@pytest.mark.parametrize(
    ("id", "more", "codes"),
    [
        ("1", "", []),
        ("$inputs.s", "", []),
        ("$inputs.n", "", ["ARZ411"]),
        ("$inputs.o", "", ["ARZ410"]),
        ("$inputs.maybe", "", ["ARZ419"]),
        ("'7'", "", ["ARZ416"]),
        ("x", "", ["ARZ410"]),
        ("1", "- {name: lang, in: query, value: fr}", ["ARZ415"]),
        ("1", "- {name: lang, in: query, value: de}", []),
        ("1", "- {name: lang, value: de}", ["ARZ404"]),
        ("1", "- {name: nix, value: de}", ["ARZ405"]),
        ("1", "- {name: lan, in: query, value: de}", ["ARZ401"]),
        ("1", "- {name: lang, in: body, value: de}", ["ARZ406"]),
        ("1", "- {name: Authorization, in: header, value: de}", []),
        ("1", "- {name: x-key, in: header, value: de}", []),
        ("1", "- {name: X-Other, in: header, value: de}", ["ARZ402"]),
        ("1", "- {name: tags, in: query, value: 'a'}", ["ARZ424"]),
        ("1", "- {name: tags, in: query, value: $inputs.maybe}", ["ARZ424"]),
        ("1", "- {name: tags, in: query, value: [a, b]}", []),
        ("1", "- {name: tags, in: query, value: [1]}", []),
    ],
)
def test_arguments_are_held_to_their_parameters(id: str, more: str, codes: list[str]) -> None:
    bound = bind_workflows(ARGUMENTS.format(id=id, more=more), API)
    assert [code for code in bound.codes if code != "ARZ222"] == codes


def test_mismatches_show_the_description() -> None:
    bound = bind_workflows(ARGUMENTS.format(id="$inputs.o", more=""), API)
    diagnostic = next(d for d in bound.diagnostics if d.rule.code == "ARZ410")
    assert diagnostic.related[0].span.path.endswith("pets.yaml") and diagnostic.related[0].span.start.line == 9


def test_a_joined_literal_is_the_list_that_it_is() -> None:
    bound = bind_workflows(ARGUMENTS.format(id="1", more="- {name: tags, in: query, value: 'a,b'}"), API)
    value = bound.call.arguments[1].value
    assert isinstance(value, ConstantValue) and value.value == ["a", "b"]


def test_an_undeclared_path_parameter_of_the_template_is_used() -> None:
    api = API.replace("      - {name: id, in: path, required: true, schema: {type: integer}}\n", "")
    bound = bind_workflows(STEP.format(target="operationId: getPet"), api)
    assert [code for code in bound.codes if code != "ARZ222"] == ["ARZ402"]
    assert [argument.name for argument in bound.call.arguments] == ["id"]


def test_outputs_take_their_types_from_the_responses_that_the_criteria_admit() -> None:
    steps = STEP.format(target="operationId: getPet")
    assert isinstance(bind_workflows(steps, API).operation.responses[0].contents[0].type, object)
    good = bind_workflows(steps + "        outputs: {id: '$response.body#/id', code: '$response.body#/code'}\n", API)
    assert good.output("id") == NumberType(True) and "ARZ418" in good.codes
    bad = bind_workflows(
        steps
        + "        successCriteria: [{condition: $statusCode == 404}]\n        outputs: {code: '$response.body#/code'}\n",
        API,
    )
    assert bad.output("code") == NumberType(True) and "ARZ418" not in bad.codes
    other = bind_workflows(
        steps + "        successCriteria: [{condition: $statusCode > 499}]\n        outputs: {all: $response.body}\n",
        API,
    )
    assert other.output("all") == StringType()


def test_object_types_are_named_after_their_schemas() -> None:
    bound = bind_workflows(STEP.format(target="operationId: getPet") + "        outputs: {pet: $response.body}\n", API)
    type = bound.program.types[bound.output("pet").key]
    assert isinstance(type, ObjectType) and [item.name for item in type.properties] == ["id", "name"]


def test_operations_of_path_items_in_several_files_are_not_confused() -> None:
    files = {
        "shop.yaml": HEAD.format(version="1.0.1")
        + """
workflows:
  - workflowId: w
    steps:
      - {stepId: a, operationId: getA}
      - {stepId: b, operationId: getB}
""",
        "pets.yaml": """
openapi: 3.1.0
info: {title: Pets, version: 1.0.0}
paths:
  /a: {$ref: 'a.yaml#/item'}
  /b: {$ref: 'b.yaml#/item'}
""",
        "a.yaml": "item: {get: {operationId: getA, responses: {'200': {description: ok}}}}",
        "b.yaml": "item: {get: {operationId: getB, responses: {'200': {description: ok}}}}",
    }
    bound = bind_files(files)
    calls = [step.call for step in bound.workflow.steps]
    assert [call.operation.path for call in calls if isinstance(call, HttpCall)] == ["/a", "/b"], bound.diagnostics
