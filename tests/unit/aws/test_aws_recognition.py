"""Which OpenAPI descriptions are of AWS services."""

from __future__ import annotations

import pytest
from arazzo_codegen.bind.aws.recognition import recognize
from arazzo_codegen.diagnostics.model import Reporter
from arazzo_codegen.load.model import Data
from arazzo_codegen.options import AwsBinding, Options
from arazzo_codegen.project.aws_models import services

from tests.unit.aws.described import description

SIGNED: dict[str, Data] = {"securitySchemes": {"aws_signature": {"type": "http", "scheme": "bearer"}}}


def told(data: dict[str, Data], options: Options | None = None) -> str | None:
    """The service that a description says."""
    return recognize(description(data), "shop", options or Options(), services(), Reporter())


@pytest.mark.parametrize(
    ("url", "service"),
    [
        ("https://connect.amazonaws.com", "connect"),
        ("https://connect.us-east-1.amazonaws.com", "connect"),
        ("http://connect.{region}.amazonaws.com", "connect"),
        ("https://connect.cn-north-1.amazonaws.com.cn/", "connect"),
        ("https://{bucket}.s3.{region}.amazonaws.com", "s3"),
        ("https://s3.amazonaws.com", "s3"),
        ("https://dynamodb.eu-west-1.api.aws", "dynamodb"),
        ("https://streams.dynamodb.eu-west-1.amazonaws.com", "dynamodbstreams"),
        ("https://participant.connect.us-east-1.amazonaws.com", "connectparticipant"),
        ("https://monitoring.us-east-1.amazonaws.com", "cloudwatch"),
        ("https://email.us-east-1.amazonaws.com", "sesv2"),
        ("https://abc123.execute-api.us-east-1.amazonaws.com/prod", None),
        ("https://sellingpartnerapi-na.amazon.com", None),
        ("https://amazonaws.com.evil.example", None),
        ("https://[::1", None),
        ("/v1", None),
    ],
)
def test_hosts_name_services(url: str, service: str | None) -> None:
    assert told({"servers": [{"url": url}]}) == service


def test_an_older_generation_is_told_by_its_date() -> None:
    data: dict[str, Data] = {
        "info": {"version": "2010-12-01"},
        "servers": [{"url": "https://email.us-east-1.amazonaws.com"}],
    }
    assert told(data) == "ses"


def test_swagger_has_a_host() -> None:
    assert told({"host": "connect.us-east-1.amazonaws.com"}) == "connect"


def test_a_signature_and_a_title_say_it_where_no_server_does() -> None:
    data: dict[str, Data] = {"info": {"title": "Amazon Connect Service Contacts API"}, "components": SIGNED}
    assert told(data) == "connect"
    assert told({**data, "components": {}}) is None
    assert told({**data, "servers": [{"url": "https://api.example.com"}]}) is None


def test_the_settings_decide_first() -> None:
    data: dict[str, Data] = {"servers": [{"url": "https://connect.amazonaws.com"}]}
    assert told(data, Options(backends={"shop": "http"})) is None
    assert told({}, Options(aws={"shop": AwsBinding(service="connect")})) == "connect"
    assert told(data, Options(backends={"other": "http"})) == "connect"


def test_settings_that_name_no_service_are_told() -> None:
    reporter = Reporter()
    options = Options(aws={"shop": AwsBinding(service="conect")})
    assert recognize(description({}), "shop", options, services(), reporter) == "connect"
    assert reporter.diagnostics[0].rule.code == "ARZ607"
    assert '"connect"' in (reporter.diagnostics[0].help or "")
    recognize(description({}), "shop", Options(backends={"shop": "aws"}), services(), reporter)
    assert len(reporter.diagnostics) == 2
