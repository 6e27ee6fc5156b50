"""Small pieces of documents for the tests of expressions: scalars and criteria as if they stood in a file."""

from __future__ import annotations

from collections.abc import Mapping

from arazzo_codegen.diagnostics.model import Diagnostic, Missing, Reporter
from arazzo_codegen.load.model import MappingNode, Node, ScalarNode
from arazzo_codegen.parse.condition import parse_criterion
from arazzo_codegen.parse.model import Criterion, Expression, QueryCriterion, Version

COLUMN = 11
"""Where the text of a scalar begins."""


def scalar(text: str | int | float | bool | None) -> ScalarNode:
    """A plain scalar on line 3."""
    raw = str(text)
    return ScalarNode(text, raw, "plain", "a.arazzo.yaml", 3, COLUMN, 3, COLUMN + len(raw))


def mapping(fields: Mapping[str, str | int | Mapping[str, str]]) -> MappingNode:
    """An object of scalars and objects."""
    entries: dict[str, tuple[ScalarNode, Node]] = {
        name: (scalar(name), mapping(value) if isinstance(value, Mapping) else scalar(value))
        for name, value in fields.items()
    }
    return MappingNode(entries, "a.arazzo.yaml", 3, 1, 4, 1)


def criterion(
    condition: str,
    type: str | Mapping[str, str] | None = None,
    version: Version = "1.0",
    context: str | None = "$response.body",
) -> tuple[Criterion, list[Diagnostic]]:
    """A criterion and what is said about it."""
    fields: dict[str, str | int | Mapping[str, str]] = {"condition": condition}
    if type is not None:
        fields["type"] = type
        if context is not None:
            fields["context"] = context
    reporter = Reporter()
    return parse_criterion(mapping(fields), version, reporter), reporter.diagnostics


def query(condition: str, type: str | Mapping[str, str], version: Version = "1.0") -> QueryCriterion:
    """A criterion with a context that must be good, whatever is said about it."""
    parsed, said = criterion(condition, type, version)
    assert isinstance(parsed, QueryCriterion), said
    return parsed


def codes(diagnostics: list[Diagnostic]) -> list[str]:
    """The codes in the order of the text."""
    return [diagnostic.rule.code for diagnostic in sorted(diagnostics, key=lambda found: found.sort_key)]


def pointed(text: str, diagnostic: Diagnostic) -> str:
    """The characters of `text` that the diagnostic points at."""
    span = diagnostic.primary.span
    return text[span.start.column - COLUMN : span.end.column - COLUMN]


def good(expression: Expression | Missing) -> Expression:
    """The expression, which must be one."""
    assert isinstance(expression, Expression)
    return expression
