"""The compiler: seven stages in a row, text in, text out.

Takes paths and functions that read; gives the files to write and what there is to say. Nothing here touches disk, terminal, environment or clock.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from .bind.bind import bind
from .bind.model import Program
from .check.check import check
from .diagnostics.ignores import apply_ignores
from .diagnostics.model import Diagnostic, Reporter, Severity
from .emit.emit import emit
from .flow.flow import analyze
from .flow.model import Flows
from .load.load import load
from .load.model import Document, Sources
from .options import Environment, Options
from .parse.parse import parse
from .plan.model import ModulePlan
from .plan.plan import plan


@dataclass(frozen=True, slots=True)
class Known:
    """What need not be made, because it is known: the modules of documents, by path, and the runtime modules that they need."""

    documents: frozenset[str] = frozenset()
    runtime: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Compilation:
    """What a compilation gives. `files` (path below the output folder to text) is empty when there are errors, and `modules` tell what they were
    made of."""

    sources: Sources
    program: Program
    flows: Flows
    diagnostics: tuple[Diagnostic, ...]
    files: Mapping[str, str]
    modules: tuple[ModulePlan, ...] = ()


_NOTHING = Known()


def compile(
    entries: tuple[str, ...], environment: Environment, options: Options, known: Known = _NOTHING
) -> Compilation:
    """Compile the Arazzo documents at `entries` (paths as the user wrote them)."""
    reporter = Reporter()
    sources = load(entries, environment.read, options, reporter)
    documents = parse(sources, options, reporter)
    program = bind(sources, documents, environment, options, reporter)
    flows = analyze(program)
    check(sources, documents, program, flows, environment.validate, options, reporter)
    texts = {read.path: read.text for read in sources.documents.values() if isinstance(read, Document)}
    diagnostics = options.weigh(apply_ignores(reporter.diagnostics, texts))
    if any(diagnostic.severity is Severity.ERROR for diagnostic in diagnostics):
        return Compilation(sources, program, flows, diagnostics, {})
    package = plan(program, flows, options, known.documents, known.runtime)
    return Compilation(sources, program, flows, diagnostics, emit(package, environment.runtime_source), package.modules)
