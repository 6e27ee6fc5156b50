"""JSON written as a string with expressions in it: takes the template, gives the value that it makes, parsed at compile time.

Each expression is replaced by a mark that no JSON text holds; what is then parsed as JSON can never be changed by a value.
"""

from __future__ import annotations

import json
import re

from ..diagnostics.model import Missing, Span
from ..diagnostics.rules import contracts
from ..load.model import Data
from ..parse.model import Template
from .constants import constant
from .model import ArrayType, ConstantValue, ObjectType, Read, Type, UnknownType, Value
from .outputs import type_of
from .values import (
    ValueBinder,
    list_of,
    member_type,
    object_of,
    parts_of_data,
    wants_text,
)

_MARK = re.compile("\ue000(\\d+)\ue001")
_QUOTED = "\ue002"
"""Stands before a mark that was written outside of quotes."""


def json_value(template: Template, wanted: Type, values: ValueBinder) -> Value | Missing:
    """The JSON value that the text makes; where a string is due, text that is no JSON is that string."""
    parts: list[str | Read | ConstantValue] = []
    for part in template.parts:
        read = part if isinstance(part, str) else values.reader.read(part)
        if isinstance(read, Missing):
            return read
        parts.append(read)
    reads = tuple(part for part in parts if not isinstance(part, str))
    text = _marked(parts)
    expanded = values.reader.workflow.library.types.expand(wanted)
    try:
        parsed: Data = json.loads(text)
    except (ValueError, RecursionError) as error:
        if wants_text(expanded) or not text.lstrip().startswith(("{", "[")):
            return values.joined(tuple(parts), template.node.span)
        return _malformed(template, error, values)
    if wants_text(expanded):
        return values.joined(tuple(parts), template.node.span)
    return _Filler(reads, template.node.span, values).fill(parsed, wanted)


def _marked(parts: list[str | Read | ConstantValue]) -> str:
    """The text with a mark for each expression; one outside of quotes becomes a string of its own."""
    text, quoted, number = "", False, 0
    for part in parts:
        if isinstance(part, str):
            text += part.replace("\ue000", "").replace("\ue001", "").replace(_QUOTED, "")
            quoted = _ends_quoted(part, quoted)
        else:
            mark = f"\ue000{number}\ue001"
            text += mark if quoted else f'"{_QUOTED}{mark}"'
            number += 1
    return text


def _ends_quoted(text: str, quoted: bool) -> bool:
    """Whether a JSON text that goes on with `text` is inside a string at its end."""
    for match in re.finditer(r'\\.|"', text, re.DOTALL):
        if match.group() == '"':
            quoted = not quoted
    return quoted


def _malformed(template: Template, error: Exception, values: ValueBinder) -> Missing:
    reason = error.msg if isinstance(error, json.JSONDecodeError) else "it is nested too deep"
    return values.reader.workflow.library.reporter.report(
        contracts.MALFORMED_PAYLOAD,
        f"the payload is no JSON: {reason[:1].lower()}{reason[1:]}",
        template.node.span,
        help="write the payload as an object instead of a string",
    )


class _Filler:
    """Puts reads back where their marks are."""

    def __init__(self, reads: tuple[Read | ConstantValue, ...], span: Span, values: ValueBinder) -> None:
        self._reads = reads
        self._span = span
        self._values = values
        self._types = values.reader.workflow.library.types

    def fill(self, data: Data, wanted: Type) -> Value:
        """The value of parsed JSON with marks."""
        shape = self._types.expand(wanted)
        match data:
            case str():
                return self._text(data, shape)
            case list():
                inner = shape.items if isinstance(shape, ArrayType) else UnknownType()
                return list_of(tuple(self.fill(item, inner) for item in data), self._span)
            case dict():
                reader = self._values.reader
                members = tuple(
                    (name, self.fill(item, member_type(shape, name, reader))) for name, item in data.items()
                )
                return object_of(members, self._span, (self._span,) * len(members))
            case _:
                return parts_of_data(data, self._span)

    def _text(self, text: str, wanted: Type) -> Value:
        pieces = _MARK.split(text.replace(_QUOTED, ""))
        parts = [self._reads[int(piece)] if index % 2 else piece for index, piece in enumerate(pieces)]
        parts = [part for part in parts if part != ""]
        if (
            len(parts) == 1
            and not isinstance(parts[0], str)
            and (_QUOTED in text or self._keeps_type(parts[0], wanted))
        ):
            return parts[0]
        return self._values.joined(tuple(parts), self._span) if parts else constant("", self._span)

    def _keeps_type(self, read: Read | ConstantValue, wanted: Type) -> bool:
        """An expression that is a whole JSON string takes the type that the schema asks for; without a schema it is the string it was written as."""
        if wants_text(wanted):
            return wants_text(self._types.expand(type_of(read)))
        type = self._types.expand(type_of(read))
        return not isinstance(wanted, UnknownType) or isinstance(type, (ObjectType, ArrayType)) or wants_text(type)
