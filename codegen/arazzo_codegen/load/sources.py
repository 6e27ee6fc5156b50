"""Where a reference leads: the places on this machine where the document that it names may lie.

Takes the document that refers, the reference and the settings; gives places to try in order, or why there are none. Reads nothing.
"""

from __future__ import annotations

import posixpath

from ..options import Options
from ..tuples import NamedTuple
from .model import Unreadable
from .uri import clean_path, file_path, file_uri, inside, is_relative, join, raw_github, relative_place


class Place(NamedTuple):
    """A document's URI, the absolute path of its file and the path that messages show; `guessed` where nobody said that it is there."""

    uri: str
    path: str
    shown: str
    guessed: bool = False


class Origin(NamedTuple):
    """A document that refers to others: `base` is what its relative references start from, its `$self` if it has one."""

    base: str
    place: Place


def entry_place(entry: str, options: Options) -> Place:
    """Where a document named by the user lies."""
    path = posixpath.normpath(posixpath.join(options.base, entry))
    return Place(file_uri(path), path, entry)


def candidates(origin: Origin, reference: str, options: Options) -> tuple[Place, ...] | Unreadable:
    """The places where the document may lie that `reference` (without fragment) names, best first."""
    uri = join(origin.base, reference)
    if uri is None:
        return Unreadable(reference, "it is no URI reference", "write a relative path or an absolute URL")
    mapped = _mapped(uri, options)
    if uri.startswith("file:"):
        places = mapped or _local(origin, uri, reference)
    else:
        places = (*_beside(origin, uri), *mapped)
    if not places:
        return unmapped(uri)
    allowed = tuple(place for place in places if place in mapped or _allowed(place.path, options))
    return allowed or _outside(uri, places[0], options)


def _mapped(uri: str, options: Options) -> tuple[Place, ...]:
    """The places that the settings give: the exact URI first, then the longest prefix."""
    prefixes = [prefix for prefix in options.sources if prefix.endswith("/") and uri.startswith(prefix)]
    if uri in options.sources:
        shown = posixpath.normpath(options.sources[uri])
    elif prefixes:
        prefix = max(prefixes, key=len)
        folder = posixpath.normpath(options.sources[prefix])
        below = clean_path(uri.removeprefix(prefix))
        if below is None or below.startswith(("/", "..")):
            return ()
        shown = posixpath.join(folder, below)
    else:
        return ()
    return (Place(uri, posixpath.normpath(posixpath.join(options.base, shown)), shown),)


def _local(origin: Origin, uri: str, reference: str) -> tuple[Place, ...]:
    path = file_path(uri)
    if path is None:
        return ()
    if not is_relative(reference):
        return (Place(uri, path, path),)
    relative = posixpath.relpath(path, posixpath.dirname(origin.place.path))
    return (Place(file_uri(path), path, _next_to(origin.place.shown, relative)),)


def _beside(origin: Origin, uri: str) -> tuple[Place, ...]:
    """A document whose own URI is on the network has its neighbours beside it on this machine as well."""
    relative = relative_place(origin.base, uri)
    if relative is None:
        return ()
    return (Place(uri, _next_to(origin.place.path, relative), _next_to(origin.place.shown, relative), True),)


def _next_to(path: str, relative: str) -> str:
    return posixpath.normpath(posixpath.join(posixpath.dirname(path), relative))


def _allowed(path: str, options: Options) -> bool:
    return not options.roots or any(inside(path, root) for root in options.roots)


def unmapped(uri: str) -> Unreadable:
    """Why a document is not read that only the network has, and what to add to the settings."""
    if not uri.startswith(("http:", "https:")):
        return Unreadable(
            uri, f"`{uri}` names no file on this machine", "write a relative path or a URL that the settings map"
        )
    add = f'add `"{uri}" = "<path of the file>"` to `[tool.arazzo-codegen.sources]`'
    raw = raw_github(uri)
    if raw is not None:
        add = f"this address shows a web page, the file itself is at `{raw}`; save it and {add}"
    return Unreadable(uri, "nothing is fetched from the network during a compilation", add)


def not_beside(place: Place) -> Unreadable:
    """Why a document is not read that may lie beside one with an address on the network, and is not there."""
    found = unmapped(place.uri)
    return Unreadable(found.uri, found.reason, f"put the file at `{place.shown}`, or {found.help}")


def _outside(uri: str, place: Place, options: Options) -> Unreadable:
    reason = f"`{place.shown}` lies outside the folders that may be read"
    add = f'add `"{uri}" = "{place.shown}"` to `[tool.arazzo-codegen.sources]`'
    return Unreadable(uri, reason, add if place.guessed else f"move it below `{options.roots[0]}`, or {add}")
