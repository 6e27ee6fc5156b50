"""Regular expressions, from ECMA-262 to Python (section "Regex Conditions").

Takes the scalar of a pattern, gives `Regex`. The specification names no dialect; those that people use with JSON are ECMA-262's, so what the two
write differently is translated, and what Python's `re` has not is refused.
"""

from __future__ import annotations

import re
import warnings
from typing import Final

from ..diagnostics.model import Missing, Reporter
from ..diagnostics.rules.expressions import REGEX_BACKTRACKING, REGEX_DELIMITERS, REGEX_SYNTAX
from ..diagnostics.rules.limits import UNSUPPORTED_REGEX
from ..load.model import ScalarNode
from .backtracking import nested_repetition
from .ecmascript import Unsupported, to_python
from .embedded import find_embedded
from .model import Expression, Regex, Version
from .remark import Malformed, Remark, tell

_DELIMITED: Final = re.compile(r"/(?P<pattern>(?:[^/\\]|\\.)+)/(?P<flags>[dgimsuvy]*)", re.DOTALL)
_KEPT_FLAGS: Final = "ims"
_LONGEST: Final = 5_000


def parse_regex(node: ScalarNode, version: Version, reporter: Reporter) -> Regex | Missing:
    """The pattern that the text of `node` is, with the expressions embedded in it between the parts of text."""
    text = str(node.value)
    start, end, flags = 0, len(text), ""
    delimited = _DELIMITED.fullmatch(text)
    if delimited is not None:
        start, end = delimited.span("pattern")
        flags = "".join(flag for flag in _KEPT_FLAGS if flag in delimited["flags"])
        _tell_delimiters(delimited, node, reporter)
    parts: list[str | Expression] = []
    at = start
    try:
        for piece in find_embedded(node, version, reporter):
            if isinstance(piece.expression, Missing):
                return piece.expression
            parts += [_translated(text, at, piece.start, flags), piece.expression]
            at = piece.end
        parts.append(_translated(text, at, end, flags))
        flags += "a" if re.search(r"\\[dDwWbB]", text) else ""
        _check("".join(part if isinstance(part, str) else "(?:x)" for part in parts), flags, node, reporter)
    except Malformed as malformed:
        return tell(malformed.remark, node, reporter)
    return Regex(tuple(part for part in parts if part), flags, node)


def _tell_delimiters(match: re.Match[str], node: ScalarNode, reporter: Reporter) -> None:
    pattern = match["pattern"]
    lost = [f"`{flag}`" for flag in match["flags"] if flag not in _KEPT_FLAGS]
    notes = (f"{', '.join(lost)} changes nothing here",) if lost else ()
    message = "the pattern stands between slashes, which are not part of a pattern"
    flags = "".join(flag for flag in match["flags"] if flag in _KEPT_FLAGS)
    standard = f"(?{flags}:{pattern})" if flags else pattern
    tell(Remark(REGEX_DELIMITERS, message, 0, match.end(), f"write `{standard}`", notes=notes), node, reporter)


def _translated(text: str, start: int, end: int, flags: str) -> str:
    """Raises:
    Malformed: Python's `re` has no like for something.
    """
    try:
        return to_python(text[start:end], multiline="m" in flags)
    except Unsupported as unsupported:
        place = start + unsupported.start, start + unsupported.end
        raise Malformed(Remark(UNSUPPORTED_REGEX, str(unsupported), *place)) from unsupported


def _check(pattern: str, flags: str, node: ScalarNode, reporter: Reporter) -> None:
    """Raises:
    Malformed: Python does not take the pattern.
    """
    text = str(node.value)
    if len(pattern) > _LONGEST:
        message = f"a pattern cannot be longer than {_LONGEST} characters"
        raise Malformed(Remark(UNSUPPORTED_REGEX, message, 0, len(text)))
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            re.compile(f"(?{flags})" * bool(flags) + pattern)
    except (re.error, RecursionError, OverflowError) as error:
        raise Malformed(_complaint(error, text)) from error
    repetition = nested_repetition(pattern)
    if repetition is not None:
        message = f"`{repetition}` repeats a repetition, which can take exponential time on text that does not match"
        help = "let each character be matched by one repetition only"
        tell(Remark(REGEX_BACKTRACKING, message, 0, len(text), help), node, reporter)


def _complaint(error: Exception, text: str) -> Remark:
    reason = error.msg if isinstance(error, re.error) else "nested too deep"
    rule = UNSUPPORTED_REGEX if "look-behind" in reason else REGEX_SYNTAX
    message = f"`{text}` is not a regular expression"
    if rule is UNSUPPORTED_REGEX:
        message = "a look-behind must have a fixed width here"
    at = _place(text, reason)
    start, end = (0, len(text)) if at is None else (at, at + 1)
    help = "write `\\` before a character that stands for itself" if rule is REGEX_SYNTAX else None
    return Remark(rule, message, start, end, help, label=reason)


def _place(text: str, reason: str) -> int | None:
    """The character that Python complains of, where it says the same about the pattern as it is written."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            re.compile(text)
    except re.error as error:
        return error.pos if error.msg == reason and error.pos is not None and error.pos < len(text) else None
    except (RecursionError, OverflowError):
        return None
    return None
