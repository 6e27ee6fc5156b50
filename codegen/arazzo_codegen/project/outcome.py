"""What a compilation gave, ready to be shown and written."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping

from ..classes import dataclass
from ..diagnostics.model import Severity
from ..diagnostics.render.report import Report
from ..options import ReadError
from .files import Files
from .parts import Parts


@dataclass(frozen=True, slots=True)
class Outcome:
    """The diagnostics with all that is needed to show them, and the files: paths below the output folder to texts, none when there are
    errors. `parts` tell what the files were made of."""

    report: Report
    files: Mapping[str, str]
    parts: Parts | None = None

    @property
    def failed(self) -> bool:
        """Whether there are errors."""
        return self.report.count(Severity.ERROR) > 0


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
