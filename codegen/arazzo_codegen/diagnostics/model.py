"""What the compiler says about a document, as data.

Takes nothing, gives the types that every stage reports with. Prose is rendered elsewhere (`diagnostics.render`); the catalogue of rules is
`diagnostics.rules`.
"""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum

from ..classes import dataclass, field
from ..tuples import NamedTuple


class Severity(StrEnum):
    """How much a diagnostic matters: an error stops the writing of files, a warning does not."""

    ERROR = "error"
    WARNING = "warning"


class Position(NamedTuple):
    """A place in a text: 1-based line and column, counted in code points."""

    line: int
    column: int


class Span(NamedTuple):
    """A stretch of one document: `path` as shown to the user, `end` exclusive."""

    path: str
    start: Position
    end: Position


@dataclass(frozen=True, slots=True)
class Rule:
    """One thing the compiler can say: its number, its name (that of its page and golden case) and its severity."""

    code: str
    name: str
    severity: Severity

    @property
    def may_be_lowered(self) -> bool:
        """Whether a user may make less of it: not of an error, for where there is one, something is missing that code is made of. What is
        wrong with a description that others publish is no hindrance."""
        return self.severity is Severity.WARNING or self.code.startswith("ARZ7")


@dataclass(frozen=True, slots=True)
class Label:
    """A span and the few words written under its carets (may be empty)."""

    span: Span
    text: str = ""


@dataclass(frozen=True, slots=True)
class Edit:
    """Replace the text of `span` by `text`."""

    span: Span
    text: str


@dataclass(frozen=True, slots=True)
class Fix:
    """A correction that is certain: applying the edits removes the diagnostic and keeps the meaning."""

    title: str
    edits: tuple[Edit, ...]


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One finding: a headline, the place, the other places it is about, notes, and what to do."""

    rule: Rule
    severity: Severity
    message: str
    primary: Label
    related: tuple[Label, ...] = ()
    notes: tuple[str, ...] = ()
    help: str | None = None
    fix: Fix | None = None

    @property
    def sort_key(self) -> tuple[str, Position, Position, str, str]:
        """Order of the output: file, line, column, code."""
        span = self.primary.span
        return (span.path, span.start, span.end, self.rule.code, self.message)


@dataclass(frozen=True, slots=True)
class Missing:
    """What could not be made. Only the `Reporter` makes one; whoever reads it stays silent, so that one cause has one message."""

    because: Diagnostic


@dataclass(slots=True)
class Reporter:
    """Collects the diagnostics of one compilation."""

    diagnostics: list[Diagnostic] = field(default_factory=list[Diagnostic])
    _said: set[Diagnostic] = field(default_factory=set[Diagnostic])

    def report(
        self,
        rule: Rule,
        message: str,
        at: Span,
        *,
        label: str = "",
        related: tuple[Label, ...] = (),
        notes: tuple[str, ...] = (),
        help: str | None = None,
        fix: Fix | None = None,
    ) -> Missing:
        """Record a finding at `at`; the same finding at the same place is recorded once."""
        diagnostic = Diagnostic(rule, rule.severity, message, Label(at, label), related, notes, help, fix)
        if diagnostic not in self._said:
            self._said.add(diagnostic)
            self.diagnostics.append(diagnostic)
        return Missing(diagnostic)

    def earlier(self, at: Span) -> Missing | None:
        """The error that was already reported at `at`, for whoever stays silent because of it."""
        return next((Missing(found) for found in self._errors() if found.primary.span == at), None)

    def earlier_in(self, path: str) -> Missing | None:
        """The first error that was already reported in a document, for whoever stays silent because of it."""
        return next((Missing(found) for found in self._errors() if found.primary.span.path == path), None)

    def _errors(self) -> Iterator[Diagnostic]:
        return (found for found in self.diagnostics if found.severity is Severity.ERROR)
