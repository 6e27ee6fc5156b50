"""What runtime expressions, values and criteria amount to while a workflow runs: the half of the direct interpreter that decides nothing.

Sections "Runtime Expressions", "Criterion Object", "Selector Object" and "Request Body Object" of the Arazzo Specification.
"""

from __future__ import annotations

import json
import re
import xml.etree.ElementTree as xml
from collections.abc import Mapping
from dataclasses import dataclass, field

import elementpath
import jsonpath_rfc9535
from arazzo_codegen.load.model import data
from arazzo_codegen.parse.model import (
    Comparison,
    Condition,
    Criterion,
    Expression,
    ExpressionTerm,
    ExpressionValue,
    Index,
    InputReference,
    JsonPath,
    JsonPathComparison,
    JsonPathOperand,
    JsonPathTerm,
    JsonPointer,
    Junction,
    LiteralTerm,
    LiteralValue,
    Method,
    Not,
    ObjectValue,
    OutputReference,
    Part,
    Property,
    QueryCriterion,
    Regex,
    Replacement,
    RequestBody,
    Selector,
    SelectorObject,
    SimpleCriterion,
    StatusCode,
    StepReference,
    Template,
    Value,
    Workflow,
    WorkflowReference,
    XPath,
)

from tests.behaviour.comparing import compare, compare_exactly

ABSENT = object()


@dataclass
class Answer:
    """What came back; `status` is None when nothing did."""

    status: int | None
    headers: Mapping[str, str] = field(default_factory=dict[str, str])
    body: object = None


@dataclass
class Request:
    """What is sent."""

    method: str
    path: str
    query: Mapping[str, object]
    body: object


@dataclass
class Frame:
    """A workflow as it runs. `left` is how many requests it may still send, None without a bound."""

    workflow: Workflow
    inputs: Mapping[str, object]
    left: int | None
    before: Mapping[str, Mapping[str, object]]
    """The outputs of the workflows on which it depends."""
    outputs: dict[str, dict[str, object]] = field(default_factory=dict[str, dict[str, object]])
    sent: Request = field(default_factory=lambda: Request("", "", {}, None))
    answer: Answer = field(default_factory=lambda: Answer(None))
    called: Mapping[str, object] = field(default_factory=dict[str, object])


# --- expressions


def read(frame: Frame, expression: Expression) -> object:
    """The value of a runtime expression, or `ABSENT`."""
    found = _root(frame, expression)
    for token in expression.pointer or ():
        found = _at(found, token)
    return found


def _root(frame: Frame, expression: Expression) -> object:
    match expression.root:
        case StatusCode():
            return frame.answer.status
        case Method():
            return frame.sent.method
        case Part("response", "body"):
            return frame.answer.body
        case Part("response", "header", name):
            return frame.answer.headers.get(str(name).lower(), ABSENT)
        case Part("request", "query", name):
            return frame.sent.query.get(str(name), ABSENT)
        case Part("request", "body"):
            return frame.sent.body
        case InputReference(name):
            return frame.inputs.get(name, ABSENT)
        case StepReference(step, _, name):
            return frame.outputs.get(step, {}).get(name, ABSENT)
        case WorkflowReference(workflow, "outputs", name):
            return frame.before.get(workflow, {}).get(name, ABSENT)
        case OutputReference(name):
            return frame.called.get(name, ABSENT)
        case _:
            raise AssertionError(expression)


def _at(value: object, token: str | int) -> object:
    if isinstance(value, list):
        return value[int(token)] if str(token).isdecimal() and int(token) < len(value) else ABSENT
    return value.get(token, ABSENT) if isinstance(value, dict) else ABSENT


# --- values


def evaluate(frame: Frame, value: Value) -> object:
    """A value with what is evaluated in it; members that are absent are left out."""
    match value:
        case LiteralValue():
            return data(value.node)
        case ExpressionValue():
            return read(frame, value.expression)
        case Template():
            return "".join(_text(part if isinstance(part, str) else read(frame, part)) for part in value.parts)
        case ObjectValue():
            members = {str(name.value): evaluate(frame, member) for name, member in value.members}
            return {name: member for name, member in members.items() if member is not ABSENT}
        case SelectorObject():
            return selected(frame, value)
        case _:
            raise AssertionError(value)


def selected(frame: Frame, value: SelectorObject) -> object:
    """The node list's single value; absent when there is none, a list when there are several."""
    assert isinstance(value.context, Expression)
    assert isinstance(value.selector, JsonPath | JsonPointer)
    context = read(frame, value.context)
    if isinstance(value.selector, JsonPointer):
        for token in value.selector.tokens:
            context = _at(context, token)
        return context
    found = _nodes(frame, value.selector, context)
    return ABSENT if not found else found[0] if len(found) == 1 else found


def body(frame: Frame, written: RequestBody) -> object:
    """What is sent: the payload, then the replacements in order."""
    if written.payload is None:
        return None
    payload = evaluate(frame, written.payload)
    if isinstance(payload, str):
        payload = json.loads(payload)
    for replacement in written.replacements:
        assert isinstance(replacement, Replacement)
        value = evaluate(frame, replacement.value)
        assert isinstance(payload, dict)
        payload = {**payload, _member(replacement): value}
    return payload


def _member(replacement: Replacement) -> str:
    """The member of the payload that a replacement is for: the generated ones name one by a pointer, or by a query of one name."""
    if isinstance(replacement.target, JsonPointer):
        (token,) = replacement.target.tokens
        return token
    assert isinstance(replacement.target, JsonPath) and replacement.target.singular is not None
    (access,) = replacement.target.singular
    assert isinstance(access, Property)
    return access.name


def _text(value: object) -> str:
    """Inside text, scalars are text; a boolean as JSON writes it."""
    if isinstance(value, bool):
        return "true" if value else "false"
    assert isinstance(value, str | int | float), value
    return str(value)


# --- criteria


def all_pass(frame: Frame, criteria: tuple[Criterion, ...]) -> bool:
    return all(passes(frame, criterion) for criterion in criteria)


def passes(frame: Frame, criterion: Criterion) -> bool:
    """Whether a criterion holds; one that cannot be evaluated does not."""
    if isinstance(criterion, SimpleCriterion):
        return _holds(frame, criterion.condition)
    assert isinstance(criterion, QueryCriterion)
    context = read(frame, criterion.context)
    match criterion.test:
        case Regex():
            return _matches(frame, criterion.test, context)
        case JsonPath():
            return context not in (ABSENT, None) and bool(_nodes(frame, criterion.test, context))
        case XPath():
            return isinstance(context, str) and _selects(criterion.test, context)
        case JsonPathComparison():
            left = _operand(frame, context, criterion.test.left)
            right = _operand(frame, context, criterion.test.right)
            return compare_exactly(criterion.test.operator, left, right)
        case _:
            raise AssertionError(criterion.test)


def criterion_text(criterion: Criterion) -> str:
    """What the document says."""
    assert isinstance(criterion, SimpleCriterion | QueryCriterion)
    return str(criterion.node.value)


def _matches(frame: Frame, test: Regex, context: object) -> bool:
    """An embedded expression is a part of the pattern."""
    if context in (ABSENT, None):
        return False
    pattern = "".join(part if isinstance(part, str) else _text(read(frame, part)) for part in test.parts)
    return re.search(pattern, _text(context)) is not None


def _nodes(frame: Frame, test: JsonPath, context: object) -> list[object]:
    """The values of a query's nodes; an embedded expression stands in it as a literal of its value."""
    if not isinstance(context, dict | list):
        return []
    query = test.query
    for number, expression in enumerate(test.bound):
        value = read(frame, expression)
        query = query.replace(f"'\ue000{number}'", json.dumps(value)).replace(f"\ue001{number}\ue002", _text(value))
    return jsonpath_rfc9535.find(query, context).values()


def _selects(test: XPath, text: str) -> bool:
    """The effective boolean value of an XPath expression over XML text."""
    try:
        found = elementpath.select(xml.fromstring(text), test.text)
    except xml.ParseError:
        return False
    return bool(found)


def _operand(frame: Frame, context: object, operand: JsonPathOperand) -> object:
    """A singular query against the context; a missing node is null."""
    if isinstance(operand, LiteralTerm):
        return operand.value
    if isinstance(operand, ExpressionTerm):
        return _term(frame, operand)
    assert isinstance(operand, JsonPathTerm)
    for access in operand.path:
        context = _at(context, access.position if isinstance(access, Index) else access.name)
    if operand.length:
        context = len(context) if isinstance(context, dict | list | str) else ABSENT
    return None if context is ABSENT else context


def _holds(frame: Frame, condition: Condition) -> bool:
    match condition:
        case Not(operand):
            return not _holds(frame, operand)
        case Junction("&&", operands):
            return all(_holds(frame, operand) for operand in operands)
        case Junction(_, operands):
            return any(_holds(frame, operand) for operand in operands)
        case Comparison(operator, left, right):
            return compare(operator, _term(frame, left), _term(frame, right))
        case _:
            raise AssertionError(condition)


def _term(frame: Frame, condition: Condition) -> object:
    if isinstance(condition, LiteralTerm):
        return condition.value
    assert isinstance(condition, ExpressionTerm)
    value = read(frame, condition.expression)
    return None if value is ABSENT else value
