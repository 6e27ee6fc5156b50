"""JSONPath, XPath and JSON Pointers at run time: what they select, what they replace, and what hostile values cannot do."""

from __future__ import annotations

import pytest
from arazzo_codegen.runtime.errors import InputError
from arazzo_codegen.runtime.jsonpath import Query
from arazzo_codegen.runtime.selectors import Pointer
from arazzo_codegen.runtime.unset import UNSET
from arazzo_codegen.runtime.xml_tree import XmlError, read_xml
from arazzo_codegen.runtime.xpath import Version, XPath
from hypothesis import given
from hypothesis import strategies as st

PETS: dict[str, object] = {"pets": [{"id": 1, "tag": "a"}, {"id": 2, "tag": "b'\"\\"}], "none": None}
XML = """<?xml version="1.0"?>
<e:Envelope xmlns:e="urn:e"><Body at="now"><Id>7</Id><Id>8</Id><Empty/><!-- kept --></Body></e:Envelope>"""
VERSIONS: tuple[Version, ...] = ("xpath-10", "xpath-20", "xpath-30", "xpath-31")


def test_a_selection_is_nothing_one_value_or_several() -> None:
    assert Query("$.pets[*].id").select(PETS) == [1, 2]
    assert Query("$.pets[?@.id == 2].tag").select(PETS) == "b'\"\\"
    assert Query("$.pets[9]").select(PETS) is UNSET
    assert Query("$.none").select(PETS) is None
    assert Query("$.none").test(PETS)
    assert not Query("$.pets[9]").test(PETS)
    assert not Query("$").test(None)


# RFC 9535 section 2.3.5.2.2: integers are compared exactly where I-JSON (RFC 7493 section 2.2) says that they are exact.
_INTEGERS = st.integers(-(2**53) + 1, 2**53 - 1)


@given(st.text() | _INTEGERS | st.booleans() | st.none() | st.floats(allow_nan=False, allow_infinity=False))
def test_a_bound_value_is_found_whatever_is_in_it(value: object) -> None:
    document = [{"x": value}]
    assert Query("$[?@.x == '\ue0000']").test(document, value)
    if isinstance(value, str) and not any(0xD800 <= ord(character) <= 0xDFFF for character in value):
        assert Query("$[?@.x == '\ue0010\ue002']").test(document, value)
        assert Query('$[?@.x == "<\ue0010\ue002>"]').test([{"x": f"<{value}>"}], value)


def test_a_bound_value_is_never_a_query() -> None:
    assert not Query("$[?@.x == '\ue0000']").test([{"x": 1}], "1' || @.x == 1 || '")
    assert not Query("$['\ue0000']").test({"a": {"b": 1}}, "a']['b")


def test_a_bound_value_as_index_and_as_name() -> None:
    assert Query("$.pets['\ue0000'].id").select(PETS, 1) == 2
    assert Query("$['\ue0000'][0].id").select(PETS, "pets") == 1
    assert not Query("$.pets['\ue0000']").test(PETS, True)


def test_documents_deeper_than_the_stack_select_nothing() -> None:
    deep: object = 1
    for _ in range(20_000):
        deep = [deep]
    assert not Query("$..a").test(deep)
    assert Query("$..a").test({"a": 1})


def test_deep_documents_are_searched() -> None:
    deep: object = {"a": 1}
    for _ in range(150):
        deep = [deep]
    assert Query("$..a").select(deep) == 1


def test_replacements_copy() -> None:
    changed = Query("$.pets[*].tag").replace(PETS, "z")
    assert changed == {"pets": [{"id": 1, "tag": "z"}, {"id": 2, "tag": "z"}], "none": None}
    assert Pointer("/pets/1/id").replace(PETS, 9) != PETS
    assert PETS["pets"] == [{"id": 1, "tag": "a"}, {"id": 2, "tag": "b'\"\\"}]
    assert Pointer("").replace(PETS, 1) == 1


def test_a_pointer_may_name_a_new_property_and_the_place_behind_the_last_item() -> None:
    assert Pointer("/b").replace({"a": 1}, 2) == {"a": 1, "b": 2}
    assert Pointer("/-").replace([1], 2) == [1, 2]


@pytest.mark.parametrize("pointer", ["/pets/2", "/pets/x", "/nothing/here", "/pets/0/id/x"])
def test_a_place_that_cannot_be_is_an_input_error(pointer: str) -> None:
    with pytest.raises(InputError, match=pointer):
        Pointer(pointer).replace(PETS, 1)


def test_a_query_that_selects_nothing_replaces_nothing() -> None:
    with pytest.raises(InputError, match="pets"):
        Query("$.pets[9]").replace(PETS, 1)


@pytest.mark.parametrize("version", VERSIONS)
@pytest.mark.parametrize(
    ("text", "passes", "selected"),
    [
        ("//Id", True, ["7", "8"]),
        ("//Id[1]", True, "7"),
        ("/e:Envelope/Body/@at", True, "now"),
        ("count(//Id) > 1", True, True),
        ("count(//Id)", True, 2),
        ("count(//No)", False, 0),
        ("string(//No)", False, ""),
        ("//No", False, UNSET),
        ("//Id = 9", False, False),
        ("//Empty", True, ""),
    ],
)
def test_xpath(version: Version, text: str, passes: bool, selected: object) -> None:
    expression = XPath(text, version)
    assert expression.test(XML) is passes
    assert expression.select(XML) == selected
    assert expression.test(XML.encode()) is passes


@pytest.mark.parametrize("version", VERSIONS)
def test_bound_values_are_variables(version: Version) -> None:
    assert XPath("//Id[. > $v0]", version).select(XML, "7") == "8"
    assert XPath("//Id[. > $v0]", version).select(XML, 7.5) == "8"
    assert XPath("//Id[. = $t0]", version).select(XML, 7) == "7"
    assert not XPath("//Id[. = $t0]", version).test(XML, "7' or '1' = '1")


def test_an_element_with_children_is_its_xml() -> None:
    assert XPath("//b", "xpath-31").select("<a><b><c>1</c></b></a>") == "<b><c>1</c></b>"


@pytest.mark.parametrize(
    "context",
    [
        None,
        {"a": 1},
        "",
        "no xml",
        "<a>",
        '<!DOCTYPE a [<!ENTITY x "y">]><a>&x;</a>',
        '<!DOCTYPE a SYSTEM "file:///etc/hosts"><a/>',
    ],
)
def test_what_is_no_xml_fails(context: object) -> None:
    assert not XPath("true()", "xpath-10").test(context)
    assert XPath("/*", "xpath-31").select(context) is UNSET


def test_what_cannot_be_evaluated_fails() -> None:
    assert not XPath("1 idiv 0", "xpath-31").test(XML)
    assert not XPath("//Id + 1", "xpath-31").test(XML)
    assert not XPath("//Id", "xpath-31").test("<a>" * 30_000 + "</a>" * 30_000)


def test_replacements_in_xml_leave_the_rest_as_it_was() -> None:
    changed = XPath("//Id[2]", "xpath-31").replace(XML, "<9>")
    assert changed == XML.replace("<Id>8</Id>", "<Id>&lt;9&gt;</Id>")
    assert XPath("//Empty", "xpath-10").replace(XML, "x") == XML.replace("<Empty/>", "<Empty>x</Empty>")
    assert XPath("//Body/@at", "xpath-10").replace(XML, '"') == XML.replace('"now"', "'\"'")
    with pytest.raises(InputError):
        XPath("//No", "xpath-31").replace(XML, "x")


def test_a_document_type_is_refused() -> None:
    with pytest.raises(XmlError, match="document type"):
        read_xml("<!DOCTYPE a><a/>")
    assert read_xml('<a xmlns:b="urn:b"><b:c/></a>').namespaces == {"b": "urn:b"}
