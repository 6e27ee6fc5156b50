"""A place in the text of a runtime expression.

Takes a text, gives its names and words one after the other. What may stand in a name depends on what stands around the expression.
"""

from __future__ import annotations

import re
from typing import Final, Literal, TypeAlias

from ..classes import dataclass, field
from ..diagnostics.rules.expressions import INCOMPLETE_EXPRESSION
from .remark import Malformed, Remark

Place: TypeAlias = Literal["whole", "condition", "text"]
"""Where an expression stands: it is the whole text, an operand of a condition, or unbraced amid other text."""

NAME: Final[dict[Place, re.Pattern[str]]] = {
    "whole": re.compile(r"(?:(?!\[\d+\])[^#])*"),
    "condition": re.compile(r"[^\s()\[\]<>=!&|'\",+*/%#{}]*"),
    "text": re.compile(r"[\w-]+(?:\.[\w-]+)*"),
}
"""The name of an input, step, output and so on, dots included."""

FREE_NAME: Final[dict[Place, re.Pattern[str]]] = {
    "whole": re.compile(r"(?s).*"),
    "condition": re.compile(r"(?:(?!&&|\|\||!=|\[\d+\])[^\s()<>={}'\",])*"),
    "text": re.compile(r"[\w-]+(?:\.[\w-]+)*"),
}
"""The name of a parameter or operation, which may hold any character."""


@dataclass(slots=True)
class Cursor:
    """`start` is where the expression begins, `at` the first character not yet consumed, `end` where it must end at the latest."""

    text: str
    start: int
    at: int
    end: int
    place: Place
    remarks: list[Remark] = field(default_factory=list[Remark])

    def take(self, pattern: re.Pattern[str]) -> str:
        """Consume what `pattern` matches here; empty when it matches nothing."""
        match = pattern.match(self.text, self.at, self.end)
        if match is None:
            return ""
        self.at = match.end()
        return match.group()

    def sees(self, character: str) -> bool:
        """Whether `character` comes next."""
        return self.at < self.end and self.text[self.at] == character

    def dot(self, needed: str) -> None:
        """Consume the dot in front of `needed`."""
        if not self.sees("."):
            raise self.incomplete(needed)
        self.at += 1

    def dotted(self, needed: str) -> str:
        """The dot and the names behind it, up to what ends them here."""
        self.dot(needed)
        names = self.take(NAME[self.place])
        if not names.strip(".") or names.endswith("."):
            raise self.incomplete(needed)
        return names

    def incomplete(self, needed: str) -> Malformed:
        """The expression stops before `needed`."""
        end = max(self.at, self.start + 1)
        message = f"`{self.text[self.start : end]}` is not a complete expression"
        return Malformed(Remark(INCOMPLETE_EXPRESSION, message, self.start, end, f"add {needed}"))
