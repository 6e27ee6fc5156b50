"""The word that something is said about: takes a text where it is written and the way to the word, gives the place of the word.

Where a scalar is escaped or folded, that is the whole scalar; where the word is not found as it is meant, it is the whole expression.
"""

from __future__ import annotations

from ..diagnostics.model import Span
from ..load.model import ScalarNode
from ..parse.model import Access, Expression, Fragment
from .fields import escape
from .navigation import spelled

_SEPARATORS = "/.['\"#"
_CLOSINGS = ("", "]", "']", '"]')


def word(expression: Expression, *words: str) -> Span:
    """The last of `words`, each of which stands somewhere behind the one before."""
    found = _last(expression.fragment.text, words)
    return expression.span if found is None else expression.fragment.part(*found)


def word_of(node: ScalarNode, *words: str) -> Span:
    """The last of `words` in a scalar, each of which stands somewhere behind the one before."""
    found = _last(str(node.value), words)
    return node.span if found is None else node.part(*found)


def _last(text: str, words: tuple[str, ...]) -> tuple[int, int] | None:
    start = end = 0
    for each in words:
        start = text.find(each, end)
        if start < 0:
            return None
        end = start + len(each)
    return (start, end) if end > start else None


def access_word(fragment: Fragment, path: tuple[Access, ...], position: int) -> Span:
    """Access `position` of the path with which the text ends."""
    text, behind = fragment.text, len(fragment.text)
    found: tuple[int, int] | None = None
    for access in reversed(path[position:]):
        found = _before(text, behind, access)
        if found is None:
            break
        behind = found[0]
        while behind > 0 and text[behind - 1] in _SEPARATORS:
            behind -= 1
    return fragment.span if found is None else fragment.part(*found)


def _before(text: str, end: int, access: Access) -> tuple[int, int] | None:
    """Where an access stands that ends, with the bracket around it, at `end`."""
    name = spelled(access)
    for closing in _CLOSINGS:
        behind = end - len(closing)
        if not text.endswith(closing, 0, end):
            continue
        for written in dict.fromkeys((escape(name), name)):
            start = behind - len(written)
            if start > 0 and text.startswith(written, start) and text[start - 1] in _SEPARATORS:
                return start, behind
    return None
