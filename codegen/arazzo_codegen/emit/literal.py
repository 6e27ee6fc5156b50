"""The one place where text from a document becomes Python: literals, docstrings, comments, identifiers.

Takes any value; gives `Code`, which is all that templates accept. What comes out cannot end the literal, docstring or comment it stands in.
"""

from __future__ import annotations

import keyword
import math
import textwrap
from functools import lru_cache

from ..plan.model import Docstring
from .prose import is_plain, laid_out

WIDTH = 88
"""Black's line length."""


class Code(str):
    """Text that is safe to stand in a module as it is."""

    __slots__ = ()


def checked(value: object) -> Code:
    """What a template prints, which must be `Code`; anything else is a defect of the compiler."""
    if not isinstance(value, Code):
        raise TypeError(f"a template was given {type(value).__name__} instead of Code")
    return value


def literal(value: str | int | float | bool | bytes | None) -> Code:
    """The Python literal of a constant, spelled as Black would."""
    match value:
        case str() if "\\" in value and _fits_raw(value):
            return Code(f'r"{value}"')
        case str():
            return Code(quoted(value))
        case bytes():
            return Code("b" + quoted(value.decode("latin-1")))
        case float() if not math.isfinite(value):
            return Code(f'float("{value}")')
        case float():
            return Code(repr(value).replace("e+", "e"))
        case _:
            return Code(repr(value))


def _fits_raw(value: str) -> bool:
    """Whether the text can stand in a raw string as it is, as patterns do."""
    return value.isascii() and value.isprintable() and '"' not in value and not value.endswith("\\")


def quoted(value: str) -> str:
    """The text between the quotes that need fewer escapes."""
    quote = "'" if value.count('"') > value.count("'") else '"'
    return quote + _escaped(value).replace(quote, "\\" + quote) + quote


def text_part(value: str) -> Code:
    """The literal text of an f-string in double quotes."""
    return Code(_escaped(value).replace('"', '\\"').replace("{", "{{").replace("}", "}}"))


def _escaped(value: str) -> str:
    """The text in ASCII, with all but its quotes escaped."""
    if value.isascii() and value.isprintable() and "\\" not in value:
        return value
    return "".join(char if char in "'\"" else ascii(char)[1:-1] for char in value)


@lru_cache(maxsize=4096)
def identifier(name: str) -> Code:
    """A name that `plan.names` has made; anything else is a defect of the compiler."""
    if not (name.isascii() and name.isidentifier()) or keyword.iskeyword(name):
        raise ValueError(f"not an identifier: {name!a}")
    return Code(name)


def comment(text: str, indent: int) -> tuple[Code, ...]:
    """The lines of a comment, wrapped; line breaks in the text cannot leave it."""
    lines = _lines(text, WIDTH - indent - 2)
    return tuple(Code(f"{' ' * indent}# {line}") for line in lines)


def printable(text: str) -> str:
    """The text on one line, with what cannot be seen (control and direction characters) replaced by a blank."""
    seen = text if text.isprintable() else "".join(char if char.isprintable() else " " for char in text)
    return " ".join(seen.split())


def docstring(content: Docstring | str, indent: int) -> tuple[Code, ...]:
    """The lines of a docstring: one when it fits, else the summary, paragraphs and sections below each other."""
    whole = Docstring(content) if isinstance(content, str) else content
    lines = _wrapped(whole.summary, indent, "", 3)
    if len(lines) == 1 and len(lines[0]) + indent + 6 > WIDTH:
        # Black would put the closing quotes behind a single line, however long that is.
        lines = _wrapped(whole.summary, indent, "", 6)
    for paragraph in whole.paragraphs:
        wrapped = _wrapped(paragraph, indent, "")
        lines += ["", *wrapped] if wrapped else []
    for title, items in whole.sections:
        lines += ["", f"{title}:"]
        for name, text in items:
            lines += _wrapped(f"{name}: {text}" if name else text, indent + 4, "    ", hanging=bool(name))
    # Black takes away what all lines below the first are indented by.
    return _delimited([*lines[:1], *textwrap.dedent("\n".join(lines[1:])).split("\n")] if lines[1:] else lines, indent)


def _wrapped(text: str, indent: int, start: str, reserved: int = 0, hanging: bool = False) -> list[str]:
    width, inside = WIDTH - indent - reserved, "    " if hanging else ""
    lines = _lines(text, width, inside) if is_plain(text) else laid_out(text, width, inside, printable)
    return [start + line if line else "" for line in lines]


def _lines(text: str, width: int, inside: str = "") -> list[str]:
    """The text in lines of at most this width, all but the first with `inside` in front."""
    shown = printable(text)
    if len(shown) <= width:
        return [shown] if shown else []
    return textwrap.wrap(shown, width, subsequent_indent=inside, break_long_words=False, break_on_hyphens=False)


def _delimited(lines: list[str], indent: int) -> tuple[Code, ...]:
    margin = " " * indent
    escaped = [line.replace("\\", "\\\\").replace('"""', '\\"\\"\\"') for line in lines] or ["."]
    if escaped[0].startswith('"'):
        escaped[0] = "\\" + escaped[0]
    if len(escaped) > 1:
        body = [margin + line if line else "" for line in escaped[1:]]
        return (Code(f'{margin}"""{escaped[0]}'), *(Code(line) for line in body), Code(f'{margin}"""'))
    only = f"{escaped[0]} " if escaped[0].endswith('"') else escaped[0]  # as Black keeps quotes apart
    return (Code(f'{margin}"""{only}"""'),)
