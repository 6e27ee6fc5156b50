"""Text that may be shown: takes any value, gives the start of it with what looks like a secret replaced."""

from __future__ import annotations

import json
import re

__all__ = ("NAMES", "excerpt")

_LIMIT = 300
_MASK = "***"
NAMES = r"[\w.-]*(?:password|passwd|passphrase|secret|token|authorization|api[_-]?key|credential|session|cookie|signature)[\w.-]*"
"""A pattern of names that secrets go by."""
# Compiled when the first error is made: that costs what the import of ten modules does.
_MEMBER = rf'("{NAMES}"\s*:\s*)(?:"(?:[^"\\]|\\.)*"?|[^\s",\]}}{{\[]+)'
_PAIR = rf"(\b{NAMES}=)[^&\s;,]+"
_ELEMENT = rf"(<({NAMES})(?:\s[^<>]*)?>)[^<]+"
_SCHEME = r"\b(Bearer|Basic)\s+[\w.~+/=-]+"


def excerpt(value: object) -> str:
    """The first characters of a value as one line of text; members, form fields and elements with secret names lose their values."""
    text = _text(value)
    for pattern, shown in (
        (_MEMBER, rf'\1"{_MASK}"'),
        (_PAIR, rf"\1{_MASK}"),
        (_ELEMENT, rf"\1{_MASK}"),
        (_SCHEME, rf"\1 {_MASK}"),
    ):
        text = re.sub(pattern, shown, text, flags=re.IGNORECASE)
    line = " ".join(text.split())
    return line if len(line) <= _LIMIT else line[: _LIMIT - 1] + "…"


def _text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, str):
        return value[: 20 * _LIMIT]
    if isinstance(value, bytes | bytearray):
        return f"{len(value)} bytes"
    try:
        return json.dumps(value, ensure_ascii=False, default=_name)[: 20 * _LIMIT]
    except (TypeError, ValueError, RecursionError):
        return _name(value)


def _name(value: object) -> str:
    return f"<{type(value).__name__}>"
