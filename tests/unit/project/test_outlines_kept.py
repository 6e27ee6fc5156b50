"""What is kept of large files between runs: found again by content, and not believed when it is garbled."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
from arazzo_codegen.diagnostics.model import Reporter
from arazzo_codegen.load.load import load
from arazzo_codegen.load.model import Document, data
from arazzo_codegen.load.outline import WORTH_AN_OUTLINE
from arazzo_codegen.options import Options
from arazzo_codegen.project.cache import Cache
from arazzo_codegen.project.environment import make_environment
from arazzo_codegen.project.files import Files

DESCRIPTION = {"openapi": "3.1.0", "paths": {"/a": {"get": {"operationId": "a", "x": ["y" * WORTH_AN_OUTLINE]}}}}


def read(folder: Path) -> Document:
    environment = make_environment(Files(), Cache(str(folder / "cache")))
    reporter = Reporter()
    path = str(folder / "a.json")
    sources = load((path,), environment.read, Options(), reporter, environment.memory)
    document = sources.documents[sources.entries[0]]
    assert isinstance(document, Document) and not reporter.diagnostics
    return document


def test_an_outline_is_kept_and_a_garbled_one_made_anew(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text(json.dumps(DESCRIPTION))
    whole = read(tmp_path)
    (kept,) = (tmp_path / "cache").iterdir()
    good = kept.read_bytes()
    assert data(read(tmp_path).root) == data(whole.root) == DESCRIPTION
    for bad in (good.replace(b"/a", b"/b"), good[:-1], good[40:], b"\xff", b""):
        kept.write_bytes(bad)
        assert data(read(tmp_path).root) == DESCRIPTION
        assert kept.read_bytes() == good


def test_what_was_used_the_longest_ago_goes_when_there_is_too_much(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("arazzo_codegen.project.cache._MOST_BYTES", 1000)
    cache = Cache(str(tmp_path))
    for number in range(4):
        cache.put_text(f"k{number}", "x" * 300)
        os.utime(tmp_path / f"k{number}", (number, number))
    assert [cache.text(f"k{number}") is not None for number in range(4)] == [False, False, True, True]


def test_without_a_cache_nothing_is_kept(tmp_path: Path) -> None:
    memory = make_environment(Files(), Cache(None)).memory
    memory.keep(".json", b"{}", "x")
    assert memory.recall(".json", b"{}") is None
