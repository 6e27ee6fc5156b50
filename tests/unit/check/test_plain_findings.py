"""Breaches of OpenAPI that can be read in one way only: they are warnings, and everything else stays an error."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.compiling import compile_in

ARAZZO = """
arazzo: 1.0.1
info: {title: Shop, version: "1"}
sourceDescriptions: [{name: shop, url: shop.openapi.yaml, type: openapi}]
workflows: [{workflowId: buy, steps: [{stepId: look, operationId: look}]}]
"""


def codes(folder: Path, version: str, operation: str) -> list[str]:
    """What is said of an operation."""
    description = f"""
openapi: {version}
info: {{title: Shop, version: "1"}}
servers: [{{url: "https://shop.example"}}]
paths: {{/order: {{get: {{operationId: look, {operation}}}}}}}
components: {{parameters: {{Page: {{name: page, in: query, schema: {{type: integer}}}}}}}}
"""
    (folder / "shop.arazzo.yaml").write_text(ARAZZO, encoding="utf-8")
    (folder / "shop.openapi.yaml").write_text(description, encoding="utf-8")
    return list(compile_in(folder, "shop.arazzo.yaml").codes)


FINE = "responses: {'200': {description: Yes}}"


@pytest.mark.parametrize(
    ("version", "operation"),
    [
        ("3.0.3", "responses: {'200': {description: Yes}, 4xx: {description: No}}"),
        ("3.1.0", "responses: {'200': {description: Yes}, 4xx: {description: No}, 5xx: {description: No}}"),
        ("3.1.0", f"parameters: [{{$ref: '#/components/parameters/Page', example: 1}}], {FINE}"),
        (
            "3.1.0",
            f"parameters: [{{name: a, in: query, schema: {{type: integer, minimum: 0, exclusiveMinimum: true}}}}], {FINE}",
        ),
        ("3.1.0", f"parameters: [{{name: a, in: header, style: form, schema: {{type: string}}}}], {FINE}"),
        ("3.1.0", f"parameters: [{{name: a, in: cookie, style: simple, schema: {{type: string}}}}], {FINE}"),
    ],
)
def test_what_can_be_read_in_one_way_only_is_a_warning(tmp_path: Path, version: str, operation: str) -> None:
    assert codes(tmp_path, version, operation) == ["ARZ706"]


@pytest.mark.parametrize(
    ("version", "operation"),
    [
        ("3.1.0", "responses: {'200': {description: Yes}, 4xx: {description: No}, 4yx: {description: No}}"),
        ("3.0.3", "responses: {'200': {description: Yes}, '600': {description: No}}"),
        ("3.1.0", f"parameters: [{{name: a, in: query, example: 1, other: 2, schema: {{type: integer}}}}], {FINE}"),
        ("3.1.0", f"parameters: [{{name: a, in: query, schema: {{type: integer, exclusiveMinimum: '0'}}}}], {FINE}"),
        ("3.1.0", f"parameters: [{{name: a, in: query, style: simple, schema: {{type: string}}}}], {FINE}"),
    ],
)
def test_everything_else_is_an_error(tmp_path: Path, version: str, operation: str) -> None:
    assert "ARZ701" in codes(tmp_path, version, operation)
