"""Operations of descriptions as operations of service models, and the ways into their responses."""

from __future__ import annotations

import botocore
import pytest
from arazzo_codegen.bind.aws.method_names import method_name
from arazzo_codegen.bind.aws.operations import bind_operation
from arazzo_codegen.bind.aws.outputs import output_path
from arazzo_codegen.bind.model import AwsOperation, EnumType, NamedType, ObjectType, StringType, Type, UnknownType
from arazzo_codegen.diagnostics.model import Missing, Reporter
from arazzo_codegen.parse.model import Access, Index, Property
from arazzo_codegen.project.aws_models import model

from tests.unit.aws.described import STEP, entry, known, operation, scalar

SERVICES = (
    "connect s3 ec2 iam dynamodb lambda sqs sns rds waf storagegateway mturk cloudfront elbv2 emr ses sesv2 polly opsworks"
    " cognito-idp socialmessaging observabilityadmin sso-oidc apigateway"
).split()


@pytest.mark.parametrize("service", SERVICES)
def test_methods_are_named_as_botocore_names_them(service: str) -> None:
    data = model(service)
    if not isinstance(data, dict) or not isinstance(data["operations"], dict):
        pytest.skip("botocore no longer has this service")
    for name in data["operations"]:
        assert method_name(name) == botocore.xform_name(name)


@pytest.mark.parametrize(
    "written",
    [
        "startOutboundVoiceContact",
        "StartOutboundVoiceContact",
        "start-outbound-voice-contact",
        "start_outbound_voice_contact",
        "Connect_StartOutboundVoiceContact",
        "connect.startOutboundVoiceContact",
    ],
)
def test_operation_ids_are_spelled_in_many_ways(written: str) -> None:
    found = operation("connect", written, {})
    assert (found.name, found.method) == ("StartOutboundVoiceContact", "start_outbound_voice_contact")
    assert found.required == ("DestinationPhoneNumber", "ContactFlowId", "InstanceId")
    assert found.request_line == "PUT /contact/outbound-voice"


def test_an_id_of_its_own_is_found_by_method_and_path() -> None:
    described = entry("readOneContact", "get", "/contacts/{instance}/{contact}")
    found = bind_operation("connect", model("connect"), described, "", scalar("readOneContact"), {}, Reporter())
    assert isinstance(found, AwsOperation)
    assert found.name == "DescribeContact"


def test_an_unknown_operation_gets_the_near_name() -> None:
    reporter = Reporter()
    found = bind_operation(
        "connect", model("connect"), entry("describeContract"), "", scalar("describeContract"), {}, reporter
    )
    assert isinstance(found, Missing)
    assert reporter.diagnostics[0].rule.code == "ARZ601"
    assert "`DescribeContact`" in (reporter.diagnostics[0].help or "")


def test_structures_are_named_types_that_may_be_recursive() -> None:
    types: dict[str, Type] = {}
    found = operation("dynamodb", "PutItem", types)
    item = found.input.get("Item")
    assert item is not None
    assert isinstance(item.type, ObjectType)
    assert isinstance(item.type.additional, NamedType)
    assert isinstance(types[item.type.additional.key], ObjectType)


def promised(service: str, operation_id: str) -> set[str]:
    """The members that the operation's answers surely have."""
    return {member.name for member in operation(service, operation_id, {}).output.properties if member.required}


def test_outputs_promise_what_is_one_value_but_nothing_that_may_be_empty() -> None:
    assert promised("connect", "listQueues") == set()
    assert promised("connect", "startOutboundVoiceContact") == {"ContactId"}
    assert promised("connect", "describeContact") == {"Contact"}
    assert promised("dynamodb", "GetItem") == {"ConsumedCapacity"}
    assert promised("dynamodb", "Scan") == {"Count", "ScannedCount", "ConsumedCapacity"}
    assert promised("sqs", "ReceiveMessage") == set()


def test_the_place_of_a_next_page_is_not_promised() -> None:
    assert "LastEvaluatedTableName" not in promised("dynamodb", "ListTables")
    assert not promised("s3", "ListObjectsV2") & {"NextContinuationToken", "ContinuationToken"}


def test_an_output_whose_required_members_are_listed_promises_those() -> None:
    execution = promised("stepfunctions", "DescribeExecution")
    assert {"executionArn", "status"} <= execution
    assert not execution & {"output", "stopDate", "error", "cause"}


def test_an_empty_list_in_xml_is_left_out() -> None:
    found = promised("s3", "ListObjectsV2")
    assert "KeyCount" in found
    assert not found & {"Contents", "CommonPrefixes"}


def test_times_are_text_in_inputs_and_unknown_in_outputs() -> None:
    types: dict[str, Type] = {}
    operation("connect", "searchContacts", types)
    names = {key.partition("/shapes/")[2]: type_ for key, type_ in types.items()}
    span, found = names["SearchContactsTimeRange"], names["ContactSearchSummary"]
    assert isinstance(span, ObjectType)
    assert isinstance(found, ObjectType)
    start, initiated, channel = span.get("StartTime"), found.get("InitiationTimestamp"), found.get("Channel")
    assert start is not None and start.type == StringType("date-time")
    assert initiated is not None and initiated.type == UnknownType()
    assert channel is not None and isinstance(channel.type, EnumType)


def test_errors_statuses_and_headers_are_the_models() -> None:
    describe = operation("connect", "describeContact", {})
    assert ("ResourceNotFoundException", 404) in describe.errors
    put = operation("s3", "PutObject", {})
    assert ("etag", "ETag") in put.header_members
    assert (put.success_status, operation("s3", "DeleteBucket", {}).success_status) == (200, 204)


def path(pointer: str) -> tuple[Access, ...]:
    """A JSON Pointer as accesses."""
    return tuple(Index(int(token)) if token.isdigit() else Property(token) for token in pointer.split("/")[1:])


@pytest.mark.parametrize(
    ("service", "name", "written", "meant"),
    [
        ("connect", "describeContact", "/Contact/Channel", "/Contact/Channel"),
        ("connect", "describeContact", "/contact/channel", "/Contact/Channel"),
        ("connect", "searchContacts", "/Contacts/0/Id", "/Contacts/0/Id"),
        ("connect", "describeContact", "/Nothing/here", "/Nothing/here"),
        ("s3", "ListObjectsV2", "/ListBucketResult/Contents/0/Key", "/Contents/0/Key"),
        ("s3", "ListObjectsV2", "/KeyCount", "/KeyCount"),
        ("s3", "DeleteObjects", "/DeleteResult/Error", "/Errors"),
        ("s3", "GetBucketVersioning", "/MfaDelete", "/MFADelete"),
        ("s3", "GetBucketTagging", "/TagSet/Tag/0/Key", "/TagSet/0/Key"),
        ("s3", "GetBucketAcl", "/AccessControlPolicy/AccessControlList/Grant", "/Grants"),
        ("s3", "CopyObject", "/ETag", "/CopyObjectResult/ETag"),
        ("s3", "CopyObject", "/CopyObjectResult/ETag", "/CopyObjectResult/ETag"),
    ],
)
def test_the_wire_says_which_member_is_read(service: str, name: str, written: str, meant: str) -> None:
    types: dict[str, Type] = {}
    found = operation(service, name, types)
    assert output_path(found, path(written), STEP, known(types), Reporter()) == path(meant)


def test_a_stream_cannot_be_read() -> None:
    types: dict[str, Type] = {}
    reporter = Reporter()
    assert isinstance(output_path(operation("s3", "GetObject", types), (), STEP, known(types), reporter), Missing)
    assert reporter.diagnostics[0].rule.code == "ARZ960"
