"""A runtime expression as text: its root, then its pointer or accesses.

Takes a text and where an expression begins in it, gives what it means and where it ends. Section "Runtime Expressions".
"""

from __future__ import annotations

import re
from typing import Final

from ..diagnostics.rules.expressions import (
    DOTTED_ACCESS,
    EXPRESSION_SYNTAX,
    POINTER_ESCAPE,
    POINTER_TOKEN,
    POINTER_WITHOUT_SLASH,
)
from ..load.model import ScalarNode
from ..tuples import NamedTuple
from .cursor import Cursor, Place
from .model import (
    Access,
    Expression,
    Fragment,
    Index,
    InputReference,
    OutputReference,
    Part,
    Property,
    Root,
    StepReference,
    WorkflowReference,
)
from .remark import Malformed, Remark
from .roots import read_root

_POINTER: Final[dict[Place, re.Pattern[str]]] = {
    "whole": re.compile(r"(?s).*"),
    "condition": re.compile(r"(?:(?!&&|\|\||!=|\[\d+\])[^\s()<>={}])*"),
    "text": re.compile(r"(?:/[\w~%:-]+(?:\.[\w~%:-]+)*)*"),
}
_ACCESS: Final = re.compile(
    r"""\.(?P<name>[^\s.\[\]()<>=!&|'"#/{},+*%]+)|\[(?P<index>\d{1,15})\]|\['(?P<single>[^']*)'\]|\["(?P<double>[^"]*)"\]"""
)
_BAD_ESCAPE: Final = re.compile(r"~(?![01])")
_BRACKETED: Final = re.compile(r"(?P<name>[^\[\]]*)(?P<indices>(?:\[\d+\])+)")
_NESTED: Final = re.compile(r"\{?\$(?:inputs|steps|outputs|response|request|workflows)\.[^}]*\}?")


class Read(NamedTuple):
    """An expression as text alone knows it: `end` is behind its last character."""

    root: Root
    pointer: tuple[str, ...] | None
    accesses: tuple[Access, ...]
    start: int
    end: int


def make(read: Read, node: ScalarNode) -> Expression:
    """The expression with its place in `node`, whose value is the text that was read."""
    fragment = Fragment(str(node.value)[read.start : read.end], node, read.start)
    return Expression(read.root, read.pointer, read.accesses, fragment.text, fragment.span, fragment)


def read_expression(text: str, start: int, end: int, place: Place, remarks: list[Remark]) -> Read:
    """Read the expression that begins at `start`; outside conditions, say where the standard form is another.

    Raises:
        Malformed: there is none, or it does not end where its place wants it to.
    """
    cursor = Cursor(text, start, start, end, place, remarks)
    root = read_root(cursor)
    after_root = cursor.at
    accesses = _accesses(cursor, root)
    pointer = _pointer(cursor) if cursor.sees("#") else None
    if pointer is not None and accesses:
        pointer, accesses = (*map(_token, accesses), *pointer), ()
    if place == "whole" and cursor.at < end:
        rest = text[cursor.at : end]
        of_body = isinstance(root, Part) and root.name is None and rest.startswith("/")
        help = f"write `#{rest}`" if of_body else None
        raise Malformed(Remark(EXPRESSION_SYNTAX, f"the expression cannot go on with `{rest}`", cursor.at, end, help))
    if place != "condition" and cursor.at > after_root and text[after_root] != "#" and not _may_hold_properties(root):
        remarks.append(_dotted(text, start, after_root, cursor.at, accesses, pointer))
    if pointer is not None and place == "condition":
        accesses = _behind_pointer(cursor)
    return Read(root, pointer, accesses, start, cursor.at)


def _may_hold_properties(root: Root) -> bool:
    """Whether a name has dots, which may be part of it or read properties: binding, which knows the names, tells the standard form."""
    match root:
        case InputReference(name) | OutputReference(name) | StepReference(name=name) | WorkflowReference(name=name):
            return "." in name
        case _:
            return False


def _accesses(cursor: Cursor, root: Root) -> tuple[Access, ...]:
    """`.name`, `[0]` and `['name']` behind a root. A dot behind a name belongs to the name, so there brackets come first."""
    found: list[Access] = []
    while cursor.at < cursor.end and cursor.text[cursor.at] in ".[":
        match = _ACCESS.match(cursor.text, cursor.at, cursor.end)
        if match is None or (not found and match["name"] is not None and not isinstance(root, Part)):
            break
        found.append(_access(match))
        cursor.at = match.end()
    return tuple(found)


def _behind_pointer(cursor: Cursor) -> tuple[Access, ...]:
    """In a condition a pointer ends at `[0]`; what follows are accesses."""
    found: list[Access] = []
    while (match := _ACCESS.match(cursor.text, cursor.at, cursor.end)) is not None:
        found.append(_access(match))
        cursor.at = match.end()
    return tuple(found)


def _access(match: re.Match[str]) -> Access:
    if match["index"] is not None:
        return Index(int(match["index"]))
    return Property(next(name for name in (match["name"], match["single"], match["double"]) if name is not None))


def _pointer(cursor: Cursor) -> tuple[str, ...]:
    """The JSON Pointer (RFC 6901) behind `#`; one without its first slash is read as if it had it."""
    cursor.at += 1
    start = cursor.at
    written = cursor.take(_POINTER[cursor.place])
    if not written:
        return ()
    if not written.startswith("/"):
        message = f"the JSON Pointer `{written}` does not begin with `/`"
        help = f"write `#/{written}`"
        remark = Remark(POINTER_WITHOUT_SLASH, message, start, cursor.at, help, replacement=f"/{written}")
        cursor.remarks.append(remark)
        written = "/" + written
        start -= 1
    return tokens(written, start, cursor.remarks)


def tokens(pointer: str, start: int, remarks: list[Remark]) -> tuple[str, ...]:
    """The tokens of a JSON Pointer that stands at `start` and begins with `/`.

    Raises:
        Malformed: a `~` that is not `~0` or `~1` (RFC 6901, section 3).
    """
    bad = _BAD_ESCAPE.search(pointer)
    if bad is not None:
        at = start + bad.start()
        help = "write `~0` for `~` and `~1` for `/`"
        raise Malformed(Remark(POINTER_ESCAPE, "`~` in a JSON Pointer is not followed by 0 or 1", at, at + 1, help))
    at = start + 1
    for token in pointer[1:].split("/"):
        _doubt(token, at, remarks)
        at += len(token) + 1
    return tuple(token.replace("~1", "/").replace("~0", "~") for token in pointer[1:].split("/"))


def _doubt(token: str, at: int, remarks: list[Remark]) -> None:
    """A token is a property name or an index, whatever it looks like: say so when it looks like something else."""
    bracketed = _BRACKETED.fullmatch(token)
    if bracketed is not None:
        indices = bracketed["indices"][1:-1].replace("][", "/")
        standard = f"{bracketed['name']}/{indices}" if bracketed["name"] else indices
        message = f"`{token}` in a JSON Pointer is a property of that name, not an index"
        remarks.append(Remark(POINTER_TOKEN, message, at, at + len(token), f"write `{standard}`"))
    elif _NESTED.fullmatch(token):
        message = f"`{token}` in a JSON Pointer is a property of that name, not an expression"
        remarks.append(Remark(POINTER_TOKEN, message, at, at + len(token), "name the property that is meant"))


def _dotted(
    text: str, start: int, after_root: int, end: int, accesses: tuple[Access, ...], pointer: tuple[str, ...] | None
) -> Remark:
    """Dots and brackets stand where the specification has a JSON Pointer."""
    names = (*(pointer or ()), *map(_token, accesses))
    written = "".join("/" + name.replace("~", "~0").replace("/", "~1") for name in names)
    standard = f"{text[start:after_root]}#{written}"
    message = f"`{text[after_root:end]}` is not part of a runtime expression here, and is read as property access"
    help = f"write `{standard}`"
    return Remark(DOTTED_ACCESS, message, after_root, end, help, replacement=f"#{written}")


def _token(access: Access) -> str:
    return access.name if isinstance(access, Property) else str(access.position)
