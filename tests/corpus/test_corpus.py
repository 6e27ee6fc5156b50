"""Documents by other people: each compiles, or is refused with diagnostics; never a traceback.

Runs when `../shared/corpus` is beside the checkout (or `ARAZZO_CODEGEN_CORPUS` names it). Its `documents.csv` lists the Arazzo documents, its
`sources.toml` maps absolute source URLs.
"""

from __future__ import annotations

import ast
import csv
import os
import tomllib
from functools import cache
from pathlib import Path

import black
import pytest

from arazzo_codegen.diagnostics.model import Severity
from arazzo_codegen.options import Options
from tests.checkers import gather, mypy_strict, pyright_strict
from tests.compiling import Compiled, compile_in
from tests.conftest import ROOT

CORPUS = Path(os.environ.get("ARAZZO_CODEGEN_CORPUS", ROOT.parent / "shared" / "corpus"))
SEED = CORPUS.parent / "seed"

pytestmark = pytest.mark.skipif(not CORPUS.is_dir(), reason="the corpus is not here")


def listed() -> list[dict[str, str]]:
    """The rows of `documents.csv`."""
    if not CORPUS.is_dir():
        return []
    with (CORPUS / "documents.csv").open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


@cache
def options() -> Options:
    """The mapping of absolute URLs that comes with the corpus."""
    table = tomllib.loads((CORPUS / "sources.toml").read_text(encoding="utf-8"))
    sources = table["tool"]["arazzo-codegen"]["sources"]
    mapped = {url: f"{CORPUS / path}{'/' if url.endswith('/') else ''}" for url, path in sources.items()}
    return Options(sources=mapped, roots=(str(CORPUS),))


@cache
def compiled(path: str) -> Compiled:
    """One document, compiled by itself."""
    return compile_in(CORPUS, path, options=options())


PATHS = [row["path"] for row in listed()]
SCHEMA_FAILS = [path for path in PATHS if path.startswith("oai-tests/") and "/fail/" in path]
SCHEMA_PASSES = [path for path in PATHS if path.startswith("oai-tests/") and "/pass/" in path]
UNAVAILABLE_SOURCE = "ARZ013"


@pytest.mark.parametrize("path", PATHS)
def test_a_document_compiles_or_is_refused(path: str) -> None:
    result = compiled(path)
    assert bool(result.files) != bool(result.errors)
    for diagnostic in result.diagnostics:
        span = diagnostic.primary.span
        assert span.start <= span.end and span.start.line >= 1 and span.start.column >= 1
        assert diagnostic.message and not diagnostic.message.endswith(".")
    for name, text in result.files.items():
        ast.parse(text)
        if not name.startswith("_runtime/"):
            assert black.format_str(text, mode=black.Mode()) == text, name


@pytest.mark.parametrize("path", SCHEMA_FAILS)
def test_the_specifications_failing_documents_are_refused_for_their_shape(path: str) -> None:
    families = {diagnostic.rule.code[3] for diagnostic in compiled(path).errors}
    assert families & set("0123"), compiled(path).text


@pytest.mark.parametrize("path", SCHEMA_PASSES)
def test_the_specifications_passing_documents_have_no_error_of_shape(path: str) -> None:
    """Their sources are not there, and AsyncAPI cannot be compiled: no other errors."""
    shape = [d for d in compiled(path).errors if d.rule.code[3] in "01" and d.rule.code != UNAVAILABLE_SOURCE]
    assert not shape, compiled(path).text


def test_emitted_modules_are_clean_under_both_type_checkers(tmp_path: Path) -> None:
    emitted: dict[str, Path] = {}
    for path in PATHS:
        result = compiled(path)
        if result.files:
            target = tmp_path / "out" / path.replace("/", "_").replace(".", "_")
            result.write(target)
            emitted[target.name] = target
    packages = tmp_path / "packages"
    packages.mkdir()
    gather(emitted, packages)
    assert mypy_strict(packages) == ""
    assert pyright_strict(packages) == ""


@pytest.mark.skipif(not SEED.is_dir(), reason="the seed is not here")
def test_the_seed_compiles_unchanged_and_its_traps_are_told() -> None:
    result = compile_in(SEED, "arazzo", options=Options(roots=(str(SEED),)))
    assert not result.errors, result.text
    warnings = [d for d in result.diagnostics if d.severity is Severity.WARNING]
    said = "\n".join(f"{d.rule.name}: {d.message}" for d in warnings)
    assert "$.Contact.Id != null" in result.text
    assert "goto" in said
    assert "attributes" in said
    assert "InitialContactId" in said
