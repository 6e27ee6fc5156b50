"""Conditions of type `simple` (section "Simple Conditions").

Takes the scalar of a condition, gives its `Condition`, or `Missing`.
"""

from __future__ import annotations

from typing import assert_never

from ..diagnostics.model import Missing, Reporter
from ..diagnostics.rules.expressions import COMPARISON_OF_COMPARISON, CONSTANT_CONDITION
from ..load.model import ScalarNode
from ..tuples import NamedTuple
from .model import Comparison, Condition, ExpressionTerm, Junction, LiteralTerm, Not
from .reference import make
from .remark import Malformed, Remark, tell
from .terms import Literally, PathTerm, Reference, Term
from .tree import Comparing, Joining, Negating, Tree, read_tree


def parse_simple(node: ScalarNode, reporter: Reporter) -> Condition | Missing:
    """The condition that the text of `node` is."""
    remarks: list[Remark] = []
    text = str(node.value)
    try:
        tree = read_tree(text, "simple", remarks)
        condition = _Lowering(text, node).condition(tree)
    except Malformed as malformed:
        return tell(malformed.remark, node, reporter)
    for remark in remarks:
        tell(remark, node, reporter)
    if not _reads(tree):
        message = "the condition reads nothing, so it is always true or always false"
        help = "compare with an expression such as `$statusCode` or `$response.body#/name`"
        tell(Remark(CONSTANT_CONDITION, message, 0, len(text), help), node, reporter)
    return condition


def _reads(tree: Tree) -> bool:
    """Whether a runtime expression stands in the tree."""
    match tree:
        case Comparing():
            return _reads(tree.left) or _reads(tree.right)
        case Negating():
            return _reads(tree.operand)
        case Joining():
            return any(_reads(operand) for operand in tree.operands)
        case Literally():
            return False
        case Reference() | PathTerm():
            return True


class _Lowering(NamedTuple):
    """Gives the nodes of a tree their places in the document."""

    text: str
    node: ScalarNode

    def condition(self, tree: Tree) -> Condition:
        match tree:
            case Comparing():
                return self._comparison(tree)
            case Negating():
                return Not(self.condition(tree.operand), self.node.part(tree.start, tree.end))
            case Joining():
                operands = tuple(self.condition(operand) for operand in tree.operands)
                return Junction(tree.operator, operands, self.node.part(tree.start, tree.end))
            case Literally() | Reference() | PathTerm():
                return self.term(tree)
            case _ as never:
                assert_never(never)

    def term(self, term: Term) -> Condition:
        match term:
            case Literally():
                return LiteralTerm(term.value, self.node.part(term.start, term.end))
            case Reference():
                return ExpressionTerm(make(term.read, self.node), term.length)
            case PathTerm():
                raise AssertionError("simple conditions have no queries")
            case _ as never:
                assert_never(never)

    def _comparison(self, tree: Comparing) -> Condition:
        left, right = tree.left, tree.right
        if isinstance(left, Literally | Reference) and isinstance(right, Literally | Reference):
            span = self.node.part(tree.start, tree.end)
            return Comparison(tree.operator, self.term(left), self.term(right), span)
        return self._truth_compared(tree)

    def _truth_compared(self, tree: Comparing) -> Condition:
        """A condition compared with `true` or `false` is that condition or its negation; with anything else it is a slip."""
        for side, other in ((tree.left, tree.right), (tree.right, tree.left)):
            if isinstance(side, Literally) and isinstance(side.value, bool) and tree.operator in ("==", "!="):
                condition = self.condition(other)
                holds = side.value == (tree.operator == "==")
                return condition if holds else Not(condition, self.node.part(tree.start, tree.end))
        side = tree.left if not isinstance(tree.left, Literally | Reference) else tree.right
        message = f"`{self.text[side.start : side.end]}` is true or false and cannot be compared with `{tree.operator}`"
        help = "compare expressions and literals, and join the comparisons by `&&` or `||`"
        if isinstance(tree.left, Negating):
            help = f"write `!({self.text[tree.left.operand.start : tree.right.end]})`"
        raise Malformed(Remark(COMPARISON_OF_COMPARISON, message, side.start, side.end, help))
