"""What a step sends, looked up: a parameter by name, or a place of the body.

Takes a call and what `$request.…` asks for; gives the value that was put there, and what of the way is left behind it.
"""

from __future__ import annotations

from ..bind.model import AwsCall, ConstantValue, HttpCall, ListOf, ObjectOf, RequestRoot, Value
from ..load.model import Data
from ..parse.model import Access, Index, Property


def sent(
    call: HttpCall | AwsCall, root: RequestRoot, path: tuple[Access, ...]
) -> tuple[Value | None, tuple[Access, ...]]:
    """The value, and the accesses that lead on from it; None where nothing was sent."""
    if root.source == "body":
        return _body(call, path)
    found = (
        argument.value
        for argument in call.arguments
        if argument.location in (root.source, "member") and _same(argument.name, root.name, root.source == "header")
    )
    return next(found, None), path


def _same(name: str, asked: str | None, folded: bool) -> bool:
    return asked is not None and (name.lower() == asked.lower() if folded else name == asked)


def _body(call: HttpCall | AwsCall, path: tuple[Access, ...]) -> tuple[Value | None, tuple[Access, ...]]:
    if isinstance(call, HttpCall):
        return (None, path) if call.body is None else _inside(call.body.value, path)
    if not path or not isinstance(path[0], Property):
        return None, path
    wanted = path[0].name
    member = next((argument.value for argument in call.arguments if argument.name == wanted), None)
    return (None, path) if member is None else _inside(member, path[1:])


def _inside(value: Value, path: tuple[Access, ...]) -> tuple[Value | None, tuple[Access, ...]]:
    """Follow the path as long as the value is put together from others."""
    for position, access in enumerate(path):
        inner = _step(value, access)
        if inner is None:
            return value, path[position:]
        value = inner
    return value, ()


def _step(value: Value, access: Access) -> Value | None:
    match value, access:
        case ObjectOf(members=members), Property(name=name):
            return dict(members).get(name)
        case ListOf(items=items), Index(position=position) if position < len(items):
            return items[position]
        case ConstantValue(value=constant), _:
            return _constant(value, constant, access)
        case _:
            return None


def _constant(value: ConstantValue, data: Data, access: Access) -> ConstantValue | None:
    match data, access:
        case dict(), Property(name=name) if name in data:
            return ConstantValue(data[name], value.type, value.span)
        case list(), Index(position=position) if position < len(data):
            return ConstantValue(data[position], value.type, value.span)
        case _:
            return None
