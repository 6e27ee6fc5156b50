"""Binary inputs: what boto3 is given is bytes or a file, also when it is handed on by another workflow."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.compiling import compile_in
from tests.golden.test_golden import CASES

CALLER = """
- workflowId: hand-on
  inputs:
    type: object
    required: [content]
    properties: {content: {type: string, format: binary}}
  steps:
  - stepId: replace
    workflowId: replace-object
    parameters:
    - {name: bucket, value: b}
    - {name: oldKey, value: o}
    - {name: newKey, value: n}
    - {name: content, value: $inputs.content}
"""


@pytest.fixture
def emitted(tmp_path: Path) -> str:
    for path in (CASES / "aws" / "object-storage").glob("*.yaml"):
        text = path.read_text(encoding="utf-8")
        (tmp_path / path.name).write_text(text + CALLER if "arazzo" in path.name else text, encoding="utf-8")
    compiled = compile_in(tmp_path)
    assert not compiled.errors, compiled.text
    return "".join(text for path, text in compiled.files.items() if not path.startswith("_runtime/"))


def test_no_file_of_ours_is_taken_for_boto3(emitted: str) -> None:
    assert emitted.count("content: bytes | IO[bytes]") == 2
    assert "Body=content," in emitted and "File" not in emitted
