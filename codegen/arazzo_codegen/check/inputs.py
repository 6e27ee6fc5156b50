"""Inputs: what their schemas ask for and emitted code cannot check (family 9), and optional ones that are needed (family 4)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from ..bind.model import ArrayType, InputRoot, NamedType, ObjectType, Read, StringType, Type, UnionType
from ..bind.walk import call_values, texts_of
from ..diagnostics.model import Label
from ..diagnostics.rules import contracts
from ..diagnostics.rules import limits as say
from ..parse.model import Access, Property
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


def optional_inputs_in_text(matter: Matter) -> None:
    """Inputs that need not be given, in the middle of text: without them the text cannot be made."""
    for workflow in matter.program.workflows.values():
        for step in workflow.steps:
            for text in (text for value in call_values(step.call) for text in texts_of(value)):
                for part in dict.fromkeys(part for part in text.parts if isinstance(part, Read)):
                    if isinstance(part.root, InputRoot) and part.optional:
                        _tell_in_text(matter, part, part.root.name)


RULES = (unchecked_patterns, optional_inputs_in_text)


def _tell_in_text(matter: Matter, part: Read, name: str) -> None:
    matter.reporter.report(
        contracts.OPTIONAL_FOR_REQUIRED,
        f"text is made with `{part.text}`, which is optional",
        part.span,
        label="there is no text without it",
        related=() if part.declared is None else (Label(part.declared, "declared here"),),
        help=_wanting(name, part.path),
    )


def _wanting(name: str, path: tuple[Access, ...]) -> str:
    """What makes an input, or what a path leads to in it, one that is always there."""
    if not path:
        return f"list `{name}` in the `required` of the workflow's inputs, or give it a `default`"
    names = ", ".join(f"`{each}`" for each in (name, *(access.name for access in path if isinstance(access, Property))))
    return f"list each of {names} in the `required` of the schema around it"


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
