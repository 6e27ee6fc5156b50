"""Family 2: names. Numbers are never reused."""

from __future__ import annotations

from ..model import Rule, Severity

_ERROR = Severity.ERROR
_WARNING = Severity.WARNING

UNKNOWN_OPERATION = Rule("ARZ201", "unknown-operation", _ERROR)
AMBIGUOUS_OPERATION = Rule("ARZ202", "ambiguous-operation", _ERROR)
UNKNOWN_STEP = Rule("ARZ203", "unknown-step", _ERROR)
UNKNOWN_WORKFLOW = Rule("ARZ204", "unknown-workflow", _ERROR)
UNKNOWN_SOURCE = Rule("ARZ205", "unknown-source", _ERROR)
UNKNOWN_INPUT = Rule("ARZ206", "unknown-input", _ERROR)
UNKNOWN_OUTPUT = Rule("ARZ207", "unknown-output", _ERROR)
UNKNOWN_COMPONENT = Rule("ARZ208", "unknown-component", _ERROR)
UNRESOLVED_REFERENCE = Rule("ARZ209", "unresolved-reference", _ERROR)
CIRCULAR_REFERENCE = Rule("ARZ210", "circular-reference", _ERROR)
UNREADABLE_REFERENCE = Rule("ARZ211", "unreadable-reference", _ERROR)
UNQUALIFIED_OPERATION = Rule("ARZ212", "unqualified-operation", _WARNING)
NONSTANDARD_OPERATION = Rule("ARZ213", "nonstandard-operation", _WARNING)
UNKNOWN_OPERATION_PATH = Rule("ARZ214", "unknown-operation-path", _ERROR)
MALFORMED_OPERATION_PATH = Rule("ARZ215", "malformed-operation-path", _ERROR)
MISSING_OUTPUTS_WORD = Rule("ARZ216", "missing-outputs-word", _WARNING)
DUPLICATE_REUSE = Rule("ARZ217", "duplicate-reuse", _ERROR)
DOTTED_PROPERTY = Rule("ARZ218", "dotted-property", _WARNING)
UNDECLARED_DEPENDENCY = Rule("ARZ219", "undeclared-dependency", _ERROR)
EXPRESSION_OUT_OF_PLACE = Rule("ARZ220", "expression-out-of-place", _ERROR)
INPUT_CLASH = Rule("ARZ221", "input-clash", _ERROR)
UNKNOWN_SECURITY_SCHEME = Rule("ARZ222", "unknown-security-scheme", _WARNING)
UNKNOWN_CHANNEL = Rule("ARZ224", "unknown-channel", _ERROR)
UNKNOWN_REQUEST_PART = Rule("ARZ225", "unknown-request-part", _ERROR)
WRONG_KIND_OF_SOURCE = Rule("ARZ226", "wrong-kind-of-source", _ERROR)
RESPONSE_OF_WORKFLOW = Rule("ARZ227", "response-of-workflow", _WARNING)
STEP_AS_EXPRESSION = Rule("ARZ228", "step-as-expression", _WARNING)
SAME_IN_PYTHON = Rule("ARZ229", "same-in-python", _WARNING)
