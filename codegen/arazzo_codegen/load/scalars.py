"""What a plain scalar is: the core schema of YAML 1.2 (section 10.3.2).

Takes the text of a scalar and its tag, gives a constant. `yes`, `on`, dates and `1_000` are strings here, as they are in YAML 1.2.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from .model import Constant

_STARTERS = frozenset(["", "~", *"nNtTfF+-.0123456789"])
"""First characters of the plain scalars that may be anything but a string."""
_WORDS: dict[str, Constant] = {
    **dict.fromkeys(("", "~", "null", "Null", "NULL")),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
    **dict.fromkeys((".nan", ".NaN", ".NAN"), float("nan")),
    **{sign + word: float(sign + "inf") for sign in ("", "+", "-") for word in (".inf", ".Inf", ".INF")},
}
_NUMBER = re.compile(
    r"(?P<integer>[-+]?[0-9]+)|0o(?P<octal>[0-7]+)|0x(?P<hexadecimal>[0-9a-fA-F]+)"
    r"|(?P<float>[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?)"
)
MAX_DIGITS = 4000
"""Longer numbers are not numbers that anything can take (Python itself refuses to read 4,300 digits)."""


class OutOfRange(ValueError):
    """A number with more digits than `MAX_DIGITS`."""


def resolve(text: str) -> Constant:
    """The constant that a plain scalar stands for. Raises `OutOfRange`."""
    if text[:1] not in _STARTERS:
        return text
    if text in _WORDS:
        return _WORDS[text]
    match = _NUMBER.fullmatch(text)
    return text if match is None else _number(match)


def is_text(text: str) -> bool:
    """Whether a plain scalar is a string."""
    return text[:1] not in _STARTERS or (text not in _WORDS and _NUMBER.fullmatch(text) is None)


def _number(match: re.Match[str]) -> int | float:
    if match.end() > MAX_DIGITS:
        raise OutOfRange(match.group()[:20])
    if match.lastgroup == "integer":
        return int(match.group())
    if match.lastgroup == "octal":
        return int(match["octal"], 8)
    if match.lastgroup == "hexadecimal":
        return int(match["hexadecimal"], 16)
    return float(match.group())


_PREFIX = "tag:yaml.org,2002:"
_TAGS: dict[str, Callable[[Constant], bool]] = {
    "null": lambda value: value is None,
    "bool": lambda value: isinstance(value, bool),
    "int": lambda value: isinstance(value, int) and not isinstance(value, bool),
    "float": lambda value: isinstance(value, (int, float)) and not isinstance(value, bool),
}


def is_scalar_tag(tag: str) -> bool:
    """Whether a tag is one of the JSON schema ruleset for scalars."""
    return tag.startswith(_PREFIX) and tag.removeprefix(_PREFIX) in _TAGS


def resolve_tagged(text: str, tag: str) -> Constant:
    """The constant that `text` stands for under an explicit tag of the JSON schema ruleset. Raises `ValueError` when it cannot be that."""
    if tag in ("!", _PREFIX + "str"):
        return text
    fits = _TAGS.get(tag.removeprefix(_PREFIX)) if tag.startswith(_PREFIX) else None
    value = resolve(text)
    if fits is None or not fits(value):
        raise ValueError(tag)
    return float(value) if tag == _PREFIX + "float" and isinstance(value, int) else value
