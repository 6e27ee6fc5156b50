"""Python names made of the names in documents."""

from __future__ import annotations

import keyword

import pytest
from arazzo_codegen.plan.names import RESERVED, Scope, camel, response_name, snake
from arazzo_codegen.plan.program import module_path
from hypothesis import given
from hypothesis import strategies as st


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("contactFlowId", "contact_flow_id"),
        ("contact-flow-id", "contact_flow_id"),
        ("ContactFlowID", "contact_flow_id"),
        ("HTTPServer", "http_server"),
        ("s3", "s3"),
        ("version2", "version2"),
        ("place-order-2", "place_order_2"),
        ("getV2Users", "get_v2_users"),
        ("OAuth2Token", "oauth2_token"),
        ("IPv4Address", "ipv4_address"),
        ("class", "class_"),
        ("match", "match_"),
        ("step", "step_"),
        ("list", "list_"),
        ("id", "id"),
        ("2nd", "_2_nd"),
        ("Straße", "strae"),
        ("Ünï", "uni"),
        ("ﬁle", "file"),
        ("", "__"),
        ("$", "u24"),
    ],
)
def test_snake(name: str, expected: str) -> None:
    assert snake(name) == expected


def test_camel_keeps_the_capitals_of_a_name() -> None:
    assert camel("NewOrder") == "NewOrder"
    assert camel("new-order") == "NewOrder"


@given(st.text(max_size=12))
def test_every_name_becomes_an_identifier(name: str) -> None:
    for made in (snake(name), camel(name)):
        assert made.isascii() and made.isidentifier() and not keyword.iskeyword(made) and made not in RESERVED


def test_a_second_name_gets_a_number() -> None:
    scope = Scope(("pet",))
    assert [scope.name("pet"), scope.name("pet"), scope.name("class_"), scope.name("class_")] == [
        "pet_2",
        "pet_3",
        "class_",
        "class_2",
    ]


@pytest.mark.parametrize(
    ("path", "module"),
    [
        ("pets/arazzo.yaml", "pets"),
        ("pets/workflows/arazzo.yaml", "pets"),
        ("pets/workflow.json", "pets"),
        ("pets/adopt.arazzo.yaml", "pets/adopt"),
        ("arazzo/adopt-workflow.yml", "adopt"),
        ("adopt-pet-workflows.yaml", "adopt_pet"),
        ("workflow.yaml", "workflow"),
        ("a/b/arazzo.yaml", "a/b"),
        ("class.yaml", "class_"),
        ("2024/plan.yaml", "_2024/plan"),
        ("../x.yaml", "x"),
    ],
)
def test_a_module_is_named_by_its_document(path: str, module: str) -> None:
    assert module_path(path) == module


def test_a_step_that_is_called_like_something_else_is_marked_as_a_step() -> None:
    scope = Scope(("add",))
    assert (response_name("add", scope), response_name("remove-it", scope)) == ("add_step", "remove_it")
