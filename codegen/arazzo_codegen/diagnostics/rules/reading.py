"""Family 0: reading files. Numbers are never reused."""

from __future__ import annotations

from ..model import Rule, Severity

_ERROR = Severity.ERROR
_WARNING = Severity.WARNING

MALFORMED_YAML = Rule("ARZ001", "malformed-yaml", _ERROR)
MALFORMED_JSON = Rule("ARZ002", "malformed-json", _ERROR)
INVALID_TEXT = Rule("ARZ003", "invalid-text", _ERROR)
TAB_INDENTATION = Rule("ARZ004", "tab-indentation", _ERROR)
DUPLICATE_KEY = Rule("ARZ005", "duplicate-key", _ERROR)
SECOND_DOCUMENT = Rule("ARZ006", "second-document", _ERROR)
KEY_NOT_STRING = Rule("ARZ007", "key-not-string", _ERROR)
UNKNOWN_TAG = Rule("ARZ008", "unknown-tag", _ERROR)
MERGE_KEY = Rule("ARZ009", "merge-key", _WARNING)
BAD_ALIAS = Rule("ARZ010", "bad-alias", _ERROR)
NESTED_TOO_DEEP = Rule("ARZ011", "nested-too-deep", _ERROR)
TOO_LARGE = Rule("ARZ012", "too-large", _ERROR)
UNREADABLE = Rule("ARZ013", "unreadable-document", _ERROR)
NUMBER_OUT_OF_RANGE = Rule("ARZ014", "number-out-of-range", _ERROR)
SETTINGS_SYNTAX = Rule("ARZ080", "settings-syntax", _ERROR)
UNKNOWN_SETTING = Rule("ARZ081", "unknown-setting", _ERROR)
SETTING_VALUE = Rule("ARZ082", "setting-value", _ERROR)
SETTING_RULE = Rule("ARZ083", "setting-names-no-rule", _ERROR)
UNUSED_IGNORE = Rule("ARZ084", "unused-ignore", _WARNING)
IGNORE_NAMES_NO_RULE = Rule("ARZ085", "ignore-names-no-rule", _WARNING)
LOWERED_ERROR = Rule("ARZ086", "lowered-error", _ERROR)
SETTING_WITHOUT_EFFECT = Rule("ARZ087", "setting-without-effect", _WARNING)
