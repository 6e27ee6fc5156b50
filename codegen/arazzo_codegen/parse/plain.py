"""Comparisons where a JSONPath query belongs: `$.Contact.Id != null`.

Takes the scalar of such a condition, gives it as `JsonPathPlain` and as a tree. No RFC 9535 query is a comparison, but four of five conditions of
type `jsonpath` that people have written for Arazzo 1.0 are, and what they say is plain: each `$…` is a singular query against the context, a
node that is not there is null, and values compare as in a filter (RFC 9535, section 2.3.5.2.2).
"""

from __future__ import annotations

from typing import assert_never

from ..diagnostics.rules.expressions import JSONPATH_SYNTAX
from ..load.model import ScalarNode
from ..tuples import NamedTuple
from .model import (
    ExpressionTerm,
    Fragment,
    JsonPathComparison,
    JsonPathJunction,
    JsonPathOperand,
    JsonPathPlain,
    JsonPathTerm,
    LiteralTerm,
)
from .reference import make
from .remark import Malformed, Remark
from .terms import Literally, PathTerm, Reference
from .tree import Comparing, Joining, Negating, Tree, read_tree


class Plain(NamedTuple):
    """A plain comparison, and the tree it was made from."""

    test: JsonPathPlain
    tree: Tree


def read_plain(node: ScalarNode) -> Plain:
    """The comparison that the text of `node` is.

    Raises:
        Malformed: it is none.
    """
    text = str(node.value)
    tree = read_tree(text, "jsonpath", [])
    if isinstance(tree, Literally | Reference | PathTerm):
        raise Malformed(Remark(JSONPATH_SYNTAX, f"`{text}` is not a JSONPath query", 0, len(text)))
    return Plain(_Lowering(node).test(tree), tree)


class _Lowering(NamedTuple):
    node: ScalarNode

    def test(self, tree: Tree) -> JsonPathPlain:
        match tree:
            case Comparing():
                span = self.node.part(tree.start, tree.end)
                return JsonPathComparison(tree.operator, self.operand(tree.left), self.operand(tree.right), span)
            case Negating():
                return JsonPathJunction("!", (self.test(tree.operand),), self.node.part(tree.start, tree.end))
            case Joining():
                operands = tuple(self.test(operand) for operand in tree.operands)
                return JsonPathJunction(tree.operator, operands, self.node.part(tree.start, tree.end))
            case PathTerm(length=False):
                return self.term(tree)
            case Literally() | Reference() | PathTerm():
                raise _not_a_test(tree)
            case _ as never:
                assert_never(never)

    def operand(self, tree: Tree) -> JsonPathOperand:
        match tree:
            case Literally():
                return LiteralTerm(tree.value, self.node.part(tree.start, tree.end))
            case Reference():
                return ExpressionTerm(make(tree.read, self.node), tree.length)
            case PathTerm():
                return self.term(tree)
            case Comparing() | Negating() | Joining():
                raise _not_a_test(tree)
            case _ as never:
                assert_never(never)

    def term(self, term: PathTerm) -> JsonPathTerm:
        """The query; `length(…)` around it and `.length` behind it are no part of its text."""
        written = str(self.node.value)[term.start : term.end]
        query = written.removesuffix(".length") if term.length else written
        if query.startswith("length("):
            query = query.removeprefix("length(").removesuffix(")")
        fragment = Fragment(query, self.node, term.start + written.index(query))
        return JsonPathTerm(term.path, term.length, self.node.part(term.start, term.end), fragment)


def _not_a_test(tree: Tree) -> Malformed:
    return Malformed(Remark(JSONPATH_SYNTAX, "this cannot stand by itself in a condition", tree.start, tree.end))
