"""Family 9: what arazzo-codegen cannot do. Numbers are never reused: ARZ941 (`criterion-of-call`) is retired."""

from __future__ import annotations

from ..model import Rule, Severity

_ERROR = Severity.ERROR
_WARNING = Severity.WARNING

ASYNCAPI_STEP = Rule("ARZ901", "asyncapi-step", _ERROR)
DEEP_SCHEMA = Rule("ARZ902", "deep-schema", _ERROR)
STEP_OF_OTHER_WORKFLOW = Rule("ARZ903", "step-of-other-workflow", _ERROR)
UNREAD_SCHEMA_FORMAT = Rule("ARZ904", "unread-schema-format", _WARNING)

UNSUPPORTED_CONDITION = Rule("ARZ930", "unsupported-condition", _ERROR)
UNSUPPORTED_REGEX = Rule("ARZ931", "unsupported-regex", _ERROR)
UNSUPPORTED_QUERY = Rule("ARZ932", "unsupported-query", _ERROR)
UNCHECKED_PATTERN = Rule("ARZ933", "unchecked-pattern", _WARNING)
RETRIED_CALL_IN_DETOUR = Rule("ARZ940", "retried-call-in-detour", _ERROR)
AWS_STREAM = Rule("ARZ960", "aws-stream", _ERROR)
UNTYPED_AWS_BODY = Rule("ARZ961", "untyped-aws-body", _ERROR)
