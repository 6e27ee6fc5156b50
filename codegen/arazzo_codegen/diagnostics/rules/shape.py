"""Family 1: the shape of a document. Numbers are never reused."""

from __future__ import annotations

from ..model import Rule, Severity

_ERROR = Severity.ERROR
_WARNING = Severity.WARNING

NOT_ARAZZO = Rule("ARZ101", "not-arazzo", _ERROR)
UNSUPPORTED_VERSION = Rule("ARZ102", "unsupported-version", _ERROR)
MISSING_FIELD = Rule("ARZ103", "missing-field", _ERROR)
WRONG_TYPE = Rule("ARZ104", "wrong-type", _ERROR)
UNKNOWN_FIELD = Rule("ARZ105", "unknown-field", _WARNING)
NEWER_FIELD = Rule("ARZ106", "newer-field", _WARNING)
UNKNOWN_CHOICE = Rule("ARZ107", "unknown-choice", _ERROR)
EMPTY_LIST = Rule("ARZ108", "empty-list", _ERROR)
DUPLICATE_NAME = Rule("ARZ109", "repeated-name", _ERROR)
DUPLICATE_PARAMETER = Rule("ARZ110", "duplicate-parameter", _ERROR)
EXCLUSIVE_FIELDS = Rule("ARZ111", "exclusive-fields", _ERROR)
MISSING_TARGET = Rule("ARZ112", "missing-target", _ERROR)
INVALID_NAME = Rule("ARZ113", "invalid-name", _WARNING)
UNUSUAL_NAME = Rule("ARZ114", "unusual-name", _WARNING)
NUMBER_AS_TEXT = Rule("ARZ115", "number-as-text", _WARNING)
NUMBER_OUT_OF_BOUNDS = Rule("ARZ116", "number-out-of-bounds", _ERROR)
SOURCE_TYPE_MISMATCH = Rule("ARZ117", "source-type-mismatch", _ERROR)
UNSUPPORTED_DESCRIPTION = Rule("ARZ118", "unsupported-description", _ERROR)
FIELD_WITHOUT_EFFECT = Rule("ARZ119", "field-without-effect", _WARNING)
EMPTY_FIELD = Rule("ARZ120", "empty-field", _WARNING)
FIELD_OUT_OF_PLACE = Rule("ARZ121", "field-out-of-place", _ERROR)
INVALID_URI = Rule("ARZ122", "invalid-uri", _ERROR)
DUPLICATE_ENTRY = Rule("ARZ123", "duplicate-entry", _ERROR)
UNQUOTED_EXPRESSION = Rule("ARZ124", "unquoted-expression", _WARNING)
CONSTANT_OUTPUT = Rule("ARZ125", "constant-output", _WARNING)
LONE_ITEM = Rule("ARZ126", "lone-item", _WARNING)
