"""The compiler: seven stages in a row, text in, text out.

Takes paths and functions that read; gives the files to write and what there is to say. Nothing here touches disk, terminal, environment or clock.
"""

from __future__ import annotations

from collections.abc import Mapping

from .bind.bind import bind
from .bind.model import Program
from .check.check import check
from .classes import dataclass, replace
from .diagnostics.ignores import apply_ignores
from .diagnostics.model import Diagnostic, Reporter, Severity
from .emit.emit import emit
from .flow.flow import analyze
from .flow.model import Flows
from .load.load import load
from .load.model import Document, Sources
from .options import Environment, Options
from .parse.parse import parse
from .plan.plan import plan
from .plan.structure import entangled
from .tuples import NamedTuple


@dataclass(frozen=True, slots=True)
class Known:
    """What need not be made, because it is known: the modules of documents, by path, and the runtime modules that they need."""

    documents: frozenset[str] = frozenset()
    runtime: tuple[str, ...] = ()


class Module(NamedTuple):
    """A module that was made: its path, the path of the document or description that it was made of, the runtime modules that it needs."""

    path: str
    document: str
    runtime: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Compilation:
    """What a compilation gives. `files` (path below the output folder to text) is empty when there are errors, and `modules` tell what they were
    made of."""

    sources: Sources
    program: Program
    flows: Flows
    diagnostics: tuple[Diagnostic, ...]
    files: Mapping[str, str]
    modules: tuple[Module, ...] = ()


_NOTHING = Known()
_WORTH_A_SHARE = 60
"""Workflows whose modules are made in about a quarter of a second, of which a process of its own costs a small part."""


def compile(
    entries: tuple[str, ...], environment: Environment, options: Options, known: Known = _NOTHING
) -> Compilation:
    """Compile the Arazzo documents at `entries` (paths as the user wrote them)."""
    reporter = Reporter()
    sources = load(entries, environment.read, options, reporter, environment.memory)
    documents = parse(sources, options, reporter)
    program = bind(sources, documents, environment, options, reporter)
    flows = analyze(program)
    check(sources, documents, program, flows, environment.validate, options, reporter, entangled)
    texts = {read.path: read.text for read in sources.documents.values() if isinstance(read, Document)}
    diagnostics = options.weigh(apply_ignores(reporter.diagnostics, texts))
    if any(diagnostic.severity is Severity.ERROR for diagnostic in diagnostics):
        return Compilation(sources, program, flows, diagnostics, {})
    files, modules = _package(program, flows, options, environment, known)
    return Compilation(sources, program, flows, diagnostics, files, modules)


def _package(
    program: Program, flows: Flows, options: Options, environment: Environment, known: Known
) -> tuple[dict[str, str], tuple[Module, ...]]:
    """Plan and emit: documents are divided, for which the work is most."""
    wanted = [document for document in program.documents if document.path not in known.documents]

    def make(number: int, count: int) -> tuple[dict[str, str], list[Module]]:
        own = {document.path for document in wanted[number::count]}
        others = known.documents | {document.path for document in wanted if document.path not in own}
        package = plan(program, flows, options, others, known.runtime)
        # Every share plans the clients, for the names in them; the first alone emits them.
        made = tuple(module for module in package.modules if number == 0 or module.document in own)
        modules = [Module(module.path, module.document, module.runtime) for module in made]
        return emit(replace(package, modules=made), environment.runtime_source), modules

    shares = environment.spread(make, 1 + sum(len(document.workflows) for document in wanted) // _WORTH_A_SHARE)
    files = {name: text for share, _ in shares for name, text in share.items()}
    return dict(sorted(files.items())), tuple(module for _, modules in shares for module in modules)
