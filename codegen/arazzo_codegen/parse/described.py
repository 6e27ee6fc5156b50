"""Nodes in words: what a value is, where a finding about it points, and that it is not what its place wants."""

from __future__ import annotations

from ..diagnostics.model import Missing, Reporter, Span
from ..diagnostics.rules import shape as rules
from ..load.model import MappingNode, Node, ScalarNode, SequenceNode


def report_type(value: Node, what: str, wanted: str, reporter: Reporter) -> Missing:
    """Report that a value has another type than its place wants."""
    quotable = wanted == "a string" and isinstance(value, ScalarNode) and value.value is not None
    return reporter.report(
        rules.WRONG_TYPE,
        f"{what} must be {wanted}",
        first_place(value),
        label=f"this is {describe(value)}",
        help=f'put it in quotes: `"{value.raw}"`' if quotable and isinstance(value, ScalarNode) else f"write {wanted}",
    )


def describe(node: Node) -> str:
    """What a value is, in the words of JSON Schema."""
    match node:
        case MappingNode():
            return "an object"
        case SequenceNode():
            return "a list"
        case ScalarNode(value=None):
            return "null"
        case ScalarNode(value=bool()):
            return "a boolean"
        case ScalarNode(value=str()):
            return "a string"
        case ScalarNode():
            return "a number"


def first_place(node: Node) -> Span:
    """The scalar that a finding about a node points at: itself, or the first key or item in it."""
    match node:
        case ScalarNode():
            return node.span
        case MappingNode():
            return next((key.span for key, _ in node.pairs()), node.span)
        case SequenceNode():
            return first_place(node.items[0]) if node.items else node.span
