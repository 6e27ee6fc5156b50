"""Family 5: control flow. Numbers are never reused."""

from __future__ import annotations

from ..model import Rule, Severity

_ERROR = Severity.ERROR
_WARNING = Severity.WARNING

UNREACHABLE_STEP = Rule("ARZ501", "unreachable-step", _WARNING)
UNREACHABLE_ACTION = Rule("ARZ502", "unreachable-action", _WARNING)
IDLE_GOTO = Rule("ARZ503", "idle-goto", _WARNING)
READ_BEFORE_RUN = Rule("ARZ504", "read-before-run", _ERROR)
READ_MAY_BE_ABSENT = Rule("ARZ505", "read-may-be-absent", _WARNING)
LOOP_WITHOUT_EXIT = Rule("ARZ506", "loop-without-exit", _WARNING)
BUSY_LOOP = Rule("ARZ507", "busy-loop", _WARNING)
FALLEN_INTO = Rule("ARZ508", "fallen-into", _WARNING)
CROSSING_JUMPS = Rule("ARZ509", "crossing-jumps", _WARNING)
ENDLESS_RECURSION = Rule("ARZ510", "endless-recursion", _WARNING)
DEPENDENCY_AFTER_STEP = Rule("ARZ511", "dependency-after-step", _ERROR)
DEPENDENCY_MAY_NOT_RUN = Rule("ARZ512", "dependency-may-not-run", _WARNING)
DEPENDENCY_CYCLE = Rule("ARZ513", "dependency-cycle", _ERROR)
LONG_RETRY_AFTER = Rule("ARZ514", "long-retry-after", _WARNING)
DETOUR_CYCLE = Rule("ARZ515", "detour-cycle", _ERROR)
UNDECLARED_STATUS = Rule("ARZ520", "undeclared-status", _WARNING)
NEVER_HOLDS = Rule("ARZ521", "never-holds", _WARNING)
ALWAYS_HOLDS = Rule("ARZ522", "always-holds", _WARNING)
