"""The inputs of the benchmarks, made anew for each run: documents of the sizes that the goals name, in words of our own.

Takes a folder, puts files there.
"""

from __future__ import annotations

import json
from pathlib import Path

_HEAD = """\
arazzo: 1.0.1
info:
  title: Shop {number}
  version: 1.0.0
sourceDescriptions:
  - name: shop
    url: {source}
    type: openapi
workflows:
"""

_WORKFLOW = """\
  - workflowId: buy-{number}
    summary: Find an item and order it.
    inputs:
      type: object
      required: [word]
      properties:
        word:
          type: string
        count:
          type: integer
          minimum: 1
          default: 1
    steps:
      - stepId: find
        description: Find items by a word.
        operationId: {find}
        parameters:
          - name: q
            in: query
            value: $inputs.word
        successCriteria:
          - condition: $statusCode == 200
        outputs:
          item: $response.body#/0/id
      - stepId: order
        description: Order the first of them.
        operationId: {order}
        requestBody:
          contentType: application/json
          payload:
            item: $steps.find.outputs.item
            count: $inputs.count
        successCriteria:
          - condition: $statusCode == 201
        onFailure:
          - name: again
            type: retry
            retryAfter: 1
            retryLimit: 3
            criteria:
              - condition: $statusCode == 503
        outputs:
          number: $response.body#/number
      - stepId: look
        description: Look at the order.
        operationId: {look}
        parameters:
          - name: number
            in: path
            value: $steps.order.outputs.number
        successCriteria:
          - condition: $statusCode == 200
    outputs:
      number: $steps.order.outputs.number
"""


def write_documents(folder: Path, documents: int, workflows: int) -> None:
    """Arazzo documents with some workflows each, over one description."""
    folder.mkdir(parents=True)
    (folder / "shop.openapi.json").write_text(json.dumps(_description(1), indent=2), encoding="utf-8")
    for number in range(documents):
        parts = [_workflow(index, 0) for index in range(workflows)]
        head = _HEAD.format(number=number, source="shop.openapi.json")
        (folder / f"shop-{number:03}.arazzo.yaml").write_text(head + "".join(parts), encoding="utf-8")


def write_large(folder: Path, megabytes: float, *, as_yaml: bool) -> None:
    """One workflow over a description of so many megabytes in JSON; in YAML it has three quarters of that."""
    folder.mkdir(parents=True)
    groups = max(1, int(megabytes * 1_000_000 / len(json.dumps(_description(1), indent=2))))
    description = _description(groups)
    name = "large.openapi.yaml" if as_yaml else "large.openapi.json"
    if as_yaml:
        import yaml

        # Through JSON, so that no part stands at two places: published descriptions write each part out, without anchors and aliases.
        text: str = yaml.dump(json.loads(json.dumps(description)), Dumper=yaml.CSafeDumper, sort_keys=False)
    else:
        text = json.dumps(description, indent=2)
    (folder / name).write_text(text, encoding="utf-8")
    head = _HEAD.format(number=0, source=name)
    (folder / "large.arazzo.yaml").write_text(head + _workflow(0, groups // 2), encoding="utf-8")


def _workflow(number: int, group: int) -> str:
    return _WORKFLOW.format(number=number, find=f"find{group}", order=f"order{group}", look=f"look{group}")


def _description(groups: int) -> dict[str, object]:
    """An OpenAPI 3.1 description of 3 operations and 12 schemas a group."""
    paths: dict[str, object] = {}
    schemas: dict[str, object] = {}
    for group in range(groups):
        paths |= _paths(group)
        schemas |= _schemas(group)
    return {
        "openapi": "3.1.0",
        "info": {"title": "Shop", "version": "1.0.0"},
        "servers": [{"url": "https://shop.example.com"}],
        "paths": paths,
        "components": {"schemas": schemas},
    }


def _paths(group: int) -> dict[str, object]:
    order = {"$ref": f"#/components/schemas/Order{group}"}
    number = {"name": "number", "in": "path", "required": True, "schema": {"type": "string"}}
    word = {"name": "q", "in": "query", "required": True, "schema": {"type": "string"}}
    items = {"type": "array", "items": {"$ref": f"#/components/schemas/Item{group}"}}
    find = {"operationId": f"find{group}", "parameters": [word], "responses": {"200": _answer(items)}}
    body = {"required": True, "content": {"application/json": {"schema": {"$ref": f"#/components/schemas/New{group}"}}}}
    place = {"operationId": f"order{group}", "requestBody": body, "responses": {"201": _answer(order)}}
    look = {"operationId": f"look{group}", "parameters": [number], "responses": {"200": _answer(order)}}
    return {
        f"/{group}/items": {"get": find},
        f"/{group}/orders": {"post": place},
        f"/{group}/orders/{{number}}": {"get": look},
    }


def _answer(schema: object) -> object:
    return {"description": "As asked for.", "content": {"application/json": {"schema": schema}}}


def _schemas(group: int) -> dict[str, object]:
    text = {"type": "string", "description": "A text that says something about the thing, as descriptions do."}
    details = {f"Detail{index}Of{group}": _object(text, "alpha", "beta", {}) for index in range(9)}
    parts: dict[str, object] = {f"detail{i}": {"$ref": f"#/components/schemas/Detail{i}Of{group}"} for i in range(9)}
    item = _object(text, "id", "title", parts)
    order = _object(text, "number", "state", {})
    new = {
        "type": "object",
        "required": ["item", "count"],
        "properties": {"item": {"type": "string"}, "count": {"type": "integer"}},
    }
    return {**details, f"Item{group}": item, f"Order{group}": order, f"New{group}": new}


def _object(schema: object, first: str, second: str, more: dict[str, object]) -> dict[str, object]:
    """An object with two required properties of one schema, and more that may be missing."""
    return {"type": "object", "required": [first, second], "properties": {first: schema, second: schema, **more}}
