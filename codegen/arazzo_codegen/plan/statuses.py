"""Tests of status codes that what is known already decides: type checkers refuse to compare what cannot be equal.

Takes the tests of one step, and the status codes that its response may still have; gives the tests without what is decided.
"""

from __future__ import annotations

from typing import TypeAlias

from .logic import conjunction, disjunction
from .model import Attribute, BoolOp, Call, Compare, Constant, Expr, Name, Not, Tuple

Statuses: TypeAlias = int
"""A set of status codes: the bit with the number of each. Bit 0 is a request without an answer."""

ANY: Statuses = sum(1 << code for code in (0, *range(100, 600)))
_NO_ANSWER: Statuses = 1
_SUCCESSES: Statuses = sum(1 << code for code in range(200, 300))


def when(test: Expr, holds: bool) -> Statuses:
    """The status codes with which a test may turn out so."""
    match test:
        case Compare(Attribute(_, "status_code"), "==" | "!=" as operator, Constant(int() as code)):
            only = 1 << code if 100 <= code < 600 else 0
            return only if holds == (operator == "==") else ANY & ~only
        case Compare(Attribute(_, "status_code") as status, "in" | "not in" as operator, Tuple(codes)):
            some = when(disjunction(tuple(Compare(status, "==", code) for code in codes)), True)
            return some if holds == (operator == "in") else ANY & ~some
        case Compare(Attribute(_, "status_code"), "is" | "is not" as operator, Constant(None)):
            return _NO_ANSWER if holds == (operator == "is") else ANY & ~_NO_ANSWER
        case Call(Name("isinstance"), (_, Name("Failure"))):
            return ANY & ~_SUCCESSES if holds else _SUCCESSES
        case Call(Name("succeeded"), (_,)):
            return _SUCCESSES if holds else ANY & ~_SUCCESSES
        case Constant(bool() as always):
            return ANY if always == holds else 0
        case Not(operand):
            return when(operand, not holds)
        case BoolOp(operator, operands):
            found, *others = [when(operand, holds) for operand in operands]
            for other in others:
                found = found & other if holds == (operator == "and") else found | other
            return found
        case _:
            return ANY


def decided(test: Expr, known: Statuses) -> bool | None:
    """Whether a test always or never holds; None when that is open."""
    if not when(test, True) & known:
        return False
    return True if not when(test, False) & known else None


def open_tests(
    tests: tuple[tuple[Expr, str], ...], failed: bool = False, possible: Statuses = ANY
) -> tuple[tuple[Expr | None, str], ...]:
    """The tests, with their texts, that can fail in the order in which they are made; the last is None where it surely does.

    With `failed` it is known that one of them does.
    """
    known = when(conjunction(tuple(test for test, _ in tests)), False) & possible if failed else possible
    found: list[tuple[Expr | None, str]] = []
    for position, (test, text) in enumerate(tests):
        holds = decided(test, known)
        if holds is False or (failed and position == len(tests) - 1):
            return (*found, (None, text))
        if not holds:
            found.append((simplified(test, known), text))
        known &= when(test, True)
    return tuple(found)


def simplified(test: Expr, known: Statuses) -> Expr:
    """An open test without the parts of it that are decided."""
    if not isinstance(test, BoolOp):
        return test
    neutral = test.operator == "and"
    kept: list[Expr] = []
    for operand in test.operands:
        if decided(operand, known) is not neutral:
            kept.append(simplified(operand, known))
            known &= when(operand, neutral)
    return conjunction(tuple(kept)) if neutral else disjunction(tuple(kept))
