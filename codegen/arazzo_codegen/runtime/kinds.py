"""Values of unknown type where a type is wanted.

Takes a value and a Python type; gives the value as that type, or says that it is none.
"""

from __future__ import annotations

from typing import Any, TypeVar

from .unset import UNSET, Unset

__all__ = ("conform", "one_of", "shaped", "shaped_or_null", "typed", "typed_or_null", "untyped")

T = TypeVar("T")


def typed(value: object, kind: type[T]) -> T | None:
    """The value if it is of this JSON type (`float` is any number, `3.0` is an integer, `bool` is no number), else None."""
    found: T | None = untyped(_as_kind(value, kind))
    return found


def _as_kind(value: object, kind: type) -> object:
    if isinstance(value, bool):
        return value if kind in (bool, object) else None
    if kind is float and isinstance(value, int):
        return value
    if kind is int and isinstance(value, float) and value.is_integer():
        return int(value)
    return value if isinstance(value, kind) else None


def conform(value: object, kind: type[T]) -> T:
    """The value as this JSON type; `ValueError` where it is of another."""
    found = typed(value, kind)
    if found is None:
        raise ValueError(f"a value of type {kind.__name__} is needed, not {type(value).__name__}")
    return found


def one_of(value: object, allowed: tuple[T, ...]) -> T:
    """The allowed constant that the value is; `ValueError` where it is none of them."""
    for constant in allowed:
        if type(constant) is type(value) and constant == value:
            return constant
    raise ValueError(f"one of {', '.join(map(repr, allowed))} is needed")


def shaped(value: object, kind: type[object]) -> Any:
    """The value if it is a list or object, as `kind` says, else None. What is in it is as the API description says."""
    return value if isinstance(value, kind) else None


def typed_or_null(value: object, kind: type[T]) -> T | None | Unset:
    """`typed` where null is a value of its own: `UNSET` for what is neither null nor of this type."""
    found = typed(value, kind)
    return UNSET if found is None and value is not None else found


def shaped_or_null(value: object, kind: type[object]) -> Any:
    """`shaped` where null is a value of its own: `UNSET` for what is neither null nor such a list or object."""
    return value if value is None or isinstance(value, kind) else UNSET


def untyped(value: object) -> Any:
    """The value, for a place whose type the compiler has checked against the API description but a type checker cannot see."""
    return value
