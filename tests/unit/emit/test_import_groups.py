"""The groups of import statements: the standard library, other packages, the package itself."""

from __future__ import annotations

import ast
import sys
from pathlib import Path

import pytest
from arazzo_codegen.emit.imports import import_groups
from arazzo_codegen.plan.model import Import

from tests.conftest import ROOT

EMITTED = sorted(
    path
    for folder in ("generated", "tests/golden/cases")
    for path in (ROOT / folder).rglob("*.py")
    if "_runtime" not in path.parts
)


def test_groups_stand_apart_and_are_sorted() -> None:
    written = (
        Import("_runtime", "step", 1),
        Import("types_boto3_connect", "ConnectClient"),
        Import("typing", "TypedDict"),
        Import("typing", "NotRequired"),
        Import("re", None),
        Import("collections.abc", "Mapping"),
    )
    assert import_groups(written) == (
        ("import re", "from collections.abc import Mapping", "from typing import NotRequired, TypedDict"),
        ("from types_boto3_connect import ConnectClient",),
        ("from ._runtime import step",),
    )


@pytest.mark.parametrize("path", EMITTED, ids=lambda path: str(path.relative_to(ROOT)))
def test_only_the_standard_library_is_in_the_first_group(path: Path) -> None:
    first, *others = _groups(path)
    assert {name for name in first if name.split(".")[0] not in sys.stdlib_module_names} == set()
    assert {name for group in others for name in group if name.split(".")[0] in sys.stdlib_module_names} == set()


def _groups(path: Path) -> list[list[str]]:
    """The absolute modules that the statements at the top of a file import, by group: a blank line begins the next."""
    groups: list[list[str]] = [[]]
    last = 0
    for node in ast.parse(path.read_text(encoding="utf-8")).body:
        if isinstance(node, ast.Import | ast.ImportFrom) and getattr(node, "module", "") != "__future__":
            if node.lineno > last + 1:
                groups.append([])
            groups[-1] += [node.module or ""] if isinstance(node, ast.ImportFrom) and not node.level else []
            groups[-1] += [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            last = node.end_lineno or 0
    return groups[1:] if len(groups) > 1 else [[]]
