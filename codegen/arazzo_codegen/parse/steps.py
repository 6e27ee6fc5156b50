"""Steps.

Takes nodes, gives the objects of section "Step Object".
"""

from __future__ import annotations

from typing import Literal, TypeAlias

from ..diagnostics.model import Missing
from ..diagnostics.rules import shape as rules
from ..load.model import MappingNode, Node, ScalarNode
from .actions import parse_actions, parse_criteria, report_exclusive
from .described import first_place, report_type
from .fields import Fields, Reading, Shape, open_object
from .model import OperationTarget, Output, Step
from .parameters import parse_parameters, parse_request_body
from .unique import check_key, check_unique, check_usual
from .values import parse_output, parse_value

_TargetField: TypeAlias = Literal["operationId", "operationPath", "channelPath", "workflowId"]
_TARGETS: tuple[_TargetField, ...] = ("operationId", "operationPath", "channelPath", "workflowId")
_NEWER = ("channelPath", "timeout", "correlationId", "action", "dependsOn")
STEP = Shape(
    "step",
    (
        "stepId",
        "description",
        "operationId",
        "operationPath",
        "workflowId",
        "parameters",
        "requestBody",
        "successCriteria",
        "onSuccess",
        "onFailure",
        "outputs",
        *_NEWER,
    ),
    newer=_NEWER,
)


def parse_steps(items: tuple[Node, ...], reading: Reading) -> tuple[Step, ...]:
    """The steps of a workflow, whose ids must differ."""
    found = (parse_step(item, reading) for item in items)
    steps = tuple(step for step in found if not isinstance(step, Missing))
    check_unique([(step.id.value, step.id) for step in steps], "step", reading.reporter)
    return steps


def parse_step(node: Node, reading: Reading) -> Step | Missing:
    """One step, or `Missing` when it has no id."""
    fields = open_object(node, STEP, reading)
    if isinstance(fields, Missing):
        return fields
    step_id = fields.required_string("stepId")
    if not isinstance(step_id, Missing):
        check_usual(step_id, "step", reading.reporter)
    target = _parse_target(fields)
    _check_messaging(fields)
    correlation_id = fields.get("correlationId")
    step = (
        fields.text("description"),
        target,
        parse_parameters(fields.items("parameters"), reading),
        parse_request_body(fields.get("requestBody"), reading),
        parse_criteria(fields.some_items_since_1_1("successCriteria"), reading),
        parse_actions(fields.items("onSuccess"), "success", reading),
        parse_actions(fields.items("onFailure"), "failure", reading),
        parse_outputs(fields, reading),
        fields.amount("timeout", whole=True),
        None if correlation_id is None else parse_value(correlation_id, reading),
        fields.choice("action", ("send", "receive")),
        parse_names(fields.lone_name("dependsOn") or fields.some_items("dependsOn"), "dependsOn", reading),
        fields.node,
    )
    return step_id if isinstance(step_id, Missing) else Step(step_id, *step)


def _parse_target(fields: Fields) -> OperationTarget | Missing:
    """What the step calls: exactly one field says it."""
    present: tuple[_TargetField, ...] = tuple(name for name in _TARGETS if fields.get(name) is not None)
    if len(present) > 1:
        return report_exclusive(fields, present)
    if not present:
        step_id = fields.node.get("stepId")
        return fields.reading.reporter.report(
            rules.MISSING_TARGET,
            "the step does not say what it calls",
            first_place(step_id or fields.node),
            help="add `operationId`, `operationPath`, `channelPath` or `workflowId`",
        )
    node = fields.required_string(present[0])
    return node if isinstance(node, Missing) else OperationTarget(present[0], node)


def _check_messaging(fields: Fields) -> None:
    """What section "Step Object" and the schema say of the fields for AsyncAPI."""
    node = fields.node
    if node.get("workflowId") is not None:
        for name in ("action", "correlationId"):
            fields.out_of_place(name, "on a step that calls a workflow")
        fields.without_effect("requestBody", "on a step that calls a workflow; its inputs are `parameters`")
        return
    if node.get("channelPath") is not None:
        fields.required("action")
    action = node.get("action")
    received = isinstance(action, ScalarNode) and action.value == "receive"
    if not received:
        fields.out_of_place("correlationId", "on a step whose `action` is not `receive`")


def parse_outputs(fields: Fields, reading: Reading) -> tuple[Output, ...]:
    """The `outputs` of a step or workflow."""
    node = fields.object("outputs")
    outputs = () if node is None else tuple(node.pairs())
    for name, _ in outputs:
        check_key(name, "output", reading.reporter)
    return tuple(parse_output(name, value, reading) for name, value in outputs if not _is_extension(name, value))


def _is_extension(name: ScalarNode, value: Node) -> bool:
    """An `x-` entry that cannot be an output is an extension."""
    return str(name.value).startswith("x-") and not isinstance(value, (ScalarNode, MappingNode))


def parse_names(items: tuple[Node, ...], field: str, reading: Reading) -> tuple[ScalarNode, ...]:
    """A list of names, each once."""
    names: list[ScalarNode] = []
    for item in items:
        if isinstance(item, ScalarNode) and isinstance(item.value, str):
            names.append(item)
        else:
            report_type(item, f"an entry of `{field}`", "a string", reading.reporter)
    check_unique([(name.value, name) for name in names], f"entry of `{field}`", reading.reporter, rules.DUPLICATE_ENTRY)
    return tuple(names)
