"""Family 3: expressions, criteria and selectors. Numbers are never reused."""

from __future__ import annotations

from ..model import Rule, Severity

_ERROR = Severity.ERROR
_WARNING = Severity.WARNING

UNKNOWN_EXPRESSION = Rule("ARZ300", "unknown-expression", _ERROR)
INCOMPLETE_EXPRESSION = Rule("ARZ301", "incomplete-expression", _ERROR)
EXPRESSION_SYNTAX = Rule("ARZ302", "expression-syntax", _ERROR)
POINTER_ESCAPE = Rule("ARZ303", "pointer-escape", _ERROR)
NONSTANDARD_WORD = Rule("ARZ304", "nonstandard-word", _WARNING)
DOTTED_ACCESS = Rule("ARZ305", "dotted-access", _WARNING)
POINTER_WITHOUT_SLASH = Rule("ARZ306", "pointer-without-slash", _WARNING)
POINTER_TOKEN = Rule("ARZ307", "suspicious-pointer-token", _WARNING)
UNBRACED_EXPRESSION = Rule("ARZ308", "unbraced-expression", _WARNING)
UNBRACED_EXPRESSION_1_1 = Rule("ARZ309", "unbraced-expression-in-1-1", _ERROR)
DOUBLE_BRACES = Rule("ARZ310", "double-braces", _ERROR)
UNCLOSED_BRACE = Rule("ARZ311", "unclosed-brace", _ERROR)
TEXT_LIKE_EXPRESSION = Rule("ARZ312", "text-like-expression", _WARNING)
WHOLE_OBJECT = Rule("ARZ313", "whole-object", _WARNING)
WITHOUT_DOLLAR = Rule("ARZ314", "expression-without-dollar", _WARNING)

CONDITION_SYNTAX = Rule("ARZ320", "condition-syntax", _ERROR)
BARE_WORD = Rule("ARZ321", "bare-word", _ERROR)
UNKNOWN_OPERATOR = Rule("ARZ322", "unknown-operator", _ERROR)
NONSTANDARD_OPERATOR = Rule("ARZ323", "nonstandard-operator", _WARNING)
DOUBLE_QUOTED_STRING = Rule("ARZ324", "double-quoted-string", _WARNING)
LENGTH_PROPERTY = Rule("ARZ325", "length-property", _WARNING)
CONSTANT_CONDITION = Rule("ARZ326", "constant-condition", _WARNING)
BRACES_IN_CONDITION = Rule("ARZ327", "braces-in-condition", _WARNING)
COMPARISON_OF_COMPARISON = Rule("ARZ328", "comparison-of-comparison", _ERROR)
NONSTANDARD_LITERAL = Rule("ARZ329", "nonstandard-literal", _WARNING)

CONTEXT_NEEDED = Rule("ARZ330", "context-needed", _ERROR)
CONTEXT_UNUSED = Rule("ARZ331", "context-unused", _WARNING)
TYPE_WITHOUT_CONTEXT = Rule("ARZ332", "type-without-context", _WARNING)

JSONPATH_SYNTAX = Rule("ARZ340", "jsonpath-syntax", _ERROR)
JSONPATH_COMPARISON = Rule("ARZ341", "jsonpath-comparison", _WARNING)
JSONPATH_COMPARISON_1_1 = Rule("ARZ342", "jsonpath-comparison-in-1-1", _ERROR)
GOESSNER_SCRIPT = Rule("ARZ343", "goessner-script", _ERROR)
POINTER_SYNTAX = Rule("ARZ344", "pointer-syntax", _ERROR)
XPATH_SYNTAX = Rule("ARZ350", "xpath-syntax", _ERROR)
REGEX_SYNTAX = Rule("ARZ355", "regex-syntax", _ERROR)
REGEX_DELIMITERS = Rule("ARZ356", "regex-delimiters", _WARNING)
REGEX_BACKTRACKING = Rule("ARZ357", "regex-backtracking", _WARNING)
