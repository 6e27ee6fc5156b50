"""What is reported points at the scalar that a reader would change."""

from __future__ import annotations

import pytest

from tests.unit.bind.test_values import bind_body


@pytest.mark.parametrize(
    ("body", "line", "text"),
    [
        ("payload: {age: 1}", 0, "payload"),
        ("payload:\n            age: 1\n            owner: {id: x}", 2, "x"),
        ('payload: |\n            {"age": 1}', 0, "payload"),
    ],
)
def test_a_finding_in_a_payload_points_at_a_scalar(body: str, line: int, text: str) -> None:
    spans = [diagnostic.primary.span for diagnostic in bind_body(body).diagnostics]
    first = min(span.start.line for span in spans)
    found = [span for span in spans if span.end.column - span.start.column == len(text)]
    assert any(span.start.line == span.end.line == first + line for span in found), spans
