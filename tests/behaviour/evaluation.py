"""What runtime expressions and values amount to while a workflow runs: the part of the direct interpreter that decides nothing.

Sections "Runtime Expressions", "Selector Object" and "Request Body Object" of the Arazzo Specification.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from xml.sax.saxutils import escape

import jsonpath_rfc9535
from arazzo_codegen.load.model import data
from arazzo_codegen.parse.model import (
    Expression,
    ExpressionValue,
    InputReference,
    JsonPath,
    JsonPointer,
    LiteralValue,
    Method,
    ObjectValue,
    OutputReference,
    Part,
    Property,
    Replacement,
    RequestBody,
    SelectorObject,
    StatusCode,
    StepReference,
    Template,
    Value,
    Workflow,
    WorkflowReference,
    XPath,
)

from tests.behaviour.documents import Key
from tests.behaviour.trees import replaced, selected_nodes

ABSENT = object()


@dataclass
class Answer:
    """What came back; `status` is None when nothing did."""

    status: int | None
    headers: Mapping[str, str] = field(default_factory=dict[str, str])
    body: object = None


@dataclass
class Request:
    """What is sent; `timeout` says that the step does not wait for a late answer."""

    method: str
    path: str
    query: Mapping[str, object]
    body: object
    timeout: bool = False


@dataclass
class Budget:
    """How many requests, and calls of other workflows, may still be made."""

    left: int


@dataclass
class Frame:
    """A workflow as it runs. `budget` is None without a bound."""

    key: Key
    workflow: Workflow
    inputs: Mapping[str, object]
    budget: Budget | None
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
        found = at(found, token)
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


def at(value: object, token: str | int) -> object:
    """A property or item, or `ABSENT`."""
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
            return "".join(text(part if isinstance(part, str) else read(frame, part)) for part in value.parts)
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
    context = read(frame, value.context)
    match value.selector:
        case JsonPointer(tokens):
            for token in tokens:
                context = at(context, token)
            return context
        case JsonPath():
            found = nodes(frame, value.selector, context)
        case XPath():
            found = selected_nodes(value.selector, context)
        case _:
            raise AssertionError(value.selector)
    return ABSENT if not found else found[0] if len(found) == 1 else found


def nodes(frame: Frame, test: JsonPath, context: object) -> list[object]:
    """The values of a query's nodes; an embedded expression stands in it as a literal of its value."""
    if not isinstance(context, dict | list):
        return []
    query = test.query
    for number, expression in enumerate(test.bound):
        value = read(frame, expression)
        query = query.replace(f"'\ue000{number}'", json.dumps(value)).replace(f"\ue001{number}\ue002", text(value))
    return jsonpath_rfc9535.find(query, context).values()


def text(value: object) -> str:
    """Inside text, strings are as they are, and all else is as JSON writes it."""
    assert value is not ABSENT
    return value if isinstance(value, str) else json.dumps(value, separators=(",", ":"))


# --- bodies


def body(frame: Frame, written: RequestBody) -> object:
    """What is sent: the payload, then the replacements in order."""
    if written.payload is None:
        return None
    xml = written.content_type is not None and written.content_type.value == "application/xml"
    payload = _xml(frame, written.payload) if xml else evaluate(frame, written.payload)
    if isinstance(payload, str) and not xml:
        payload = json.loads(payload)
    for replacement in written.replacements:
        assert isinstance(replacement, Replacement)
        value = evaluate(frame, replacement.value)
        if isinstance(replacement.target, XPath):
            payload = replaced(str(payload), replacement.target, text(value))
        else:
            assert isinstance(payload, dict)
            payload = {**payload, _member(replacement): value}
    return payload


def _xml(frame: Frame, payload: Value) -> object:
    """XML text, in which values are escaped."""
    if not isinstance(payload, Template):
        return evaluate(frame, payload)
    return "".join(part if isinstance(part, str) else escape(text(read(frame, part))) for part in payload.parts)


def _member(replacement: Replacement) -> str:
    """The member of the payload that a replacement is for: the generated ones name one by a pointer, or by a query of one name."""
    if isinstance(replacement.target, JsonPointer):
        (token,) = replacement.target.tokens
        return token
    assert isinstance(replacement.target, JsonPath) and replacement.target.singular is not None
    (access,) = replacement.target.singular
    assert isinstance(access, Property)
    return access.name
