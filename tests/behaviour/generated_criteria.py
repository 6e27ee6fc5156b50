"""Criteria at random, of every type, over what the generated API answers."""

from __future__ import annotations

from hypothesis import strategies as st

from tests.behaviour.generated_servers import Json

_SIMPLE = (
    "$statusCode == 200",
    "$statusCode == 404",
    "$statusCode == 503",
    "$statusCode >= 400",
    "$statusCode < 300",
    "$statusCode != 409",
    "$statusCode == null",
    "$method == 'get'",
    "$request.query.k == 'x'",
    "$response.body#/state == 'open'",
    "$response.body#/state != 'OPEN'",
    "$response.body#/state > 'e'",
    "$response.body#/n > 3",
    "$response.body#/n == '3'",
    "$response.body#/note != null",
    "$response.body#/items/0/v >= 2",
    "$response.body#/items/1/v == null",
    "!($response.body#/state == 'done')",
    "$statusCode == 200 && $response.body#/n >= 2",
    "$statusCode == 404 || $statusCode == 503",
    "($statusCode == 200 || $statusCode == 409) && !($response.body#/n > 2 || $response.body#/state == 'done')",
    "$response.header.X-Kind == 'a'",
    "$inputs.k == 'x'",
    "$inputs.d == 'OPEN'",
)
_GOESSNER: Json = {"type": "jsonpath", "version": "draft-goessner-dispatch-jsonpath-00"}
_QUERIES = (
    ("$response.body", "$[?@ == 'open']", "jsonpath"),
    ("$response.body", "$.items[?@.v > 1]", "jsonpath"),
    ("$response.body", "$.items[0].v", "jsonpath"),
    ("$response.body", "$..v", "jsonpath"),
    ("$response.body", "$[?@ == '{$inputs.d}']", "jsonpath"),
    ("$response.body#/items", "$[1]", "jsonpath"),
    ("$response.body#/state", "^o", "regex"),
    ("$response.body#/state", "^{$inputs.d}$", "regex"),
    ("$response.body#/n", "[1-3]", "regex"),
    ("$statusCode", "^4", "regex"),
    ("$response.body", "$.items[(@.length-1)].v", _GOESSNER),
    ("$response.body", "$.items[?(@.v > 1)]", _GOESSNER),
    ("$response.body", "$[?(@.length >= 1)]", _GOESSNER),
    ("$response.body", "$[?(@ === 'open')]", _GOESSNER),
)
_PLAIN_COMPARISONS = (
    ("$response.body", '$.state == "open"', "jsonpath"),
    ("$response.body", "$.n > 2", "jsonpath"),
    ("$response.body", "$.items.length >= 1", "jsonpath"),
    ("$response.body", "$.items[0].v != null", "jsonpath"),
)
_PATHS = (
    ("$response.body", "/r/state = 'open'", "xpath"),
    ("$response.body", "count(/r/n) > 0", "xpath"),
    ("$response.body", "//note", "xpath"),
    ("$response.body", "/r/n > 2", {"type": "xpath", "version": "xpath-10"}),
    ("$response.body", "some $n in /r/n satisfies number($n) > 2", {"type": "xpath", "version": "xpath-20"}),
    ("$response.body", "/r/n ! (. > 2)", {"type": "xpath", "version": "xpath-30"}),
    ("$response.body", "map{'n': count(/r/n)}?n = 1", {"type": "xpath", "version": "xpath-31"}),
)
_STATUS = ("$statusCode == 200", "$statusCode >= 400", "$statusCode == null", "$statusCode != 503", "$inputs.k == 'x'")


def _simple(conditions: tuple[str, ...]) -> list[Json]:
    return [{"condition": condition} for condition in conditions]


def _queries(written: tuple[tuple[str, str, object], ...]) -> list[Json]:
    return [{"context": context, "condition": condition, "type": kind} for context, condition, kind in written]


_OF_ANY_CALL = (
    *_simple(("$inputs.k == 'x'", "$inputs.d == 'open'", "$statusCode == 200")),
    *_queries((("$inputs.d", "^o", "regex"),)),
)


def criteria_of_call(smallest: int, largest: int, outputs: tuple[str, ...]) -> st.SearchStrategy[list[Json]]:
    """Criteria of a step that calls a workflow with these outputs. What asks for a response is taken as passed."""
    found = [*_OF_ANY_CALL, *(_queries((("$response.body", "$.n", "jsonpath"),)) if outputs else ())]
    for name in outputs:
        read = f"$outputs.{name}"
        found += _simple((f"{read} == 'a'", f"{read} != null", f"{read} > 2"))
        found += _queries(((read, "[a-c]", "regex"), (read, "$[?@ > 1]", "jsonpath")))
    return st.lists(st.sampled_from(found), min_size=smallest, max_size=largest)


_OF_XML = st.sampled_from([*_simple(_STATUS), *_queries(_PATHS), *_queries(_PATHS)])
_OF_JSON = st.sampled_from([*_simple(_SIMPLE), *_queries(_QUERIES)])
_OF_OLD_JSON = st.sampled_from([*_simple(_SIMPLE), *_queries(_QUERIES), *_queries(_PLAIN_COMPARISONS)])


def criteria(smallest: int, largest: int, modern: bool, xml: bool) -> st.SearchStrategy[list[Json]]:
    """Criteria over a response. Comparisons in the place of JSONPath queries are of 1.0 only."""
    one = _OF_XML if xml else _OF_JSON if modern else _OF_OLD_JSON
    return st.lists(one, min_size=smallest, max_size=largest)
