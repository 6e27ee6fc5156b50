"""One source line with the marks under it.

Takes a line and the marks on it, gives rows of styled text, without the gutter. Columns of marks are code points of the line; the rows are in
columns of the terminal, so that tabs, wide characters and combining marks keep the carets where they belong.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate, groupby
from typing import Literal, TypeAlias

from ...tuples import NamedTuple
from .visible import Cell, cells, escaped

Style: TypeAlias = Literal["", "primary", "related", "gutter", "bold"]
Row: TypeAlias = tuple[tuple[str, Style], ...]

WIDEST = 120
"""Columns of a source line that are shown; the rest of a longer line is cut away around the marks."""
_BEFORE = 40
_CUT = "..."


class Mark(NamedTuple):
    """What is marked on a line: code points `start` to `end` (0-based, exclusive), and the words under them."""

    start: int
    end: int
    text: str
    primary: bool

    @property
    def style(self) -> Style:
        """The style of the carets and of the words."""
        return "primary" if self.primary else "related"


def draw(line: str, marks: Sequence[Mark]) -> list[Row]:
    """The rows of a frame: the line, the carets, the words that have no room beside the carets."""
    drawn, shown = _shorten(cells(line.rstrip()), marks)
    starts = [0, *accumulate(cell.width for cell in drawn)]
    placed = [_place(mark, starts) for mark in shown]
    source = "".join(cell.text for cell in drawn)
    return [((source, ""),), *_words(placed)]


def _shorten(line: list[Cell], marks: Sequence[Mark]) -> tuple[list[Cell], list[Mark]]:
    """The part of a long line that holds the first mark, and the marks moved with it."""
    if sum(cell.width for cell in line) <= WIDEST:
        return line, list(marks)
    first = min(mark.start for mark in marks)
    begin = max(0, min(first - _BEFORE, len(line) - WIDEST))
    end = min(len(line), begin + WIDEST)
    head = [Cell(_CUT, len(_CUT))] if begin else []
    tail = [Cell(_CUT, len(_CUT))] if end < len(line) else []
    shift = len(head) - begin
    limit = end + shift
    moved = [m._replace(start=min(m.start + shift, limit), end=min(m.end + shift, limit)) for m in marks]
    return [*head, *line[begin:end], *tail], moved


def _place(mark: Mark, starts: list[int]) -> Mark:
    """The mark in columns of the terminal. A mark behind the end of the line stands where the next character would."""
    last = len(starts) - 1
    start = starts[min(mark.start, last)] + max(0, min(mark.start - last, 1))
    return mark._replace(start=start, end=max(starts[min(mark.end, last)], start + 1), text=escaped(mark.text))


def _words(marks: list[Mark]) -> list[Row]:
    """The carets with the words of the last mark behind them, then the words of the others, from right to left."""
    carets = _carets(marks)
    ordered = sorted(marks, key=lambda mark: (mark.start, mark.end))
    beside = ordered[-1] if all(mark.end <= ordered[-1].end for mark in marks) else None
    waiting = [mark for mark in ordered if mark.text and mark is not beside]
    words: Row = () if beside is None or not beside.text else ((" ", ""), (beside.text, beside.style))
    rows = [(*carets, *words)]
    if waiting:
        rows.append(_bars(waiting))
    while waiting:
        mark = waiting.pop()
        bars = _bars([other for other in waiting if other.start < mark.start])
        rows.append((*bars, (" " * (mark.start - _width(bars)), ""), (mark.text, mark.style)))
    return rows


def _carets(marks: list[Mark]) -> Row:
    """`^` under the primary mark, `-` under the others; the primary wins where they overlap."""
    styles: list[Style] = [""] * max(mark.end for mark in marks)
    for mark in sorted(marks, key=lambda mark: mark.primary):
        run: list[Style] = [mark.style] * (mark.end - mark.start)
        styles[mark.start : mark.end] = run
    strokes = {"primary": "^", "related": "-"}
    return tuple((strokes.get(style, " ") * len(list(same)), style) for style, same in groupby(styles))


def _bars(marks: list[Mark]) -> Row:
    """`|` at the start of each mark."""
    row: list[tuple[str, Style]] = []
    at = 0
    for mark in marks:
        if mark.start >= at:
            row.append((" " * (mark.start - at), ""))
            row.append(("|", mark.style))
            at = mark.start + 1
    return tuple(row)


def _width(row: Row) -> int:
    return sum(len(text) for text, _ in row)
