"""The quick named tuples behave as those of the library."""

from __future__ import annotations

import copy
import inspect
import pickle
import typing
from collections.abc import Callable
from typing import TypeAlias

import pytest
from arazzo_codegen import tuples


class Quick(tuples.NamedTuple):
    """Two fields, a property and a method."""

    a: int
    b: str = "b"

    @property
    def double(self) -> int:
        """Twice `a`."""
        return 2 * self.a

    def __len__(self) -> int:
        return super().__len__() + 10


class Plain(typing.NamedTuple):
    """The same, made by the library."""

    a: int
    b: str = "b"

    @property
    def double(self) -> int:
        """Twice `a`."""
        return 2 * self.a


Kind: TypeAlias = type[Quick] | type[Plain]


@pytest.mark.parametrize("kind", [Quick, Plain])
def test_it_is_a_tuple_with_names(kind: Kind) -> None:
    made = kind(1, b="x")
    assert isinstance(made, tuple) and made == (1, "x") and hash(made) == hash((1, "x"))
    assert (made.a, made.b, made.double) == (1, "x", 2)
    a, b = made
    assert (a, b) == (made[0], made[1])
    assert kind(1) == (1, "b") and kind(2) > kind(1)
    assert repr(made) == f"{kind.__name__}(a=1, b='x')"
    assert made._replace(a=3) == kind(3, "x") and type(made._replace()) is kind
    assert (kind._fields, kind.__match_args__) == (("a", "b"), ("a", "b"))
    assert list(inspect.signature(kind).parameters) == ["a", "b"]


@pytest.mark.parametrize("kind", [Quick, Plain])
def test_it_refuses_what_it_does_not_hold(kind: Kind) -> None:
    with pytest.raises(TypeError, match="missing 1 required positional argument: 'a'"):
        vars(kind)["__new__"](kind)
    with pytest.raises(TypeError):
        vars(kind)["__new__"](kind, 1, c=2)
    with pytest.raises(AttributeError):
        setattr(kind(1), "a", 2)
    with pytest.raises(AttributeError):
        setattr(kind(1), "d", 2)
    with pytest.raises((TypeError, ValueError)):
        kind(1)._replace(**{"c": 2})


@pytest.mark.parametrize("kind", [Quick, Plain])
def test_it_is_copied_pickled_and_matched(kind: Kind) -> None:
    made = kind(1, "x")
    for twin in (copy.copy(made), copy.deepcopy(made), pickle.loads(pickle.dumps(made))):
        assert twin == made and type(twin) is kind
    match made:
        case Quick(1, b) | Plain(1, b):
            assert b == "x"
        case _:
            raise AssertionError


def test_methods_know_their_class() -> None:
    assert len(Quick(1)) == 12


def test_defaults_come_last() -> None:
    make: Callable[..., type] = getattr(tuples, "_made")
    with pytest.raises(TypeError, match="without a default"):
        make("Odd", {"a": 1}, {"a": "int", "b": "int"})
