"""Whatever a document becomes, the compiler ends with output or diagnostics.

`ARAZZO_CODEGEN_MUTANTS` says how many mutants are tried (`make fuzz`: 100,000); a failure prints the seed that makes it again.
"""

from __future__ import annotations

import os
from functools import cache
from pathlib import Path
from random import Random

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from arazzo_codegen.diagnostics.model import Severity
from arazzo_codegen.options import Environment, Options
from arazzo_codegen.pipeline import compile
from arazzo_codegen.project.cache import Cache
from arazzo_codegen.project.environment import make_environment
from arazzo_codegen.project.files import Files
from tests.conftest import ROOT
from tests.corpus.test_corpus import CORPUS
from tests.fuzz.mutations import Tree, mutate

MUTANTS = int(os.environ.get("ARAZZO_CODEGEN_MUTANTS", "200"))
LARGEST = 60_000
"""Bytes of a document or source worth mutating: larger ones cost much and teach little."""


@cache
def originals() -> tuple[tuple[str, str, bytes, Tree], ...]:
    """(Arazzo document, file to mutate, its bytes, its tree): each document with itself, and with the files beside it."""
    own = [ROOT / "specs", ROOT / "tests" / "golden" / "cases", ROOT / "tests" / "rules" / "seeded" / "events"]
    folders = own + ([CORPUS] if CORPUS.is_dir() else [])
    documents = [path for folder in folders for path in sorted(folder.rglob("*")) if _is_arazzo(path)]
    pairs: list[tuple[str, str, bytes, Tree]] = []
    for document in documents:
        beside = [
            path
            for path in sorted(document.parent.rglob("*"))
            if path.suffix in (".yaml", ".yml", ".json") and ("openapi" in path.name or "asyncapi" in path.name)
        ]
        for path in (document, *beside[:3]):
            content = path.read_bytes()
            if len(content) <= LARGEST and (tree := _tree(content)) is not None:
                pairs.append((str(document), str(path), content, tree))
    return tuple(pairs)


def _is_arazzo(path: Path) -> bool:
    return (
        path.suffix in (".yaml", ".yml", ".json")
        and "expected" not in path.parts
        and b"arazzo:" in path.read_bytes()[:400]
    )


def _tree(content: bytes) -> Tree | None:
    try:
        tree: Tree = yaml.load(content, Loader=yaml.CSafeLoader)
    except (yaml.YAMLError, ValueError):
        return None
    try:
        import json

        json.dumps(tree)
    except (TypeError, ValueError):
        return None
    return tree


def mutant_ends_well(seed: int) -> None:
    random = Random(seed)
    document, path, content, tree = random.choice(originals())
    mutant = mutate(content, tree, random)
    outside = make_environment(Files(), Cache(None))

    def read(name: str) -> bytes:
        return mutant if name == path else outside.read(name)

    environment = Environment(
        read, outside.aws_services, outside.aws_model, lambda document: (), outside.runtime_source
    )
    folder = str(Path(document).parent)
    options = Options(base=folder, roots=(str(ROOT), str(CORPUS)), entry_names={document: Path(document).name})
    compilation = compile((document,), environment, options)
    failed = any(diagnostic.severity is Severity.ERROR for diagnostic in compilation.diagnostics)
    assert bool(compilation.files) != failed


@pytest.mark.skipif(MUTANTS > 1000, reason="the long run goes by seeds")
@settings(max_examples=MUTANTS, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)
@given(st.integers(min_value=0, max_value=2**48))
def test_mutants_end_with_output_or_diagnostics(seed: int) -> None:
    mutant_ends_well(seed)


@pytest.mark.skipif(MUTANTS <= 1000, reason="ARAZZO_CODEGEN_MUTANTS asks for a long run")
def test_many_mutants_end_with_output_or_diagnostics() -> None:
    start = int(os.environ.get("ARAZZO_CODEGEN_SEED", "0"))
    for seed in range(start, start + MUTANTS):
        try:
            mutant_ends_well(seed)
        except BaseException as error:
            raise AssertionError(f"seed {seed}: {type(error).__name__}: {error}") from error
