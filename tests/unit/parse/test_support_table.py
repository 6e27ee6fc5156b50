"""The table of supported fields says of every object what the parser reads, and nothing else."""

from __future__ import annotations

import importlib
import pkgutil
import re
from pathlib import Path

import arazzo_codegen.parse
import pytest
from arazzo_codegen.diagnostics.rules import RULES
from arazzo_codegen.parse.fields import Shape

ROOT = Path(__file__).parents[3]
PAGE = (ROOT / "docs" / "reference" / "support.md").read_text(encoding="utf-8")
ROW = re.compile(r"^\| `(\S+)` \| (1\.[01]) \| ((?:compiled|checked|refused|kept)\b.*) \|$", re.MULTILINE)
WHOLE_OBJECT_IS_NEW = {"Selector Object"}
TITLES = {
    "Arazzo document": "Arazzo Specification Object",
    "info object": "Info Object",
    "components object": "Components Object",
    "reusable object": "Reusable Object",
    "expression type object": "Expression Type Object",
    "selector object": "Selector Object",
    "request body": "Request Body Object",
    "replacement": "Payload Replacement Object",
}


def shapes() -> dict[str, Shape]:
    """The shapes that the parser reads by, by the titles of the specification."""
    found: dict[str, Shape] = {}
    for module in pkgutil.iter_modules(arazzo_codegen.parse.__path__):
        for value in vars(importlib.import_module(f"arazzo_codegen.parse.{module.name}")).values():
            for shape in value.values() if isinstance(value, dict) else (value,):
                if isinstance(shape, Shape):
                    found[TITLES.get(shape.noun, f"{shape.noun.title()} Object")] = shape
    return found


def sections() -> dict[str, list[tuple[str, str]]]:
    """The fields of each object of the page, with the version that brought them."""
    parts = re.split(r"^## (.*)$", PAGE, flags=re.MULTILINE)[1:]
    titled = zip(parts[::2], parts[1::2], strict=True)
    return {title: [(m[1], m[2]) for m in ROW.finditer(text)] for title, text in titled if title.endswith("Object")}


def test_the_page_has_the_objects_that_the_parser_reads() -> None:
    assert sorted(sections()) == sorted(shapes())


@pytest.mark.parametrize("title", sorted(sections()))
def test_the_page_has_the_fields_that_the_parser_reads(title: str) -> None:
    shape = shapes()[title]
    rows = sections()[title]
    assert sorted(name for name, _ in rows) == sorted(shape.fields)
    if title not in WHOLE_OBJECT_IS_NEW:
        assert sorted(name for name, since in rows if since == "1.1") == sorted(shape.newer)


def test_each_row_says_what_becomes_of_the_field() -> None:
    rows = re.findall(r"^\| `.*", PAGE, re.MULTILINE)
    assert len(rows) == sum(len(fields) for fields in sections().values())


def test_the_rules_that_the_page_names_exist() -> None:
    assert set(re.findall(r"ARZ\d{3}", PAGE)) <= set(RULES)
