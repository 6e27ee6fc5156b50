"""The quick dataclasses behave as those of the library."""

from __future__ import annotations

import copy
import dataclasses
import pickle
import subprocess
import sys
from collections.abc import Callable

import pytest
from arazzo_codegen import classes


@classes.dataclass(frozen=True, slots=True)
class Quick:
    """Three fields, two with defaults."""

    a: int
    b: str = "b"
    c: tuple[int, ...] = classes.field(default_factory=tuple)


@dataclasses.dataclass(frozen=True, slots=True)
class Plain:
    """The same, made by the library."""

    a: int
    b: str = "b"
    c: tuple[int, ...] = dataclasses.field(default_factory=tuple)


@classes.dataclass(frozen=True, slots=True)
class Empty:
    """No fields."""


@classes.dataclass(frozen=True, slots=True)
class One:
    """One field."""

    a: object


@classes.dataclass(slots=True)
class Open:
    """What may be changed."""

    a: int
    b: list[int] = classes.field(default_factory=list[int])


@classes.dataclass(frozen=True, slots=True, order=True)
class Ordered:
    """What can be sorted."""

    a: int
    b: str


@classes.dataclass(frozen=True, slots=True)
class Double:
    """What holds more than it is given."""

    a: int
    twice: int = classes.field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "twice", 2 * self.a)


def test_it_is_a_slotted_dataclass() -> None:
    assert dataclasses.is_dataclass(Quick)
    assert [(f.name, f.type) for f in dataclasses.fields(Quick)] == [
        (f.name, f.type) for f in dataclasses.fields(Plain)
    ]
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
    with pytest.raises(TypeError, match="missing 1 required positional argument: 'a'"):
        vars(Quick)["__init__"](Quick(1))


def test_what_is_not_frozen_is_changed_and_has_no_hash() -> None:
    made, other = Open(1), Open(1)
    made.b.append(2)
    made.a = 3
    assert made == Open(3, [2]) and other == Open(1, [])
    with pytest.raises(TypeError, match="unhashable"):
        hash(made)


def test_it_is_sorted() -> None:
    assert sorted((Ordered(2, "a"), Ordered(1, "b"), Ordered(1, "a"))) == [
        Ordered(1, "a"),
        Ordered(1, "b"),
        Ordered(2, "a"),
    ]
    assert (
        Ordered(1, "a") <= Ordered(1, "a") and Ordered(2, "a") > Ordered(1, "z") and Ordered(1, "b") >= Ordered(1, "a")
    )


@pytest.mark.parametrize("replace", [classes.replace, dataclasses.replace])
def test_it_is_replaced(replace: Callable[..., object]) -> None:
    assert replace(Quick(1, c=(2,)), b="x") == Quick(1, "x", (2,))
    assert repr(replace(Double(1), a=3)) == "Double(a=3)"
    with pytest.raises(TypeError):
        replace(Quick(1), d=2)


def test_it_is_copied_and_pickled() -> None:
    made = Quick(1, c=(2,))
    assert copy.deepcopy(made) == made
    assert pickle.loads(pickle.dumps(made)) == made
    assert pickle.loads(pickle.dumps(Double(2))).twice == 4


def test_it_is_matched() -> None:
    match Quick(1, "x"):
        case Quick(1, b):
            assert b == "x"
        case _:
            raise AssertionError


def test_what_is_set_later_takes_part_in_nothing() -> None:
    assert Double(2).twice == 4
    assert Double(2) == Double(2) and hash(Double(2)) == hash(Double(2)) and repr(Double(2)) == "Double(a=2)"
    assert [field.name for field in dataclasses.fields(Double)] == ["a", "twice"]


def test_more_is_refused() -> None:
    make = classes.dataclass(slots=True)
    with pytest.raises(TypeError, match="field of the library"):
        make(type("Odd", (), {"__annotations__": {"a": "int"}, "a": dataclasses.field(default=1)}))
    with pytest.raises(TypeError, match="derived"):
        make(type("Odd", (Quick,), {}))
    with pytest.raises(TypeError, match="without a default"):
        make(type("Odd", (), {"__annotations__": {"a": "int", "b": "int"}, "a": 1}))
    with pytest.raises(TypeError, match="not made here"):
        classes.field(default_factory=tuple, compare=False)


def test_the_compiler_does_not_import_the_library() -> None:
    code = "import sys, arazzo_codegen.cli, arazzo_codegen.pipeline; sys.exit('dataclasses' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
