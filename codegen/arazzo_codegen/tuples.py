"""Named tuples that are made quickly.

To type checkers this is the `NamedTuple` of `typing`, of which it does what is used here. That one evaluates each annotation and compiles a function
for each class, which for the sixty of a run takes a fifth of what all seven stages do for a small document. Here the methods are shared, and the
constructors of classes with as many fields have the same code.
"""

from __future__ import annotations

import typing
from functools import cache
from types import CodeType, FunctionType


class _Sample(typing.NamedTuple):
    item: object


_item: object = vars(_Sample)["item"]
_Item: type = type(_item)
"""What reads an item of a tuple."""


def _made(name: str, space: dict[str, object], annotations: dict[str, str]) -> type:
    """The class whose body left `space` behind; raises `TypeError` for a field without a default behind one that has a default."""
    fields = tuple(annotations)
    optional = tuple(field for field in fields if field in space)
    if optional != fields[len(fields) - len(optional) :]:
        raise TypeError(f"{name} has a field without a default behind one that has a default")
    defaults = tuple(space.pop(field) for field in optional)
    told = {"__slots__": (), "_fields": fields, "__match_args__": fields, "__new__": _constructor(fields, defaults)}
    return type(name, (tuple,), _METHODS | space | told | {field: _Item(at, "") for at, field in enumerate(fields)})


def _constructor(fields: tuple[str, ...], defaults: tuple[object, ...]) -> FunctionType:
    """`__new__`: the code of all classes with as many fields, under these fields' names."""
    code = _constructor_code(len(fields)).replace(co_varnames=("cls", *fields))
    return FunctionType(code, {"_new": vars(tuple)["__new__"]}, "__new__", defaults)


@cache
def _constructor_code(count: int) -> CodeType:
    values = "".join(f"_{index}, " for index in range(count))
    known: dict[str, FunctionType] = {}
    exec(
        f"def __new__(cls, {values}):\n return _new(cls, ({values}))", known
    )  # noqa: S102  the text is made of numbers alone
    return known["__new__"].__code__


class _Methods:
    """What all named tuples do."""

    _fields: tuple[str, ...] = ()

    def __repr__(self) -> str:
        return f"{type(self).__name__}({', '.join(f'{field}={getattr(self, field)!r}' for field in self._fields)})"

    def _replace(self, /, **changes: object) -> object:
        return type(self)(**{field: getattr(self, field) for field in self._fields} | changes)

    def __getnewargs__(self) -> tuple[object, ...]:
        return tuple(getattr(self, field) for field in self._fields)


_METHODS = {name: vars(_Methods)[name] for name in ("__repr__", "_replace", "__getnewargs__")}

if typing.TYPE_CHECKING:
    from typing import NamedTuple
else:

    class _Making(type):
        def __new__(kind, name, bases, space):
            """A named tuple, or the class that these are derived from, which has no bases."""
            if not bases:
                return type.__new__(kind, name, bases, space)
            return _made(name, space, space["__annotations__"])

    class NamedTuple(metaclass=_Making):
        """The base that is named in the definition of a named tuple."""


__all__ = ("NamedTuple",)
