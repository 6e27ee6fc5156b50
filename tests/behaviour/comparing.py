"""The comparisons of conditions, in the words of the specification: what the direct interpreter compares by."""

from __future__ import annotations


def compare(operator: str, left: object, right: object) -> bool:
    """Section "Simple Conditions": strings without case, a numeric string meets a number as a number, null equals only itself."""
    if operator in ("==", "!="):
        return same(left, right) == (operator == "==")
    one, other = number(left), number(right)
    if one is not None and other is not None:
        return ordered(operator, one, other)
    if isinstance(left, str) and isinstance(right, str):
        return ordered(operator, left.casefold(), right.casefold())
    return False


def compare_exactly(operator: str, left: object, right: object) -> bool:
    """RFC 9535 section 2.3.5.2.2: strings with case, nothing is converted."""
    alike = left == right and isinstance(left, bool) == isinstance(right, bool)
    if operator in ("==", "!="):
        return alike == (operator == "==")
    if isinstance(left, str) and isinstance(right, str):
        return ordered(operator, left, right)
    if isinstance(left, int | float) and isinstance(right, int | float):
        return ordered(operator, left, right)
    return alike and operator in ("<=", ">=")


def same(left: object, right: object) -> bool:
    if isinstance(left, str) and isinstance(right, str):
        return left.casefold() == right.casefold()
    if left is None or right is None or isinstance(left, bool) or isinstance(right, bool):
        return left is right
    return number(left) is not None and number(left) == number(right)


def number(value: object) -> float | None:
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        return None
    try:
        return float(value)
    except ValueError:
        return None


def ordered(operator: str, left: float | str, right: float | str) -> bool:
    if isinstance(left, str) or isinstance(right, str):
        left, right = str(left), str(right)
        return {"<": left < right, "<=": left <= right, ">": left > right, ">=": left >= right}[operator]
    return {"<": left < right, "<=": left <= right, ">": left > right, ">=": left >= right}[operator]
