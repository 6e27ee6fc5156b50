"""Dataclasses that are made quickly.

To type checkers these are the standard library's `dataclass`, `field` and `replace`, of which they do what is used here. The library compiles six
functions for each class and imports `inspect`, which for the two hundred classes of a run was half of the time that a small document takes. Here the
methods are shared, and the constructors of classes with as many fields have the same code. What the library tells about its classes it tells about these,
too; it is imported when somebody asks.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Mapping
from functools import cache
from operator import attrgetter
from types import CodeType, FunctionType, SimpleNamespace
from typing import TYPE_CHECKING

_Values = Callable[[object], object]

_PARAMETERS = {frozen: SimpleNamespace(frozen=frozen) for frozen in (True, False)}
_COMPARISONS = ("__lt__", "__le__", "__gt__", "__ge__")
_LATER = object()
"""In place of the default of a field that `__post_init__` sets."""


class _Factory:
    """In place of a default that is made anew for each instance."""

    __slots__ = ("make",)

    def __init__(self, make: Callable[[], object]) -> None:
        self.make = make


def _made(cls: type, frozen: bool, order: bool) -> type:
    """The dataclass; raises `TypeError` when it asks for more than is done here."""
    if any(hasattr(base, "__match_args__") for base in cls.__bases__):
        raise TypeError(f"{cls.__name__} is derived from a class with fields")
    own = {name: value for name, value in vars(cls).items() if name not in ("__dict__", "__weakref__")}
    annotations: dict[str, str] = own.get("__annotations__", {})
    given = {name: own.pop(name) for name in annotations if name in own}
    if any(type(value).__module__ == "dataclasses" for value in given.values()):
        raise TypeError(f"{cls.__name__} has a field of the library's")
    names = tuple(name for name in annotations if given.get(name) is not _LATER)
    told = {
        "__slots__": tuple(annotations),
        "__match_args__": names,
        "__dataclass_fields__": _Fields(annotations, given),
        "__dataclass_params__": _PARAMETERS[frozen],
    }
    kind: type[type] = type(cls)
    made = kind(cls.__name__, cls.__bases__, _methods(names, frozen, order) | own | told)
    defaults = tuple(given[name] for name in names if name in given)
    if any(name not in given for name in names[len(names) - len(defaults) :]):
        raise TypeError(f"{cls.__name__} has a field without a default behind one that has a default")
    setattr(made, "__init__", _constructor(made, names, defaults))
    return made


def _methods(names: tuple[str, ...], frozen: bool, order: bool) -> dict[str, object]:
    values = attrgetter(*names) if names else _no_values
    methods: dict[str, object] = {
        "__eq__": _comparison("__eq__", values),
        "__repr__": _representation(names),
        "__reduce__": _reduction(names),
    }
    if frozen:
        methods |= {"__hash__": _hashing(values), "__setattr__": _refuse, "__delattr__": _refuse}
    if order:
        methods |= {name: _comparison(name, values) for name in _COMPARISONS}
    return methods


def _constructor(made: type, names: tuple[str, ...], defaults: tuple[object, ...]) -> FunctionType:
    """`__init__`, which sets the slots past `__setattr__`: the code of all classes with as many fields, under these fields' names."""
    start = len(names) - len(defaults)
    factories = frozenset(start + index for index, value in enumerate(defaults) if isinstance(value, _Factory))
    code = _constructor_code(len(names), factories, hasattr(made, "__post_init__"))
    setters = {f"_set{index}": vars(made)[name].__set__ for index, name in enumerate(names)}
    function = FunctionType(
        code.replace(co_varnames=("self", *names)), setters | {"_Factory": _Factory}, "__init__", defaults
    )
    function.__qualname__ = f"{made.__qualname__}.__init__"
    return function


@cache
def _constructor_code(count: int, factories: frozenset[int], goes_on: bool) -> CodeType:
    lines = [f"def __init__({', '.join(('self', *(f'_{index}' for index in range(count))))}):", " pass"]
    for index in range(count):
        made = f"_{index}.make() if _{index}.__class__ is _Factory else "
        lines.append(f" _set{index}(self, {made if index in factories else ''}_{index})")
    if goes_on:
        lines.append(" self.__post_init__()")
    known: dict[str, FunctionType] = {}
    exec("\n".join(lines), known)  # noqa: S102  the text is made of numbers alone
    return known["__init__"].__code__


def _comparison(name: str, values: _Values) -> object:
    compare: Callable[[object, object], bool] = getattr(operator, name)

    def method(self: object, other: object) -> bool:
        return compare(values(self), values(other)) if other.__class__ is self.__class__ else NotImplemented

    return method


def _hashing(values: _Values) -> object:
    def __hash__(self: object) -> int:
        return hash(values(self))

    return __hash__


def _reduction(names: tuple[str, ...]) -> object:
    def __reduce__(self: object) -> tuple[type, tuple[object, ...]]:
        return type(self), tuple(getattr(self, name) for name in names)

    return __reduce__


def _representation(names: tuple[str, ...]) -> object:
    def __repr__(self: object) -> str:
        parts = (f"{name}={getattr(self, name)!r}" for name in names)
        return f"{type(self).__qualname__}({', '.join(parts)})"

    return __repr__


def _refuse(self: object, name: str, *value: object) -> None:
    from dataclasses import FrozenInstanceError

    raise FrozenInstanceError(f"cannot assign to or delete field {name!r}")


def _no_values(self: object) -> object:
    return ()


class _Fields:
    """What the library knows of a class, made when it is asked for."""

    __slots__ = ("_annotations", "_given")

    def __init__(self, annotations: Mapping[str, str], given: Mapping[str, object]) -> None:
        self._annotations, self._given = annotations, given

    def __get__(self, instance: object, owner: type) -> object:
        import dataclasses

        space: dict[str, object] = {"__annotations__": dict(self._annotations), "__module__": owner.__module__}
        for name, value in self._given.items():
            if isinstance(value, _Factory):
                value = dataclasses.field(default_factory=value.make)
            space[name] = dataclasses.field(init=False, repr=False, compare=False) if value is _LATER else value
        found = vars(dataclasses.dataclass(type(owner.__name__, (), space)))["__dataclass_fields__"]
        setattr(owner, "__dataclass_fields__", found)
        return found


if TYPE_CHECKING:
    from dataclasses import dataclass, field, replace
else:

    def dataclass(*, slots, frozen=False, order=False):
        """The decorator; classes have slots."""
        assert slots
        return lambda cls: _made(cls, frozen, order)

    def field(*, default_factory=None, **without):
        """A field that is made anew for each instance, or (where all else is False) one that `__post_init__` sets and that takes part in nothing."""
        if default_factory is not None and not without:
            return _Factory(default_factory)
        if default_factory is None and without == {"init": False, "repr": False, "compare": False}:
            return _LATER
        raise TypeError("such a field is not made here")

    def replace(instance, /, **changes):
        """A copy with some fields changed."""
        cls = instance.__class__
        for name in cls.__match_args__:
            if name not in changes:
                changes[name] = getattr(instance, name)
        return cls(**changes)


__all__ = ("dataclass", "field", "replace")
