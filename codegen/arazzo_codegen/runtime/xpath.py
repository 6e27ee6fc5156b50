"""XPath expressions, 1.0 to 3.1, over XML text.

Takes an expression that the compiler has checked; gives what it selects, by the library that `xpath_engine` imports.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, TypeAlias

if TYPE_CHECKING:
    from .xpath_engine import Expression

__all__ = ("XPath",)

Version: TypeAlias = Literal["xpath-10", "xpath-20", "xpath-30", "xpath-31"]


class XPath:
    """An expression. Methods take the values of its variables, in order; prefixes are those that the document declares."""

    __slots__ = ("_text", "_version")

    def __init__(self, text: str, version: Version) -> None:
        self._text = text
        self._version = version

    def select(self, context: object, *bound: object) -> object:
        """What is selected: `UNSET` for nothing, a list for several; an element without children is its text, one with children its XML."""
        return self._expression().select(context, *bound)

    def test(self, context: object, *bound: object) -> bool:
        """The effective boolean value; false, too, for what cannot be evaluated."""
        return self._expression().test(context, *bound)

    def replace(self, payload: object, value: object, *bound: object) -> str:
        """A copy of the XML text with `value` as the content of each selected element or attribute; `InputError` when there is none."""
        return self._expression().replace(payload, value, *bound)

    def _expression(self) -> Expression:
        from .xpath_engine import Expression

        return Expression(self._text, self._version)
