"""Comparison as in JSONPath filters (RFC 9535, section 2.3.5.2.2), for conditions that are comparisons of JSONPath queries.

Takes JSON values, None for what is not there; gives answers without ever raising. Strings count with case; only numbers and strings have an order.
"""

from __future__ import annotations

from .values import is_list, is_object

__all__ = ("equal", "greater", "greater_equal", "less", "less_equal", "unequal")


def equal(left: object, right: object) -> bool:
    """Whether two values are the same JSON value: `1` and `1.0` are, `1` and `true` are not."""
    if isinstance(left, bool) or isinstance(right, bool):
        return left is right
    if is_list(left) and is_list(right):
        return len(left) == len(right) and all(map(equal, left, right))
    if is_object(left) and is_object(right):
        return left.keys() == right.keys() and all(equal(left[name], right[name]) for name in left)
    return left == right


def unequal(left: object, right: object) -> bool:
    """The opposite of `equal`."""
    return not equal(left, right)


def less(left: object, right: object) -> bool:
    """Whether both are numbers, or both strings, and the first comes first."""
    if isinstance(left, bool) or isinstance(right, bool):
        return False
    if isinstance(left, int | float) and isinstance(right, int | float):
        return left < right
    return isinstance(left, str) and isinstance(right, str) and left < right


def less_equal(left: object, right: object) -> bool:
    """`less` or `equal`: null, too, is at most null."""
    return less(left, right) or equal(left, right)


def greater(left: object, right: object) -> bool:
    """`less` the other way round."""
    return less(right, left)


def greater_equal(left: object, right: object) -> bool:
    """`less_equal` the other way round."""
    return less_equal(right, left)
