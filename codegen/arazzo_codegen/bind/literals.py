"""Literals held to schemas: takes plain data and a type, gives what is wrong, each finding with the way to its place."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Literal, TypeAlias

from ..classes import replace
from ..load.model import Constant, Data
from ..tuples import NamedTuple
from .fit import kind
from .model import (
    ArrayType,
    BooleanType,
    EnumType,
    NeverType,
    NullType,
    NumberType,
    ObjectType,
    PropertyType,
    StringType,
    Type,
    UnionType,
    UnknownType,
)
from .types import Types

Kind: TypeAlias = Literal["mismatch", "outside", "as-text", "forbidden", "unmentioned", "missing"]


_RISKY = re.compile(r"[+*}]\)?[+*{]|\\[pPc]")
"""Nested repetition can take exponential time; `\\p` and `\\c` are not Python's."""


class Problem(NamedTuple):
    """What is wrong at `path` in the literal. `name` is the property in question, `names` are those there are."""

    kind: Kind
    path: tuple[str | int, ...]
    message: str
    name: str = ""
    names: tuple[str, ...] = ()


def problems(value: Data, type: Type, types: Types, wire: bool, path: tuple[str | int, ...] = ()) -> Iterator[Problem]:
    """What is wrong with `value` where `type` is wanted. On the `wire` of a parameter, scalars are text."""
    type = types.expand(type)
    match type:
        case UnknownType():
            return
        case NeverType():
            yield Problem("mismatch", path, "nothing is allowed here")
        case UnionType():
            yield from _best(value, type, types, wire, path)
        case ObjectType() if isinstance(value, dict):
            yield from _object(value, type, types, wire, path)
        case ArrayType() if isinstance(value, list):
            yield from _array(value, type, types, wire, path)
        case _:
            if isinstance(value, (dict, list)):
                yield Problem("mismatch", path, f"{_kind_of(value)} cannot be {kind(type)}")
            else:
                yield from _scalar(value, type, wire, path)


def _best(value: Data, type: UnionType, types: Types, wire: bool, path: tuple[str | int, ...]) -> Iterator[Problem]:
    """What is wrong with the member that comes nearest; as there are several, only what no member allows."""
    given = tuple(value) if isinstance(value, dict) else ()
    found = [list(problems(value, member, types, wire, path)) for member in alternatives(type, types, given)]
    best = min(
        found, key=lambda wrong: sum(0.1 if problem.kind in ("unmentioned", "as-text") else 1 for problem in wrong)
    )
    if best and all(problem.kind == "mismatch" and problem.path == path for problem in best):
        yield Problem("mismatch", path, f"{_kind_of(value)} cannot be {kind(type)}")
    else:
        yield from best


def alternatives(type: UnionType, types: Types, given: Iterable[str]) -> tuple[Type, ...]:
    """The members, where an open object also knows those of the `given` names that the others have: a value may be of several members at once."""
    members = tuple(types.expand(member) for member in type.members)
    wanted = frozenset(given)
    named = (item.name for each in members if isinstance(each, ObjectType) for item in each.properties)
    names = dict.fromkeys(name for name in named if name in wanted)
    return tuple(_knowing(member, tuple(names)) for member in members) if names else members


def _knowing(member: Type, names: tuple[str, ...]) -> Type:
    if not isinstance(member, ObjectType) or not isinstance(member.additional, UnknownType):
        return member
    own = {item.name for item in member.properties}
    more = tuple(PropertyType(name, UnknownType(), False) for name in names if name not in own)
    return replace(member, properties=(*member.properties, *more)) if more else member


def _object(
    value: dict[str, Data], type: ObjectType, types: Types, wire: bool, path: tuple[str | int, ...]
) -> Iterator[Problem]:
    yield from member_problems(tuple(value), type, wire, path)
    yield from dependent_problems(tuple(value), tuple(value), type, wire, path)
    for name, item in value.items():
        declared = type.get(name)
        wanted = declared.type if declared is not None else type.additional
        if wanted is not None:
            yield from problems(item, wanted, types, wire, (*path, name))


def member_problems(
    given: tuple[str, ...], type: ObjectType, wire: bool, path: tuple[str | int, ...]
) -> Iterator[Problem]:
    """Members that the type forbids or does not mention, and required ones that are not there."""
    names = tuple(item.name for item in type.properties)
    for name in given:
        # A form names the parts of a property in brackets: `items[0][price]`.
        if type.get(name) is not None or (wire and type.get(name.partition("[")[0]) is not None):
            continue
        if type.additional is None:
            yield Problem("forbidden", (*path, name), f"property `{name}` is not allowed here", name, names)
        elif isinstance(type.additional, UnknownType) and names and not type.patterned:
            yield Problem("unmentioned", (*path, name), f"the schema does not mention property `{name}`", name, names)
    for item in type.properties:
        if item.required and not item.read_only and item.name not in names_of(given, wire):
            yield Problem("missing", path, f"required property `{item.name}` is missing", item.name, given)


def dependent_problems(
    sure: tuple[str, ...], given: tuple[str, ...], type: ObjectType, wire: bool, path: tuple[str | int, ...]
) -> Iterator[Problem]:
    """Members that are not there although one that is `sure` to be there asks for them."""
    known = names_of(given, wire)
    for name, needed in type.dependent:
        for other in needed if name in sure else ():
            if other not in known:
                message = f"property `{other}` is missing, which is required where `{name}` is given"
                yield Problem("missing", path, message, other, given)


def names_of(given: tuple[str, ...], wire: bool) -> tuple[str, ...]:
    """The properties that members fill."""
    return (*given, *(name.partition("[")[0] for name in given)) if wire else given


def _array(
    value: list[Data], type: ArrayType, types: Types, wire: bool, path: tuple[str | int, ...]
) -> Iterator[Problem]:
    if len(value) < type.min_items or (type.max_items is not None and len(value) > type.max_items):
        bounds = f"{type.min_items} to {'any number of' if type.max_items is None else type.max_items}"
        yield Problem("outside", path, f"{len(value)} items are given where {bounds} are allowed")
    for index, item in enumerate(value):
        yield from problems(item, type.items, types, wire, (*path, index))


def _scalar(value: Constant, type: Type, wire: bool, path: tuple[str | int, ...]) -> Iterator[Problem]:
    match type:
        case EnumType():
            if value not in type.values and not (wire and text_of(value) in map(text_of, type.values)):
                names = tuple(text_of(allowed) for allowed in type.values)
                yield Problem(
                    "outside", path, f"`{text_of(value)}` is none of the values that are allowed", text_of(value), names
                )
        case StringType() | NumberType() if _is_excluded(value, type):
            yield Problem("outside", path, f"`{text_of(value)}` is what the schema rules out by `not`")
        case StringType() if isinstance(value, str):
            yield from _string(value, type, path)
        case NumberType() if isinstance(value, (int, float)) and not isinstance(value, bool):
            yield from _number(value, type, path)
        case BooleanType() if isinstance(value, bool):
            return
        case NullType() if value is None:
            return
        case NumberType() | BooleanType() if isinstance(value, str) and _reads_as(value, type):
            yield Problem("as-text", path, f"`{value}` is written as a string where {kind(type)} is wanted")
        case StringType() if wire and value is not None:
            return
        case _:
            yield Problem("mismatch", path, f"{_kind_of(value)} cannot be {kind(type)}")


def _is_excluded(value: Constant, type: StringType | NumberType) -> bool:
    return any(value == other and isinstance(value, bool) == isinstance(other, bool) for other in type.excluded)


def _string(value: str, type: StringType, path: tuple[str | int, ...]) -> Iterator[Problem]:
    if type.min_length is not None and len(value) < type.min_length:
        yield Problem("outside", path, f"`{value}` is shorter than {type.min_length} characters")
    if type.max_length is not None and len(value) > type.max_length:
        yield Problem("outside", path, f"`{value}` is longer than {type.max_length} characters")
    if type.pattern is not None and _surely_misses(type.pattern, value):
        yield Problem("outside", path, f"`{value}` does not match the pattern `{type.pattern}`")


def _surely_misses(pattern: str, value: str) -> bool:
    """Patterns are ECMA-262; one that Python does not read the same way, or that could take long, proves nothing."""
    if len(pattern) > 200 or len(value) > 200 or _RISKY.search(pattern):
        return False
    try:
        return re.search(pattern, value) is None
    except re.error:
        return False


def _number(value: float, type: NumberType, path: tuple[str | int, ...]) -> Iterator[Problem]:
    if type.integer and value != value // 1:
        yield Problem("mismatch", path, f"`{value}` is no integer")
    below = (type.minimum is not None and value < type.minimum) or (
        type.exclusive_minimum is not None and value <= type.exclusive_minimum
    )
    above = (type.maximum is not None and value > type.maximum) or (
        type.exclusive_maximum is not None and value >= type.exclusive_maximum
    )
    if below or above:
        yield Problem("outside", path, f"`{value}` is {'less' if below else 'greater'} than what is allowed")


def _reads_as(text: str, type: NumberType | BooleanType) -> bool:
    if isinstance(type, BooleanType):
        return text in ("true", "false")
    return re.fullmatch(r"-?\d+" if type.integer else r"-?\d+(\.\d+)?([eE][-+]?\d+)?", text) is not None


def text_of(value: Constant) -> str:
    """A scalar as text, as it is put on the wire."""
    match value:
        case None:
            return "null"
        case bool():
            return "true" if value else "false"
        case _:
            return str(value)


def _kind_of(value: Data) -> str:
    match value:
        case None:
            return "null"
        case bool():
            return "a boolean"
        case str():
            return "a string"
        case int():
            return "an integer"
        case float():
            return "a number"
        case list():
            return "a list"
        case _:
            return "an object"
