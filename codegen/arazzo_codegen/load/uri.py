"""URI references: joined, taken apart, turned into paths and back.

Pure functions over text (RFC 3986); nothing here looks at a disk.
"""

from __future__ import annotations

import posixpath
import re
from urllib.parse import quote, unquote, urljoin, urlsplit

_GITHUB_PAGE = re.compile(r"https?://github\.com/([^/]+)/([^/]+)/(?:blob|raw)/(.+)")


def without_fragment(reference: str) -> str:
    """The part of a reference that names the document."""
    return reference.partition("#")[0]


def join(base: str, reference: str) -> str | None:
    """The URI that `reference` names in a document whose base is `base`, without its fragment; None when it is no URI reference."""
    try:
        return without_fragment(urljoin(base, reference))
    except ValueError:
        return None


def file_uri(path: str) -> str:
    """The `file:` URI of an absolute path."""
    return "file://" + quote(path, errors="surrogateescape")


def file_path(uri: str) -> str | None:
    """The absolute path that a `file:` URI names, or None when it names none on this machine."""
    parts = urlsplit(uri)
    if parts.scheme != "file" or parts.netloc not in ("", "localhost"):
        return None
    return clean_path(parts.path)


def clean_path(encoded: str) -> str | None:
    """The path that a percent-encoded one stands for, without `.` and `..`; None when no file can have it."""
    path = unquote(encoded, errors="surrogateescape")
    return None if "\x00" in path else posixpath.normpath(path)


def is_relative(reference: str) -> bool:
    """Whether a reference has neither scheme nor authority nor an absolute path."""
    parts = urlsplit(reference)
    return not parts.scheme and not parts.netloc and not parts.path.startswith("/")


def relative_place(base: str, uri: str) -> str | None:
    """The path from the folder of document `base` to `uri`, when both are on the same host."""
    start, target = urlsplit(base), urlsplit(uri)
    if (start.scheme, start.netloc) != (target.scheme, target.netloc) or not target.path:
        return None
    return clean_path(posixpath.relpath(target.path, posixpath.dirname(start.path) or "/"))


def inside(path: str, folder: str) -> bool:
    """Whether an absolute path lies in a folder."""
    return path == folder or path.startswith(folder.rstrip("/") + "/")


def raw_github(uri: str) -> str | None:
    """The address of the file itself, when `uri` is the page on github.com that shows it."""
    match = _GITHUB_PAGE.match(uri)
    return None if match is None else f"https://raw.githubusercontent.com/{match[1]}/{match[2]}/{match[3]}"
