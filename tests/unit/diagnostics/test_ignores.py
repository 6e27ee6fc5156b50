"""Comments that silence findings."""

from __future__ import annotations

from arazzo_codegen.diagnostics.ignores import apply_ignores
from arazzo_codegen.diagnostics.model import Diagnostic, Label, Position, Span
from arazzo_codegen.diagnostics.rules import reading


def found(line: int, path: str = "a.yaml") -> Diagnostic:
    span = Span(path, Position(line, 1), Position(line, 2))
    return Diagnostic(reading.MERGE_KEY, reading.MERGE_KEY.severity, "said", Label(span))


def after(text: str, *diagnostics: Diagnostic) -> list[tuple[str, int, int, str | None]]:
    rest = apply_ignores(diagnostics, {"a.yaml": text})
    return [(d.rule.code, d.primary.span.start.line, d.primary.span.start.column, d.help) for d in rest]


def test_a_comment_silences_its_line() -> None:
    assert after("a: b # arazzo-codegen: ignore[ARZ009]\nc: d\n", found(1), found(2)) == [("ARZ009", 2, 1, None)]
    assert after("a: b # arazzo-codegen: ignore[merge-key]\n", found(1)) == []
    assert after("a: b\n", found(1)) == [("ARZ009", 1, 1, None)]


def test_a_comment_alone_silences_the_next_line() -> None:
    assert after("  # arazzo-codegen:ignore[ARZ009]\r\na: b\r\n", found(2)) == []


def test_a_finding_in_another_file_stays() -> None:
    text = "a: b # arazzo-codegen: ignore[ARZ009]\n"
    rest = apply_ignores((found(1, "b.yaml"), found(1)), {"a.yaml": text, "b.yaml": "x"})
    assert [d.primary.span.path for d in rest] == ["b.yaml"]


def test_a_comment_that_silences_nothing_warns() -> None:
    text = "a: b # arazzo-codegen: ignore[ARZ009, ARZ105]\n"
    assert after(text, found(1)) == [("ARZ084", 1, 39, "remove `ARZ105` from the comment")]
    assert after(text.replace("ARZ105", "ARZ10S"), found(1)) == [("ARZ085", 1, 39, "change it to `ARZ101`")]


def test_an_error_cannot_be_ignored() -> None:
    text = "a: b # arazzo-codegen: ignore[ARZ203]\n"
    assert after(text) == [("ARZ086", 1, 31, "remove `ARZ203` from the comment")]
