"""Frozen dataclasses that are made quickly.

Takes what `dataclasses.dataclass(frozen=True, slots=True)` takes, gives the same class. The library compiles six functions for each class, which for
the two hundred classes of the models was half of the time that a small document takes. Here one is compiled, the constructor; the others are shared.
To type checkers it is the library's decorator.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from dataclasses import MISSING, Field, FrozenInstanceError
from operator import attrgetter
from typing import TYPE_CHECKING, TypeVar

_Class = TypeVar("_Class")
_Values = Callable[[object], object]


def _make(cls: type[_Class]) -> type[_Class]:
    """The dataclass; raises `TypeError` when it asks for more than plain fields."""
    made = dataclasses.dataclass(init=False, repr=False, eq=False, slots=True)(cls)
    fields = _fields(made)
    for field in fields:
        if not (field.init and field.repr and field.compare and field.hash is None) or field.kw_only:
            raise TypeError(f"{cls.__name__}.{field.name} is no plain field")
    vars(made)["__dataclass_params__"].frozen = True
    names = tuple(field.name for field in fields)
    values = attrgetter(*names) if names else _no_values
    methods: dict[str, object] = {
        "__init__": _constructor(made, fields),
        "__eq__": _equality(values),
        "__hash__": _hashing(values),
        "__repr__": _representation(names),
        "__reduce__": _reduction(names),
        "__setattr__": _refuse,
        "__delattr__": _refuse,
    }
    for name, method in methods.items():
        setattr(made, name, method)
    return made


def _fields(made: type) -> tuple[Field[object], ...]:
    return dataclasses.fields(made) if dataclasses.is_dataclass(made) else ()


def _constructor(made: type, fields: tuple[Field[object], ...]) -> object:
    """`__init__`, which sets the slots past `__setattr__`."""
    known: dict[str, object] = {"_missing": MISSING}
    parameters, lines = ["self"], [" pass"]
    for field in fields:
        name = field.name
        known[f"_set_{name}"] = vars(made)[name].__set__
        value = name
        if field.default_factory is not MISSING:
            known[f"_make_{name}"] = field.default_factory
            parameters.append(f"{name}=_missing")
            value = f"_make_{name}() if {name} is _missing else {name}"
        elif field.default is not MISSING:
            known[f"_default_{name}"] = field.default
            parameters.append(f"{name}=_default_{name}")
        else:
            parameters.append(name)
        lines.append(f" _set_{name}(self, {value})")
    # The text is made of field names alone, which are identifiers.
    exec(f"def __init__({', '.join(parameters)}):\n" + "\n".join(lines), known)  # noqa: S102
    return known["__init__"]


def _equality(values: _Values) -> object:
    def __eq__(self: object, other: object) -> bool:
        return values(self) == values(other) if other.__class__ is self.__class__ else NotImplemented

    return __eq__


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
    raise FrozenInstanceError(f"cannot assign to or delete field {name!r}")


def _no_values(self: object) -> object:
    return ()


if TYPE_CHECKING:
    from dataclasses import dataclass
else:

    def dataclass(*, frozen, slots):
        """The decorator; only `frozen=True, slots=True` is meant."""
        assert frozen and slots
        return _make


__all__ = ("dataclass",)
