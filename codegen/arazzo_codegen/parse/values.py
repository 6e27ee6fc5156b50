"""Values: what is given to parameters, payloads, replacements and outputs.

Takes a node, gives a `Value`: literal where nothing is evaluated, else a tree with the expressions and selectors in it.
"""

from __future__ import annotations

from ..diagnostics.model import Missing
from ..diagnostics.rules import shape as rules
from ..load.model import MappingNode, Node, ScalarNode, SequenceNode
from .expression import parse_expression
from .described import report_type
from .fields import Fields, Reading, Shape, open_object
from .meant import meant
from .model import (
    ExpressionValue,
    ListValue,
    LiteralValue,
    ObjectValue,
    Output,
    Selector,
    SelectorObject,
    Value,
)
from .selector import parse_selector
from .template import parse_value_text

_SELECTOR = Shape("selector object", ("context", "selector", "type"))


def parse_value(node: Node, reading: Reading) -> Value:
    """What a value means, wherever one may stand."""
    match node:
        case ScalarNode():
            return parse_value_text(node, reading.version, reading.reporter)
        case SequenceNode():
            items = tuple(parse_value(item, reading) for item in node.items)
            return LiteralValue(node) if _all_literal(items) else ListValue(items, node)
        case MappingNode():
            return _parse_mapping(node, reading)


def parse_output(name: ScalarNode, node: Node, reading: Reading) -> Output:
    """An output: an expression or a selector object; a constant is told."""
    match node:
        case ScalarNode():
            value = parse_value_text(node, reading.version, reading.reporter, as_output=True)
            if isinstance(value, LiteralValue):
                _tell_constant(name, node, reading)
            return Output(name, value)
        case MappingNode():
            return Output(name, _parse_selector_object(node, reading))
        case _:
            return Output(name, report_type(node, f"output `{name.value}`", "a runtime expression", reading.reporter))


def _tell_constant(name: ScalarNode, node: ScalarNode, reading: Reading) -> None:
    message = f"output `{name.value}` is the constant `{node.raw}`, not a runtime expression"
    standard = meant(str(node.value))
    help = f"write `{standard}`" if standard else "write the expression that is meant, or leave the output out"
    reading.reporter.report(rules.CONSTANT_OUTPUT, message, node.span, help=help)


def _parse_mapping(node: MappingNode, reading: Reading) -> Value:
    if _is_selector_object(node):
        return _parse_selector_object(node, reading)
    unquoted = _unquoted_expression(node)
    return _parse_object(node, reading) if unquoted is None else _parse_unquoted(unquoted, reading)


def _unquoted_expression(node: MappingNode) -> ScalarNode | None:
    """`{$inputs.x}` without quotes is an object in YAML, with one key and no value."""
    if len(node.entries) != 1:
        return None
    key, value = next(node.pairs())
    empty = isinstance(value, ScalarNode) and value.value is None and not value.raw
    return key if empty and key.style == "plain" and key.raw.startswith("$") else None


def _parse_unquoted(key: ScalarNode, reading: Reading) -> ExpressionValue | Missing:
    message = f"`{{{key.raw}}}` without quotes is an object in YAML, and is read as the expression that was meant"
    quoted = f"'{{{key.raw}}}'"
    reading.reporter.report(rules.UNQUOTED_EXPRESSION, message, key.span, help=f"put it in quotes: `{quoted}`")
    expression = parse_expression(key, reading.reporter)
    return expression if isinstance(expression, Missing) else ExpressionValue(expression, key, embedded=True)


def _parse_object(node: MappingNode, reading: Reading) -> Value:
    members = tuple((key, parse_value(value, reading)) for key, value in node.pairs())
    return LiteralValue(node) if _all_literal(tuple(value for _, value in members)) else ObjectValue(members, node)


def _all_literal(values: tuple[Value, ...]) -> bool:
    return all(isinstance(value, LiteralValue) for value in values)


def _is_selector_object(node: MappingNode) -> bool:
    """An object whose fields are those of section "Selector Object" and whose context is an expression; data seldom looks like that."""
    context = node.get("context")
    names = [name for name in node.entries if not name.startswith("x-")]
    return (
        sorted(names) == ["context", "selector", "type"]
        and isinstance(context, ScalarNode)
        and isinstance(context.value, str)
        and context.value.startswith(("$", "{$"))
    )


def _parse_selector_object(node: MappingNode, reading: Reading) -> SelectorObject | Missing:
    fields = open_object(node, _SELECTOR, reading)
    if isinstance(fields, Missing):
        return fields
    if reading.version == "1.0":
        message = "selector objects came with Arazzo 1.1, and this document is 1.0"
        place = next((key.span for key, _ in node.pairs()), node.span)
        reading.reporter.report(rules.NEWER_FIELD, message, place, help="change `arazzo` to `1.1.0`")
    context = fields.required_string("context")
    return SelectorObject(
        context if isinstance(context, Missing) else parse_expression(context, reading.reporter),
        _selector(fields, reading),
        node,
    )


def _selector(fields: Fields, reading: Reading) -> Selector | Missing:
    selector = fields.required_string("selector")
    type_node = fields.required("type")
    if isinstance(selector, Missing):
        return selector
    if isinstance(type_node, Missing):
        return type_node
    return parse_selector(selector, type_node, "jsonpath", reading.version, reading.reporter)
