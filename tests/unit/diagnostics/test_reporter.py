"""What was reported earlier silences only where it was an error."""

from __future__ import annotations

from arazzo_codegen.diagnostics.model import Position, Reporter, Span
from arazzo_codegen.diagnostics.rules import names, reading

HERE = Span("a.yaml", Position(1, 1), Position(1, 5))


def test_a_warning_at_the_same_place_silences_nothing() -> None:
    reporter = Reporter()
    reporter.report(names.DOTTED_PROPERTY, "a warning", HERE)
    assert reporter.earlier(HERE) is None
    assert reporter.earlier_in("a.yaml") is None
    error = reporter.report(reading.UNREADABLE, "an error", HERE)
    assert reporter.earlier(HERE) == reporter.earlier_in("a.yaml") == error
    assert reporter.earlier_in("b.yaml") is None


def test_the_same_finding_is_kept_once() -> None:
    reporter = Reporter()
    first = reporter.report(reading.UNREADABLE, "an error", HERE)
    assert reporter.report(reading.UNREADABLE, "an error", HERE) == first
    assert len(reporter.diagnostics) == 1
