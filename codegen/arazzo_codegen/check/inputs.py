"""Family 9: what the schemas of inputs ask for and emitted code cannot check."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from ..bind.model import ArrayType, NamedType, ObjectType, StringType, Type, UnionType
from ..diagnostics.rules import limits as say
from ..patterns import python_pattern
from .matter import Matter


def unchecked_patterns(matter: Matter) -> None:
    """Patterns for which Python's `re` has no words: what callers give is not held to them."""
    for workflow in matter.program.workflows.values():
        for item in workflow.inputs:
            patterns = dict.fromkeys(_patterns(item.type, matter.program.types))
            for pattern in (pattern for pattern in patterns if python_pattern(pattern) is None):
                matter.reporter.report(
                    say.UNCHECKED_PATTERN,
                    f"cannot check the pattern `{pattern}` of input `{item.name}` before the first request",
                    item.span,
                    label="is sent without this check",
                    help="write the pattern without what Python's `re` has no words for",
                )


RULES = (unchecked_patterns,)


def _patterns(type: Type, types: Mapping[str, Type], seen: frozenset[str] = frozenset()) -> Iterator[str]:
    """The patterns of a type, at every depth."""
    match type:
        case StringType(pattern=pattern) if pattern is not None:
            yield pattern
        case NamedType(key=key) if key in types and key not in seen:
            yield from _patterns(types[key], types, seen | {key})
        case ArrayType(items=items):
            yield from _patterns(items, types, seen)
        case ObjectType():
            for property in type.properties:
                yield from _patterns(property.type, types, seen)
            if type.additional is not None:
                yield from _patterns(type.additional, types, seen)
        case UnionType(members=members):
            for member in members:
                yield from _patterns(member, types, seen)
        case _:
            pass
