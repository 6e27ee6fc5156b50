"""The patterns of schemas (`pattern`, ECMA-262) in the syntax of Python's `re`."""

from __future__ import annotations

import re


def python_pattern(pattern: str) -> str | None:
    """An ECMA-262 pattern in Python's syntax; None where Python has no way to say it.

    Groups are named otherwise, and `$` is the very end of the text.
    """
    translated, inside, position = "", False, 0
    while position < len(pattern):
        char = pattern[position]
        if char == "\\":
            translated += pattern[position : position + 2]
            position += 2
            continue
        inside = char == "[" or (inside and char != "]")
        named = not inside and re.match(r"\(\?<(?![=!])", pattern[position:])
        translated += "(?P<" if named else "\\Z" if char == "$" and not inside else char
        position += 3 if named else 1
    try:
        re.compile(translated)
    except (re.error, RecursionError, OverflowError):
        return None
    return translated
