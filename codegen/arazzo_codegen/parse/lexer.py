"""The tokens of conditions.

Takes a text, gives operators and terms with offsets. Section "Criterion Object", "Operators". An operator of another language that is plainly
meant is read and told; one that the specification has no like for is refused.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from ..diagnostics.rules.expressions import BARE_WORD, CONDITION_SYNTAX, NONSTANDARD_OPERATOR, UNKNOWN_OPERATOR
from ..tuples import NamedTuple
from .remark import Malformed, Remark
from .terms import Dialect, Term, read_term


class Token(NamedTuple):
    """`kind` is the operator itself, `term`, or `end`."""

    kind: str
    text: str
    start: int
    end: int
    term: Term | None = None


_BLANK: Final = re.compile(r"\s*")
_OPERATOR: Final = re.compile(r"===|!==|=~|<>|==|!=|<=|>=|&&|\|\||[<>!()]")
_FOREIGN: Final = re.compile(r"[-+*/%?:^~]+|[=&|]")
_WORD: Final = re.compile(r"[^\W\d][\w.-]*")
_VARIANTS: Final = {"===": "==", "!==": "!=", "<>": "!=", "and": "&&", "or": "||"}
_REMEDIES: Final = {
    "=": "write `==`",
    "&": "write `&&`",
    "|": "write `||`",
    "not": "write `!`",
    "contains": "give the criterion a `context` and the type `regex`; the condition is then the text to look for",
    "matches": "give the criterion a `context` and the type `regex`",
    "=~": "give the criterion a `context` and the type `regex`",
    "in": "compare with each of the values, joined by `||`",
    "is": "write `==`",
    "equals": "write `==`",
}


def tokenize(text: str, dialect: Dialect, remarks: list[Remark]) -> Iterator[Token]:
    """The tokens of a text; the last has the kind `end`.

    Raises:
        Malformed: something that is no token.
    """
    operand_before = False
    at = _skip(text, 0)
    while at < len(text):
        term = read_term(text, at, dialect, remarks, operand_before=operand_before)
        if term is not None:
            token = Token("term", text[term.start : term.end], term.start, term.end, term)
        else:
            token = _operator(text, at, dialect, remarks, operand_before)
        yield token
        operand_before = term is not None or token.kind == ")"
        at = _skip(text, token.end)
    yield Token("end", "", len(text), len(text))


def _skip(text: str, at: int) -> int:
    blank = _BLANK.match(text, at)
    return at if blank is None else blank.end()


def _operator(text: str, at: int, dialect: Dialect, remarks: list[Remark], operand_before: bool) -> Token:
    match = _OPERATOR.match(text, at)
    if match is not None and match.group() != "=~":
        return _told(match.group(), at, match.end(), dialect, remarks)
    word = _WORD.match(text, at)
    if word is not None and operand_before and word.group().lower() in _VARIANTS:
        return _told(word.group(), at, word.end(), dialect, remarks)
    if word is not None:
        raise _foreign_word(text, word, operand_before)
    foreign = match or _FOREIGN.match(text, at)
    if foreign is None:
        message = f"`{text[at]}` begins nothing in a condition"
        raise Malformed(Remark(CONDITION_SYNTAX, message, at, at + 1))
    help = _REMEDIES.get(foreign.group(), "compute the value elsewhere; conditions compare, they do not calculate")
    message = f"conditions have no operator `{foreign.group()}`"
    raise Malformed(Remark(UNKNOWN_OPERATOR, message, at, foreign.end(), help))


def _told(written: str, start: int, end: int, dialect: Dialect, remarks: list[Remark]) -> Token:
    """A token for an operator; one that is not the specification's is told, and read as the one that it means."""
    standard = _VARIANTS.get(written.lower())
    if standard is None:
        return Token(written, written, start, end)
    if dialect == "simple":
        message = f"`{written}` is not an operator of the specification, and is read as `{standard}`"
        remark = Remark(NONSTANDARD_OPERATOR, message, start, end, f"write `{standard}`", replacement=standard)
        remarks.append(remark)
    return Token(standard, written, start, end)


def _foreign_word(text: str, word: re.Match[str], operand_before: bool) -> Malformed:
    written = word.group()
    if operand_before or written.lower() == "not":
        help = _REMEDIES.get(written.lower(), "write one of `==`, `!=`, `<`, `<=`, `>`, `>=`, `&&`, `||`")
        message = f"conditions have no operator `{written}`"
        return Malformed(Remark(UNKNOWN_OPERATOR, message, *word.span(), help))
    if text.startswith("(", word.end()):
        message = f"conditions have no functions such as `{written}()`"
        return Malformed(Remark(UNKNOWN_OPERATOR, message, *word.span()))
    help = f"write `'{written}'` for the text, or an expression such as `$response.body#/{written}`"
    return Malformed(Remark(BARE_WORD, f"`{written}` is neither a literal nor an expression", *word.span(), help))
