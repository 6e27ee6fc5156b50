"""What a runtime expression begins with (section "Runtime Expressions").

Takes a cursor at the `$`, gives the root. Both 1.0 grammars and the one of 1.1 are understood, and names may hold any character that the place of
the expression leaves free.
"""

from __future__ import annotations

import re
from typing import Final

from ..diagnostics.nearest import nearest
from ..diagnostics.rules.expressions import UNKNOWN_EXPRESSION
from .cursor import FREE_NAME, Cursor
from .model import (
    ComponentReference,
    InputReference,
    Method,
    OutputReference,
    Root,
    SelfUri,
    SourceReference,
    StatusCode,
    StepReference,
    Url,
    WorkflowReference,
)
from .meant import WRITTEN, meant
from .parts import read_part
from .remark import Malformed, Remark

WORDS: Final = (
    "statusCode",
    "method",
    "url",
    "self",
    "request",
    "response",
    "message",
    "inputs",
    "outputs",
    "steps",
    "workflows",
    "sourceDescriptions",
    "components",
)
"""What an expression may begin with, after `$`."""

_INPUT: Final = "the name of an input, as in `$inputs.name`"
_OUTPUT: Final = "the name of an output, as in `$outputs.name`"
_COMPONENTS: Final = ("parameters", "successActions", "failureActions", "inputs")
_WORD: Final = re.compile(r"\$([A-Za-z]*)")
_ALL_OUTPUTS: Final = re.compile(r"(.+)\.outputs", re.DOTALL)
_ALL_OF_WORKFLOW: Final = re.compile(r"(.+?)\.(inputs|outputs)", re.DOTALL)
_WORKFLOW: Final = re.compile(r"(.+?)\.(inputs|outputs|steps)\.(.+)", re.DOTALL)
_QUERY_HELP: Final = (
    "write a runtime expression such as `$response.body#/name`, or give the criterion the type `jsonpath`"
)


def read_root(cursor: Cursor) -> Root:
    """The root; behind it the cursor stands at `#`, `.`, `[` or the end.

    Raises:
        Malformed: no expression begins so.
    """
    written = cursor.take(_WORD)
    match written.removeprefix("$"):
        case "statusCode":
            return StatusCode()
        case "method":
            return Method()
        case "url":
            return Url()
        case "self":
            return SelfUri()
        case ("request" | "response" | "message") as message:
            return read_part(cursor, message)
        case "inputs":
            return InputReference("" if _is_whole(cursor) else cursor.dotted(_INPUT))
        case "outputs":
            return OutputReference("" if _is_whole(cursor) else cursor.dotted(_OUTPUT))
        case "steps":
            return _step(cursor)
        case "workflows":
            return _workflow(cursor)
        case "sourceDescriptions":
            return _source(cursor)
        case "components":
            return _component(cursor)
        case word:
            raise _unknown(cursor, word)


def _is_whole(cursor: Cursor) -> bool:
    """Whether the expression ends here, without a name: all inputs or outputs, as one object."""
    return cursor.place == "whole" and cursor.at == cursor.end


def _unknown(cursor: Cursor, word: str) -> Malformed:
    text, start = cursor.text, cursor.start
    if not word and text[start + 1 : start + 2] in (".", "["):
        message = f"`{text[start : start + 2]}` begins a JSONPath query, not a runtime expression"
        return Malformed(Remark(UNKNOWN_EXPRESSION, message, start, start + 2, _QUERY_HELP))
    message = f"there is no runtime expression `${word}`"
    near, written = nearest(word, WORDS), WRITTEN.match(text, start, cursor.end)
    standard = None if written is None else meant(written.group())
    if standard is not None and (near is None or near.lower() != word.lower()):
        return Malformed(Remark(UNKNOWN_EXPRESSION, message, start, start + 1 + len(word), f"write `{standard}`"))
    help = f"change it to `${near}`" if near else None
    return Malformed(Remark(UNKNOWN_EXPRESSION, message, start, start + 1 + len(word), help))


def _step(cursor: Cursor) -> StepReference:
    begin = cursor.at + 1
    needed = "the step and its output, as in `$steps.step.outputs.name`"
    words = cursor.dotted(needed)
    step, found, name = words.partition(".outputs.")
    if found and step and name:
        return StepReference(step, "outputs", name)
    whole = _ALL_OUTPUTS.fullmatch(words)
    if whole is not None and _is_whole(cursor):
        return StepReference(whole.group(1), "outputs", "")
    step, _, rest = words.partition(".")
    if not step or not rest or rest == "outputs":
        raise cursor.incomplete(needed)
    return _step_without_outputs(step, rest, begin + len(step) + 1)


def _step_without_outputs(step: str, rest: str, begin: int) -> StepReference:
    """`$steps.s.x`: the word `outputs` is missing, or another stands in its place. Binding tells, once it knows that the output exists."""
    word, _, name = rest.partition(".")
    if name and word.lower() in ("output", "outputs"):
        return StepReference(step, word, name)
    if name and word in ("response", "request", "inputs", "parameters"):
        message = f"`{word}` of a step cannot be read from outside, only its outputs"
        help = f"give the step an output with this value and read `$steps.{step}.outputs.<name>`"
        raise Malformed(Remark(UNKNOWN_EXPRESSION, message, begin, begin + len(word), help))
    return StepReference(step, "", rest)


def _workflow(cursor: Cursor) -> WorkflowReference:
    needed = "the workflow and what is read of it, as in `$workflows.workflow.outputs.name`"
    words = cursor.dotted(needed)
    whole = _ALL_OF_WORKFLOW.fullmatch(words)
    if whole is not None and _is_whole(cursor):
        return WorkflowReference(whole.group(1), whole.group(2), "")
    match = _WORKFLOW.fullmatch(words)
    if match is None:
        raise cursor.incomplete(needed)
    return WorkflowReference(match.group(1), match.group(2), match.group(3))


def _source(cursor: Cursor) -> SourceReference:
    needed = "the source description and what is meant of it, as in `$sourceDescriptions.source.url`"
    cursor.dot(needed)
    source, _, reference = cursor.take(FREE_NAME[cursor.place]).partition(".")
    if not source or not reference:
        raise cursor.incomplete(needed)
    return SourceReference(source, reference)


def _component(cursor: Cursor) -> ComponentReference:
    begin = cursor.at + 1
    needed = "the kind and the name, as in `$components.parameters.name`"
    kind, _, name = cursor.dotted(needed).partition(".")
    if not kind or not name:
        raise cursor.incomplete(needed)
    if kind in _COMPONENTS:
        return ComponentReference(kind, name)
    near = nearest(kind, _COMPONENTS)
    help = f"change it to `{near}`" if near else "write `parameters`, `successActions` or `failureActions`"
    message = f"`$components` has no `{kind}`"
    raise Malformed(Remark(UNKNOWN_EXPRESSION, message, begin, begin + len(kind), help))
