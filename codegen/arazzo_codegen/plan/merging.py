"""Tests that a reader would write as one.

Takes the statements of a function's body; gives them with tests merged that stand in one another, that lead to the same, or that ask for one of
several values.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..classes import replace
from .bodies import Body, with_bodies
from .logic import conjunction, disjunction
from .model import (
    Assign,
    Attribute,
    BoolOp,
    Break,
    Compare,
    Constant,
    Continue,
    Expr,
    If,
    Name,
    Raise,
    Return,
    Stmt,
    Tuple,
)
from .names_used import attributes_used
from .statuses import ANY, decided, when


def merged(body: Body) -> Body:
    """The body with fewer tests."""
    typed = frozenset(name for name, attribute in attributes_used(body) if attribute == "body")
    return _block(body, typed)


def _block(body: Body, typed: frozenset[str]) -> Body:
    found: list[Stmt] = []
    for statement in body:
        made = with_bodies(statement, lambda inner: _block(inner, typed))
        for one in _flat(_joined(made, typed)) if isinstance(made, If) else (made,):
            last = found[-1] if found else None
            if isinstance(one, If) and isinstance(last, If) and _same_exit(last, one):
                found[-1] = replace(last, test=_listed(disjunction((last.test, one.test)), typed))
            elif isinstance(one, Return) and isinstance(last, Assign) and _is_returned(last, one):
                found[-1] = Return(last.value)
            else:
                found.append(one)
    return tuple(found)


def _flat(statement: If) -> Iterator[If]:
    """A test of the status inside another that it implies stands in front of that, where both arms leave."""
    match statement:
        case If(test, (If(inner, body, ()) as first, *rest), ()) if rest and _leaves(body) and _leaves(tuple(rest)):
            if decided(test, ANY) is None and decided(test, when(inner, True)) is True:
                yield first
                yield from _flat(replace(statement, body=tuple(rest)))
                return
        case _:
            pass
    yield statement


def _joined(statement: If, typed: frozenset[str]) -> If:
    """`if a: if b:` as `if a and b:`, and `if a: … elif b:` with the same in both as `if a or b:`."""
    match statement:
        case If(test, (If(inner, body, ()),), ()):
            statement = If(conjunction((test, inner)), body)
        case If(test, body, (If(other, same, orelse),)) if body == same:
            statement = If(disjunction((test, other)), body, orelse)
        case _:
            pass
    return replace(statement, test=_listed(statement.test, typed))


def _same_exit(first: If, second: If) -> bool:
    """Whether two tests in a row lead to the same, and nowhere else."""
    return _leaves(first.body) and not first.orelse and not second.orelse and first.body == second.body


def _leaves(body: Body) -> bool:
    return isinstance(body[-1], Break | Continue | Return | Raise)


def _is_returned(assigned: Assign, returned: Return) -> bool:
    """Whether a variable is set only to be returned."""
    return isinstance(assigned.target, Name) and assigned.target == returned.value and assigned.value is not None


# --- one of several values


def _listed(test: Expr, typed: frozenset[str]) -> Expr:
    """`x.status_code != 200 and x.status_code != 410` as `x.status_code not in (200, 410)`.

    Not where the body is read as of its type: a type checker tells types of responses apart by `==` alone.
    """
    if not isinstance(test, BoolOp):
        return test
    operators = ("==", "in") if test.operator == "or" else ("!=", "not in")
    found: list[Expr] = []
    for operand in test.operands:
        made = _listed(operand, typed)
        values, last = _values(made, operators, typed), _values(found[-1], operators, typed) if found else ()
        if (
            values
            and last
            and isinstance(made, Compare)
            and isinstance(found[-1], Compare)
            and made.left == found[-1].left
        ):
            found[-1] = Compare(made.left, "in" if test.operator == "or" else "not in", Tuple(last + values))
        else:
            found.append(made)
    return found[0] if len(found) == 1 else BoolOp(test.operator, tuple(found))


def _values(test: Expr, operators: tuple[str, str], typed: frozenset[str]) -> tuple[Expr, ...]:
    """The strings or numbers that a test compares with something by one of `operators`."""
    match test:
        case Compare(Attribute(Name(id=name), "status_code")) if name in typed:
            return ()
        case Compare(_, operator, Constant(str() | int() as value) as constant) if operator == operators[0]:
            return () if isinstance(value, bool) else (constant,)
        case Compare(_, operator, Tuple(constants)) if operator == operators[1]:
            return constants
        case _:
            return ()
