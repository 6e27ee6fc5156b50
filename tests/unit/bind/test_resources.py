"""`$id` moves the base of the references below it, and `$anchor`s are names inside of one schema."""

from __future__ import annotations

import pytest
from arazzo_codegen.bind.model import BooleanType, NumberType, StringType, Type

from tests.unit.bind.programs import Bound, bind_files

FLOW = """
arazzo: 1.0.1
info: {title: Shop, version: 1.0.0}
sourceDescriptions:
  - {name: pets, url: pets.yaml, type: openapi}
workflows:
  - workflowId: w
    steps:
      - stepId: s
        operationId: get
        outputs: {x: $response.body#/x}
"""
API = """
openapi: VERSION
info: {title: Pets, version: 1.0.0}
paths:
  /pets:
    get:
      operationId: get
      responses:
        '200':
          description: ok
          content:
            application/json:
              schema: {type: object, required: [x], additionalProperties: false, properties: {x: X}}
components:
  schemas:
"""


def bind_schemas(
    schemas: str, x: str = "{$ref: '#/components/schemas/A'}", version: str = "3.1.0", **files: str
) -> Bound:
    """A step whose output is of schema `x`, beside other schemas (indented by four)."""
    api = API.replace("VERSION", version).replace("{x: X}", "{x: " + x + "}") + schemas
    return bind_files(
        {"shop.yaml": FLOW, "pets.yaml": api, **{name.replace("__", "/"): text for name, text in files.items()}}
    )


@pytest.mark.parametrize(
    ("schemas", "expected"),
    [
        (
            """
    A: {$id: https://x.example/schemas/a.json, $ref: b.json}
    B: {$id: https://x.example/schemas/b.json, type: string}
    C: {$id: https://x.example/b.json, type: integer}
""",
            StringType(),
        ),
        (
            """
    A: {$id: https://x.example/schemas/a.json, $ref: ../b.json}
    B: {$id: https://x.example/schemas/b.json, type: string}
    C: {$id: https://x.example/b.json, type: boolean}
""",
            BooleanType(),
        ),
        (
            """
    A:
      $id: https://x.example/one/
      $defs:
        inner: {$id: two/, $defs: {leaf: {$id: leaf.json, type: integer}}, $ref: leaf.json}
        leaf: {$id: leaf.json, type: string}
      $ref: two/
""",
            NumberType(True),
        ),
        ("    A: {$id: a.json, $defs: {n: {type: string}}, $ref: '#/$defs/n'}\n", StringType()),
        ("    A: {$id: a.json, $ref: '#/components/schemas/B'}\n    B: {type: string}\n", StringType()),
        (
            """
    Z: {$id: z.json, $defs: {p: {$anchor: part, type: integer}}}
    A: {$id: a.json, $defs: {p: {$anchor: part, type: string}}, $ref: '#part'}
""",
            StringType(),
        ),
        (
            """
    Z: {$id: z.json, $defs: {p: {$anchor: part, type: integer}}}
    A: {$id: a.json, $defs: {p: {$anchor: part, type: string}}, $ref: 'z.json#part'}
""",
            NumberType(True),
        ),
        (
            """
    Z: {$anchor: part, type: boolean}
    A: {$id: a.json, $defs: {p: {$anchor: part, type: string}}, $ref: '#part'}
""",
            StringType(),
        ),
    ],
)
def test_references_start_from_the_schema_with_an_identifier(schemas: str, expected: Type) -> None:
    bound = bind_schemas(schemas)
    assert (bound.output("x"), bound.codes) == (expected, [])


def test_openapi_3_0_knows_no_identifiers() -> None:
    schemas = "    A: {$id: https://x.example/a.json, $ref: 'b.yaml'}\n"
    bound = bind_schemas(schemas, version="3.0.3", **{"b.yaml": "type: boolean"})
    assert (bound.output("x"), bound.codes) == (BooleanType(), [])


def test_a_file_is_looked_for_from_the_identifier() -> None:
    files = {"models__b.yaml": "type: boolean", "b.yaml": "type: string"}
    bound = bind_schemas("    A: {$id: models/a.yaml, $ref: b.yaml}\n", **files)
    assert (bound.output("x"), bound.codes) == (BooleanType(), [])


def test_a_file_beside_the_document_is_taken_where_the_identifier_leads_nowhere() -> None:
    bound = bind_schemas(
        "    A: {$ref: a.yaml}\n", **{"a.yaml": "$id: https://x.example/a\n$ref: b.yaml", "b.yaml": "type: boolean"}
    )
    assert (bound.output("x"), bound.codes) == (BooleanType(), [])
