"""JSONPath queries: RFC 9535, and the dialect of the draft.

Takes the scalar of a query, gives `JsonPath`; for a criterion of a 1.0 document also what a comparison in its place plainly says.
"""

from __future__ import annotations

from typing import Final

from ..diagnostics.model import Missing, Reporter
from ..diagnostics.rules.expressions import JSONPATH_COMPARISON, JSONPATH_COMPARISON_1_1, JSONPATH_SYNTAX
from ..diagnostics.rules.limits import UNSUPPORTED_QUERY
from ..load.model import ScalarNode
from .goessner import rewrite
from .model import Expression, JsonPath, JsonPathPlain, JsonPathVersion, Version
from .plain import Plain, read_plain
from .query import Query, read_query
from .remark import Malformed, Remark, tell
from .singular import read_singular, singular_path
from .standard import has_query, path_text, standard_query, standard_simple

_DEEPEST: Final = 64
_LONGEST: Final = 4_000


def parse_query(node: ScalarNode, dialect: JsonPathVersion, version: Version, reporter: Reporter) -> JsonPath | Missing:
    """The query that the text of `node` is."""
    path = _singular(node, dialect)
    if path is not None:
        return path
    query = read_query(node, version, reporter)
    if isinstance(query, Missing):
        return query
    try:
        return _checked(query, dialect, node)
    except Malformed as malformed:
        return tell(_placed(malformed.remark, query), node, reporter)


def parse_jsonpath_test(
    node: ScalarNode, context: Expression | Missing, dialect: JsonPathVersion, version: Version, reporter: Reporter
) -> JsonPath | JsonPathPlain | Missing:
    """The condition of a criterion of type `jsonpath`."""
    path = _singular(node, dialect)
    if path is not None:
        return path
    plain = _plain(node)
    if plain is None:
        return parse_query(node, dialect, version, reporter)
    if version == "1.1":
        return _refuse(plain, node, context, reporter)
    return _told(plain, node, context, reporter)


def _singular(node: ScalarNode, dialect: JsonPathVersion) -> JsonPath | None:
    """What most queries are, recognised without a library."""
    text = str(node.value).strip()
    path = singular_path(text)
    return None if path is None else JsonPath(text, dialect, path, (), node)


def _plain(node: ScalarNode) -> Plain | None:
    """The comparison, None where the text is none."""
    try:
        return read_plain(node)
    except Malformed:
        return None


def _told(plain: Plain, node: ScalarNode, context: Expression | Missing, reporter: Reporter) -> JsonPathPlain:
    text = str(node.value)
    message = f"`{text}` is a comparison, not a JSONPath query, and is read as what it says"
    remark = Remark(JSONPATH_COMPARISON, message, 0, len(text), _standard_help(plain, text, context))
    tell(remark, node, reporter)
    return plain.test


def _refuse(plain: Plain, node: ScalarNode, context: Expression | Missing, reporter: Reporter) -> Missing:
    """Section "JSONPath Conditions" of 1.1: a condition that is no valid query must fail, so it can only be a slip."""
    text = str(node.value)
    message = f"`{text}` is a comparison, not a JSONPath query, so it always fails"
    remark = Remark(JSONPATH_COMPARISON_1_1, message, 0, len(text), _standard_help(plain, text, context))
    return tell(remark, node, reporter)


def _standard_help(plain: Plain, text: str, context: Expression | Missing) -> str:
    query = f"`{standard_query(plain.tree, text)}`" if has_query(plain.tree) else None
    written = None if isinstance(context, Missing) else standard_simple(plain.tree, text, context)
    simple = None if written is None else f"the simple condition `{written}`"
    return "write " + (
        ", or ".join(form for form in (query, simple) if form is not None) or "a condition of type `simple`"
    )


def _checked(query: Query, dialect: JsonPathVersion, node: ScalarNode) -> JsonPath:
    """The query, checked by the library of RFC 9535.

    Raises:
        Malformed: it is no query; offsets are those of `query.text`.
    """
    text = query.text if dialect == "rfc9535" else rewrite(query.text)
    path = singular_path(text)
    if path is None:
        _compile(text, known_offsets=text == query.text)
    return JsonPath(text, dialect, None if query.bound else path, query.bound, node)


def _compile(text: str, *, known_offsets: bool) -> None:
    if len(text) > _LONGEST or _depth(text) > _DEEPEST:
        raise _too_large(text)
    from jsonpath_rfc9535 import JSONPathEnvironment, JSONPathError

    try:
        JSONPathEnvironment().compile(text)
    except RecursionError:
        raise _too_large(text) from None
    except JSONPathError as error:
        token = error.token
        start = min(token.index, max(len(text) - 1, 0)) if token is not None and known_offsets else 0
        end = start + max(len(token.value), 1) if token is not None and known_offsets else len(text)
        reason = str(error).split(", line")[0]
        message = f"`{text}` is not a JSONPath query"
        remark = Remark(JSONPATH_SYNTAX, message, start, min(end, len(text)), _remedy(text), reason)
        raise Malformed(remark) from error


def _remedy(text: str) -> str | None:
    """How a path is written whose names need quotes (`$.my-name`), or a filter that lacks what it filters (`count($.a[*]) > 1`)."""
    try:
        path, end = read_singular(text, 0)
    except Malformed:
        return None
    if text.startswith("$") and end == len(text):
        return f"write `{path_text(path)}`"
    return f"write `$[?{text}]`" if _is_query(f"$[?{text}]") else None


def _is_query(text: str) -> bool:
    from jsonpath_rfc9535 import JSONPathEnvironment, JSONPathError

    try:
        JSONPathEnvironment().compile(text)
    except (JSONPathError, RecursionError):
        return False
    return True


def _too_large(text: str) -> Malformed:
    message = f"a query cannot be longer than {_LONGEST} characters, or nested deeper than {_DEEPEST} levels"
    return Malformed(Remark(UNSUPPORTED_QUERY, message, 0, len(text)))


def _depth(text: str) -> int:
    depth = deepest = 0
    for character in text:
        depth += (character in "([") - (character in ")]")
        deepest = max(deepest, depth)
    return deepest


def _placed(remark: Remark, query: Query) -> Remark:
    """The remark with offsets into the scalar, and without placeholders in its words."""
    message = remark.message
    for number, expression in enumerate(query.bound):
        for mark in (f"'\ue000{number}'", f"\ue001{number}\ue002"):
            message = message.replace(mark, f"{{{expression.text}}}")
    return remark._replace(message=message, start=query.origin(remark.start), end=query.origin(remark.end))
