"""The outside world for a compilation.

Takes what a run has of files and caches, gives the `Environment` that the stages are handed.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from functools import partial

from ..load.model import Data, Document, MappingNode, Node, data
from ..options import Environment, Finding, Options
from . import aws_models
from .cache import Cache, key
from .files import Files, digest
from .links import read_within
from .processes import processes
from .records import Malformed, items, text

_RUNTIME = os.path.join(os.path.dirname(os.path.dirname(__file__)), "runtime")


def make_environment(files: Files, cache: Cache, options: Options | None = None, jobs: int | None = 1) -> Environment:
    """The environment that reads through `files`, within the roots of `options`, asks the cache before it asks the OpenAPI validator, and divides
    work among `jobs` processes."""
    return Environment(
        read=files.read if options is None else read_within(files.read, options),
        aws_services=aws_models.services,
        aws_model=aws_models.model,
        validate=partial(validate, cache),
        runtime_source=runtime_source,
        spread=processes(jobs),
        memory=_Outlines(cache),
    )


class _Outlines:
    """Keeps the outlines of large files in the cache."""

    def __init__(self, cache: Cache) -> None:
        self._cache = cache

    def recall(self, kind: str, content: bytes) -> str | None:
        """The outline of a content that was read before."""
        return self._cache.text(_outline_key(kind, content)) if self._cache.is_kept else None

    def keep(self, kind: str, content: bytes, outline: str) -> None:
        """Remember the outline of a content."""
        if self._cache.is_kept:
            self._cache.put_text(_outline_key(kind, content), outline)


def _outline_key(kind: str, content: bytes) -> str:
    return key("outline", kind, digest(content))


def validate(cache: Cache, document: Document) -> tuple[Finding, ...]:
    """What the OpenAPI validator says about a document; each content is validated once."""
    name = key("findings", document.uri, document.text, *_outline(document.root, 3)) if cache.is_kept else ""
    found = _read_findings(cache.get(name))
    if found is None:
        from .openapi_validator import findings

        found = findings(data(document.root), document.uri)
        if cache.is_kept:
            cache.put(name, [[finding.message, finding.pointer] for finding in found])
    return found


def _outline(node: Node, depth: int) -> Iterator[str]:
    """The names at the top of a tree: a document from which parts were left out has the text of the whole."""
    if isinstance(node, MappingNode) and depth:
        for name in node.entries:
            yield name
            if depth > 1:
                yield from _outline(node.entries[name][1], depth - 1)


def _read_findings(kept: Data) -> tuple[Finding, ...] | None:
    try:
        return tuple(Finding(*items(entry, text)) for entry in items(kept, lambda entry: entry))
    except (Malformed, TypeError):
        return None


def runtime_source(name: str) -> str:
    """The text of a module of the runtime support, by its path below `runtime/`."""
    with open(os.path.join(_RUNTIME, *name.split("/")), encoding="utf-8") as file:
        return file.read()
