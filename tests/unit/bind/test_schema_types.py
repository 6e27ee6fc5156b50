"""Schemas become types: each dialect's spellings, merges, unions, recursion; and no schema breaks the compiler."""

from __future__ import annotations

import json

import pytest
from arazzo_codegen.bind.model import (
    ArrayType,
    BooleanType,
    EnumType,
    NamedType,
    NeverType,
    NullType,
    NumberType,
    ObjectType,
    StringType,
    Type,
    UnionType,
    UnknownType,
)
from arazzo_codegen.bind.place import Place
from arazzo_codegen.bind.references import References
from arazzo_codegen.bind.schema import schema_type
from arazzo_codegen.bind.types import Types
from arazzo_codegen.diagnostics.model import Reporter
from arazzo_codegen.load.load import load
from arazzo_codegen.load.model import Document
from arazzo_codegen.options import Options
from hypothesis import given, settings
from hypothesis import strategies as st


def typed(document: object, *path: str) -> tuple[Type, Types, Reporter]:
    """The type of the schema at a path of a JSON document."""
    text, reporter = json.dumps(document), Reporter()
    sources = load(("/specs/api.json",), lambda _: text.encode(), Options(roots=("/specs",)), reporter)
    loaded = next(iter(sources.documents.values()))
    assert isinstance(loaded, Document)
    types = Types(References(sources, reporter), reporter, schema_type)
    return types.of(Place(loaded, loaded.root, "").child(*path)), types, reporter


def of(schema: object) -> Type:
    """The type of a schema on its own."""
    return typed({"schema": schema}, "schema")[0]


@pytest.mark.parametrize(
    "schema",
    [
        {"type": "string", "nullable": True},
        {"type": "string", "x-nullable": True},
        {"type": ["string", "null"]},
        {"anyOf": [{"type": "string"}, {"type": "null"}]},
        {"oneOf": [{"type": "null"}, {"type": "string"}]},
    ],
)
def test_null_is_understood_in_every_spelling(schema: object) -> None:
    type = of(schema)
    assert isinstance(type, UnionType)
    assert StringType() in type.members and NullType() in type.members and len(type.members) == 2


@pytest.mark.parametrize(
    ("schema", "expected"),
    [
        ({"type": "integer", "minimum": 1, "exclusiveMinimum": True}, NumberType(True, exclusive_minimum=1)),
        ({"type": "integer", "exclusiveMinimum": 1}, NumberType(True, exclusive_minimum=1)),
        ({"enum": ["a", "b"]}, EnumType(("a", "b"))),
        ({"const": 3}, EnumType((3,))),
        ({"type": "boolean", "enum": [True, False]}, BooleanType()),
        ({"enum": ["a", None]}, UnionType((EnumType(("a",)), NullType()))),
        ({"type": "array", "items": {"type": "number"}, "minItems": 1}, ArrayType(NumberType(), 1)),
        ({"type": "string", "contentMediaType": "application/octet-stream"}, StringType("binary")),
        ({"type": "file"}, StringType("binary")),
        (True, UnknownType()),
        (False, NeverType()),
        ({}, UnknownType()),
        ({"oneOf": [{"enum": ["a"]}, {"enum": ["b", "a"]}]}, EnumType(("a", "b"))),
        ({"oneOf": [{"type": "string"}, {}]}, UnknownType()),
        (
            {"allOf": [{"type": "string", "minLength": 2}, {"maxLength": 3, "type": "string"}]},
            StringType(None, None, 2, 3),
        ),
        ({"allOf": [{"type": "string"}, {"type": "object"}]}, NeverType()),
    ],
)
def test_keywords_become_types(schema: object, expected: Type) -> None:
    assert of(schema) == expected


def test_all_of_merges_objects() -> None:
    type = of(
        {
            "type": "object",
            "properties": {"a": {"type": "string"}},
            "allOf": [{"properties": {"b": {"type": "integer"}}, "required": ["b"]}, {"required": ["a"]}],
        }
    )
    assert isinstance(type, ObjectType)
    assert [(item.name, item.required) for item in type.properties] == [("a", True), ("b", True)]


def test_alternatives_that_only_restrict_do_not_hide_what_they_restrict() -> None:
    type = of({"type": "object", "properties": {"a": {}}, "anyOf": [{"required": ["a"]}, {"required": ["b"]}]})
    assert isinstance(type, ObjectType)


@pytest.mark.parametrize(
    ("schema", "expected"),
    [
        ({"type": "object", "additionalProperties": False}, None),
        ({"type": "object", "additionalProperties": {"type": "string"}}, StringType()),
        ({"type": "object"}, UnknownType()),
        (
            {"type": "object", "additionalProperties": False, "patternProperties": {"^x": {"type": "string"}}},
            StringType(),
        ),
    ],
)
def test_additional_properties(schema: object, expected: Type | None) -> None:
    type = of(schema)
    assert isinstance(type, ObjectType) and type.additional == expected


NODE = {
    "components": {
        "schemas": {"Node": {"type": "object", "properties": {"next": {"$ref": "#/components/schemas/Node"}}}}
    }
}


def test_a_schema_may_contain_itself() -> None:
    type, types, reporter = typed({**NODE, "schema": {"$ref": "#/components/schemas/Node"}}, "schema")
    assert isinstance(type, NamedType) and type.name == "Node"
    body = types[type.key]
    assert isinstance(body, ObjectType)
    found = body.get("next")
    assert found is not None and found.type == type and not reporter.diagnostics


def test_a_list_may_contain_itself() -> None:
    tree = {"type": "array", "items": {"$ref": "#/tree"}}
    type, types, _ = typed({"tree": tree, "schema": {"$ref": "#/tree"}}, "schema")
    assert isinstance(type, ArrayType) and isinstance(type.items, NamedType)
    assert isinstance(types[type.items.key], ArrayType)


def test_a_schema_that_is_itself_is_unknown() -> None:
    document = {"a": {"allOf": [{"$ref": "#/a"}]}, "b": {"allOf": [{"$ref": "#/b"}, {"type": "object"}]}}
    for name in ("a", "b"):
        type, types, _ = typed({**document, "schema": {"$ref": f"#/{name}"}}, "schema")
        assert isinstance(types.expand(type), (UnknownType, ObjectType))


def test_a_dangling_reference_says_nothing_until_somebody_looks() -> None:
    schema = {"type": "object", "properties": {"a": {"$ref": "#/nowhere"}, "b": {"type": "string"}}}
    type, types, reporter = typed({"schema": schema}, "schema")
    assert isinstance(type, ObjectType) and not reporter.diagnostics
    found = type.get("a")
    assert found is not None and types.expand(found.type) == UnknownType()
    assert [diagnostic.rule.code for diagnostic in reporter.diagnostics] == ["ARZ209"]


def test_discriminated_members_carry_their_tags() -> None:
    document = {
        "Cat": {"type": "object", "properties": {"kind": {"type": "string"}}},
        "Dog": {"type": "object", "properties": {"kind": {"const": "dog"}}},
        "schema": {
            "oneOf": [{"$ref": "#/Cat"}, {"$ref": "#/Dog"}],
            "discriminator": {"propertyName": "kind", "mapping": {"tom": "#/Cat"}},
        },
    }
    type, types, _ = typed(document, "schema")
    assert isinstance(type, UnionType) and type.discriminator == "kind"
    cat = types.expand(type.members[0])
    assert isinstance(cat, ObjectType)
    kind = cat.get("kind")
    assert kind is not None and kind.required and kind.type == EnumType(("tom",))


@pytest.mark.parametrize("reference", ["#pet", "#/$defs/pet", "https://example.com/pet"])
def test_references_by_anchor_pointer_and_id(reference: str) -> None:
    definition = {"$id": "https://example.com/pet", "$anchor": "pet", "type": "string", "maxLength": 7}
    type, _, reporter = typed({"$defs": {"pet": definition}, "schema": {"$ref": reference}}, "schema")
    assert type == StringType(max_length=7) and not reporter.diagnostics


def test_very_deep_all_of_ends_in_a_diagnostic() -> None:
    chain: dict[str, object] = {
        f"s{index}": {"allOf": [{"$ref": f"#/s{index + 1}"}, {"properties": {f"p{index}": {}}}]}
        for index in range(10_000)
    }
    type, types, reporter = typed({**chain, "s10000": {"type": "object"}, "schema": {"$ref": "#/s0"}}, "schema")
    types.expand(type)
    assert {diagnostic.rule.code for diagnostic in reporter.diagnostics} == {"ARZ902"}


def test_a_wide_all_of_does_not_take_for_ever() -> None:
    parts = [{"properties": {f"p{index}": {"type": "string"}}} for index in range(5_000)]
    type = of({"allOf": parts})
    assert isinstance(type, ObjectType) and len(type.properties) == 5_000


def test_products_of_alternatives_are_bounded() -> None:
    alternatives = [{"oneOf": [{"type": "object", "properties": {f"{i}{j}": {}}} for j in range(4)]} for i in range(12)]
    assert isinstance(of({"allOf": alternatives}), UnionType)


SCHEMAS = st.recursive(
    st.one_of(
        st.none(), st.booleans(), st.integers(-5, 5), st.text(max_size=4), st.sampled_from(["object", "array", "string", "null", "#/schema", "#/x"])
    ),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3),
        st.dictionaries(
            st.sampled_from(
                [
                    "type", "properties", "items", "allOf", "anyOf", "oneOf", "$ref", "enum", "const", "required", "nullable",
                    "additionalProperties", "discriminator", "propertyName", "mapping", "default", "minimum", "exclusiveMinimum",
                    "minItems", "pattern", "format", "$id", "$anchor", "patternProperties", "title", "readOnly",
                ]
            ),
            inner,
            max_size=5,
        ),
    ),
    max_leaves=25,
)  # fmt: skip


@pytest.mark.parametrize("default", [["push"], {"per": 1}, None, 3])
def test_objects_with_any_default_are_the_same_and_looked_up(default: object) -> None:
    schema = {"type": "object", "properties": {"events": {"default": default}}}
    found, again = of(schema), of(schema)
    assert isinstance(found, ObjectType) and found == again and hash(found) == hash(again)
    assert found.properties[0].default is not None and found.properties[0].default.value == default


@settings(max_examples=120, deadline=None)
@given(SCHEMAS, SCHEMAS)
def test_every_schema_has_a_type(schema: object, other: object) -> None:
    type, types, _ = typed({"schema": schema, "x": other}, "schema")
    assert hash(type) == hash(type)  # types are looked up
    waiting, seen = [type], 0
    while waiting and seen < 200:
        seen += 1
        match types.expand(waiting.pop()):
            case ObjectType() as found:
                waiting.extend(item.type for item in found.properties)
            case ArrayType() as found:
                waiting.append(found.items)
            case UnionType() as found:
                assert not any(isinstance(member, (UnionType, UnknownType)) for member in found.members)
                waiting.extend(found.members)
            case other_type:
                assert not isinstance(other_type, NamedType)
