"""One compilation of a project.

Takes entry documents and options, gives the outcome: diagnostics with all that is needed to show them, and the files to write. A fault of the
compiler itself ends here, in an `InternalError` that names the document.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from traceback import extract_tb
from typing import TYPE_CHECKING

from ..diagnostics.model import Severity
from ..diagnostics.render.report import Report, Summary
from ..load.model import Document
from ..options import Options, ReadError
from .discover import Entry
from .files import Files
from .pages import page
from .pointers import Pointers

if TYPE_CHECKING:
    from ..pipeline import Compilation


class InternalError(Exception):
    """The compiler failed where it should have reported: `document` is the one that it failed on, `trail` the places in the code."""

    def __init__(self, document: str, cause: BaseException) -> None:
        super().__init__(f"{type(cause).__name__}: {cause}")
        self.document = document
        self.trail = tuple(
            f"{os.path.basename(frame.filename)}:{frame.lineno} in {frame.name}"
            for frame in extract_tb(cause.__traceback__)
        )


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a compilation gave. `files` maps paths below the output folder to texts, and is empty when there are errors."""

    report: Report
    files: Mapping[str, str]

    @property
    def failed(self) -> bool:
        """Whether there are errors."""
        return self.report.count(Severity.ERROR) > 0


def run(entries: tuple[Entry, ...], files: Files, options: Options) -> Outcome:
    """Compile the entries. Raises `InternalError`."""
    options = replace(options, entry_names={entry.path: entry.name for entry in entries})
    paths = tuple(entry.path for entry in entries)
    try:
        compilation = _compile(paths, files, options)
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
    return Outcome(report, compilation.files)


def _compile(paths: tuple[str, ...], files: Files, options: Options) -> Compilation:
    from ..pipeline import compile
    from .environment import make_environment

    return compile(paths, make_environment(files), options)


def _culprit(paths: tuple[str, ...], options: Options) -> str:
    """The first document on which the compiler fails when it compiles it alone."""
    for path in paths if len(paths) > 1 else ():
        try:
            _compile((path,), Files(), options)
        except Exception:  # noqa: BLE001  the question is whether there is any
            return path
    return ", ".join(paths[:3])


class Texts(Mapping[str, str]):
    """The texts that diagnostics point into: of documents that were read, else of the file itself."""

    def __init__(self, known: Mapping[str, str]) -> None:
        self._known = dict(known)

    def __getitem__(self, path: str) -> str:
        if path not in self._known:
            try:
                content = Files().read(os.path.abspath(path))
            except ReadError as error:
                raise KeyError(path) from error
            self._known[path] = content.decode("utf-8-sig", "replace")
        return self._known[path]

    def __iter__(self) -> Iterator[str]:
        return iter(self._known)

    def __len__(self) -> int:
        return len(self._known)
