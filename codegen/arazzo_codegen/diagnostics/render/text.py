"""The format for people: a headline, source frames with carets, notes and help.

Takes a report, gives the text as DESIGN describes it, in colour where the report says so.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from ...tuples import NamedTuple
from ..model import Diagnostic, Label, Severity
from .frame import Mark, Row, Style, draw
from .report import Report
from .visible import escaped

_ESCAPES: dict[Style, str] = {"bold": "\x1b[1m", "gutter": "\x1b[1;34m", "related": "\x1b[1;34m"}
_SEVERITY_ESCAPES = {Severity.ERROR: "\x1b[1;31m", Severity.WARNING: "\x1b[1;33m"}
_RESET = "\x1b[0m"


def render(report: Report) -> str:
    """All diagnostics, with an empty line behind each; empty when there are none."""
    texts = _Lines(report)
    return "".join(f"{_Diagnostic(diagnostic, texts, report.colour).render()}\n\n" for diagnostic in report.diagnostics)


class _Lines:
    """The lines of the files that are shown, split once each."""

    def __init__(self, report: Report) -> None:
        self._texts = report.texts
        self._lines: dict[str, list[str]] = {}

    def of(self, path: str) -> list[str]:
        """The lines of a file; none when its text is not to be had."""
        if path not in self._lines:
            text = self._texts.get(path)
            # A line ends at LF, CR LF or CR and nowhere else (YAML 1.2, section 5.4), unlike `str.splitlines`.
            self._lines[path] = [] if text is None else text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
        return self._lines[path]


class _Placed(NamedTuple):
    """A label with the lines that it marks."""

    label: Label
    primary: bool

    @property
    def key(self) -> tuple[str, int, int]:
        span = self.label.span
        return (span.path, span.start.line, span.end.line)


class _Diagnostic:
    """The rendering of one diagnostic."""

    def __init__(self, diagnostic: Diagnostic, lines: _Lines, colour: bool) -> None:
        self._diagnostic = diagnostic
        self._lines = lines
        self._colour = colour
        labels = (diagnostic.primary, *diagnostic.related)
        shown = (label.span for label in labels)
        self._width = max(len(str(max(span.start.line, span.end.line))) for span in shown)

    def render(self) -> str:
        """The headline, a frame for each place, and what is said below them."""
        rows = [self._headline(), *self._frames(), *self._remarks()]
        return "\n".join(row.rstrip() for row in rows)

    def _headline(self) -> str:
        diagnostic = self._diagnostic
        kind = self._paint(f"{diagnostic.severity}[{diagnostic.rule.code}]", "primary")
        return kind + self._paint(f": {escaped(diagnostic.message)}", "bold")

    def _frames(self) -> Iterator[str]:
        primary = _Placed(self._diagnostic.primary, True)
        labels = [primary, *(_Placed(label, False) for label in self._diagnostic.related)]
        # What stands on the line of the primary label is marked there; other labels keep their order.
        labels.sort(key=lambda placed: placed.key != primary.key)
        for index, (_, group) in enumerate(groupby(labels, key=lambda placed: placed.key)):
            yield from self._frame(list(group), "-->" if index == 0 else ":::")

    def _frame(self, labels: list[_Placed], arrow: str) -> Iterator[str]:
        span = labels[0].label.span
        where = f"{escaped(span.path)}:{span.start.line}:{span.start.column}"
        yield self._paint(f"{' ' * self._width}{arrow}", "gutter") + f" {where}"
        lines = self._lines.of(span.path)
        if not 0 < span.start.line <= len(lines):
            yield from (self._remark(placed.label.text) for placed in labels if placed.label.text)
            return
        yield self._gutter("")
        first, last = span.start.line, _last_line(labels[0].label, lines)
        if first == last:
            marks = [_mark(placed, lines[first - 1]) for placed in labels]
            yield from self._line(first, draw(lines[first - 1], marks))
        else:
            yield from self._block(labels, lines, first, last)

    def _block(self, labels: list[_Placed], lines: list[str], first: int, last: int) -> Iterator[str]:
        """The first and the last line of a span of several lines; the words stand under the last."""
        head, tail = lines[first - 1], lines[last - 1]
        indent = len(tail) - len(tail.lstrip())
        begin = [Mark(p.label.span.start.column - 1, len(head.rstrip()), "", p.primary) for p in labels]
        yield from self._line(first, draw(head, begin))
        if last > first + 1:
            yield self._paint("...", "gutter")
        close = [Mark(indent, _end_on(p.label, last, tail), p.label.text, p.primary) for p in labels]
        yield from self._line(last, draw(tail, close))

    def _line(self, number: int, rows: list[Row]) -> Iterator[str]:
        for index, row in enumerate(rows):
            drawn = "".join(self._paint(text, style) for text, style in row)
            yield f"{self._gutter(str(number) if index == 0 else '')} {drawn}"

    def _remarks(self) -> Iterator[str]:
        diagnostic = self._diagnostic
        if diagnostic.notes or diagnostic.help:
            yield self._gutter("")
        for note in diagnostic.notes:
            yield self._remark(note)
        if diagnostic.help:
            yield self._remark(diagnostic.help, "help")

    def _remark(self, text: str, kind: str = "note") -> str:
        head = self._paint(f"{' ' * self._width} =", "gutter")
        first, *more = text.split("\n")
        indent = " " * (self._width + len(kind) + 5)
        rows = [f"{head} {self._paint(kind, 'bold')}: {escaped(first)}", *(indent + escaped(row) for row in more)]
        return "\n".join(rows)

    def _gutter(self, number: str) -> str:
        return self._paint(f"{number:>{self._width}} |", "gutter")

    def _paint(self, text: str, style: Style) -> str:
        if not self._colour or not style or not text:
            return text
        escape = _SEVERITY_ESCAPES[self._diagnostic.severity] if style == "primary" else _ESCAPES[style]
        return f"{escape}{text}{_RESET}"


def _last_line(label: Label, lines: list[str]) -> int:
    """The last line on which a span covers anything: a span that ends where a line begins ends on the line before."""
    start, end = label.span.start, label.span.end
    last = min(end.line, len(lines))
    if last == end.line and last > start.line and not lines[last - 1][: end.column - 1].strip():
        last -= 1
    while last > start.line and not lines[last - 1].strip():
        last -= 1
    return max(last, start.line)


def _mark(placed: _Placed, line: str) -> Mark:
    start = placed.label.span.start.column - 1
    return Mark(
        start,
        max(_end_on(placed.label, placed.label.span.start.line, line), start + 1),
        placed.label.text,
        placed.primary,
    )


def _end_on(label: Label, number: int, line: str) -> int:
    """Where a span ends on a line that it reaches, as a number of code points."""
    end = label.span.end
    return end.column - 1 if end.line == number else len(line.rstrip())
