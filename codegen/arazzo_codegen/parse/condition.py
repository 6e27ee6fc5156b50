"""Criteria (section "Criterion Object").

Takes the node of a criterion, gives a `SimpleCriterion` or `QueryCriterion`, or `Missing`.
"""

from __future__ import annotations

from typing import Final, Literal, TypeAlias

from ..diagnostics.model import Missing, Reporter
from ..diagnostics.rules.expressions import CONTEXT_NEEDED, CONTEXT_UNUSED, TYPE_WITHOUT_CONTEXT
from ..load.model import MappingNode, Node, ScalarNode
from .expression import parse_expression
from .fields import Fields, Reading, Shape, open_object
from .model import (
    Criterion,
    Expression,
    JsonPath,
    JsonPathPlain,
    QueryCriterion,
    Regex,
    SimpleCriterion,
    Version,
    XPath,
)
from .selector_type import SelectorType, read_selector_type, unknown_choice
from .simple import parse_simple

Test: TypeAlias = JsonPath | JsonPathPlain | XPath | Regex

_SHAPE: Final = Shape("criterion", ("context", "condition", "type"))
_TYPES: Final = ("simple", "regex", "jsonpath", "xpath")


def parse_criterion(node: MappingNode, version: Version, reporter: Reporter) -> Criterion:
    """The criterion that `node` is."""
    reading = Reading(version, reporter)
    fields = open_object(node, _SHAPE, reading)
    if isinstance(fields, Missing):
        return fields
    condition = fields.required_string("condition")
    type_node = fields.get("type")
    if type_node is None or _is_word(type_node, "simple"):
        return condition if isinstance(condition, Missing) else _simple(condition, fields, reporter)
    type = _type(type_node, reading)
    if isinstance(type, Missing):
        return type
    if isinstance(condition, Missing):
        return condition
    context = _context(fields, reporter)
    test = _test(condition, type, context, reading)
    if isinstance(test, Missing):
        return test
    return context if isinstance(context, Missing) else QueryCriterion(context, test, condition)


def _is_word(node: Node, word: str) -> bool:
    return isinstance(node, ScalarNode) and node.value == word


def _simple(condition: ScalarNode, fields: Fields, reporter: Reporter) -> SimpleCriterion | Missing:
    parsed = parse_simple(condition, reporter)
    if isinstance(parsed, Missing):
        return parsed
    typed, context = fields.node.get("type"), fields.node.get("context")
    if typed is not None and context is None:
        message = "a criterion that names its type needs a `context` by the specification"
        reporter.report(TYPE_WITHOUT_CONTEXT, message, typed.span, help="remove `type`, which is `simple` anyway")
    elif context is not None and typed is None:
        message = "a condition of type `simple` does not use the `context`"
        help = "remove it, or name the `type` that it is meant for: `jsonpath`, `xpath` or `regex`"
        reporter.report(CONTEXT_UNUSED, message, fields.node.key("context").span, help=help)
    return SimpleCriterion(parsed, condition)


def _context(fields: Fields, reporter: Reporter) -> Expression | Missing:
    """The context, which all types but `simple` need."""
    context = fields.string("context")
    if context is not None:
        return parse_expression(context, reporter)
    message = "a criterion of this type needs a `context`"
    place = fields.node.key("type").span
    return reporter.report(CONTEXT_NEEDED, message, place, help="add `context: $response.body`")


def _type(node: Node, reading: Reading) -> SelectorType | Literal["regex"] | Missing:
    if isinstance(node, ScalarNode) and node.value not in _TYPES:
        return unknown_choice(node, "type of a criterion", _TYPES, reading)
    return "regex" if _is_word(node, "regex") else read_selector_type(node, reading, ("jsonpath", "xpath"))


def _test(
    condition: ScalarNode, type: SelectorType | Literal["regex"], context: Expression | Missing, reading: Reading
) -> Test | Missing:
    # Most criteria are simple: the other languages are loaded where one is met.
    if type == "regex":
        from .regex import parse_regex

        return parse_regex(condition, reading.version, reading.reporter)
    if type.kind == "xpath":
        from .xpath import parse_xpath

        return parse_xpath(condition, type.xpath, reading.version, reading.reporter)
    from .jsonpath import parse_jsonpath_test

    return parse_jsonpath_test(condition, context, type.jsonpath, reading.version, reading.reporter)
