"""Loading and parsing documents that are given as text."""

from __future__ import annotations

from typing import NamedTuple

from arazzo_codegen.diagnostics.model import Diagnostic, Reporter, Severity
from arazzo_codegen.load.load import load
from arazzo_codegen.load.model import Sources
from arazzo_codegen.options import Options, ReadError
from arazzo_codegen.parse.model import ArazzoDocument, Documents
from arazzo_codegen.parse.parse import parse

API = "openapi: 3.1.0\ninfo: {title: API, version: '1'}\npaths:\n  /pets:\n    get: {operationId: list}\n"
HEAD = "arazzo: 1.0.1\ninfo: {title: Shop, version: 1.0.0}\nsourceDescriptions:\n- {name: shop, url: api.yaml}\n"
HEAD_1_1 = HEAD.replace("1.0.1", "1.1.0")


class Read(NamedTuple):
    """What loading and parsing gave."""

    sources: Sources
    documents: Documents
    diagnostics: list[Diagnostic]

    @property
    def codes(self) -> list[str]:
        """The codes of what was said, in the order of the text."""
        return [diagnostic.rule.code for diagnostic in sorted(self.diagnostics, key=lambda d: d.sort_key)]

    @property
    def errors(self) -> list[Diagnostic]:
        """The errors among the diagnostics."""
        return [diagnostic for diagnostic in self.diagnostics if diagnostic.severity is Severity.ERROR]

    @property
    def arazzo(self) -> ArazzoDocument:
        """The first entry."""
        return self.documents.arazzo[self.documents.entries[0]]


def read(text: str, **others: str) -> Read:
    """Load and parse `text`, beside a small API description `api.yaml` and files given as `name="text"` (`.yaml` is added)."""
    files = {"/w/shop.yaml": text, "/w/api.yaml": API, **{f"/w/{name}.yaml": other for name, other in others.items()}}

    def read_file(path: str) -> bytes:
        if path not in files:
            raise ReadError("no such file")
        return files[path].encode("utf-8", "surrogatepass")

    reporter = Reporter()
    options = Options(base="/w")
    sources = load(("shop.yaml",), read_file, options, reporter)
    return Read(sources, parse(sources, options, reporter), reporter.diagnostics)


def workflow(steps: str, head: str = HEAD) -> str:
    """A document with one workflow `w`, whose steps are written without indentation."""
    return (
        head + "workflows:\n- workflowId: w\n  steps:\n" + "".join(f"  {line}\n" for line in steps.strip().splitlines())
    )
