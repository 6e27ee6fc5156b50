"""Binding documents that are given as texts."""

from __future__ import annotations

from typing import NamedTuple

from arazzo_codegen.bind.bind import bind
from arazzo_codegen.bind.model import (
    BoundStep,
    BoundWorkflow,
    HttpCall,
    HttpOperation,
    Program,
    Type,
)
from arazzo_codegen.diagnostics.model import Diagnostic, Reporter
from arazzo_codegen.load.load import load
from arazzo_codegen.options import Environment, Options, ReadError
from arazzo_codegen.parse.parse import parse

HEAD = """
arazzo: {version}
info: {{title: Shop, version: 1.0.0}}
sourceDescriptions:
  - {{name: pets, url: pets.yaml, type: openapi}}
"""


class Bound(NamedTuple):
    """A program and what was said about it."""

    program: Program
    diagnostics: tuple[Diagnostic, ...]

    @property
    def codes(self) -> list[str]:
        """The codes of what was said, in order."""
        return [diagnostic.rule.code for diagnostic in self.diagnostics]

    @property
    def workflow(self) -> BoundWorkflow:
        """The first workflow of the first document."""
        return self.program.documents[0].workflows[0]

    @property
    def step(self) -> BoundStep:
        """Its first step."""
        return self.workflow.steps[0]

    @property
    def call(self) -> HttpCall:
        """The call of that step."""
        assert isinstance(self.step.call, HttpCall)
        return self.step.call

    @property
    def operation(self) -> HttpOperation:
        """The operation that it calls."""
        return self.call.operation

    def output(self, name: str) -> Type:
        """The type of an output of the first step."""
        return next(output.type for output in self.step.outputs if output.name == name)


def bind_files(files: dict[str, str]) -> Bound:
    """Bind the first of some files, by name."""
    texts = {f"/specs/{name}": text for name, text in files.items()}

    def read(path: str) -> bytes:
        if path not in texts:
            raise ReadError("no such file")
        return texts[path].encode()

    reporter = Reporter()
    options = Options(base="/specs", roots=("/specs",))
    environment = Environment(read, lambda: (), lambda name: None, lambda document: (), lambda name: "")
    sources = load((next(iter(texts)),), read, options, reporter)
    program = bind(sources, parse(sources, options, reporter), environment, options, reporter)
    return Bound(program, tuple(reporter.diagnostics))


def bind_workflows(workflows: str, api: str, version: str = "1.0.1", **others: str) -> Bound:
    """Bind a document with these workflows over one OpenAPI description."""
    return bind_files({"shop.yaml": HEAD.format(version=version) + workflows, "pets.yaml": api, **others})
