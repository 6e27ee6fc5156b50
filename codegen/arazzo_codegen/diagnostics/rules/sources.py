"""Family 7: the source descriptions themselves. Numbers are never reused."""

from __future__ import annotations

from ..model import Rule, Severity

_ERROR = Severity.ERROR
_WARNING = Severity.WARNING

INVALID_SOURCE = Rule("ARZ701", "invalid-source", _ERROR)
INVALID_UNUSED_PART = Rule("ARZ702", "invalid-unused-part", _WARNING)
UNCHECKED_SOURCE = Rule("ARZ703", "unchecked-source", _WARNING)
