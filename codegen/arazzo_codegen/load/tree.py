"""What both readers give, and what both say."""

from __future__ import annotations

from dataclasses import dataclass

from ..diagnostics.model import Label, Reporter
from ..diagnostics.rules import reading
from .model import Node, ScalarNode


@dataclass(frozen=True, slots=True)
class Tree:
    """What reading gives: the root, the values of `$ref` and `$id` fields, and keys that are no strings in YAML (`200:`), read as text."""

    root: Node
    references: tuple[ScalarNode, ...] = ()
    identifiers: tuple[ScalarNode, ...] = ()
    odd_keys: tuple[ScalarNode, ...] = ()


def report_duplicate(key: ScalarNode, first: ScalarNode, reporter: Reporter) -> None:
    """Say that a mapping has a key twice."""
    reporter.report(
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
