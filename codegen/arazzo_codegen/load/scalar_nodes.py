"""Nodes of scalars: from libyaml's events to values and places."""

from __future__ import annotations

from ..diagnostics.rules import reading
from .events import Event, Mark
from .findings import Findings, shorten
from .lines import BREAK
from .model import Constant, ScalarNode, Style
from .scalars import OutOfRange, is_scalar_tag, resolve, resolve_tagged
from .yaml_errors import span_of

_STYLES: dict[str | None, Style] = {
    None: "plain",
    "": "plain",
    "'": "single",
    '"': "double",
    "|": "literal",
    ">": "folded",
}


class ScalarNodes:
    """Makes the scalar nodes of one text; `line` is the number of its first line, `restored` brings back characters that were hidden
    from libyaml."""

    def __init__(self, text: str, path: str, line: int, restored: dict[int, str], findings: Findings) -> None:
        self._text = text
        self._path = path
        self._line = line
        self._restored = restored
        self._findings = findings
        self._names: dict[str, str] = {}
        """The keys, each once: a large description has a few hundred, each a thousand times."""

    def make(self, event: Event) -> ScalarNode:
        """The node of a value."""
        start, end, text = event.start_mark, event.end_mark, event.value
        if self._restored:
            text = text.translate(self._restored)
        style = _STYLES[event.style]
        value = text if style != "plain" and event.tag is None else self._resolved(event, text)
        if style == "literal" or style == "folded":
            return self._block(text, value, style, start, end)
        raw = text if style == "plain" else self._text[start.index + 1 : end.index - 1]
        line = start.line + self._line
        # Most end on the line where they begin: the same number, not an equal one, which would take memory.
        end_line = line if start.line == end.line else end.line + self._line
        return ScalarNode(value, raw, style, self._path, line, start.column + 1, end_line, end.column + 1)

    def make_key(self, event: Event) -> ScalarNode:
        """The node of a key, which is text whatever it looks like."""
        start, end, text = event.start_mark, event.end_mark, event.value
        if self._restored:
            text = text.translate(self._restored)
        name = self._names.setdefault(text, text)
        style = _STYLES[event.style]
        line = start.line + self._line
        end_line = line if start.line == end.line else end.line + self._line
        return ScalarNode(name, name, style, self._path, line, start.column + 1, end_line, end.column + 1)

    def _resolved(self, event: Event, text: str) -> Constant:
        try:
            return resolve(text) if event.tag is None else resolve_tagged(text, event.tag)
        except OutOfRange:
            place = span_of(self._path, event.start_mark, event.end_mark)
            self._findings.say(reading.NUMBER_OUT_OF_RANGE, "this number has too many digits", place)
        except ValueError:
            place = span_of(self._path, event.start_mark, event.end_mark)
            tag = shorten(event.tag or "")
            fits = f"`{shorten(text)}` is no value of tag `{tag}`"
            message = fits if is_scalar_tag(tag) else f"tag `{tag}` is not one that JSON has a value for"
            self._findings.say(reading.UNKNOWN_TAG, message, place, help="remove the tag")
        return text

    def _block(self, text: str, value: Constant, style: Style, start: Mark, end: Mark) -> ScalarNode:
        """A block scalar. libyaml ends it where the next token begins, we where its text does."""
        raw = self._text[start.index : end.index].rstrip()
        header, *lines = BREAK.split(raw)
        end_line = start.line + self._line + len(lines)
        end_column = len(lines[-1]) + 1 if lines else start.column + len(header) + 1
        indent = _indentation(lines, text.split("\n")) if style == "literal" else 0
        line, column = start.line + self._line, start.column + 1
        return ScalarNode(value, raw, style, self._path, line, column, end_line, end_column, indent)


def _indentation(written: list[str], lines: list[str]) -> int:
    """By how much the lines of a literal block scalar are indented beyond their text; leading empty lines do not tell."""
    return next((len(before) - len(after) for before, after in zip(written, lines, strict=False) if after.strip()), 0)
