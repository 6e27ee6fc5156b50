"""Comments that silence a finding: `# arazzo-codegen: ignore[ARZ203]`.

Takes the findings and the texts of the documents, gives the findings that no comment silences, and a warning for each comment that silences
nothing. A comment is about its own line, or when it stands alone, about the next.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from ..tuples import NamedTuple
from .model import Diagnostic, Position, Reporter, Span
from .nearest import nearest_rule
from .rules import RULES, reading

_MARK = "arazzo-codegen:"
_COMMENT = re.compile(r"#[ \t]*arazzo-codegen:[ \t]*ignore\[([^\]\n]*)\]")
_NAME = re.compile(r"[^,\s]+")


class _Ignore(NamedTuple):
    """One rule in one comment: the line it is about, the code, and where it is written."""

    line: int
    code: str
    span: Span


def apply_ignores(diagnostics: Sequence[Diagnostic], texts: Mapping[str, str]) -> tuple[Diagnostic, ...]:
    """The findings without those that comments in the texts (by path) silence, and what is to say about the comments."""
    reporter = Reporter()
    ignores = [ignore for path, text in texts.items() if _MARK in text for ignore in _ignores(path, text, reporter)]
    if not ignores and not reporter.diagnostics:
        return tuple(diagnostics)
    wanted = {(ignore.span.path, ignore.line, ignore.code) for ignore in ignores}
    silenced = {place for diagnostic in diagnostics if (place := _place(diagnostic)) in wanted}
    for ignore in ignores:
        if (ignore.span.path, ignore.line, ignore.code) not in silenced:
            message = f"there is nothing of rule `{ignore.code}` to ignore in line {ignore.line}"
            reporter.report(
                reading.UNUSED_IGNORE, message, ignore.span, help=f"remove `{ignore.code}` from the comment"
            )
    return (*(found for found in diagnostics if _place(found) not in silenced), *reporter.diagnostics)


def _place(diagnostic: Diagnostic) -> tuple[str, int, str]:
    span = diagnostic.primary.span
    return (span.path, span.start.line, diagnostic.rule.code)


def _ignores(path: str, text: str, reporter: Reporter) -> Iterator[_Ignore]:
    names = {rule.name: rule.code for rule in RULES.values()} | {code: code for code in RULES}
    for number, line in enumerate(re.split(r"\r\n|\n|\r", text), 1):
        comment = _COMMENT.search(line) if _MARK in line else None
        if comment is None:
            continue
        about = number if line[: comment.start()].strip() else number + 1
        for name in _NAME.finditer(comment[1]):
            start = comment.start(1) + name.start() + 1
            span = Span(path, Position(number, start), Position(number, start + len(name[0])))
            if name[0] not in names:
                _report_unknown(name[0], span, names, reporter)
            elif not RULES[names[name[0]]].may_be_lowered:
                message = f"rule `{name[0]}` is an error, which cannot be ignored"
                reporter.report(reading.LOWERED_ERROR, message, span, help=f"remove `{name[0]}` from the comment")
            else:
                yield _Ignore(about, names[name[0]], span)


def _report_unknown(name: str, span: Span, names: Iterable[str], reporter: Reporter) -> None:
    near = nearest_rule(name, names)
    help = "use the code or the name of a rule" if near is None else f"change it to `{near}`"
    reporter.report(reading.IGNORE_NAMES_NO_RULE, f"there is no rule `{name}` to ignore", span, help=help)
