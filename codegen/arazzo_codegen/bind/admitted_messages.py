"""Which of a channel's messages a step can succeed with: takes its criteria and the messages, gives those that no criterion rules out."""

from __future__ import annotations

from collections.abc import Iterable

from ..load.model import Constant
from ..parse.model import (
    Comparison,
    Condition,
    Criterion,
    Expression,
    ExpressionTerm,
    Junction,
    LiteralTerm,
    Part,
    Property,
    SimpleCriterion,
)
from .model import EnumType, MessageShape, Type, UnknownType
from .navigation import navigate, path_of
from .types import Types


def admitted_messages(
    messages: tuple[MessageShape, ...], criteria: Iterable[Criterion], types: Types
) -> tuple[MessageShape, ...]:
    """The messages that can pass; all of them where none can, which is said elsewhere."""
    conditions = [criterion.condition for criterion in criteria if isinstance(criterion, SimpleCriterion)]
    found = tuple(
        message for message in messages if not any(_rules_out(condition, message, types) for condition in conditions)
    )
    return found or messages


def _rules_out(condition: Condition, message: MessageShape, types: Types) -> bool:
    """Whether no message of this shape can meet the condition: it wants another constant than the schema has."""
    match condition:
        case Comparison(
            operator="==", left=ExpressionTerm(expression, length=False), right=LiteralTerm(value)
        ) | Comparison(operator="==", left=LiteralTerm(value), right=ExpressionTerm(expression, length=False)):
            type = types.expand(_type(expression, message, types))
            return isinstance(type, EnumType) and _folded(value) not in {_folded(one) for one in type.values}
        case Junction(operator="&&"):
            return any(_rules_out(operand, message, types) for operand in condition.operands)
        case Junction(operator="||"):
            return all(_rules_out(operand, message, types) for operand in condition.operands)
        case _:
            return False


def _type(expression: Expression, message: MessageShape, types: Types) -> Type:
    match expression.root:
        case Part(message="message", source="payload" | "body"):
            way = navigate(message.payload or UnknownType(), path_of(expression), types)
        case Part(message="message", source="header", name=str() as name):
            way = navigate(message.headers, (Property(name),), types)
        case _:
            return UnknownType()
    return UnknownType() if way.lost is not None else way.type


def _folded(value: Constant) -> str:
    """Conditions compare strings without case, and a number as text with a number (section "Simple Conditions")."""
    return str(value).casefold()
