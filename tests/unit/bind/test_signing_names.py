"""The service that AWS-like sources sign their requests for is told from their hosts."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.compiling import compile_in

DOCUMENT = """
arazzo: 1.0.1
info: {title: T, version: '1'}
sourceDescriptions:
- {name: store, url: store.openapi.yaml, type: openapi}
workflows:
- workflowId: look
  steps:
  - {stepId: look, operationId: look}
"""
DESCRIPTION = """
openapi: 3.1.0
info: {{title: Store, version: '1'}}
servers: [{{url: 'https://{host}'}}]
security: [{{aws: []}}]
components:
  securitySchemes:
    aws: {{type: http, scheme: AWS4-HMAC-SHA256}}
paths:
  /look:
    get:
      operationId: look
      responses: {{'200': {{description: Done}}}}
"""


@pytest.mark.parametrize(
    ("host", "service"),
    [
        ("a1.execute-api.eu-west-1.amazonaws.com/prod", "execute-api"),
        ("a1.lambda-url.us-east-1.on.aws", "lambda"),
        ("a1.execute-api.{region}.amazonaws.com", "execute-api"),
        ("a1.vpc-lattice-svcs.us-gov-east-1.on.aws", "vpc-lattice-svcs"),
        ("api.example.com", "execute-api"),
    ],
)
def test_requests_are_signed_for_the_service_of_the_host(host: str, service: str, tmp_path: Path) -> None:
    (tmp_path / "look.arazzo.yaml").write_text(DOCUMENT)
    (tmp_path / "store.openapi.yaml").write_text(DESCRIPTION.format(host=host))
    compiled = compile_in(tmp_path)
    assert f'sigv4_credential(aws, "{service}")' in compiled.files["apis/store.py"], compiled.text
