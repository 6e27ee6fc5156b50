"""What was meant by something that begins like a runtime expression and is none.

Takes the text, gives the runtime expression of the specification that it plainly stands for, or None.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

WRITTEN: Final = re.compile(r"\$(?:(?!&&|\|\||[!=]=)[^\s()<>={},])+")
"""What somebody wrote as one expression, in a condition or alone."""
_TOKEN: Final = re.compile(r"[^./\[\]'\"#$]+")
_STATUS: Final = r"(?:status|statuscode|status_code|responsecode|code)"


def meant(text: str) -> str | None:
    """The expression that `text`, from its `$` to its end, was meant to be."""
    for pattern, standard in _FORMS:
        match = pattern.fullmatch(text)
        if match is not None:
            return standard(match)
    return None


def pointer(path: str) -> str:
    """Names behind dots, slashes or in brackets as a JSON Pointer with its `#`; empty where there are none."""
    return "".join(["#", *(f"/{token}" for token in _TOKEN.findall(path))]) if _TOKEN.search(path) else ""


def _body(match: re.Match[str]) -> str:
    return f"$response.body{pointer(match[1])}"


_FORMS: Final[tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], str]], ...]] = (
    (re.compile(r"\$workflow\.((?:inputs|outputs)\..+)", re.DOTALL), lambda match: f"${match[1]}"),
    (re.compile(rf"(?i:\$(?:response\.)?{_STATUS})"), lambda match: "$statusCode"),
    (re.compile(r"(?i:\$(?:response\.)?headers?)\.([\w-]+)"), lambda match: f"$response.header.{match[1]}"),
    (re.compile(r"(?i:\$body)((?:[.\[/#].*)?)", re.DOTALL), _body),
    (re.compile(r"\$response\.body(/.*)", re.DOTALL), _body),
    (re.compile(r"\$response([#/.\[].*)", re.DOTALL), _body),
    (re.compile(r"\$([.\[].*)", re.DOTALL), _body),
)
"""Forms that are plain, and what each is by the specification."""
