"""What a workflow's input schema asks for beyond Python's types: patterns, bounds, lengths, enumerations, at every depth.

Takes an input and the constraints that emitted modules hold as constants; raises `InputError` that names the place, and never the value.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from math import isfinite
from typing import NamedTuple, Protocol, TypeGuard

from .errors import InputError

__all__ = ("Constraint", "Either", "Fields", "Items", "Null", "Number", "OneOf", "Text", "check")


class Breach(NamedTuple):
    """Where in the input (`/tags/0`), what is wrong there, and which constants alone would do."""

    place: str
    reason: str
    allowed: tuple[object, ...] = ()


class Constraint(Protocol):
    """Something that a value must be."""

    def breaches(self, value: object) -> Iterator[Breach]:
        """What is wrong with the value."""
        ...


def check(workflow_id: str, input_name: str, value: object, constraint: Constraint) -> None:
    """Raise `InputError` at the first breach."""
    for breach in constraint.breaches(value):
        raise InputError(workflow_id, input_name + breach.place, breach.reason)


class Null:
    """Null."""

    __slots__ = ()

    def breaches(self, value: object) -> Iterator[Breach]:
        """Whether it is something."""
        if value is not None:
            yield Breach("", "must be null")


class Text:
    """A string; lengths count characters."""

    __slots__ = ("_max_length", "_min_length", "_pattern")

    def __init__(self, *, pattern: str | None = None, min_length: int = 0, max_length: int | None = None) -> None:
        self._pattern = None if pattern is None else re.compile(pattern)
        self._min_length = min_length
        self._max_length = max_length

    def breaches(self, value: object) -> Iterator[Breach]:
        """Whether it is no string, too short or long, or does not match."""
        if not isinstance(value, str):
            yield Breach("", "must be a string")
            return
        if len(value) < self._min_length:
            yield Breach("", f"must have at least {_count(self._min_length, 'character')}")
        if self._max_length is not None and len(value) > self._max_length:
            yield Breach("", f"must have at most {_count(self._max_length, 'character')}")
        if self._pattern is not None and self._pattern.search(value) is None:
            yield Breach("", f"must match `{self._pattern.pattern}`")


class Number:
    """A finite number within bounds: `minimum` and `maximum` are allowed themselves, `above` and `below` are not."""

    __slots__ = ("_bounds", "_multiple_of")

    def __init__(
        self,
        *,
        minimum: float | None = None,
        maximum: float | None = None,
        above: float | None = None,
        below: float | None = None,
        multiple_of: float | None = None,
    ) -> None:
        self._bounds = (minimum, maximum, above, below)
        self._multiple_of = multiple_of

    def breaches(self, value: object) -> Iterator[Breach]:
        """Whether it is no number (RFC 8259 section 6: the infinities and NaN are none), out of bounds, or no multiple."""
        if isinstance(value, bool) or not isinstance(value, int | float):
            yield Breach("", "must be a number")
            return
        if isinstance(value, float) and not isfinite(value):
            yield Breach("", "must be a finite number")
            return
        minimum, maximum, above, below = self._bounds
        if minimum is not None and value < minimum:
            yield Breach("", f"must be at least {minimum}")
        if maximum is not None and value > maximum:
            yield Breach("", f"must be at most {maximum}")
        if above is not None and value <= above:
            yield Breach("", f"must be more than {above}")
        if below is not None and value >= below:
            yield Breach("", f"must be less than {below}")
        if self._multiple_of is not None and not _is_multiple(value, self._multiple_of):
            yield Breach("", f"must be a multiple of {self._multiple_of}")


class OneOf:
    """One of the listed constants."""

    __slots__ = ("_allowed",)

    def __init__(self, *allowed: str | float | bool | None) -> None:
        self._allowed = allowed

    def breaches(self, value: object) -> Iterator[Breach]:
        """Whether it is none of them."""
        if not any(_same(value, constant) for constant in self._allowed):
            yield _none_of("", self._allowed)


class Items:
    """A list: how many items, each of what kind, none twice."""

    __slots__ = ("_each", "_max_items", "_min_items", "_unique")

    def __init__(
        self,
        *,
        each: Constraint | None = None,
        min_items: int = 0,
        max_items: int | None = None,
        unique: bool = False,
    ) -> None:
        self._each = each
        self._min_items = min_items
        self._max_items = max_items
        self._unique = unique

    def breaches(self, value: object) -> Iterator[Breach]:
        """Whether it is no list, too short or long, or an item is wrong."""
        if not _is_list(value):
            yield Breach("", "must be a list")
            return
        if len(value) < self._min_items:
            yield Breach("", f"must have at least {_count(self._min_items, 'item')}")
        if self._max_items is not None and len(value) > self._max_items:
            yield Breach("", f"must have at most {_count(self._max_items, 'item')}")
        if self._unique and any(_same(item, other) for n, item in enumerate(value) for other in value[:n]):
            yield Breach("", "must not have an item twice")
        for position, item in enumerate(value if self._each is not None else ()):
            yield from _below(position, item, self._each)


class Fields:
    """An object: its known properties, what the others must be, and which must be there."""

    __slots__ = ("_known", "_others", "_required")

    def __init__(
        self, known: Mapping[str, Constraint], others: Constraint | None = None, *, required: tuple[str, ...] = ()
    ) -> None:
        self._known = known
        self._others = others
        self._required = required

    def breaches(self, value: object) -> Iterator[Breach]:
        """Whether it is no object, or a property is missing or wrong."""
        if not _is_object(value):
            yield Breach("", "must be an object")
            return
        for name in self._required:
            if name not in value:
                yield Breach(f"/{_escaped(name)}", "is missing")
        for name, member in value.items():
            yield from _below(name, member, self._known.get(name, self._others))


class Either:
    """Any of several."""

    __slots__ = ("_options",)

    def __init__(self, *options: Constraint) -> None:
        self._options = options

    def breaches(self, value: object) -> Iterator[Breach]:
        """What the nearest option says, when none lets it pass."""
        found: list[list[Breach]] = []
        for option in self._options:
            found.append(list(option.breaches(value)))
            if not found[-1]:
                return
        meant = [breaches for breaches in found if not any(breach.allowed for breach in breaches)]
        yield from min(reversed(meant), key=len) if meant else _chosen(found)


def _chosen(options: list[list[Breach]]) -> Iterator[Breach]:
    """What the options say of the constant by which they are told apart: all that would do there."""
    breaches = [breach for option in options for breach in option if breach.allowed]
    place = breaches[0].place
    allowed = (constant for breach in breaches if breach.place == place for constant in breach.allowed)
    yield _none_of(place, tuple(dict.fromkeys(allowed)))


def _none_of(place: str, allowed: tuple[object, ...]) -> Breach:
    return Breach(place, f"must be one of {', '.join(map(repr, allowed))}", allowed)


def _below(token: str | int, value: object, constraint: Constraint | None) -> Iterator[Breach]:
    if constraint is not None:
        for breach in constraint.breaches(value):
            yield breach._replace(place=f"/{_escaped(str(token))}{breach.place}")


def _escaped(token: str) -> str:
    """A token of a JSON Pointer (RFC 6901 section 3)."""
    return token.replace("~", "~0").replace("/", "~1")


def _same(left: object, right: object) -> bool:
    """Equality of JSON: `1` is `1.0`, and true is no number."""
    return left == right and isinstance(left, bool) == isinstance(right, bool)


def _is_multiple(value: float, step: float) -> bool:
    """Exact in decimal, so that `0.3` is a multiple of `0.1`."""
    # Few modules state multiples, and the import is slow.
    from decimal import Decimal

    return Decimal(str(value)) % Decimal(str(step)) == 0


def _is_list(value: object) -> TypeGuard[Sequence[object]]:
    return isinstance(value, list | tuple)


def _is_object(value: object) -> TypeGuard[Mapping[str, object]]:
    return isinstance(value, Mapping)


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"
