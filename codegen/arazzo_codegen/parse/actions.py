"""Success and failure actions, and criteria.

Takes nodes, gives the objects of sections "Success Action Object" and "Failure Action Object"; the criteria in them are read by `condition`.
"""

from __future__ import annotations

from typing import Literal, TypeAlias

from ..diagnostics.model import Label, Missing
from ..diagnostics.rules import shape as rules
from ..load.model import MappingNode, Node, ScalarNode
from .condition import parse_criterion
from .described import first_place, report_type
from .fields import Fields, Reading, Shape, open_object
from .model import Action, Criterion, Parameter, Reusable
from .parameters import check_reused_once, is_reusable, parse_parameters, parse_reusable
from .unique import check_unique

Kind: TypeAlias = Literal["success", "failure"]

_TARGETS = ("workflowId", "stepId")
_SHAPES: dict[Kind, Shape] = {
    "success": Shape(
        "success action", ("name", "type", "workflowId", "stepId", "parameters", "criteria"), newer=("parameters",)
    ),
    "failure": Shape(
        "failure action",
        ("name", "type", "workflowId", "stepId", "parameters", "retryAfter", "retryLimit", "criteria"),
        newer=("parameters",),
    ),
}
_TYPES: dict[Kind, tuple[str, ...]] = {"success": ("end", "goto"), "failure": ("end", "goto", "retry")}


def parse_actions(items: tuple[Node, ...], kind: Kind, reading: Reading) -> tuple[Action | Reusable, ...]:
    """A list of actions and references to actions, whose names must differ."""
    found: list[Action | Reusable] = []
    for item in items:
        parsed = _parse_reusable_action(item, kind, reading) if is_reusable(item) else parse_action(item, kind, reading)
        if not isinstance(parsed, Missing):
            found.append(parsed)
    names = [(action.name.value, action.name) for action in found if isinstance(action, Action)]
    check_unique(names, f"{kind} action", reading.reporter)
    check_reused_once(tuple(item for item in found if isinstance(item, Reusable)), f"{kind} action", reading)
    return tuple(found)


def _parse_reusable_action(node: Node, kind: Kind, reading: Reading) -> Reusable | Missing:
    reusable = parse_reusable(node, reading)
    if not isinstance(reusable, Missing) and reusable.value is not None:
        message = f"`value` has no effect on a reference to a {kind} action"
        reading.reporter.report(rules.FIELD_WITHOUT_EFFECT, message, reusable.node.key("value").span, help="remove it")
    return reusable


def parse_action(node: Node, kind: Kind, reading: Reading) -> Action | Missing:
    """One action, or `Missing` when it has no name."""
    fields = open_object(node, _SHAPES[kind], reading)
    if isinstance(fields, Missing):
        return fields
    name = fields.required_string("name")
    type_node = fields.required_choice("type", _TYPES[kind])
    action_type = type_node if isinstance(type_node, Missing) else action_type_of(type_node)
    _check_targets(fields, action_type)
    if action_type in ("end", "goto"):
        for field in ("retryAfter", "retryLimit"):
            fields.without_effect(field, f"on an action of type `{action_type}`")
    action = (
        action_type,
        fields.string("workflowId"),
        fields.string("stepId"),
        _action_parameters(fields, reading),
        fields.amount("retryAfter", whole=False) if kind == "failure" else None,
        fields.amount("retryLimit", whole=True) if kind == "failure" else None,
        parse_criteria(fields.items("criteria"), reading),
        fields.node,
    )
    return name if isinstance(name, Missing) else Action(name, *action)


def action_type_of(node: ScalarNode) -> Literal["end", "goto", "retry"]:
    """The type that a scalar names, which is known to be one."""
    match node.value:
        case "end" | "goto" as named:
            return named
        case _:
            return "retry"


def _check_targets(fields: Fields, action_type: str | Missing) -> None:
    """`goto` needs a target, `end` has none, and two targets exclude each other."""
    present = [name for name in _TARGETS if fields.node.get(name) is not None]
    if action_type == "end":
        for name in present:
            fields.without_effect(name, "on an action of type `end`")
    elif len(present) == 2:
        report_exclusive(fields, tuple(present))
    elif action_type == "goto" and not present:
        place = fields.node.get("type") or fields.node
        message = f"the {fields.shape.noun} of type `goto` does not say where to go"
        fields.reading.reporter.report(
            rules.MISSING_TARGET, message, first_place(place), help="add `stepId` or `workflowId`"
        )


def report_exclusive(fields: Fields, names: tuple[str, ...]) -> Missing:
    """Report fields of which there can be one only."""
    first, *others = names
    labels = tuple(Label(fields.node.key(name).span, "and this") for name in others)
    listed = " and ".join(f"`{name}`" for name in names)
    return fields.reading.reporter.report(
        rules.EXCLUSIVE_FIELDS,
        f"{listed} exclude each other in the {fields.shape.noun}",
        fields.node.key(first).span,
        label="this",
        related=labels,
        help="keep the one that is meant",
    )


def _action_parameters(fields: Fields, reading: Reading) -> tuple[Parameter | Reusable, ...]:
    """Section "Success Action Object": they are passed to the workflow of `workflowId`, and "the `in` field MUST NOT be used"."""
    parameters = parse_parameters(fields.items("parameters"), reading)
    if fields.node.get("workflowId") is None:
        fields.out_of_place("parameters", "on an action that does not name a workflow")
    for parameter in parameters:
        if isinstance(parameter, Parameter) and parameter.node.get("in") is not None:
            message = "`in` cannot stand on a parameter of an action"
            place = parameter.node.key("in").span
            reading.reporter.report(rules.FIELD_OUT_OF_PLACE, message, place, help="remove it")
    return parameters


def parse_criteria(items: tuple[Node, ...], reading: Reading) -> tuple[Criterion, ...]:
    """A list of criteria."""
    return tuple(_parse_criterion(item, reading) for item in items)


def _parse_criterion(node: Node, reading: Reading) -> Criterion:
    if isinstance(node, MappingNode):
        return parse_criterion(node, reading.version, reading.reporter)
    return report_type(node, "a criterion", "an object", reading.reporter)
