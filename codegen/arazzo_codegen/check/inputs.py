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


def _patterns(whole: Type, types: Mapping[str, Type]) -> Iterator[str]:
    """The patterns of a type, at every depth; each name is looked behind once."""
    seen: set[str] = set()
    waiting = [whole]
    while waiting:
        match waiting.pop():
            case StringType(pattern=pattern) if pattern is not None:
                yield pattern
            case NamedType(key=key) if key in types and key not in seen:
                seen.add(key)
                waiting.append(types[key])
            case ArrayType(items=items):
                waiting.append(items)
            case ObjectType(properties=properties, additional=additional):
                waiting.extend(() if additional is None else (additional,))
                waiting.extend(item.type for item in reversed(properties))
            case UnionType(members=members):
                waiting.extend(reversed(members))
            case _:
                pass
