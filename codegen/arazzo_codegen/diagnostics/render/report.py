"""What the renderers take: the diagnostics of a run, the texts they point into, and what the run did.

Each format is a module beside this one with one function, `render(report) -> str`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Literal

from ...classes import dataclass, field
from ...tuples import NamedTuple
from ..model import Diagnostic, Severity, Span


@dataclass(frozen=True, slots=True)
class Summary:
    """What a run did, in numbers."""

    documents: int = 0
    workflows: int = 0
    files: int = 0


class ChangedFile(NamedTuple):
    """A file that a run has changed, or with `--check` would change."""

    path: str
    change: Literal["written", "removed"]


class Drift(NamedTuple):
    """The files for which a run has status 1, and the words before what happens to them: `would be `, or `was `."""

    files: tuple[ChangedFile, ...] = ()
    verb: str = "would be"

    def said(self, file: ChangedFile) -> str:
        """What is said of one of the files."""
        return f"{self.verb} {file.change}"


def _nowhere(span: Span) -> str | None:
    del span
    return None


def _no_page(code: str) -> str | None:
    del code
    return None


@dataclass(frozen=True, slots=True)
class Report:
    """The diagnostics in the order of the output, and what a format may show beside them.

    `texts` maps the paths of spans to the text of the files, `pointer` a span to the JSON Pointer of the node that stands there, `page` a
    rule's code to its page in Markdown. A text, pointer or page that is not to be had is left out of what is rendered. `files` are those that
    changed or would change, and `drift` those that are a failure.
    """

    diagnostics: Sequence[Diagnostic]
    texts: Mapping[str, str] = field(default_factory=dict[str, str])
    pointer: Callable[[Span], str | None] = _nowhere
    page: Callable[[str], str | None] = _no_page
    summary: Summary = Summary()
    tool_version: str = ""
    colour: bool = False
    files: tuple[ChangedFile, ...] = ()
    drift: Drift = Drift()

    def count(self, severity: Severity) -> int:
        """How many diagnostics have this severity."""
        return sum(diagnostic.severity is severity for diagnostic in self.diagnostics)
