"""Comparisons joined by logical operators, as text: what `simple` conditions are, and what is written where JSONPath queries belong.

Takes a text, gives a tree of terms with offsets. The operators and their meaning are those of section "Criterion Object"; terms are read by
`lexer`. Precedence, from loose to tight: `||`, `&&`, comparisons (which do not chain), `!`.
"""

from __future__ import annotations

from itertools import islice
from typing import Final, Literal, TypeAlias

from ..diagnostics.rules.expressions import COMPARISON_OF_COMPARISON, CONDITION_SYNTAX
from ..diagnostics.rules.limits import UNSUPPORTED_CONDITION
from ..tuples import NamedTuple
from .lexer import Token, tokenize
from .model import ComparisonOperator
from .remark import Malformed, Remark
from .terms import Dialect, Term

_DEEPEST: Final = 64
"""Parentheses and negations inside each other; more is nothing that a person wrote."""
_LONGEST: Final = 4_000
"""Operands, operators and parentheses of one condition; likewise."""

_COMPARISONS: Final[dict[str, ComparisonOperator]] = {
    "==": "==",
    "!=": "!=",
    "<": "<",
    "<=": "<=",
    ">": ">",
    ">=": ">=",
}


class Comparing(NamedTuple):
    """`left operator right`."""

    operator: ComparisonOperator
    left: Tree
    right: Tree
    start: int
    end: int


class Negating(NamedTuple):
    """`!operand`."""

    operand: Tree
    start: int
    end: int


class Joining(NamedTuple):
    """`a && b && …` or `a || b || …`."""

    operator: Literal["&&", "||"]
    operands: tuple[Tree, ...]
    start: int
    end: int


Tree: TypeAlias = Term | Comparing | Negating | Joining


def read_tree(text: str, dialect: Dialect, remarks: list[Remark]) -> Tree:
    """The tree that the whole text is.

    Raises:
        Malformed: the text is no such condition; the remark points at the character.
    """
    tokens = tuple(islice(tokenize(text, dialect, remarks), _LONGEST + 1))
    if len(tokens) > _LONGEST:
        message = f"a condition can have {_LONGEST} operands and operators at most"
        raise Malformed(Remark(UNSUPPORTED_CONDITION, message, tokens[-1].start, tokens[-1].end))
    parser = _Parser(text, tokens)
    tree = parser.junction("||", 0)
    token = parser.peek()
    if token.kind != "end":
        raise parser.unexpected(token, "an operator")
    return tree


class _Parser:
    """Recursive descent over the tokens, one method a level of precedence."""

    def __init__(self, text: str, tokens: tuple[Token, ...]) -> None:
        self.text = text
        self.tokens = tokens
        self.at = 0

    def peek(self) -> Token:
        return self.tokens[self.at]

    def next(self) -> Token:
        token = self.tokens[self.at]
        self.at += 1
        return token

    def junction(self, operator: Literal["||", "&&"], depth: int) -> Tree:
        """Operands joined by `operator`; those of `||` are joined by `&&`."""
        operands = [self._operand_of(operator, depth)]
        while self.peek().kind == operator:
            self.next()
            operands.append(self._operand_of(operator, depth))
        if len(operands) == 1:
            return operands[0]
        return Joining(operator, tuple(operands), operands[0].start, operands[-1].end)

    def _operand_of(self, operator: Literal["||", "&&"], depth: int) -> Tree:
        return self.junction("&&", depth) if operator == "||" else self.comparison(depth)

    def comparison(self, depth: int) -> Tree:
        left = self.unary(depth)
        operator = _COMPARISONS.get(self.peek().kind)
        if operator is None:
            return left
        self.next()
        right = self.unary(depth)
        if self.peek().kind in _COMPARISONS:
            raise self._chained(left, right, self.next(), self.unary(depth))
        return Comparing(operator, left, right, left.start, right.end)

    def _chained(self, left: Tree, right: Tree, second: Token, third: Tree) -> Malformed:
        """`1 < $x < 3` compares a truth value with 3, which nobody means."""
        help = f"write `{self.text[left.start : right.end]} && {self.text[right.start : third.end]}`"
        message = "comparisons cannot be chained"
        return Malformed(Remark(COMPARISON_OF_COMPARISON, message, second.start, second.end, help))

    def unary(self, depth: int) -> Tree:
        if depth > _DEEPEST:
            token = self.peek()
            message = f"a condition can be nested {_DEEPEST} deep at most"
            raise Malformed(Remark(UNSUPPORTED_CONDITION, message, token.start, token.end))
        token = self.next()
        if token.kind == "!":
            operand = self.unary(depth + 1)
            return Negating(operand, token.start, operand.end)
        if token.kind == "(":
            return self._group(token, depth)
        if token.term is not None:
            return token.term
        self.at -= 1
        raise self.unexpected(token, "an expression or a literal")

    def _group(self, opening: Token, depth: int) -> Tree:
        inner = self.junction("||", depth + 1)
        if self.peek().kind != ")":
            if self.peek().kind == "end":
                message = "the parenthesis is not closed"
                raise Malformed(Remark(CONDITION_SYNTAX, message, opening.start, opening.end, "add `)`"))
            raise self.unexpected(self.peek(), "`)` or an operator")
        self.next()
        return inner

    def unexpected(self, token: Token, wanted: str) -> Malformed:
        """`token` stands where `wanted` is needed."""
        if token.kind == "end":
            at = max(len(self.text.rstrip()) - 1, 0)
            message = f"the condition ends where {wanted} is needed"
            return Malformed(Remark(CONDITION_SYNTAX, message, at, at + 1))
        message = f"`{token.text}` stands where {wanted} is needed"
        return Malformed(Remark(CONDITION_SYNTAX, message, token.start, token.end))
