"""What is kept comes back whole or not at all, whoever else uses the folder."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from arazzo_codegen.load.model import Data
from arazzo_codegen.project import cache as module
from arazzo_codegen.project.cache import Cache

TEXTS = {"a.py": "a = 'é'\n", "b/c.py": "", "d.py": "\n[1]\n"}


@pytest.fixture
def cache(tmp_path: Path) -> Cache:
    """An empty cache."""
    return Cache(str(tmp_path / "cache"))


def test_a_value_and_texts_come_back(cache: Cache) -> None:
    assert cache.recall("k") == (None, {})
    cache.keep("k", {"a": [1, None]}, TEXTS)
    assert cache.recall("k") == ({"a": [1, None]}, TEXTS)
    cache.put("k", [1])
    assert cache.get("k") == [1]


def test_what_was_not_kept_with_texts_has_none(cache: Cache) -> None:
    values: list[Data] = [1, None, [], [1], {"a": 1}, "text", [1, [["a.py", 3]]], [1, [["a.py", "3"]]], [1, [["a.py"]]]]
    for value in values:
        cache.put("k", value)
        assert cache.recall("k") == (None, {})


@pytest.mark.parametrize("lengths", [[["a", 5]], [["a", 3]], [["a", 2], ["b", -1]], [["a", 2], ["b"]]])
def test_texts_of_other_lengths_are_as_if_they_were_not_there(cache: Cache, lengths: list[object]) -> None:
    cache.put_text("k", json.dumps([1, lengths]) + "\nabcd")
    assert cache.recall("k") == (None, {})


def test_no_folder_keeps_nothing() -> None:
    cache = Cache(None)
    cache.keep("k", 1, TEXTS)
    assert cache.recall("k") == (None, {}) and cache.get("k") is None


def test_a_folder_that_is_a_file_keeps_nothing(tmp_path: Path) -> None:
    (tmp_path / "cache").write_text("")
    cache = Cache(str(tmp_path / "cache"))
    cache.keep("k", 1, TEXTS)
    assert cache.recall("k") == (None, {})


_WRITER = """\
import sys
from arazzo_codegen.project.cache import Cache
cache = Cache(sys.argv[1])
for turn in range(150):
    cache.keep("k", turn, {"a": sys.argv[2] * 20_000, "b": sys.argv[2]})
"""


def test_processes_share_a_folder(tmp_path: Path) -> None:
    cache = Cache(str(tmp_path))
    commands = [[sys.executable, "-c", _WRITER, str(tmp_path), letter] for letter in "xyz"]
    writers = [subprocess.Popen(command) for command in commands]
    seen = 0
    while any(writer.poll() is None for writer in writers):
        value, texts = cache.recall("k")
        if value is not None:
            seen += 1
            assert texts["b"] in "xyz" and texts["a"] == texts["b"] * 20_000
    assert seen and all(writer.returncode == 0 for writer in writers)
    assert [path.name for path in tmp_path.iterdir()] == ["k"]


def test_what_was_used_the_longest_ago_goes(cache: Cache, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_MOST", 4)
    for number in range(5):
        cache.put(f"k{number}", number)
        if number == 3:
            assert cache.get("k0") == 0
    assert sum(cache.get(f"k{number}") is not None for number in range(5)) == 3
    assert cache.get("k4") == 4
