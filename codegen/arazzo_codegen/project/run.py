"""One compilation of a project.

Takes entry documents and options, gives the outcome: diagnostics with all that is needed to show them, and the files to write. A fault of the
compiler itself ends here, in an `InternalError` that names the document.
"""

from __future__ import annotations

import os
from dataclasses import replace
from typing import TYPE_CHECKING

from ..diagnostics.render.report import Report, Summary
from ..load.model import Document
from ..options import Options
from .cache import Cache, key
from .discover import Entry, NotFound, choose
from .files import Files
from .memory import from_data, to_data
from .outcome import Outcome, Texts
from .pages import page
from .pointers import Pointers

if TYPE_CHECKING:
    from ..pipeline import Compilation


class InternalError(Exception):
    """The compiler failed where it should have reported: `document` is the one that it failed on, `trail` the places in the code."""

    def __init__(self, document: str, cause: BaseException) -> None:
        from traceback import extract_tb

        super().__init__(f"{type(cause).__name__}: {cause}")
        self.document = document
        self.trail = tuple(
            f"{os.path.basename(frame.filename)}:{frame.lineno} in {frame.name}"
            for frame in extract_tb(cause.__traceback__)
        )


def recall_or_run(found: tuple[Entry, ...], files: Files, options: Options, cache: Cache) -> Outcome:
    """The outcome of compiling the candidates: that of an earlier run, when nothing has changed since. Raises `InternalError` and
    `NotFound`."""
    name = key("run", os.getcwd(), repr(options), repr(found)) if cache.is_kept else ""
    outcome = from_data(cache.get(name), files)
    if outcome is None:
        entries = choose(found, files)
        if not entries:
            raise NotFound("there is no Arazzo document among the files")
        outcome = run(entries, files, options, cache)
        if cache.is_kept:
            cache.put(name, to_data(outcome, files))
    return outcome


def run(entries: tuple[Entry, ...], files: Files, options: Options, cache: Cache) -> Outcome:
    """Compile the entries. Raises `InternalError`."""
    compilation, report, _ = compile_entries(entries, files, options, cache)
    return Outcome(report, compilation.files)


def compile_entries(
    entries: tuple[Entry, ...], files: Files, options: Options, cache: Cache
) -> tuple[Compilation, Report, Options]:
    """Compile the entries: all that was found out, the report on it, and the options with the entries' names. Raises `InternalError`."""
    options = replace(options, entry_names={entry.path: entry.name for entry in entries})
    paths = tuple(entry.path for entry in entries)
    try:
        compilation = _compile(paths, files, options, cache)
    except Exception as error:
        raise InternalError(_culprit(paths, options), error) from error
    documents = [document for document in compilation.sources.documents.values() if isinstance(document, Document)]
    report = Report(
        compilation.diagnostics,
        Texts({document.path: document.text for document in documents}),
        Pointers(documents),
        page,
        Summary(len(entries), len(compilation.program.workflows), len(compilation.files)),
    )
    return compilation, report, options


def _compile(paths: tuple[str, ...], files: Files, options: Options, cache: Cache) -> Compilation:
    from ..pipeline import compile
    from .environment import make_environment

    return compile(paths, make_environment(files, cache), options)


def _culprit(paths: tuple[str, ...], options: Options) -> str:
    """The first document on which the compiler fails when it compiles it alone."""
    for path in paths if len(paths) > 1 else ():
        try:
            _compile((path,), Files(), options, Cache(None))
        except Exception:  # noqa: BLE001  the question is whether there is any
            return path
    return ", ".join(paths[:3])
