"""Family 7: the source descriptions themselves. Numbers are never reused."""

from __future__ import annotations

from ..model import Rule, Severity

_ERROR = Severity.ERROR
_WARNING = Severity.WARNING

INVALID_SOURCE = Rule("ARZ701", "invalid-source", _ERROR)
INVALID_UNUSED_PART = Rule("ARZ702", "invalid-unused-part", _WARNING)
UNCHECKED_SOURCE = Rule("ARZ703", "unchecked-source", _WARNING)
SERVER_DEFAULT = Rule("ARZ704", "server-default", _ERROR)
SERVER_DEFAULT_3_0 = Rule("ARZ705", "server-default-in-3-0", _WARNING)
NONSTANDARD_SOURCE = Rule("ARZ706", "nonstandard-source", _WARNING)
