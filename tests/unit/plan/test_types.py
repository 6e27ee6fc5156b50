"""Types as annotations."""

from __future__ import annotations

import pytest
from arazzo_codegen.bind.model import (
    ArrayType,
    BooleanType,
    EnumType,
    NamedType,
    NullType,
    NumberType,
    ObjectType,
    PropertyType,
    StringType,
    Type,
    UnionType,
    UnknownType,
)
from arazzo_codegen.emit.expressions import Spelling
from arazzo_codegen.plan.model import TypeAliasDef, TypedDictClass
from arazzo_codegen.plan.types import TypeSpeller

PET = NamedType("file:///a#/components/schemas/Pet", "Pet")
TREE = NamedType("file:///a#/components/schemas/Tree", "Tree")
TYPES: dict[str, Type] = {
    PET.key: ObjectType((PropertyType("name", StringType(), True), PropertyType("parent", PET, False)), None),
    TREE.key: ArrayType(TREE),
}


@pytest.mark.parametrize(
    ("type", "expected"),
    [
        (UnknownType(), "object"),
        (StringType(), "str"),
        (StringType(format="binary"), "bytes"),
        (NumberType(integer=True), "int"),
        (NumberType(), "float"),
        (BooleanType(), "bool"),
        (NullType(), "None"),
        (EnumType(("a", 1, None)), 'Literal["a", 1] | None'),
        (EnumType((1.5, "a")), 'Literal["a"] | float'),
        (ArrayType(StringType()), "list[str]"),
        (ObjectType((), NumberType()), "dict[str, float]"),
        (ObjectType((), None), "dict[str, object]"),
        (UnionType((NullType(), StringType())), "str | None"),
        (UnionType((StringType(), StringType(min_length=1))), "str"),
        (PET, "Pet"),
        (TREE, "Tree"),
        (ObjectType((PropertyType("a", StringType(), True),), None), "Hint"),
        (ObjectType((PropertyType("a", StringType(), True),), None, title="Some thing"), "SomeThing"),
    ],
)
def test_annotation(type: Type, expected: str) -> None:
    assert Spelling(False).flat(TypeSpeller(TYPES).annotation(type, "Hint")) == expected


def test_a_recursive_object_is_defined_once() -> None:
    speller = TypeSpeller(TYPES)
    speller.annotation(ArrayType(PET), "Pets")
    (definition,) = speller.definitions()
    assert isinstance(definition, TypedDictClass)
    assert [(field.name, Spelling(False).flat(field.annotation)) for field in definition.fields] == [
        ("name", "str"),
        ("parent", "NotRequired[Pet]"),
    ]


def test_a_recursive_alias_refers_to_itself_by_text() -> None:
    speller = TypeSpeller(TYPES)
    speller.annotation(TREE, "Tree")
    (definition,) = speller.definitions()
    assert isinstance(definition, TypeAliasDef)
    assert Spelling(False).flat(definition.value) == '"list[Tree]"'


def test_names_that_are_taken_are_numbered() -> None:
    speller = TypeSpeller(TYPES, ("Pet",))
    assert Spelling(False).flat(speller.annotation(PET, "Pet")) == "Pet_2"
    assert speller.name_of(PET) == "Pet_2"


def test_a_reference_that_leads_to_itself_is_unknown() -> None:
    loop = NamedType("file:///a#/x", "X")
    assert TypeSpeller({loop.key: loop}).resolve(loop) == UnknownType()


def test_a_key_that_is_a_keyword_leaves_no_name_undefined() -> None:
    speller = TypeSpeller(TYPES)
    speller.annotation(
        ObjectType((PropertyType("from", StringType(), True), PropertyType("pet", PET, True)), None), "Move"
    )
    move = next(item for item in speller.definitions() if isinstance(item, TypedDictClass) and item.name == "Move")
    assert not move.has_class_form
    assert Spelling(False).flat(move.fields[1].annotation) == '"Pet"'
