"""How a comparison that stands where a JSONPath query belongs is written by the standard.

Takes the tree of the comparison, gives the RFC 9535 query, and the `simple` condition where there is one. The query holds for a context that is
an object or list with something in it: a filter selects children, so one that reads from the root selects all of them or none.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from typing import Final, assert_never

from ..load.model import Constant
from .model import (
    Access,
    Expression,
    Index,
    InputReference,
    OutputReference,
    Property,
    StepReference,
    WorkflowReference,
)
from .terms import Literally, PathTerm, Reference, Term
from .tree import Comparing, Joining, Negating, Tree

_SHORTHAND: Final = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")


def standard_query(tree: Tree, text: str) -> str:
    """The query of RFC 9535 that says what `tree`, read from `text`, says."""
    return f"$[?{_filter(tree, text)}]"


def standard_simple(tree: Tree, text: str, context: Expression) -> str | None:
    """The condition of type `simple` that says it, None where that type has no words for it."""
    match tree:
        case Comparing():
            left, right = standard_simple(tree.left, text, context), standard_simple(tree.right, text, context)
            return None if left is None or right is None else f"{left} {tree.operator} {right}"
        case Negating():
            operand = _simple_test(tree.operand, text, context)
            return None if operand is None else f"!({operand})"
        case Joining():
            operands = [_simple_test(operand, text, context) for operand in tree.operands]
            written = [operand for operand in operands if operand is not None]
            return f" {tree.operator} ".join(written) if len(written) == len(operands) else None
        case Literally():
            return "'" + tree.value.replace("'", "''") + "'" if isinstance(tree.value, str) else json.dumps(tree.value)
        case Reference():
            return None if tree.length else text[tree.read.start : tree.read.end]
        case PathTerm():
            # A JSON Pointer cannot count from the end.
            beyond = tree.length or any(isinstance(step, Index) and step.position < 0 for step in tree.path)
            return None if beyond else _read(context, tree.path)
        case _ as never:
            assert_never(never)


def _simple_test(tree: Tree, text: str, context: Expression) -> str | None:
    """A query by itself asks whether the node is there, which `simple` cannot ask."""
    return None if isinstance(tree, PathTerm) else standard_simple(tree, text, context)


def has_query(tree: Tree) -> bool:
    """Whether a query stands in the tree at all; else a filter has nothing to look at."""
    match tree:
        case Comparing():
            return has_query(tree.left) or has_query(tree.right)
        case Negating():
            return has_query(tree.operand)
        case Joining():
            return any(map(has_query, tree.operands))
        case Literally() | Reference() | PathTerm():
            return isinstance(tree, PathTerm)
        case _ as never:
            assert_never(never)


def _read(context: Expression, path: tuple[Access, ...]) -> str:
    """The expression of what lies behind another one: of all inputs or outputs, one is named."""
    root, first = context.root, path[0] if path else None
    named = (InputReference, OutputReference, StepReference, WorkflowReference)
    if isinstance(root, named) and not root.name and isinstance(first, Property):
        return f"{context.text}.{first.name}" + _pointer(path[1:], "#")
    return context.text + _pointer(path, "" if "#" in context.text else "#")


def _pointer(path: tuple[Access, ...], opening: str) -> str:
    names = (step.name if isinstance(step, Property) else str(step.position) for step in path)
    written = "".join("/" + name.replace("~", "~0").replace("/", "~1") for name in names)
    return opening + written if written else ""


def _filter(tree: Tree, text: str, *, inside: bool = False) -> str:
    """The filter expression; `inside` another, where a junction needs parentheses."""
    match tree:
        case Comparing():
            return _comparison(tree, text, inside=inside)
        case Negating():
            return f"!({_filter(tree.operand, text)})"
        case Joining():
            joined = f" {tree.operator} ".join(_filter(operand, text, inside=True) for operand in tree.operands)
            return f"({joined})" if inside else joined
        case Literally() | Reference() | PathTerm():
            return _term(tree, text)
        case _ as never:
            assert_never(never)


def _comparison(tree: Comparing, text: str, *, inside: bool) -> str:
    """In a filter a node that is not there is not null (RFC 9535, section 2.3.5.2.2), so a comparison with null needs one word more."""
    for side, other in ((tree.left, tree.right), (tree.right, tree.left)):
        if isinstance(side, PathTerm) and not side.length and isinstance(other, Literally) and other.value is None:
            query = _term(side, text)
            if tree.operator == "!=":
                return f"{query} && {query} != null"
            if tree.operator == "==":
                either = f"!{query} || {query} == null"
                return f"({either})" if inside else either
    return f"{_filter(tree.left, text, inside=True)} {tree.operator} {_filter(tree.right, text, inside=True)}"


def _term(term: Term, text: str) -> str:
    match term:
        case Literally():
            return _literal(term.value)
        case Reference():
            return f"'{{{text[term.read.start : term.read.end]}}}'"
        case PathTerm():
            query = path_text(term.path)
            return f"length({query})" if term.length else query
        case _ as never:
            assert_never(never)


def path_text(path: Iterable[Access]) -> str:
    """A singular query as RFC 9535 writes it."""
    return "$" + "".join(map(_segment, path))


def _segment(step: Access) -> str:
    match step:
        case Index():
            return f"[{step.position}]"
        case Property():
            return f".{step.name}" if _SHORTHAND.fullmatch(step.name) else f"[{_literal(step.name)}]"
        case _ as never:
            assert_never(never)


def _literal(value: Constant) -> str:
    if not isinstance(value, str):
        return json.dumps(value)
    return "'" + json.dumps(value, ensure_ascii=False)[1:-1].replace('\\"', '"').replace("'", "\\'") + "'"
