"""Text that is an expression but for its `$`: takes literals as written and the workflow they stand in, warns of those that name what is declared."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..diagnostics.rules import expressions
from ..load.model import MappingNode, Node, ScalarNode, SequenceNode
from .pointers import split_name
from .scope import WorkflowScope

_WRAPPED = re.compile(r"\$?\{\s*([A-Za-z][^\s{}]*)\s*\}|([A-Za-z][^\s{}]*)")
_INPUT = re.compile(r"inputs\.([^#]+)(?:#/.*)?")
_STEP = re.compile(r"steps\.([\w-]+)\.outputs\.[^#]+(?:#/.*)?")
_RESPONSE = re.compile(r"response\.(?:body(?:#/.*)?|header\.[\w-]+)")


def tell_undollared(node: Node, workflow: WorkflowScope) -> None:
    """Warn of each text in a literal that was probably meant as an expression."""
    for scalar in _texts(node):
        meant = _meant(str(scalar.value), workflow)
        if meant is not None:
            workflow.library.reporter.report(
                expressions.WITHOUT_DOLLAR,
                f"`{scalar.value}` is text and is sent as it is written, not the value of `{meant}`",
                scalar.span,
                label="an expression begins with `$`",
                help=f"write `{meant}`",
            )


def _texts(node: Node) -> Iterator[ScalarNode]:
    waiting = [node]
    while waiting:
        match waiting.pop():
            case ScalarNode(value=str()) as scalar:
                yield scalar
            case SequenceNode() as sequence:
                waiting.extend(reversed(sequence.items))
            case MappingNode() as mapping:
                waiting.extend(value for _, value in reversed(tuple(mapping.pairs())))
            case _:
                pass


def _meant(text: str, workflow: WorkflowScope) -> str | None:
    """The expression that a whole text is but for its `$`, where there is what it names."""
    wrapped = _WRAPPED.fullmatch(text)
    inside = None if wrapped is None else wrapped[1] or wrapped[2]
    if inside is None:
        return None
    return f"${inside}" if _is_declared(inside, workflow) else None


def _is_declared(inside: str, workflow: WorkflowScope) -> bool:
    found = _INPUT.fullmatch(inside)
    if found is not None:
        return split_name(found[1], workflow.inputs)[0] is not None
    found = _STEP.fullmatch(inside)
    if found is not None:
        return any(step.id.value == found[1] for step in workflow.workflow.steps)
    return _RESPONSE.fullmatch(inside) is not None
