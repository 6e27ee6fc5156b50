"""The operands of conditions: literals, runtime expressions, singular JSONPath queries.

Takes a text and a place in it, gives the term that stands there. Section "Criterion Object", "Literals". What is written otherwise but plainly
meant is read and told; what is not is refused at its character.
"""

from __future__ import annotations

import re
from typing import Final, Literal, TypeAlias

from ..classes import replace
from ..diagnostics.rules.expressions import (
    BRACES_IN_CONDITION,
    CONDITION_SYNTAX,
    DOUBLE_QUOTED_STRING,
    LENGTH_PROPERTY,
    NONSTANDARD_LITERAL,
    TEXT_LIKE_EXPRESSION,
    UNCLOSED_BRACE,
)
from ..diagnostics.rules.limits import UNSUPPORTED_CONDITION
from ..load.model import Constant
from ..tuples import NamedTuple
from .model import Access, InputReference, OutputReference, Property, StepReference, WorkflowReference
from .reference import Read, read_expression
from .remark import Malformed, Remark
from .singular import read_singular, unquote

Dialect: TypeAlias = Literal["simple", "jsonpath"]
"""`jsonpath`: terms may be singular queries, strings are written as in RFC 9535, and remarks about style are left to the caller."""


class Literally(NamedTuple):
    """A literal."""

    value: Constant
    start: int
    end: int


class Reference(NamedTuple):
    """A runtime expression; `length` when `.length` stands behind it."""

    read: Read
    length: bool
    start: int
    end: int


class PathTerm(NamedTuple):
    """A singular JSONPath query; `length` when `.length` stands behind it."""

    path: tuple[Access, ...]
    length: bool
    start: int
    end: int


Term: TypeAlias = Literally | Reference | PathTerm

_NUMBER: Final = re.compile(r"-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?(?![\w.])")
_WORD: Final = re.compile(r"[^\W\d]\w*")
_STRINGS: Final[dict[Dialect, re.Pattern[str]]] = {
    "simple": re.compile(r"""'((?:[^']|'')*)'|"((?:[^"\\]|\\.)*)\"""", re.DOTALL),
    "jsonpath": re.compile(r"""'((?:[^'\\]|\\.)*)'|"((?:[^"\\]|\\.)*)\"""", re.DOTALL),
}
_EMBEDDED: Final = re.compile(r"\{(\$[A-Za-z][^{}]*)\}")
_EXPRESSION: Final = re.compile(r"\$(?:inputs|outputs|steps|workflows|response|request|message)\.\S+|\$statusCode")
_CONSTANTS: Final[dict[str, Constant]] = {"true": True, "false": False, "null": None}


def read_term(text: str, at: int, dialect: Dialect, remarks: list[Remark], *, operand_before: bool) -> Term | None:
    """The term that begins at `at`, None when none does. `operand_before`: a `-` here would be an operator.

    Raises:
        Malformed: a term begins here but is broken.
    """
    character = text[at]
    if character == "$":
        return _dollar(text, at, dialect, remarks)
    if character == "{":
        return _braced(text, at, dialect, remarks)
    if character in "'\"":
        return _string(text, at, dialect, remarks)
    number = None if operand_before and character == "-" else _NUMBER.match(text, at)
    if number is not None:
        return Literally(_number(number.group()), at, number.end())
    word = _WORD.match(text, at)
    if dialect == "jsonpath" and text.startswith("length($", at):
        return _length(text, at)
    if word is not None and word.group().lower() in _CONSTANTS:
        return _constant(word, remarks)
    return None


def _constant(word: re.Match[str], remarks: list[Remark]) -> Literally:
    written, standard = word.group(), word.group().lower()
    if written != standard:
        message = f"`{written}` is read as `{standard}`"
        start, end = word.span()
        remarks.append(Remark(NONSTANDARD_LITERAL, message, start, end, f"write `{standard}`", replacement=standard))
    return Literally(_CONSTANTS[standard], word.start(), word.end())


def _number(written: str) -> int | float:
    """A number as JSON reads it; one of thousands of digits is infinite, as it is for every comparison that matters."""
    return float(written) if len(written) > 300 or any(mark in written for mark in ".eE") else int(written)


def _dollar(text: str, at: int, dialect: Dialect, remarks: list[Remark]) -> Term:
    if dialect == "simple" or text[at + 1 : at + 2].isalpha():
        return _reference(read_expression(text, at, len(text), "condition", remarks), dialect, remarks)
    path, end = read_singular(text, at)
    length = path[-1:] == (Property("length"),)
    return PathTerm(path[:-1] if length else path, length, at, end)


def _length(text: str, at: int) -> PathTerm:
    """`length($.a)`, the function of RFC 9535 (section 2.4.4), outside a filter."""
    path, end = read_singular(text, at + len("length("))
    if not text.startswith(")", end):
        raise Malformed(Remark(CONDITION_SYNTAX, "the parenthesis is not closed", at, end, "add `)`"))
    return PathTerm(path, True, at, end + 1)


def _reference(read: Read, dialect: Dialect, remarks: list[Remark]) -> Reference:
    """`.length` behind an expression is not in the specification, but plain."""
    shorter = _without_length(read)
    if shorter is None:
        return Reference(read, False, read.start, read.end)
    if dialect == "simple":
        message = "`.length` is not part of the specification, and is read as the length of the value"
        help = "give the criterion the type `jsonpath` and write `length(…)` in a filter"
        remarks.append(Remark(LENGTH_PROPERTY, message, shorter.end, read.end, help))
    return Reference(shorter, True, read.start, read.end)


def _without_length(read: Read) -> Read | None:
    """The expression in front of `.length`, None when it does not end so."""
    end = read.end - len(".length")
    if read.accesses:
        return read._replace(accesses=read.accesses[:-1], end=end) if read.accesses[-1] == Property("length") else None
    if read.pointer:
        last = read.pointer[-1].removesuffix(".length")
        return None if last == read.pointer[-1] else read._replace(pointer=(*read.pointer[:-1], last), end=end)
    match read.root:
        case InputReference() | OutputReference() | StepReference() | WorkflowReference() as root:
            name = root.name.removesuffix(".length")
            return None if name == root.name else read._replace(root=replace(root, name=name), end=end)
        case _:
            return None


def _braced(text: str, at: int, dialect: Dialect, remarks: list[Remark]) -> Term:
    """`{$x}`: braces are for embedding in text (section "Runtime Expressions in Conditions"); here the expression stands by itself."""
    if not text.startswith("{$", at):
        raise Malformed(Remark(CONDITION_SYNTAX, "`{` begins nothing in a condition", at, at + 1))
    match = _EMBEDDED.match(text, at)
    if match is None:
        message = "the brace of the embedded expression is not closed"
        raise Malformed(Remark(UNCLOSED_BRACE, message, at, at + 1, "add `}` behind the expression"))
    return _embedded(text, match, match.span(), dialect, remarks)


def _embedded(
    text: str, match: re.Match[str], around: tuple[int, int], dialect: Dialect, remarks: list[Remark]
) -> Reference:
    inner = match.group(1)
    if dialect == "simple":
        message = f"`{text[slice(*around)]}` is read as the expression in it"
        remarks.append(Remark(BRACES_IN_CONDITION, message, *around, f"write `{inner}`", replacement=inner))
    reference = _reference(read_expression(text, *match.span(1), "whole", remarks), dialect, remarks)
    return reference._replace(start=around[0], end=around[1])


def _string(text: str, at: int, dialect: Dialect, remarks: list[Remark]) -> Term:
    match = _STRINGS[dialect].match(text, at)
    if match is None:
        raise Malformed(Remark(CONDITION_SYNTAX, "the string is not closed", at, at + 1, f"add `{text[at]}`"))
    start, end = match.span()
    embedded = _EMBEDDED.search(text, start, end)
    if embedded is not None and embedded.span() == (start + 1, end - 1):
        return _embedded(text, embedded, (start, end), dialect, remarks)
    if embedded is not None:
        message = "a condition cannot compare with text in which an expression is embedded"
        raise Malformed(Remark(UNSUPPORTED_CONDITION, message, start, end, "compare with the expression alone"))
    if dialect == "jsonpath":
        return Literally(unquote(text[start:end]), start, end)
    value = match.group(1).replace("''", "'") if text[at] == "'" else unquote(text[start:end])
    _remark_string(text, value, start, end, remarks)
    return Literally(value, start, end)


def _remark_string(text: str, value: str, start: int, end: int, remarks: list[Remark]) -> None:
    if text[start] == '"':
        standard = "'" + value.replace("'", "''") + "'"
        message = "strings in conditions stand in single quotes"
        remarks.append(Remark(DOUBLE_QUOTED_STRING, message, start, end, f"write `{standard}`", replacement=standard))
    if _EXPRESSION.fullmatch(value):
        message = f"`{value}` in quotes is text, not an expression"
        remarks.append(
            Remark(TEXT_LIKE_EXPRESSION, message, start, end, "remove the quotes if the expression is meant")
        )
