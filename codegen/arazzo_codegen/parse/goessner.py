"""The dialect `draft-goessner-dispatch-jsonpath-00`, rewritten to RFC 9535.

Takes a query of the draft, gives one of RFC 9535 that selects the same. What the dialect has besides: `[(@.length-1)]` for the last item, `===`
and `!==`, `.length` in filters, and names with dashes. Other scripts need the host's language and are refused.
"""

from __future__ import annotations

import re
from typing import Final

from ..diagnostics.rules.expressions import GOESSNER_SCRIPT
from .remark import Malformed, Remark

_STEP: Final = r"""(?:\.[A-Za-z_]\w*|\[(?:-?\d+|'[^']*'|"[^"]*")\])"""
_REWRITES: Final = re.compile(
    r"""(?P<string>'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")"""
    r"""|(?P<last>\[\(\s*@\.length\s*-\s*(?P<back>[1-9]\d*)\s*\)\])"""
    r"""|(?P<script>\[\()"""
    r"""|(?P<equal>[=!]==)"""
    rf"""|(?P<length>[@$]{_STEP}*?\.length)(?=\s*(?:[<>=!]=?|[)&|\]]|$))(?<!\$\.length)"""
    r"""|\.(?P<dashed>[A-Za-z_]\w*(?:-\w+)+)"""
)


def rewrite(query: str) -> str:
    """The query in RFC 9535.

    Raises:
        Malformed: a script expression that is not an index from the end.
    """
    script = next((match for match in _REWRITES.finditer(query) if match["script"]), None)
    if script is not None:
        start = script.start() + 1
        end = query.find(")]", start)
        message = "a script expression other than `(@.length-1)` needs another language than JSONPath"
        help = "select with a filter, an index or a slice"
        raise Malformed(Remark(GOESSNER_SCRIPT, message, start, end + 1 if end > 0 else len(query), help))
    inside = query.find("?")
    return _REWRITES.sub(lambda match: _rewritten(match, 0 <= inside < match.start()), query)


def _rewritten(match: re.Match[str], in_filter: bool) -> str:
    if match["last"]:
        return f"[-{match['back']}]"
    if match["equal"]:
        return match["equal"][:2]
    if match["dashed"]:
        return f"['{match['dashed']}']"
    if match["length"] and in_filter:
        return f"length({match['length'].removesuffix('.length')})"
    return match.group()
