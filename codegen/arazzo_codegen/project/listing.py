"""Documents that came and went since a run that was kept.

Takes what was looked at then and what is there now; gives the documents to compile now, and which of them came or went; None where only looking at
everything can tell.
"""

from __future__ import annotations

import os

from ..tuples import NamedTuple
from .discover import Entry, choose, have_one_name_each
from .files import Files
from .parts import Parts


class Listing(NamedTuple):
    """The documents in their order, those of them that came, and those that went."""

    entries: tuple[Entry, ...]
    came: frozenset[Entry]
    went: frozenset[Entry]


def relist(parts: Parts, before: tuple[Entry, ...], found: tuple[Entry, ...], files: Files) -> Listing | None:
    """The documents among the files that are `found`, where `before` were."""
    if not have_one_name_each(found):
        return None
    missing, new = {*before} - {*found}, {*found} - {*before}
    chosen = choose((entry for entry in found if entry in new), files)
    stayed = {*parts.entries} - missing
    entries = tuple(entry for entry in found if entry in stayed or entry in chosen)
    went = frozenset(parts.entries) & missing
    if not entries:
        return None
    if _is_read_otherwise(parts, chosen, went) or _share_a_module(parts, entries, (*chosen, *went)):
        return None
    return Listing(entries, frozenset(chosen), went)


def _is_read_otherwise(parts: Parts, came: tuple[Entry, ...], went: frozenset[Entry]) -> bool:
    """Whether a document that came was read before because another refers to it, or one that went is still there to be referred to."""
    read = {path for paths in parts.reach.values() for path in paths}
    return any(entry.path in read for entry in came) or any(os.path.exists(entry.path) for entry in went)


def _share_a_module(parts: Parts, entries: tuple[Entry, ...], moved: tuple[Entry, ...]) -> bool:
    """Whether the module of a document that came or went is called like another's: one of them has a number behind its name, and which depends on
    all."""
    if not moved:
        return False
    from ..plan.program import module_path

    taken: set[str] = set()
    for entry in moved:
        wanted = module_path(entry.name).casefold()
        if wanted in taken:
            return True
        taken.add(wanted)
    modules = {path: part.modules for path, part in parts.parts.items()}
    went = {module for entry in moved for module in modules.pop(entry.path, ())}
    names = {path: os.path.basename(path) for path in modules} | {
        entry.path: entry.name for entry in entries if entry not in moved
    }
    others = {module_path(name).casefold() for name in names.values()}
    others |= {module.removesuffix(".py").casefold() for path in names for module in modules.get(path, ())}
    taken |= {module.removesuffix(".py").casefold() for module in went}
    return not others.isdisjoint(taken)
