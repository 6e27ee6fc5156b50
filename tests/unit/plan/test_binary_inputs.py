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


LOOK = """
arazzo: 1.0.1
info: {title: Look, version: 1.0.0}
sourceDescriptions: [{name: rekognition, url: rekognition.yaml, type: openapi}]
workflows:
- workflowId: look
  inputs:
    type: object
    required: [image]
    properties:
      image: {type: object, required: [Bytes], properties: {Bytes: {type: string, format: binary}}}
  steps:
  - stepId: detect
    operationId: DetectLabels
    requestBody:
      contentType: application/json
      payload: {Image: $inputs.image}
  outputs: {image: $inputs.image}
"""
REKOGNITION = """
openapi: 3.0.4
info: {title: Amazon Rekognition, version: "1"}
servers: [{url: "https://rekognition.us-east-1.amazonaws.com"}]
paths:
  /:
    post:
      operationId: DetectLabels
      requestBody: {content: {application/json: {schema: {type: object}}}}
      responses: {"200": {description: ok}}
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


def test_bytes_inside_an_object_for_boto3_are_no_file_of_ours_either(tmp_path: Path) -> None:
    (tmp_path / "look.arazzo.yaml").write_text(LOOK)
    (tmp_path / "rekognition.yaml").write_text(REKOGNITION)
    compiled = compile_in(tmp_path)
    assert not compiled.errors, compiled.text
    look = compiled.files["look.py"]
    assert "class LookImage(TypedDict):\n    Bytes: bytes | IO[bytes]\n" in look
    assert "    image: LookImage\n" in look and "File" not in look
