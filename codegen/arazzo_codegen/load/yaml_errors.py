"""What libyaml says when a text is not YAML, in our words and at the place."""

from __future__ import annotations

from ..diagnostics.model import Label, Missing, Position, Reporter, Span
from ..diagnostics.rules import reading
from .events import Mark, YamlError


def span_of(path: str, start: Mark, end: Mark) -> Span:
    """The span between two marks."""
    return Span(path, Position(start.line + 1, start.column + 1), Position(end.line + 1, end.column + 1))


def report_syntax_error(error: YamlError, text: str, path: str, reporter: Reporter) -> Missing:
    """Report where `text` stops being YAML."""
    mark: Mark | None = getattr(error, "problem_mark", None)
    if mark is None:
        start = Position(1, 1)
        return reporter.report(
            reading.MALFORMED_YAML, "this is not YAML", Span(path, start, start), notes=(str(error),)
        )
    place = _character(path, mark)
    if text[mark.index : mark.index + 1] == "\t":
        return reporter.report(
            reading.TAB_INDENTATION,
            "a tab stands where YAML wants blanks",
            place,
            label="tab",
            help="indent with spaces",
        )
    problem = str(getattr(error, "problem", None) or "unexpected text")
    related = _context(error, path, place)
    return reporter.report(
        reading.MALFORMED_YAML, f"this is not YAML: {problem}", place, related=related, help=_help(problem)
    )


def _character(path: str, mark: Mark) -> Span:
    line, column = mark.line + 1, mark.column + 1
    return Span(path, Position(line, column), Position(line, column + 1))


def _context(error: YamlError, path: str, place: Span) -> tuple[Label, ...]:
    context: str | None = getattr(error, "context", None)
    mark: Mark | None = getattr(error, "context_mark", None)
    if not context or mark is None:
        return ()
    span = _character(path, mark)
    return () if span == place else (Label(span, str(context)),)


def _help(problem: str) -> str | None:
    if problem.startswith("mapping values are not allowed"):
        return "put quotes around text that contains `: `, and line up the keys of a mapping"
    if problem.startswith("found character that cannot start any token"):
        return "put quotes around text that begins with `@`, `%` or a backtick"
    if problem.startswith("found invalid Unicode character escape code"):
        return "write a character beyond U+FFFF with eight digits, as in `\\U0001F600`"
    return None
