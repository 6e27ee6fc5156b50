"""Which files are compiled, and by which names."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from arazzo_codegen.project.discover import NotFound, discover, is_arazzo, roots
from arazzo_codegen.project.files import Files

YAML = "arazzo: 1.0.1\n"


def put(folder: Path, *names: str, text: str = YAML) -> None:
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("arazzo: 1.0.1", True),
        ("# comment\n---\ninfo: {}\narazzo: 1.0.1\n", True),
        ("%YAML 1.2\n--- \n'arazzo': 1.0.1\n", True),
        ('  "arazzo" : 1.0.1\n', True),
        ("openapi: 3.1.0\ninfo:\n  arazzo: 1\n", False),
        ("openapi: 3.1.0\ndescription: arazzo\n", False),
        ("arazzos: 1\n", False),
        ('{"info": {"arazzo": 1}, "arazzo": "1.0.1"}', True),
        ('{"info": {"arazzo": 1}}', False),
        ('{"x": "\\"arazzo\\":"}', False),
        ("{arazzo: 1.0.1}", True),
        ("- arazzo: 1", False),
        ("", False),
        ("arazzo: 1.0.1\n\tbroken: [", True),
    ],
)
def test_a_look_tells_arazzo_documents(text: str, wanted: bool) -> None:
    assert is_arazzo(text.encode()) is wanted
    assert is_arazzo(text.encode("utf-16")) is wanted
    assert is_arazzo(b"\xef\xbb\xbf" + text.encode()) is wanted


def test_folders_are_walked_in_order_and_what_is_no_arazzo_is_passed_over(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(tmp_path, "specs/b.yml", "specs/a/x.json", "specs/a/arazzo.yaml", "specs/.hidden/x.yaml", "specs/.x.yaml")
    put(tmp_path, "specs/node_modules/x.yaml", "specs/venv/x.yaml", "specs/venv/pyvenv.cfg", "specs/out/x.yaml")
    put(tmp_path, "specs/api.yaml", text="openapi: 3.1.0\n")
    put(tmp_path, "specs/notes.md")
    monkeypatch.chdir(tmp_path)
    found = discover(["specs/"], Files(), "specs/out")
    assert [entry.path for entry in found] == ["specs/a/arazzo.yaml", "specs/a/x.json", "specs/b.yml"]
    assert [entry.name for entry in found] == ["a/arazzo.yaml", "a/x.json", "b.yml"]


def test_a_file_that_is_named_is_taken_whatever_it_holds(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put(tmp_path, "specs/notes.txt", text="hello")
    monkeypatch.chdir(tmp_path)
    assert discover(["specs/notes.txt"], Files(), None)[0].name == "notes.txt"
    with pytest.raises(NotFound, match="`gone.yaml` does not exist"):
        discover(["gone.yaml"], Files(), None)


def test_a_file_that_is_called_arazzo_is_not_passed_over(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put(tmp_path, "specs/shop.arazzo.yaml", "specs/Arazzo.JSON", "specs/notarazzo.yaml", text="arazo: 1.0.1\n")
    monkeypatch.chdir(tmp_path)
    assert [entry.name for entry in discover(["specs"], Files(), None)] == ["Arazzo.JSON", "shop.arazzo.yaml"]


def test_a_document_that_is_named_twice_is_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put(tmp_path, "specs/a.yaml", "specs/b.yaml")
    monkeypatch.chdir(tmp_path)
    once = discover(["specs", "specs/a.yaml", str(tmp_path / "specs")], Files(), None)
    assert [entry.path for entry in once] == ["specs/a.yaml", "specs/b.yaml"]


def test_sources_may_lie_in_the_project_or_beside_the_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put(tmp_path, "one/specs/a.yaml", "two/.git/x", "two/deep/specs/a.yaml", "here/x")
    monkeypatch.chdir(tmp_path / "here")
    found = roots(["../one/specs", "../two/deep/specs/a.yaml"])
    assert found == tuple(os.path.join(tmp_path, name) for name in ("here", "one", "two"))
