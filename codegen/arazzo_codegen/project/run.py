"""One compilation of a project.

Takes entry documents and options, gives the outcome: diagnostics with all that is needed to show them, and the files to write. A fault of the
compiler itself ends here, in an `InternalError` that names the document.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from ..classes import replace
from ..diagnostics.render.report import Report, Summary
from ..load.model import Document
from ..options import Options
from .cache import Cache, key
from .discover import Entry, NotFound, choose, have_one_name_each
from .files import Files
from .memory import Kept, from_data, to_data
from .outcome import Outcome, Texts
from .pages import page
from .parts import are_apart, take_apart
from .pointers import Pointers

if TYPE_CHECKING:
    from ..pipeline import Compilation, Known


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


def recall_or_run(
    found: tuple[Entry, ...],
    files: Files,
    options: Options,
    cache: Cache,
    jobs: int | None = 1,
    named: tuple[str, ...] = (),
) -> Outcome:
    """The outcome of compiling the candidates: that of an earlier run over what the user had `named`, when nothing has changed since; that run's
    with what has changed compiled again, when that can be; else that of a new one. Raises `InternalError` and `NotFound`.
    """
    if not cache.is_kept:
        return compile_all(found, files, options, cache, jobs)
    project = (os.getcwd(), repr(options), *map(os.path.normpath, named))
    good, bad = key("run", *project), key("failed", *project)
    kept = from_data(*cache.recall(good))
    for earlier in (kept, from_data(*cache.recall(bad)) if kept is None or not kept.is_current(found) else None):
        if earlier is not None and earlier.is_current(found):
            files.stamps |= earlier.stamps
            return earlier.outcome
    outcome = None if kept is None else _run_again(kept, found, files, options, cache)
    if outcome is None:
        outcome = compile_all(found, files, options, cache, jobs)
    cache.keep(bad if outcome.failed else good, to_data(outcome, found, files), outcome.files)
    return outcome


def compile_all(
    found: tuple[Entry, ...], files: Files, options: Options, cache: Cache, jobs: int | None = 1
) -> Outcome:
    """Compile all, on at most `jobs` processes; None is as many as there are cores."""
    entries = choose(found, files)
    if not entries:
        raise NotFound("there is no Arazzo document among the files")
    compilation, report, options = compile_entries(entries, files, options, cache, jobs=jobs)
    whole = compilation.files and are_apart(compilation.sources) and have_one_name_each(found)
    parts = take_apart(entries, compilation, options) if whole else None
    return Outcome(report, compilation.files, parts)


def _run_again(kept: Kept, found: tuple[Entry, ...], files: Files, options: Options, cache: Cache) -> Outcome | None:
    """Compile what has changed; None when everything must be."""
    from .incremental import known, merge, select

    selection = select(kept, found, files)
    if selection is None:
        return None
    if selection.is_empty:
        files.stamps = {**kept.stamps, **files.stamps}
        return kept.outcome
    options = replace(options, entry_names=selection.names)
    compilation, report, options = compile_entries(selection.entries, files, options, cache, known(selection))
    outcome = merge(kept, selection, compilation, report, options)
    if outcome is not None:
        files.stamps = {**kept.stamps, **files.stamps}
    return outcome


def compile_entries(
    entries: tuple[Entry, ...],
    files: Files,
    options: Options,
    cache: Cache,
    known: Known | None = None,
    jobs: int | None = 1,
) -> tuple[Compilation, Report, Options]:
    """Compile the entries, but for the modules that are known: all that was found out, the report on it, and the options with the entries'
    names. Raises `InternalError`."""
    options = replace(options, entry_names={entry.path: entry.name for entry in entries} | dict(options.entry_names))
    paths = tuple(entry.path for entry in entries)
    try:
        compilation = _compile(paths, files, options, cache, known, jobs)
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


def _compile(
    paths: tuple[str, ...],
    files: Files,
    options: Options,
    cache: Cache,
    known: Known | None = None,
    jobs: int | None = 1,
) -> Compilation:
    from ..pipeline import Known, compile
    from .environment import make_environment

    return compile(paths, make_environment(files, cache, options, jobs), options, known or Known())


def _culprit(paths: tuple[str, ...], options: Options) -> str:
    """The first document on which the compiler fails when it compiles it alone."""
    for path in paths if len(paths) > 1 else ():
        try:
            _compile((path,), Files(), options, Cache(None))
        except Exception:  # noqa: BLE001  the question is whether there is any
            return path
    return ", ".join(paths[:3])
