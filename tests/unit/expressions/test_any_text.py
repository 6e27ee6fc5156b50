"""Whatever is written, the readers of small texts end with a tree or a diagnostic, and point inside the scalar."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from arazzo_codegen.diagnostics.model import Diagnostic, Missing, Reporter, Severity
from arazzo_codegen.parse.condition import parse_criterion
from arazzo_codegen.parse.expression import parse_expression
from arazzo_codegen.parse.model import Version
from arazzo_codegen.parse.selector import parse_selector
from arazzo_codegen.parse.selector_type import Kind
from arazzo_codegen.parse.template import parse_value_text

from tests.unit.expressions.written import COLUMN, mapping, scalar

WORDS = st.sampled_from(
    "$inputs. $steps. .outputs. $response .body .header. #/ ~ ~1 [0] ['a'] . $ { } {{ }} {$inputs.a} $statusCode == != < <= = && || ! ( ) ' \" "
    "1 -2.5e3 true null and contains a b-c .length $. $.. * ? @ , : ] [ [?@ \\ / | + \ue000 \n é".split(" ")
)
TEXTS = st.lists(WORDS, max_size=12).map("".join) | st.text(max_size=30)
VERSIONS: st.SearchStrategy[Version] = st.sampled_from(["1.0", "1.1"])


def well_placed(text: str, said: list[Diagnostic]) -> None:
    for diagnostic in said:
        span = diagnostic.primary.span
        assert span.start.line == span.end.line == 3
        assert COLUMN <= span.start.column <= span.end.column <= COLUMN + max(len(text), 1) + 1
        assert "\ue001" not in diagnostic.message or "\ue001" in text


@given(TEXTS, VERSIONS)
@settings(max_examples=300, deadline=None)
def test_values(text: str, version: Version) -> None:
    reporter = Reporter()
    value = parse_value_text(scalar(text), version, reporter)
    well_placed(text, reporter.diagnostics)
    assert isinstance(value, Missing) == any(d.severity is Severity.ERROR for d in reporter.diagnostics)


@given(TEXTS)
@settings(max_examples=300, deadline=None)
def test_expressions(text: str) -> None:
    reporter = Reporter()
    value = parse_expression(scalar(text), reporter)
    well_placed(text, reporter.diagnostics)
    assert isinstance(value, Missing) == any(d.severity is Severity.ERROR for d in reporter.diagnostics)


@given(TEXTS, VERSIONS, st.sampled_from([None, "simple", "jsonpath", "regex", "xpath", "?"]), st.booleans())
@settings(max_examples=500, deadline=None)
def test_criteria(text: str, version: Version, type: str | None, draft: bool) -> None:
    fields: dict[str, str | int] = {"condition": text, "context": "$response.body"}
    node = mapping(fields if type is None else {**fields, "type": type})
    if draft and type == "jsonpath":
        dialect = {"type": "jsonpath", "version": "draft-goessner-dispatch-jsonpath-00"}
        node = mapping({**fields, "type": dialect})
    reporter = Reporter()
    value = parse_criterion(node, version, reporter)
    assert isinstance(value, Missing) == any(d.severity is Severity.ERROR for d in reporter.diagnostics)


@given(TEXTS, VERSIONS, st.sampled_from(["jsonpath", "xpath", "jsonpointer"]))
@settings(max_examples=300, deadline=None)
def test_selectors(text: str, version: Version, default: Kind) -> None:
    reporter = Reporter()
    value = parse_selector(scalar(text), None, default, version, reporter)
    well_placed(text, reporter.diagnostics)
    assert isinstance(value, Missing) == any(d.severity is Severity.ERROR for d in reporter.diagnostics)
