"""Compiling again what has changed.

Takes a run that was kept and the files as they are now; gives the outcome that compiling everything would have, or None where only compiling
everything can tell.

Documents share API clients, and a client is made from what all of them ask of it. So documents that have changed are compiled together with the
first ones that ask for each of the rest: these make the same clients as all would. When the clients, their names and what is said of shared files
are what they were, whatever did not change is as it was.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from typing import TYPE_CHECKING

from ..classes import dataclass, replace
from ..diagnostics.model import Diagnostic, Span
from ..diagnostics.render.report import Report, Summary
from ..options import Options
from .discover import Entry, choose
from .files import Files
from .listing import Listing, relist
from .memory import Kept
from .outcome import Outcome, Texts
from .parts import Part, Parts, identifies, take_apart

if TYPE_CHECKING:
    from ..pipeline import Compilation, Known

_PACKAGE = "__init__.py"


@dataclass(frozen=True, slots=True)
class Selection:
    """What is to be compiled: `entries` in their order, of which `changed` need it, the rest for what they ask of API clients. `held` are the
    paths of all that unchanged documents read: what was made of these stays."""

    listing: Listing
    entries: tuple[Entry, ...]
    changed: tuple[Entry, ...]
    held: frozenset[str]
    runtime: tuple[str, ...]
    names: Mapping[str, str]
    """The entries' paths below the folder that was named, also of those that are not compiled."""

    @property
    def is_empty(self) -> bool:
        """Whether nothing that bears on the outcome has changed."""
        return not self.changed and not self.listing.went


def select(kept: Kept, found: tuple[Entry, ...], files: Files) -> Selection | None:
    """What to compile because of the changes; None for everything."""
    parts = kept.outcome.parts
    listing = None if parts is None else relist(parts, kept.found, found, files)
    if parts is None or listing is None:
        return None
    paths = {os.path.abspath(path): path for paths in parts.reach.values() for path in paths}
    missing = {os.path.abspath(entry.path) for entry in kept.found if entry not in found}
    if not all(path in paths or path in missing for path in kept.changed):
        return None
    touched = {paths[path] for path in kept.changed if path in paths}
    changed = tuple(e for e in listing.entries if e in listing.came or touched.intersection(parts.reach[e.path]))
    if choose(changed, files) != changed:
        return None
    clean = [entry for entry in listing.entries if entry not in changed]
    wanted = {*changed, *_introducing(parts, clean)}
    if 2 * len(wanted) > len(listing.entries) or (listing.went and not wanted):
        return None
    held = frozenset(path for entry in clean for path in parts.reach[entry.path])
    needed = {name for path in held if path in parts.parts for name in parts.parts[path].runtime}
    return Selection(
        listing,
        tuple(entry for entry in listing.entries if entry in wanted),
        changed,
        held,
        tuple(sorted(needed)),
        {entry.path: entry.name for entry in listing.entries},
    )


def _introducing(parts: Parts, clean: list[Entry]) -> list[Entry]:
    """Of the clean entries, in their order, those that ask for something which none before them has asked for."""
    known: set[str] = set()
    found: list[Entry] = []
    for entry in clean:
        read = (parts.parts[path] for path in parts.reach[entry.path] if path in parts.parts)
        demands = {demand for part in read for demand in part.demands}
        if not demands <= known:
            known |= demands
            found.append(entry)
    return found


def merge(
    kept: Kept, selection: Selection, compilation: Compilation, report: Report, options: Options
) -> Outcome | None:
    """The outcome of everything, from that of the selection; None when what was held is not as it was."""
    before = kept.outcome
    parts = before.parts
    assert parts is not None
    if identifies(compilation.sources, selection.held):
        return None
    diagnostics = _diagnostics(before, parts, selection, report)
    if diagnostics is None:
        return None
    workflows = sum(parts.parts[path].workflows for path in selection.held if path in parts.parts)
    workflows += sum(
        len(document.workflows) for document in compilation.program.documents if document.path not in selection.held
    )
    whole = replace(
        report,
        diagnostics=diagnostics,
        texts=Texts(report.texts),
        pointer=_Pointers(before.report, report, selection.held),
        summary=Summary(len(selection.listing.entries), workflows, 0),
    )
    if not compilation.files:
        return Outcome(whole, {})
    fresh = take_apart(selection.entries, compilation, options)
    if not _is_as_it_was(before, parts, fresh, selection, compilation.files):
        return None
    files = _files(before, parts, selection, compilation.files)
    summary = replace(whole.summary, files=len(files))
    return Outcome(replace(whole, summary=summary), files, _joined(parts, fresh, selection))


def _diagnostics(before: Outcome, parts: Parts, selection: Selection, report: Report) -> tuple[Diagnostic, ...] | None:
    """Those of what is held, as they were, and the new ones of the rest; None when something else is said of what is held and was read again."""
    read = {path for paths in parts.reach.values() for path in paths}
    old, new = _by_path(before.report), _by_path(report)
    if not all(path in read for path in old):
        return None
    if any(old.get(path) != found for path, found in new.items() if path in selection.held):
        return None
    if any(path not in new for path in old if path in selection.held and path in report.texts):
        return None
    chosen = [d for path, found in old.items() if path in selection.held for d in found]
    chosen += [d for path, found in new.items() if path not in selection.held for d in found]
    return tuple(sorted(chosen, key=lambda d: d.sort_key))


def _by_path(report: Report) -> dict[str, list[Diagnostic]]:
    found: dict[str, list[Diagnostic]] = {}
    for diagnostic in report.diagnostics:
        found.setdefault(diagnostic.primary.span.path, []).append(diagnostic)
    return found


def _is_as_it_was(before: Outcome, parts: Parts, fresh: Parts, selection: Selection, files: Mapping[str, str]) -> bool:
    """Whether shared clients have the text that they had, and everything has the name that it had."""
    if any(parts.names.get(key, name) != name for key, name in fresh.names.items()):
        return False  # a description or a document goes by another name
    owners = {module: path for path, part in parts.parts.items() for module in part.modules}
    for path, part in fresh.parts.items():
        if path in parts.parts and path in selection.held:
            shared = part.modules  # none for a document, which was not planned
            if shared and (shared != parts.parts[path].modules or any(files[m] != before.files[m] for m in shared)):
                return False
        elif path in parts.parts:
            if part.modules != parts.parts[path].modules:
                return False
        elif any(module in owners for module in part.modules):
            return False
    return True


def _files(before: Outcome, parts: Parts, selection: Selection, files: Mapping[str, str]) -> dict[str, str]:
    held = [module for path in selection.held if path in parts.parts for module in parts.parts[path].modules]
    folders = {"/".join(name.split("/")[:depth]) for name in held for depth in range(name.count("/") + 1)}
    packages = [
        name for name in before.files if os.path.basename(name) == _PACKAGE and os.path.dirname(name) in folders
    ]
    return dict(sorted(({name: before.files[name] for name in (*held, *packages)} | dict(files)).items()))


def _joined(parts: Parts, fresh: Parts, selection: Selection) -> Parts:
    """What to keep of the merged outcome."""
    changed = {entry.path for entry in (*selection.changed, *selection.listing.went)}
    reach = {path: read for path, read in parts.reach.items() if path not in changed}
    reach |= {path: read for path, read in fresh.reach.items() if path in changed}
    all_parts: dict[str, Part] = {path: part for path, part in parts.parts.items() if path in selection.held}
    all_parts |= {path: part for path, part in fresh.parts.items() if path not in all_parts}
    return Parts(selection.listing.entries, reach, all_parts, {**parts.names, **fresh.names})


class _Pointers:
    """The pointers of both runs."""

    def __init__(self, old: Report, new: Report, held: frozenset[str]) -> None:
        self._old, self._new, self._held = old, new, held

    def __call__(self, span: Span) -> str | None:
        return (self._old if span.path in self._held else self._new).pointer(span)


def known(selection: Selection) -> Known:
    """What the compiler need not make."""
    from ..pipeline import Known

    return Known(selection.held, selection.runtime)
