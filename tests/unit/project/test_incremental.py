"""Compiling again what has changed gives what compiling everything gives, over generated projects and edits."""

from __future__ import annotations

import json
import os
import tempfile
from dataclasses import dataclass
from pathlib import Path

import pytest
from arazzo_codegen.diagnostics.model import Diagnostic
from arazzo_codegen.diagnostics.render.report import Report, Summary
from arazzo_codegen.options import Options
from arazzo_codegen.pipeline import Compilation, Known
from arazzo_codegen.project import run
from arazzo_codegen.project.cache import Cache
from arazzo_codegen.project.discover import Entry, candidates
from arazzo_codegen.project.files import Files
from arazzo_codegen.project.outcome import Outcome
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

DOCUMENTS = 12
SOURCES = ("shop", "store")


@dataclass(frozen=True)
class Doc:
    """One document: the source it calls, by which name, and what its steps do there."""

    source: str = "shop"
    name: str = "shop"
    steps: tuple[str, ...] = ("find",)
    parameter: str | None = None
    calls: int | None = None
    summary: str = "Buy."
    broken: bool = False
    warns: bool = False
    also: str | None = None

    def text(self, up: str) -> str:
        """The document in JSON, which is YAML too; `up` leads to the folder of all."""
        steps = [self._step(number, operation) for number, operation in enumerate(self.steps)]
        sources = [{"name": self.name, "url": f"{up}{self.source}.json", "type": "openapi"}]
        if self.calls is not None:
            sources.append({"name": "other", "url": f"{up}{place(self.calls)}", "type": "arazzo"})
            steps.append({"stepId": "call", "workflowId": "$sourceDescriptions.other.buy"})
        workflow = {"workflowId": "buy", "summary": self.summary, "steps": steps}
        workflows = [workflow]
        if self.also is not None:
            workflows.append({"workflowId": self.also, "steps": [self._step(0, "find")]})
        info = {"title": "T", "version": "1"}
        whole = {"arazzo": "1.0.1", "info": info, "sourceDescriptions": sources, "workflows": workflows}
        return json.dumps(whole, indent=1)

    def _step(self, number: int, operation: str) -> object:
        parameters = [{"name": self.parameter, "in": "query", "value": "x"}] if self.parameter else []
        status = "$statusCode == 2000" if self.warns else "$statusCode == 200"
        return {
            "stepId": f"s{number}",
            "operationId": f"$sourceDescriptions.{self.name}.{'nothing' if self.broken else operation}",
            "parameters": parameters,
            "successCriteria": [{"condition": status}],
            "outputs": {"item": "$response.body#/item"},
        }


def place(number: int) -> str:
    """Where a document lies; some are called after their folders, and some of those that may come have names that others have."""
    others = ("d03-workflows.yaml", "n04.json", "d05_2.arazzo.yaml", "a/D07.arazzo.yaml", "a/d07.yaml")
    if number >= DOCUMENTS:
        return others[number - DOCUMENTS] if number < DOCUMENTS + len(others) else f"new{number}.arazzo.yaml"
    return f"d{number:02}.arazzo.yaml" if number % 2 else f"n{number:02}/arazzo.yaml"


def description(variant: int) -> str:
    """Two operations whose types share a title, so that their names depend on which are used."""

    def operation(name: str, kind: str) -> object:
        inner = {"type": "object", "title": "Item", "properties": {"id": {"type": kind}}, "required": ["id"]}
        outer = {"type": "object", "properties": {"item": inner}, "required": ["item"], "title": f"V{variant}"}
        content = {"application/json": {"schema": outer}}
        return {"get": {"operationId": name, "responses": {"200": {"description": "d", "content": content}}}}

    paths = {"/find": operation("find", "string"), "/look": operation("look", "integer")}
    whole = {"openapi": "3.1.0", "info": {"title": "S", "version": "1"}, "servers": [{"url": "https://s.test"}]}
    return json.dumps({**whole, "paths": paths})


class Project:
    """A folder with documents, and a cache."""

    def __init__(self, folder: Path, documents: dict[int, Doc]) -> None:
        self.folder, self.cache = folder, Cache(str(folder / "cache"))
        for source in SOURCES:
            self.write(f"{source}.json", description(0))
        for number, document in documents.items():
            self.put(number, document)

    def put(self, number: int, document: Doc) -> None:
        """Save a document."""
        self.write(place(number), document.text("../" if "/" in place(number) else ""))

    def remove(self, name: str) -> None:
        """Remove a file, which may not be there."""
        (self.folder / "specs" / name).unlink(missing_ok=True)

    def link(self, name: str, target: str) -> None:
        """Give a file another name."""
        self.remove(name)
        (self.folder / "specs" / name).symlink_to(target)

    def write(self, name: str, text: str) -> None:
        """Save a file."""
        path = self.folder / "specs" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")

    def compile(self, *, anew: bool) -> Outcome:
        """Compile, everything or what has changed."""
        found = candidates((str(self.folder / "specs"),), None)
        options = Options(roots=(str(self.folder),), base=str(self.folder))
        return (run.compile_all if anew else run.recall_or_run)(found, Files(), options, self.cache)

    def check(self) -> Outcome:
        """Compile both ways and compare."""
        again, anew = self.compile(anew=False), self.compile(anew=True)
        assert _said(again) == _said(anew)
        assert dict(again.files) == dict(anew.files)
        return again


def _said(outcome: Outcome) -> tuple[list[Diagnostic], list[str | None], Summary]:
    report = outcome.report
    pointers = [report.pointer(diagnostic.primary.span) for diagnostic in report.diagnostics]
    return list(report.diagnostics), pointers, report.summary


ordinary = st.builds(
    Doc,
    source=st.sampled_from(SOURCES),
    name=st.sampled_from(("shop", "shop", "store")),
    steps=st.lists(st.sampled_from(("find", "look")), min_size=1, max_size=2).map(tuple),
    parameter=st.sampled_from((None, None, None, "extra")),
    calls=st.sampled_from((None, None, None, 0, 5)),
    summary=st.sampled_from(("Buy.", "Buy it.", "")),
    also=st.sampled_from((None, None, "s0", "call", "extra")),
    broken=st.booleans().flatmap(lambda maybe: st.booleans() if maybe else st.just(False)),
    warns=st.booleans().flatmap(lambda maybe: st.booleans() if maybe else st.just(False)),
)
plain = st.builds(
    Doc,
    source=st.sampled_from(SOURCES),
    calls=st.sampled_from((None, None, 3, 4)),
    also=st.sampled_from((None, "s0")),
)
edit = st.one_of(
    st.tuples(st.integers(0, DOCUMENTS - 1), ordinary),
    st.tuples(st.integers(0, DOCUMENTS - 1), ordinary),
    st.tuples(st.sampled_from(SOURCES), st.integers(0, 2)),
    st.tuples(st.integers(DOCUMENTS, DOCUMENTS + 7), plain),
    st.tuples(st.integers(0, DOCUMENTS + 7), st.none()),
    st.tuples(st.just("notes"), st.integers(0, 2)),
    st.tuples(st.just("link"), st.integers(0, DOCUMENTS - 1)),
)


@settings(
    max_examples=int(os.environ.get("INCREMENTAL_EXAMPLES", "12")),
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
@example([Doc(also="s0") if number == 9 else Doc() for number in range(DOCUMENTS)], [("link", 9), ("link", 0)])
@given(st.lists(plain, min_size=DOCUMENTS, max_size=DOCUMENTS), st.lists(edit, min_size=1, max_size=4))
def test_edits_compile_to_what_everything_compiles_to(
    documents: list[Doc], edits: list[tuple[int, Doc | None] | tuple[str, int]]
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        project = Project(Path(folder), dict(enumerate(documents)))
        project.check()
        for change in edits:
            match change:
                case (int(number), Doc() as document):
                    project.put(number, document)
                case (int(number), None):
                    project.remove(place(number))
                case ("notes", int(variant)):
                    project.write(f"notes{variant}.yaml", "note: no document")
                case ("link", int(number)):
                    project.link("b.arazzo.yaml", place(number))
                case (str(source), int(variant)):
                    project.write(f"{source}.json", description(variant))
                case _:
                    raise AssertionError
            project.check()


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """A project that has been compiled."""
    made = Project(tmp_path, {number: Doc() for number in range(DOCUMENTS)})
    made.check()
    return made


def compiled(project: Project, monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How many documents each compilation was given while everything was brought up to date."""
    counts: list[int] = []
    real = run.compile_entries

    def counting(
        entries: tuple[Entry, ...],
        files: Files,
        options: Options,
        cache: Cache,
        known: Known | None = None,
        jobs: int | None = 1,
    ) -> tuple[Compilation, Report, Options]:
        counts.append(len(entries))
        return real(entries, files, options, cache, known, jobs)

    monkeypatch.setattr(run, "compile_entries", counting)
    project.compile(anew=False)
    monkeypatch.undo()
    return counts


def test_a_changed_document_is_compiled_with_one_that_asks_for_the_rest(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    project.put(7, Doc(summary="Buy something else."))
    assert compiled(project, monkeypatch) == [2]
    project.check()


def test_what_changes_a_shared_client_compiles_everything(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    project.put(7, Doc(steps=("find", "look")))
    assert compiled(project, monkeypatch) == [2, DOCUMENTS]
    project.check()


def test_a_new_document_is_compiled_with_one_that_asks_for_the_rest(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    project.put(DOCUMENTS + 6, Doc(summary="New."))
    assert compiled(project, monkeypatch) == [2]
    assert "new18.py" in project.check().files
    project.write("notes.yaml", "note: no document")
    assert compiled(project, monkeypatch) == []
    project.check()


def test_without_a_document_one_that_asks_for_the_rest_is_compiled(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    project.remove(place(7))
    assert compiled(project, monkeypatch) == [1]
    assert "d07.py" not in project.check().files
    assert compiled(project, monkeypatch) == []


def test_a_name_that_another_has_compiles_everything(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    project.put(DOCUMENTS, Doc(summary="New."))
    assert compiled(project, monkeypatch) == [DOCUMENTS + 1]
    assert "d03_2.py" in project.check().files
    project.remove(place(3))
    assert compiled(project, monkeypatch) == [DOCUMENTS]
    assert "d03_2.py" not in project.check().files


def test_another_name_of_a_file_takes_its_place(project: Project) -> None:
    project.link("b.arazzo.yaml", place(7))
    assert "b.py" in project.check().files
    project.remove("b.arazzo.yaml")
    assert "d07.py" in project.check().files


def identified(reference: bool) -> str:
    """A description that names a schema of the other by its `$id`, or that one."""
    whole = json.loads(description(1 if reference else 0))
    schema = (
        {"$ref": "https://schemas.test/thing"} if reference else {"$id": "https://schemas.test/thing", "type": "string"}
    )
    response = whole["paths"]["/find"]["get"]["responses"]["200"]
    response["content"]["application/json"]["schema"]["properties"]["item"] = schema
    return json.dumps(whole)


def test_a_schema_that_another_document_reads_is_missed(project: Project) -> None:
    for number in range(1, DOCUMENTS):
        project.put(number, Doc(source="store", name="store"))
    project.write("shop.json", identified(reference=False))
    project.write("store.json", identified(reference=True))
    assert "item: str" in project.check().files["apis/store.py"]
    project.put(0, Doc(source="store", name="store"))
    assert "item: str" not in project.check().files.get("apis/store.py", "")


def test_a_schema_that_another_document_reads_is_found(project: Project) -> None:
    for number in range(DOCUMENTS):
        project.put(number, Doc(source="store", name="store", steps=("look",)))
    project.write("shop.json", description(0))
    project.write("store.json", identified(reference=True))
    project.check()
    project.write("shop.json", identified(reference=False))
    project.put(0, Doc(also="extra"))
    project.check()


def test_a_broken_document_is_compiled_alone_until_it_is_mended(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    project.put(7, Doc(broken=True))
    assert compiled(project, monkeypatch) == [2]
    assert project.check().failed
    assert compiled(project, monkeypatch) == []
    project.put(7, Doc(summary="Mended."))
    assert compiled(project, monkeypatch) == [2]
    assert not project.check().failed


def test_a_broken_cache_is_as_if_it_were_not_there(project: Project) -> None:
    for entry in (project.folder / "cache").iterdir():
        content = entry.read_bytes()
        entry.write_bytes(content[: len(content) // 2])
    project.put(7, Doc(summary="Buy something else."))
    project.check()
    for entry in (project.folder / "cache").iterdir():
        entry.write_text('{"parts": [], "stamps": {"x": 3}, "files": {}, "summary": [1, 1, 1], "diagnostics": []}')
    project.check()
