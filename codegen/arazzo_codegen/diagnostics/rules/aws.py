"""Family 6: AWS and security. Numbers are never reused."""

from __future__ import annotations

from ..model import Rule, Severity

_ERROR = Severity.ERROR
_WARNING = Severity.WARNING

UNKNOWN_AWS_OPERATION = Rule("ARZ601", "unknown-aws-operation", _ERROR)
UNKNOWN_AWS_MEMBER = Rule("ARZ602", "unknown-aws-member", _ERROR)
MISSING_AWS_MEMBER = Rule("ARZ603", "missing-aws-member", _ERROR)
RENAMED_AWS_MEMBER = Rule("ARZ604", "renamed-aws-member", _WARNING)
AWS_MEMBER_GIVEN_TWICE = Rule("ARZ605", "aws-member-given-twice", _ERROR)
NOT_SENT_TO_AWS = Rule("ARZ606", "not-sent-to-aws", _WARNING)
UNKNOWN_AWS_SERVICE = Rule("ARZ607", "unknown-aws-service", _ERROR)
