"""Parameters and payloads of steps as members of AWS operations."""

from __future__ import annotations

import pytest
from arazzo_codegen.bind.constants import constant
from arazzo_codegen.bind.model import (
    ArrayType,
    ConstantValue,
    EnumType,
    NumberType,
    ObjectOf,
    ObjectType,
    PropertyType,
    Read,
    StringType,
    TextValue,
    UnknownType,
)
from arazzo_codegen.load.model import Data
from arazzo_codegen.parse.model import Property

from tests.unit.aws.described import STEP, Call, argument, bound, read


def given_type(payload: dict[str, Data], type_: Read) -> ObjectOf:
    """A payload with the member `Type`."""
    made = bound(payload)
    assert isinstance(made, ObjectOf)
    return ObjectOf((*made.members, ("Type", type_)), made.type, made.span, (*made.keys, STEP))


OUTBOUND: dict[str, Data] = {"InstanceId": "$i", "ContactFlowId": "$f", "DestinationPhoneNumber": "$n"}


def test_members_come_in_the_order_of_the_document() -> None:
    call = Call("connect", "startOutboundVoiceContact", payload={**OUTBOUND, "QueueId": "$q"})
    assert list(call.values) == [*OUTBOUND, "QueueId"]
    assert call.codes == []


def test_parameter_and_payload_are_one_set_of_members() -> None:
    call = Call(
        "connect",
        "createContactFlow",
        argument("InstanceId", "$i"),
        payload={"Name": "n", "Type": "AGENT_HOLD", "Content": "{}"},
    )
    assert list(call.values) == ["InstanceId", "Name", "Type", "Content"]


def test_an_idempotency_token_need_not_be_given() -> None:
    assert not Call("connect", "startOutboundVoiceContact", payload=OUTBOUND).refused


def test_the_name_on_the_wire_is_the_member() -> None:
    call = Call("connect", "listQueues", argument("InstanceId", "$i"), argument("maxResults", 5, "query"))
    assert call.constant("MaxResults") == 5
    assert call.codes == []


def test_one_unknown_argument_and_one_missing_member_alike_are_meant_for_each_other() -> None:
    call = Call(
        "connect",
        "updateContactAttributes",
        argument("InstanceId", "$i"),
        argument("ContactId", "$c"),
        payload={"Attributes": {"a": "b"}},
    )
    assert list(call.values) == ["InstanceId", "InitialContactId", "Attributes"]
    assert call.codes == ["ARZ604"]
    assert "POST /contact/attributes" in call.diagnostics[0].notes[0]


def test_the_settings_rename_silently() -> None:
    call = Call(
        "connect",
        "updateContactAttributes",
        argument("InstanceId", "$i"),
        argument("TheContact", "$c"),
        payload={"Attributes": {"a": "b"}},
        renames={"UpdateContactAttributes.TheContact": "InitialContactId"},
    )
    assert "InitialContactId" in call.values
    assert call.codes == []


def test_names_that_are_not_alike_are_not_matched() -> None:
    call = Call(
        "connect",
        "updateContactAttributes",
        argument("InstanceId", "$i"),
        argument("Colour", "$c"),
        payload={"Attributes": {}},
    )
    assert call.codes == ["ARZ602", "ARZ603"]


def test_two_missing_members_are_not_guessed() -> None:
    call = Call("connect", "updateContactAttributes", argument("ContactId", "$c"), payload={"Attributes": {}})
    assert call.codes == ["ARZ602", "ARZ603"]
    assert "`InitialContactId`, `InstanceId`" in call.diagnostics[1].message


def test_an_unknown_member_gets_the_near_name_and_the_list() -> None:
    call = Call("connect", "startOutboundVoiceContact", payload={**OUTBOUND, "QueeId": "$q"})
    assert call.codes == ["ARZ602"]
    assert call.diagnostics[0].help == "change it to `QueueId`"
    assert "`InstanceId` (required)" in call.diagnostics[0].notes[0]


def test_missing_members_are_listed_at_every_depth() -> None:
    call = Call(
        "connect",
        "createHoursOfOperation",
        argument("InstanceId", "$i"),
        payload={"Name": "n", "TimeZone": "UTC", "Config": [{"Day": "MONDAY", "StartTime": {"Hours": 9}}]},
    )
    assert call.codes == ["ARZ603"]
    assert call.diagnostics[0].message == (
        "member `Config[0].StartTime` of AWS operation `CreateHoursOfOperation` requires member `Minutes`"
    )


def test_an_unknown_member_below_is_an_error() -> None:
    call = Call(
        "connect",
        "updateUserIdentityInfo",
        argument("InstanceId", "$i"),
        argument("UserId", "$u"),
        payload={"IdentityInfo": {"Firstname": "$f", "Mail": "$m"}},
    )
    assert call.codes == ["ARZ602"]
    assert call.diagnostics[0].message.endswith("has no member `Mail`")


@pytest.mark.parametrize(
    ("member", "value", "codes"),
    [
        ("Type", "AGENT_HOLDD", ["ARZ415"]),
        ("Type", 5, ["ARZ415"]),
        ("Name", "", ["ARZ415"]),
        ("Name", 7, ["ARZ410"]),
        ("Name", ["a"], ["ARZ410"]),
        ("Tags", {"a": 1}, ["ARZ410"]),
        ("Tags", {"a": "1"}, []),
    ],
)
def test_literals_are_held_to_the_shape(member: str, value: Data, codes: list[str]) -> None:
    payload: dict[str, Data] = {"InstanceId": "i", "Name": "n", "Type": "AGENT_HOLD", "Content": "{}", member: value}
    assert Call("connect", "createContactFlow", payload=payload).codes == codes


def test_an_enum_literal_gets_the_near_name() -> None:
    call = Call(
        "connect",
        "createContactFlow",
        payload={"InstanceId": "i", "Name": "n", "Type": "CONTACT_FLOWS", "Content": "{}"},
    )
    assert call.diagnostics[0].help == "change it to `CONTACT_FLOW`"


def test_text_that_reads_as_a_number_is_passed_as_one() -> None:
    call = Call("connect", "listQueues", argument("InstanceId", "$i"), argument("maxResults", "5", "query"))
    value = call.values["MaxResults"]
    assert isinstance(value, ConstantValue)
    assert value.value == 5
    assert call.codes == ["ARZ416"]


@pytest.mark.parametrize(
    ("given", "codes"),
    [
        (StringType(), ["ARZ410"]),
        (NumberType(), ["ARZ411"]),
        (NumberType(integer=True), []),
        (UnknownType(), []),
        (ArrayType(NumberType()), ["ARZ410"]),
    ],
)
def test_types_of_expressions_are_held_to_the_shape(
    given: StringType | NumberType | UnknownType | ArrayType, codes: list[str]
) -> None:
    call = Call(
        "connect", "listQueues", argument("InstanceId", "$i"), argument("maxResults", read("max", given), "query")
    )
    assert call.codes == codes


def test_any_text_for_an_enumeration_may_be_one_of_it() -> None:
    payload: dict[str, Data] = {"InstanceId": "i", "Name": "n", "Content": "{}"}
    assert Call("connect", "createContactFlow", payload={**payload, "Type": "$type"}).codes == []


def test_enumerations_that_share_some_constants_may_not_fit() -> None:
    payload: dict[str, Data] = {"InstanceId": "i", "Name": "n", "Content": "{}"}
    for values, codes in ((("CAMPAIGN",), []), (("CAMPAIGN", "X"), ["ARZ411"]), (("X",), ["ARZ410"])):
        given = read("type", EnumType(values))
        assert Call("connect", "createContactFlow", payload=given_type(payload, given)).codes == codes


def test_text_put_together_is_no_number() -> None:
    call = Call(
        "connect", "listQueues", argument("InstanceId", "$i"), argument("maxResults", TextValue(("1",), STEP), "query")
    )
    assert call.codes == ["ARZ410"]


def test_an_optional_value_for_a_required_member_is_doubtful() -> None:
    attributes = read("attributes", ObjectType((), StringType()), optional=True)
    call = Call(
        "connect",
        "updateContactAttributes",
        payload={"InstanceId": "i", "InitialContactId": "c", "Attributes": attributes},
    )
    assert call.codes == ["ARZ419"]
    assert call.values["Attributes"] is attributes


def test_the_same_value_may_be_given_twice() -> None:
    path = (argument("InstanceId", "$i"), argument("ContactId", "$c"))
    assert Call("connect", "stopContact", *path, payload={"InstanceId": "$i", "ContactId": "$c"}).codes == []
    assert Call("connect", "stopContact", *path, payload={"InstanceId": "$i", "ContactId": "$d"}).codes == ["ARZ605"]


def test_what_boto3_settles_is_not_passed() -> None:
    call = Call(
        "connect",
        "describeContact",
        argument("InstanceId", "$i"),
        argument("ContactId", "$c"),
        argument("Authorization", "x", "header"),
    )
    assert list(call.values) == ["InstanceId", "ContactId"]
    assert call.codes == ["ARZ606"]


def test_a_payload_that_is_an_expression_gives_the_members_its_type_names() -> None:
    body = ObjectType(
        (PropertyType("InstanceId", StringType(), True), PropertyType("ContactId", StringType(), True)), None
    )
    call = Call("connect", "stopContact", payload=read("body", body))
    assert [value.path for value in call.values.values() if isinstance(value, Read)] != []
    assert call.codes == []


def test_a_payload_of_unknown_members_cannot_be_passed() -> None:
    assert Call("connect", "stopContact", payload=read("body", UnknownType())).codes == ["ARZ961"]
    assert Call("connect", "stopContact", payload=read("body", StringType())).codes == ["ARZ410"]


def test_s3_bodies_are_the_member_that_is_the_payload() -> None:
    bucket = argument("Bucket", "$b")
    put = Call(
        "s3", "PutObject", bucket, argument("Key+", "$k"), argument("Content-Type", "$t", "header"), payload="$body"
    )
    assert list(put.values) == ["Bucket", "Key", "ContentType", "Body"]
    create = Call(
        "s3",
        "CreateBucket",
        bucket,
        argument("x-amz-acl", "private", "header"),
        payload={"LocationConstraint": "eu-west-1"},
    )
    assert list(create.values) == ["Bucket", "ACL", "CreateBucketConfiguration"]
    wrapped = Call(
        "s3", "CreateBucket", bucket, payload={"CreateBucketConfiguration": {"LocationConstraint": "eu-west-1"}}
    )
    assert wrapped.values["CreateBucketConfiguration"] == create.values["CreateBucketConfiguration"]


def test_wire_names_are_renamed_below() -> None:
    call = Call("s3", "DeleteObjects", argument("Bucket", "$b"), payload={"Object": [{"Key": "$k"}], "Quiet": True})
    value = call.values["Delete"]
    assert isinstance(value, ObjectOf)
    assert [name for name, _ in value.members] == ["Objects", "Quiet"]
    assert call.codes == []


def test_a_list_may_be_given_inside_the_element_that_it_is_in_xml() -> None:
    bucket, tags = argument("Bucket", "$b"), [{"Key": "a", "Value": "b"}]
    plain = Call("s3", "PutBucketTagging", bucket, payload={"TagSet": tags})
    wrapped = Call("s3", "PutBucketTagging", bucket, payload={"TagSet": {"Tag": tags}})
    assert wrapped.codes == plain.codes == []
    assert wrapped.values == plain.values
    item = PropertyType("Tag", ArrayType(ObjectType((), UnknownType())), True)
    wrapper = read("tags", ObjectType((item,), None))
    given = Call("s3", "PutBucketTagging", bucket, payload={"TagSet": wrapper})
    tagging = given.values["Tagging"]
    assert isinstance(tagging, ObjectOf) and isinstance(tagging.members[0][1], Read)
    assert tagging.members[0][1].path == (Property("Tag"),)


def test_a_query_that_the_request_line_fixes_is_no_member() -> None:
    bucket = argument("Bucket", "$b")
    assert Call("s3", "ListObjectsV2", bucket, argument("list-type", 2, "query")).codes == []
    assert Call("s3", "ListObjectsV2", bucket, argument("list-type", 1, "query")).codes == ["ARZ602"]


def test_headers_of_a_family_become_a_map() -> None:
    call = Call(
        "s3",
        "PutObject",
        argument("Bucket", "$b"),
        argument("Key", "$k"),
        argument("x-amz-meta-colour", "red", "header"),
    )
    assert call.constant("Metadata") == {"colour": "red"}


def test_the_content_type_of_the_payload_is_a_member_where_the_model_has_one() -> None:
    place = (argument("Bucket", "$b"), argument("Key", "$k"))
    put = Call("s3", "PutObject", *place, payload="$body", content_type="text/plain")
    assert put.constant("ContentType") == "text/plain"
    header = argument("Content-Type", "$t", "header")
    put = Call("s3", "PutObject", *place, header, payload="$body", content_type="text/plain")
    assert isinstance(put.values["ContentType"], Read)
    assert (
        Call(
            "connect", "stopContact", payload={"InstanceId": "$i", "ContactId": "$c"}, content_type="application/json"
        ).codes
        == []
    )


@pytest.mark.parametrize(
    ("by", "codes"),
    [
        ({"ConnectUserArn": "$u"}, []),
        ({"ConnectUserArn": "$u", "AWSIdentityArn": "$a"}, ["ARZ410"]),
        ({}, ["ARZ410"]),
    ],
)
def test_of_a_union_exactly_one_member_is_given(by: Data, codes: list[str]) -> None:
    upload: dict[str, Data] = {
        "InstanceId": "$i",
        "FileName": "a.txt",
        "FileSizeInBytes": 5,
        "FileUseCaseType": "ATTACHMENT",
        "AssociatedResourceArn": "$r",
    }
    assert Call("connect", "startAttachedFileUpload", payload={**upload, "CreatedBy": by}).codes == codes


def test_lists_have_bounds() -> None:
    user: dict[str, Data] = {"InstanceId": "$i", "Username": "u", "RoutingProfileId": "$r"}
    assert Call("connect", "createUser", payload={**user, "SecurityProfileIds": []}).codes == ["ARZ410"]
    assert Call("connect", "createUser", payload={**user, "SecurityProfileIds": ["$s"] * 11}).codes == ["ARZ410"]
    assert Call("connect", "createUser", payload={**user, "SecurityProfileIds": ["$s"]}).codes == []


def test_documents_are_passed_as_they_are() -> None:
    payload: dict[str, Data] = {"name": "n", "description": "d", "schema": {"a": ["b", {"c": None}]}}
    document = Call("bedrock-runtime", "converse", payload={"modelId": "m", "additionalModelRequestFields": payload})
    assert document.values["additionalModelRequestFields"] == constant(payload, STEP)
    assert document.codes == []


def test_a_number_in_braces_is_text_where_a_string_is_due_and_a_number_elsewhere() -> None:
    size = read("size", NumberType(True))
    braced = TextValue((size,), STEP)
    put = Call("dynamodb", "PutItem", payload={"TableName": "$t", "Item": {"size": {"N": braced}}})
    assert put.codes == []
    item = put.values["Item"]
    assert isinstance(item, ObjectOf)
    inside = dict(item.members)["size"]
    assert isinstance(inside, ObjectOf)
    assert dict(inside.members)["N"] == braced
    assert (
        Call("connect", "listQueues", argument("InstanceId", "$i"), argument("maxResults", braced)).values["MaxResults"]
        == size
    )
