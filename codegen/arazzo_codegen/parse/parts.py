"""Parts of messages: `$request.…`, `$response.…`, `$message.…`.

Takes a cursor behind the first word, gives the `Part`. Section "Runtime Expressions", rule `source`.
"""

from __future__ import annotations

import re
from typing import Final, Literal, TypeAlias

from ..diagnostics.nearest import nearest
from ..diagnostics.rules.expressions import (
    EXPRESSION_SYNTAX,
    INCOMPLETE_EXPRESSION,
    NONSTANDARD_WORD,
    UNKNOWN_EXPRESSION,
)
from .cursor import FREE_NAME, Cursor
from .meant import WRITTEN, meant
from .model import Part
from .remark import Malformed, Remark

Message: TypeAlias = Literal["request", "response", "message"]
Source: TypeAlias = Literal["header", "query", "path", "cookie", "body", "payload"]

_SOURCES: Final[dict[str, Source]] = {
    "header": "header",
    "query": "query",
    "path": "path",
    "cookie": "cookie",
    "body": "body",
    "payload": "payload",
}
_VARIANTS: Final[dict[str, Source]] = {"headers": "header", "queries": "query", "paths": "path", "cookies": "cookie"}
_WORD: Final = re.compile(r"\w+")
# RFC 9110, section 5.6.2.
_TOKEN: Final = re.compile(r"[!#$%&'*+\-.^_`|~0-9A-Za-z]+")


def read_part(cursor: Cursor, message: Message) -> Part:
    """What is read of the message.

    Raises:
        Malformed: nothing that a message has.
    """
    if message == "response" and cursor.sees("#"):
        written = cursor.text[cursor.start : cursor.end]
        said = "`$response` is not a complete expression"
        help = f"write `{meant(written)}`"
        raise Malformed(Remark(INCOMPLETE_EXPRESSION, said, cursor.start, cursor.end, help))
    cursor.dot("what is read of it, as in `.body` or `.header.name`")
    begin = cursor.at
    word = cursor.take(_WORD)
    source = _SOURCES.get(word) or _variant(cursor, message, word, begin)
    if source in ("body", "payload"):
        return Part(message, source, None)
    needed = f"the name, as in `.{source}.name`"
    cursor.dot(needed)
    begin = cursor.at
    name = cursor.take(FREE_NAME[cursor.place])
    if not name:
        raise cursor.incomplete(needed)
    if source == "header" and not _TOKEN.fullmatch(name):
        raise Malformed(Remark(EXPRESSION_SYNTAX, f"`{name}` is not the name of a header", begin, cursor.at))
    return Part(message, source, name)


def _variant(cursor: Cursor, message: Message, word: str, begin: int) -> Source:
    """A word that is not one of the specification's: read where it is plain, refused with a remedy where it is not."""
    plain = _VARIANTS.get(word.lower()) or _SOURCES.get(word.lower())
    said = f"`${message}` has no `{word}`"
    if plain is not None:
        help = f"write `${message}.{plain}`"
        cursor.remarks.append(Remark(NONSTANDARD_WORD, said, begin, cursor.at, help, replacement=plain))
        return plain
    near = nearest(word, _SOURCES)
    help = f"change it to `{near}`" if near else "write `header`, `query`, `path`, `body` or `payload`"
    written = WRITTEN.match(cursor.text, cursor.start, cursor.end)
    standard = None if near or written is None else meant(written.group())
    if standard is not None:
        help = f"write `{standard}`"
        if word.lower() in ("status", "code"):
            help += f", or `$response.body#/{word}` for a property of the body"
    raise Malformed(Remark(UNKNOWN_EXPRESSION, said, begin, max(cursor.at, begin + 1), help))
