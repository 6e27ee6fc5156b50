"""The runtime's checks of inputs."""

from __future__ import annotations

import pytest
from arazzo_codegen.runtime.errors import InputError
from arazzo_codegen.runtime.inputs import Constraint, Either, Fields, Items, Null, Number, OneOf, Text, check

PAYMENT = Either(
    Fields({"kind": OneOf("card")}, required=("kind", "number")),
    Fields({"kind": OneOf("sepa", "debit")}, required=("kind", "iban")),
)
CASES: list[tuple[Constraint, object, str | None]] = [
    (Text(pattern=r"^\d+\Z"), "12", None),
    (Text(pattern=r"^\d+\Z"), "x", r"`in` must match `^\d+\Z`"),
    (Text(min_length=2), "a", "`in` must have at least 2 characters"),
    (Text(max_length=1), "ab", "`in` must have at most 1 character"),
    (Text(max_length=1), 3, "`in` must be a string"),
    (Number(minimum=3), 3, None),
    (Number(minimum=3), 2, "`in` must be at least 3"),
    (Number(maximum=3), 4, "`in` must be at most 3"),
    (Number(above=3), 3, "`in` must be more than 3"),
    (Number(below=3), 3, "`in` must be less than 3"),
    (Number(multiple_of=0.1), 0.3, None),
    (Number(multiple_of=0.1), 0.35, "`in` must be a multiple of 0.1"),
    (Number(), True, "`in` must be a number"),
    (OneOf("a", 1), 1.0, None),
    (OneOf("a", 1), True, "`in` must be one of 'a', 1"),
    (Items(min_items=1), [], "`in` must have at least 1 item"),
    (Items(max_items=1), [1, 2], "`in` must have at most 1 item"),
    (Items(unique=True), [1, True, "1"], None),
    (Items(unique=True), [{"a": 1}, {"a": 1}], "`in` must not have an item twice"),
    (Items(each=Text(max_length=1)), ["a", "bc"], "`in/1` must have at most 1 character"),
    (Items(), "text", "`in` must be a list"),
    (Fields({"a": Text(max_length=1)}), {"a": "bc"}, "`in/a` must have at most 1 character"),
    (Fields({}, Number()), {"a": "bc"}, "`in/a` must be a number"),
    (Fields({"a": Text()}), {"b": 1}, None),
    (Fields({"a": Text()}), 1, "`in` must be an object"),
    (Either(Null(), Text(max_length=1)), None, None),
    (Either(Null(), Text(max_length=1)), "ab", "`in` must have at most 1 character"),
    (Null(), 1, "`in` must be null"),
    (Fields({}, required=("a/b",)), {}, "`in/a~1b` is missing"),
    (Items(each=Fields({}, required=("a",))), [{"a": 1}, {}], "`in/1/a` is missing"),
    (PAYMENT, {"kind": "sepa", "iban": "x"}, None),
    (PAYMENT, {"kind": "cash", "iban": "x"}, "`in/kind` must be one of 'card', 'sepa', 'debit'"),
    (PAYMENT, {"kind": "sepa"}, "`in/iban` is missing"),
    (PAYMENT, {"kind": "card", "iban": "x"}, "`in/number` is missing"),
    (PAYMENT, 1, "`in` must be an object"),
]


@pytest.mark.parametrize(("constraint", "value", "message"), CASES)
def test_check(constraint: Constraint, value: object, message: str | None) -> None:
    if message is None:
        check("w", "in", value, constraint)
        return
    with pytest.raises(InputError) as raised:
        check("w", "in", value, constraint)
    assert str(raised.value) == f"workflow `w`: {message}"
