"""Family 4: contracts with the operation: parameters, bodies, types. Numbers are never reused."""

from __future__ import annotations

from ..model import Rule, Severity

_ERROR = Severity.ERROR
_WARNING = Severity.WARNING

UNKNOWN_PARAMETER = Rule("ARZ401", "unknown-parameter", _ERROR)
UNDECLARED_PARAMETER = Rule("ARZ402", "undeclared-parameter", _WARNING)
MISSING_PARAMETER = Rule("ARZ403", "missing-parameter", _ERROR)
PARAMETER_WITHOUT_IN = Rule("ARZ404", "parameter-without-in", _WARNING)
PARAMETER_LOCATION = Rule("ARZ405", "parameter-location", _ERROR)
BODY_AS_PARAMETER = Rule("ARZ406", "body-as-parameter", _ERROR)
MISSING_BODY = Rule("ARZ407", "missing-body", _ERROR)
UNDECLARED_BODY = Rule("ARZ408", "undeclared-body", _WARNING)
UNDECLARED_CONTENT_TYPE = Rule("ARZ409", "undeclared-content-type", _WARNING)
TYPE_MISMATCH = Rule("ARZ410", "type-mismatch", _ERROR)
TYPE_MAY_NOT_FIT = Rule("ARZ411", "type-may-not-fit", _WARNING)
FORBIDDEN_PROPERTY = Rule("ARZ412", "forbidden-property", _ERROR)
UNMENTIONED_PROPERTY = Rule("ARZ413", "unmentioned-property", _WARNING)
MISSING_PROPERTY = Rule("ARZ414", "missing-property", _ERROR)
LITERAL_OUTSIDE_SCHEMA = Rule("ARZ415", "literal-outside-schema", _ERROR)
LITERAL_AS_TEXT = Rule("ARZ416", "literal-as-text", _WARNING)
FORBIDDEN_POINTER = Rule("ARZ417", "forbidden-pointer", _ERROR)
UNMENTIONED_POINTER = Rule("ARZ418", "unmentioned-pointer", _WARNING)
OPTIONAL_FOR_REQUIRED = Rule("ARZ419", "optional-for-required", _WARNING)
UNKNOWN_WORKFLOW_INPUT = Rule("ARZ420", "unknown-workflow-input", _ERROR)
MISSING_WORKFLOW_INPUT = Rule("ARZ421", "missing-workflow-input", _ERROR)
MALFORMED_PAYLOAD = Rule("ARZ422", "malformed-payload", _ERROR)
REPLACEMENT_TARGET = Rule("ARZ423", "replacement-target", _ERROR)
LIST_OF_ONE = Rule("ARZ424", "list-of-one", _WARNING)

UNDECLARED_CORRELATION_ID = Rule("ARZ430", "undeclared-correlation-id", _WARNING)
BOTH_SIDES = Rule("ARZ431", "both-sides", _WARNING)
MESSAGE_WITHOUT_CRITERIA = Rule("ARZ432", "message-without-criteria", _WARNING)
UNDECLARED_WAIT = Rule("ARZ433", "undeclared-wait", _WARNING)
UNCORRELATED_REQUEST = Rule("ARZ434", "uncorrelated-request", _WARNING)
