"""XPath expressions, 1.0 to 3.1 (section "XPath Conditions").

Takes the scalar of an expression, gives `XPath`; its syntax is checked by the parser of its version. Runtime expressions embedded in it become
variables: `$v0` for a value that stands by itself, `$t0` for its text where it stands in quotes.
"""

from __future__ import annotations

import re
from typing import Final

from ..diagnostics.model import Missing, Reporter
from ..diagnostics.rules.expressions import XPATH_SYNTAX
from ..diagnostics.rules.limits import UNSUPPORTED_QUERY
from ..load.model import ScalarNode
from .embedded import Piece, find_embedded
from .model import Expression, Version, XPath, XPathVersion
from .remark import Remark, tell

_LONGEST: Final = 10_000
_LITERAL: Final = re.compile(r"""'[^']*'|"[^"]*\"""")
_PREFIX: Final = re.compile(r"(?<![\w$:.-])([A-Za-z_][\w.-]*):(?=[A-Za-z_*])")
_KNOWN_PREFIXES: Final = ("xml", "xs", "fn", "math", "map", "array", "err")
_VARIABLE: Final = re.compile(r"\$\s*([A-Za-z_][\w.:-]*)")
_BINDING: Final = re.compile(r"\$\s*([A-Za-z_][\w.-]*)\s*(?=in\b|:=|as\b|[,)]\s*[^{}]*\{)")
_OURS: Final = re.compile(r"[vt]\d+")
_STEPS: Final = re.compile(r"(?://?(?:[A-Za-z_][\w.-]*:)?[A-Za-z_][\w.-]*)+(?:/@[A-Za-z_][\w.-]*|/text\(\))?")
"""A path of names, which is what most expressions are: valid in every version, so the library need not be loaded."""
_AXES: Final = re.compile(r"::")
_OUTSIDE: Final = re.compile(
    r"(?<![\w$-])(?:fn:)?(doc|doc-available|collection|uri-collection|unparsed-text(?:-lines|-available)?|json-doc"
    r"|environment-variable|available-environment-variables|load-xquery-module|transform)\s*(?:\(|#\d)"
)


def parse_xpath(node: ScalarNode, dialect: XPathVersion, version: Version, reporter: Reporter) -> XPath | Missing:
    """The XPath expression that the text of `node` is."""
    text = str(node.value)
    pieces = tuple(find_embedded(node, version, reporter))
    missing = next((piece.expression for piece in pieces if isinstance(piece.expression, Missing)), None)
    if missing is not None:
        return missing
    written = _with_variables(text, pieces)
    outside = _OUTSIDE.search(_LITERAL.sub(lambda match: " " * len(match.group()), text))
    if outside is not None:
        message = f"`{outside.group(1)}` would read what lies outside the response, which criteria cannot"
        return tell(Remark(UNSUPPORTED_QUERY, message, *outside.span(1)), node, reporter)
    reason = _undeclared(written) or _wrong(written, dialect, len(pieces))
    if reason is not None:
        message = f"`{text.strip()}` is no expression of XPath {dialect[-2]}.{dialect[-1]}"
        return tell(Remark(XPATH_SYNTAX, message, 0, len(text), label=reason), node, reporter)
    bound = tuple(piece.expression for piece in pieces if isinstance(piece.expression, Expression))
    return XPath(written, dialect, bound, node)


def _with_variables(text: str, pieces: tuple[Piece, ...]) -> str:
    """The text with a variable for each embedded expression; a literal around it becomes a concatenation."""
    written, at = "", 0
    numbered = tuple(enumerate(pieces))
    for literal in _LITERAL.finditer(text):
        inside = [(n, piece) for n, piece in numbered if literal.start() < piece.start and piece.end < literal.end()]
        if not inside:
            continue
        written += _bare(text, at, literal.start(), pieces) + _concatenated(literal, inside)
        at = literal.end()
    return written + _bare(text, at, len(text), pieces)


def _bare(text: str, start: int, end: int, pieces: tuple[Piece, ...]) -> str:
    written = ""
    for number, piece in enumerate(pieces):
        if start <= piece.start and piece.end <= end:
            written += f"{text[start : piece.start]}$v{number}"
            start = piece.end
    return written + text[start:end]


def _concatenated(literal: re.Match[str], inside: list[tuple[int, Piece]]) -> str:
    quote, text = literal.group()[0], literal.string
    parts: list[str] = []
    at = literal.start() + 1
    for number, piece in inside:
        if piece.start > at:
            parts.append(f"{quote}{text[at : piece.start]}{quote}")
        parts.append(f"$t{number}")
        at = piece.end
    if at < literal.end() - 1:
        parts.append(f"{quote}{text[at : literal.end() - 1]}{quote}")
    return parts[0] if len(parts) == 1 else f"concat({', '.join(parts)})"


def _undeclared(text: str) -> str | None:
    """A variable that nothing binds: the libraries find out when they evaluate, which is too late."""
    bare = _LITERAL.sub("''", text)
    declared = set(_BINDING.findall(bare))
    for name in _VARIABLE.findall(bare):
        if name not in declared and not _OURS.fullmatch(name):
            return f"nothing gives `${name}` a value"
    return None


def _wrong(text: str, dialect: XPathVersion, count: int) -> str | None:
    """Why the parser of this version does not take the text; None when it does. Prefixes are bound by the response, not known here."""
    if _STEPS.fullmatch(text):
        return None
    if len(text) > _LONGEST:
        return f"longer than {_LONGEST} characters"
    from elementpath import ElementPathError
    from elementpath.xpath1 import XPath1Parser
    from elementpath.xpath2 import XPath2Parser
    from elementpath.xpath30 import XPath30Parser
    from elementpath.xpath31 import XPath31Parser

    bare = _AXES.sub("  ", _LITERAL.sub("", text))
    namespaces = {prefix: f"urn:{prefix}" for prefix in _PREFIX.findall(bare) if prefix not in _KNOWN_PREFIXES}
    parsers = {"xpath-20": XPath2Parser, "xpath-30": XPath30Parser, "xpath-31": XPath31Parser}
    variables = {f"{kind}{number}": "item()*" for number in range(count) for kind in "vt"}
    try:
        if dialect == "xpath-10":
            XPath1Parser(namespaces).parse(text)
        else:
            parsers[dialect](namespaces, variable_types=variables, default_collation=CODEPOINTS).parse(text)
    except (ElementPathError, RecursionError, ValueError, TypeError, LookupError, ArithmeticError) as error:
        return str(error).split("\n")[0][:200] or "not understood"
    return None


CODEPOINTS: Final = "http://www.w3.org/2005/xpath-functions/collation/codepoint"
"""Named always: the library's own choice depends on the locale of the process and can lock it up."""
