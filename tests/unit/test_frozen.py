"""The quick frozen dataclasses behave as those of the library."""

from __future__ import annotations

import copy
import dataclasses
import pickle
from dataclasses import field

import pytest
from arazzo_codegen import frozen


@frozen.dataclass(frozen=True, slots=True)
class Quick:
    """Three fields, two with defaults."""

    a: int
    b: str = "b"
    c: tuple[int, ...] = field(default_factory=tuple)


@dataclasses.dataclass(frozen=True, slots=True)
class Plain:
    """The same, made by the library."""

    a: int
    b: str = "b"
    c: tuple[int, ...] = field(default_factory=tuple)


@frozen.dataclass(frozen=True, slots=True)
class Empty:
    """No fields."""


@frozen.dataclass(frozen=True, slots=True)
class One:
    """One field."""

    a: object


def test_it_is_a_frozen_slotted_dataclass() -> None:
    assert dataclasses.is_dataclass(Quick)
    assert [item.name for item in dataclasses.fields(Quick)] == [item.name for item in dataclasses.fields(Plain)]
    assert vars(Quick)["__slots__"] == vars(Plain)["__slots__"]
    assert Quick.__match_args__ == Plain.__match_args__
    assert not hasattr(Quick(1), "__dict__")


@pytest.mark.parametrize("kind", [Quick, Plain])
def test_nothing_is_assigned_or_deleted(kind: type[Quick] | type[Plain]) -> None:
    made = kind(1)
    with pytest.raises(dataclasses.FrozenInstanceError):
        setattr(made, "a", 2)
    with pytest.raises(dataclasses.FrozenInstanceError):
        delattr(made, "a")
    with pytest.raises((dataclasses.FrozenInstanceError, TypeError)):
        setattr(made, "d", 2)


def test_it_is_made_compared_and_shown_like_the_library_s() -> None:
    pairs = ((Quick(1), Plain(1)), (Quick(1, "x", (2,)), Plain(1, "x", (2,))), (Quick(1, c=(3,)), Plain(1, c=(3,))))
    for quick, plain in pairs:
        assert repr(quick) == repr(plain).replace("Plain", "Quick")
        assert hash(quick) == hash(plain)
        assert quick == Quick(quick.a, quick.b, quick.c)
        assert quick != object() and quick.__eq__(plain) is NotImplemented
    assert Quick(1) != Quick(2)
    assert Empty() == Empty() and hash(Empty()) == hash(Empty())
    assert One((1,)) == One((1,)) and One(1) != One(2) and len({One(1), One(1)}) == 1
    with pytest.raises(TypeError):
        vars(Quick)["__init__"](Quick(1))


def test_it_is_replaced_copied_and_pickled() -> None:
    made = Quick(1, c=(2,))
    assert dataclasses.replace(made, b="x") == Quick(1, "x", (2,))
    assert copy.deepcopy(made) == made
    assert pickle.loads(pickle.dumps(made)) == made


def test_it_is_matched() -> None:
    match Quick(1, "x"):
        case Quick(1, b):
            assert b == "x"
        case _:
            raise AssertionError


def test_more_than_plain_fields_is_refused() -> None:
    with pytest.raises(TypeError, match="no plain field"):

        @frozen.dataclass(frozen=True, slots=True)
        class Odd:
            a: int = field(default=1, compare=False)

        del Odd
