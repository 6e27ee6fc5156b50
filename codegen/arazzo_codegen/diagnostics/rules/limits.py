"""Family 9: what arazzo-codegen cannot do. Numbers are never reused."""

from __future__ import annotations

from ..model import Rule, Severity

_ERROR = Severity.ERROR
_WARNING = Severity.WARNING

AWS_STREAM = Rule("ARZ960", "aws-stream", _ERROR)
UNTYPED_AWS_BODY = Rule("ARZ961", "untyped-aws-body", _ERROR)
