"""What each document has to do with the outcome of a run.

Takes a compilation; gives, by the path of each Arazzo document, what was made of it and what it asks of API clients that it shares with others, and
by entry the files that it reads.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from ..classes import dataclass
from ..load.model import Document, Sources, Unreadable
from ..options import Options
from .discover import Entry

if TYPE_CHECKING:
    from ..bind.model import BoundDocument
    from ..pipeline import Compilation


@dataclass(frozen=True, slots=True)
class Part:
    """One file that was read: the modules made of it; of an Arazzo document also the runtime modules that these need, its demands, and the
    number of its workflows.

    Demands are what an API client is made from. They are compared, never looked into.
    """

    modules: tuple[str, ...]
    runtime: tuple[str, ...] = ()
    demands: tuple[str, ...] = ()
    workflows: int = 0


@dataclass(frozen=True, slots=True)
class Parts:
    """A run without errors, taken apart: its entries, by path of an entry the paths of all that it reads, by path what was made of it, and the
    names that API descriptions and the modules of documents go by."""

    entries: tuple[Entry, ...]
    reach: Mapping[str, tuple[str, ...]]
    parts: Mapping[str, Part]
    names: Mapping[str, str]


def take_apart(entries: tuple[Entry, ...], compilation: Compilation, options: Options) -> Parts:
    """The parts of a compilation without errors."""
    from ..plan.program import program_names

    made: dict[str, list[str]] = {}
    runtime: dict[str, set[str]] = {}
    for module in compilation.modules:
        made.setdefault(module.document, []).append(module.path)
        runtime.setdefault(module.document, set()).update(module.runtime)
    parts = {path: Part(tuple(modules)) for path, modules in made.items()}
    for document in compilation.program.documents:
        path = document.path
        demands = tuple(sorted({*document.sources, *_demands(document)}))
        needed = tuple(sorted(runtime.get(path, ())))
        parts[path] = Part(tuple(made.get(path, ())), needed, demands, len(document.workflows))
    names = {f"description {key}": source.name for key, source in compilation.program.sources.items()}
    names |= {f"module {uri}": path for uri, path in program_names(compilation.program, options).modules.items()}
    return Parts(entries, reach(entries, compilation.sources), parts, names)


def are_apart(sources: Sources) -> bool:
    """Whether what a document says does not depend on what others read: a reference that no file answers may name the `$id` of a schema there."""
    unanswered = any(isinstance(read, Unreadable) for read in sources.documents.values())
    return not (unanswered and any(_paths_with_identifiers(sources)))


def identifies(sources: Sources, held: frozenset[str]) -> bool:
    """Whether a document that is not among the held may give a schema an `$id` that the held ones name."""
    return not held.issuperset(_paths_with_identifiers(sources))


def _paths_with_identifiers(sources: Sources) -> Iterator[str]:
    for read in sources.documents.values():
        if isinstance(read, Document) and "$id" in read.text:
            yield read.path


def reach(entries: tuple[Entry, ...], sources: Sources) -> dict[str, tuple[str, ...]]:
    """By the path of each entry: the paths of the documents that it refers to, however far, and its own."""
    targets: dict[str, list[str]] = {}
    for (base, _), target in sources.links.items():
        targets.setdefault(base, []).append(target)
    paths = {uri: document.path for uri, document in sources.documents.items() if isinstance(document, Document)}
    uris = {path: uri for uri, path in paths.items()}
    return {
        entry.path: tuple(sorted(paths[uri] for uri in _closure(uris[entry.path], targets) if uri in paths))
        for entry in entries
        if entry.path in uris
    }


def _closure(start: str, targets: Mapping[str, list[str]]) -> dict[str, None]:
    found = {start: None}
    waiting = [start]
    while waiting:
        for target in targets.get(waiting.pop(), ()):
            if target not in found:
                found[target] = None
                waiting.append(target)
    return found


def _demands(document: BoundDocument) -> Iterator[str]:
    """How the document uses each operation: with which arguments that are not declared, and with which media type."""
    from ..bind.model import HttpCall

    for workflow in document.workflows:
        for step in workflow.steps:
            call = step.call
            if isinstance(call, HttpCall):
                extra = sorted(f"{item.location} {item.name}" for item in call.arguments if item.parameter is None)
                body = "" if call.body is None else call.body.media_type.media_type
                yield " ".join((call.operation.source, call.operation.pointer, body, *extra))
