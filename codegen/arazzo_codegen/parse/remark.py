"""What the readers of small texts (expressions, conditions, queries) have to say, before it is known where the text stands.

They work on plain strings and offsets; `tell` ties a remark to its place in the document.
"""

from __future__ import annotations

from ..diagnostics.model import Edit, Fix, Missing, Reporter, Rule
from ..load.model import ScalarNode
from ..tuples import NamedTuple


class Remark(NamedTuple):
    """A finding about the characters `start` to `end` of a text; `replacement` is a certain correction of just those."""

    rule: Rule
    message: str
    start: int
    end: int
    help: str | None = None
    label: str = ""
    replacement: str | None = None
    notes: tuple[str, ...] = ()


class Malformed(Exception):
    """Raised inside a reader when it cannot go on; never leaves `parse`."""

    def __init__(self, remark: Remark) -> None:
        super().__init__(remark.message)
        self.remark = remark


def tell(remark: Remark, node: ScalarNode, reporter: Reporter) -> Missing:
    """Report a remark about the text of `node`."""
    span = node.part(remark.start, max(remark.end, remark.start))
    fix = None
    if remark.replacement is not None and _fits(remark.replacement, remark.start, node):
        fix = Fix(remark.help or f"write `{remark.replacement}`", (Edit(span, remark.replacement),))
    return reporter.report(
        remark.rule, remark.message, span, label=remark.label, notes=remark.notes, help=remark.help, fix=fix
    )


def _fits(replacement: str, start: int, node: ScalarNode) -> bool:
    """Whether the replacement can stand in the scalar as it is written: a quote would end it, a brace could begin a mapping."""
    if node.part(start, start) == node.span:
        return False
    match node.style:
        case "plain":
            opens = start == 0 and replacement[:1] in tuple("'\"!&*%@`|>")
            return not opens and not any(mark in replacement for mark in "{}[],#:")
        case "single":
            return "'" not in replacement
        case "double" | "json":
            return '"' not in replacement and "\\" not in replacement
        case "literal" | "folded":
            return True
