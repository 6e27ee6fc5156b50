"""Lays out what documents say in CommonMark, so that it reads in a docstring as it was written.

Takes a text and a width; gives lines. Plain paragraphs are wrapped, list items too, each from a line of its own; headings, quotes, rows of tables and code
stay as they are.
"""

from __future__ import annotations

import re
import textwrap
from collections.abc import Callable

_FENCE = re.compile(r"\s*(`{3,}|~{3,})")
_ITEM = re.compile(r"(\s*)((?:[-*+]|\d{1,9}[.)])\s+)(?=\S)")
_ALONE = re.compile(r"\s*(?:\||>|#{1,6}(?:\s|$)|(?:=+|-{2,}|\*{3,}|_{3,})\s*$|:?-+:?\s*\|)")
"""Rows of tables, quotes, headings, and the lines below headings and between sections."""

_CODE = re.compile(r" {4}\s*\S")


def is_plain(text: str) -> bool:
    """Whether the text is one paragraph, which may be wrapped anywhere."""
    return "\n" not in text.strip()


def laid_out(text: str, width: int, inside: str, printable: Callable[[str], str]) -> list[str]:
    """The lines of a text, without an empty one at the ends or behind another; all but the first have `inside` in front."""
    page = _Page(width, inside, printable)
    for line in text.expandtabs(4).splitlines():
        page.take(line)
    page.close()
    return page.lines


class _Page:
    """What has been laid out, and the block that is open: a paragraph, an item of a list, or code."""

    def __init__(self, width: int, inside: str, printable: Callable[[str], str]) -> None:
        self.lines: list[str] = []
        self._width, self._inside, self._printable = width, inside, printable
        self._words: list[str] = []
        self._marker = ""
        self._code: list[str] = []
        self._fence = ""
        self._base: int | None = None
        """How far the list that is open is indented."""
        self._gap = False

    def take(self, line: str) -> None:
        """Go on with a line."""
        fence = _FENCE.match(line)
        if self._fence:
            self._code.append(line)
            if fence is not None and fence[1].startswith(self._fence) and not line[fence.end() :].strip():
                self.close()
        elif fence is not None:
            self.close()
            self._fence = fence[1]
            self._code.append(line)
        elif not line.strip():
            self._blank()
        elif self._code or (self._base is None and self._is_between() and _CODE.match(line)):
            self._indented(line)
        else:
            self._prose(line)

    def _is_between(self) -> bool:
        return not self._words and bool(self.lines) and self._gap

    def _blank(self) -> None:
        if self._code:
            self._code.append("")
        else:
            self.close()
            self._gap = True

    def _indented(self, line: str) -> None:
        if _CODE.match(line):
            self._code.append(line)
        else:
            ends = not self._code[-1]
            self.close()
            self._gap = self._gap or ends
            self._prose(line)

    def _prose(self, line: str) -> None:
        item = _ITEM.match(line)
        if _ALONE.match(line):
            self.close()
            self._add(self._kept([self._printable(line)]))
        elif item is not None:
            self.close()
            depth = len(item[1])
            self._base = depth if self._base is None else min(self._base, depth)
            self._marker = " " * (depth - self._base) + self._printable(item[2]) + " "
            self._words = [line[item.end() :]]
        else:
            if self._gap and not line.startswith(" "):
                self._base = None
            self._words.append(line)

    def close(self) -> None:
        """Add the block that is open."""
        if self._code:
            code = textwrap.dedent("\n".join(self._code).rstrip()).splitlines()
            self._add(self._kept(["".join(c if c.isprintable() else " " for c in line).rstrip() for line in code]))
        shown = self._printable(" ".join(self._words))
        if shown or self._marker:
            self._add(self._wrapped(shown))
        self._words, self._marker, self._code, self._fence = [], "", [], ""

    def _wrapped(self, shown: str) -> list[str]:
        start = self._inside if self.lines else ""
        first, behind = start + self._marker, self._inside + " " * len(self._marker)
        if len(first) + len(shown) <= self._width:
            return [f"{first}{shown}".rstrip()]
        return textwrap.wrap(
            shown,
            max(self._width, len(behind) + 20),
            initial_indent=first,
            subsequent_indent=behind,
            break_long_words=False,
            break_on_hyphens=False,
        )

    def _kept(self, lines: list[str]) -> list[str]:
        first = not self.lines
        return [line if not line or (first and at == 0) else self._inside + line for at, line in enumerate(lines)]

    def _add(self, lines: list[str]) -> None:
        if self._gap and self.lines:
            self.lines.append("")
        self._gap = False
        self.lines += lines
