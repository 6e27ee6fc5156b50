"""Selectors held to what they select from: takes a selector and the type of its context, reports what leads nowhere there."""

from __future__ import annotations

from collections.abc import Iterable
from typing import assert_never

from ..diagnostics.model import Span
from ..parse.model import Access, Fragment, JsonPath, JsonPointer, Property, Selector, XPath
from ..tuples import NamedTuple
from .model import Compared, Type
from .navigation import Way, navigate, spelled
from .pointers import tell_lost
from .queries import Looked, Misstep, look
from .scope import Library
from .words import access_word


def plain_path(selector: Selector) -> tuple[Access, ...] | None:
    """The accesses that a selector of at most one value amounts to."""
    match selector:
        case JsonPointer():
            return tuple(map(Property, selector.tokens))
        case JsonPath():
            return None if selector.bound else selector.singular
        case XPath():
            return None
        case _:
            assert_never(selector)


class Context(NamedTuple):
    """What is selected from: its type, and where that is declared."""

    type: Type
    declared: Span | None


def hold(selector: Selector, contexts: Iterable[Context], library: Library) -> tuple[Compared, ...]:
    """Report what leads nowhere in each of the contexts that there may be, best first; gives what filters compare."""
    looked: Looked | None = None
    for context in contexts:
        found = _looked(selector, context, library)
        if not found.missteps:
            return found.compared
        looked = looked or found
    if looked is None:
        return ()
    for misstep in looked.missteps:
        tell_lost(misstep.lost, str(selector.node.value), _where(selector, misstep), library)
    return looked.compared


def _looked(selector: Selector, context: Context, library: Library) -> Looked:
    path = plain_path(selector)
    if path is not None:
        lost = navigate(context.type, path, library.types, context.declared).lost
        return Looked(() if lost is None else (Misstep(lost, -1),), ())
    if not isinstance(selector, JsonPath):
        return Looked((), ())
    return look(selector, Way((), context.type, False, None, context.declared), library.types)


def _where(selector: Selector, misstep: Misstep) -> Span:
    """The word that leads nowhere; the whole selector where its text was put together anew."""
    node, path = selector.node, plain_path(selector)
    if path is not None:
        return access_word(Fragment(str(node.value), node, 0), path, misstep.lost.position)
    text, word = str(node.value), spelled(misstep.lost.access)
    if isinstance(selector, JsonPath) and text == selector.query and text.startswith(word, misstep.offset):
        return node.part(misstep.offset, misstep.offset + len(word))
    return node.span
