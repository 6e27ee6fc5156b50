"""What is said about one text while it is read; a text that is wrong throughout is told so a bounded number of times."""

from __future__ import annotations

from ..diagnostics.model import Label, Reporter, Rule, Span
from ..diagnostics.rules import reading
from .limits import MAX_FINDINGS
from .model import ScalarNode


class Findings:
    """Reports up to `MAX_FINDINGS` findings."""

    def __init__(self, reporter: Reporter) -> None:
        self._reporter = reporter
        self._count = 0

    def say(
        self,
        rule: Rule,
        message: str,
        at: Span,
        *,
        label: str = "",
        related: tuple[Label, ...] = (),
        help: str | None = None,
    ) -> None:
        """Report a finding after which reading goes on."""
        self._count += 1
        if self._count <= MAX_FINDINGS:
            self._reporter.report(rule, message, at, label=label, related=related, help=help)

    def duplicate(self, key: ScalarNode, first: ScalarNode) -> None:
        """Report that a mapping has a key twice; the first one counts."""
        self.say(
            reading.DUPLICATE_KEY,
            f"key `{shorten(str(key.value))}` is there twice",
            key.span,
            label="the second one",
            related=(Label(first.span, "the first one"),),
            help="remove or rename one of them",
        )


def shorten(text: str) -> str:
    """What of a document's text goes into a message: one line, not long."""
    line = text.split("\n", 1)[0]
    return line if len(line) <= 60 else line[:59] + "…"
