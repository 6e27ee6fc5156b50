"""Parameters and actions of a step: takes those of the step, of its workflow and of components, gives the ones that hold.

Those of the step come first, in their order, then the workflow's that the step does not override (by name, and for parameters by location).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, TypeVar

from ..classes import replace
from ..diagnostics.model import Label, Missing, Reporter, Span
from ..diagnostics.nearest import nearest
from ..diagnostics.rules import names
from ..load.model import MappingNode, ScalarNode
from ..parse.model import Action, ComponentReference, Parameter, Reusable
from ..tuples import NamedTuple
from .scope import WorkflowScope
from .words import word

Part = TypeVar("Part", Parameter, Action)
Kind = Literal["parameters", "successActions", "failureActions"]


class Given(NamedTuple):
    """A parameter that holds for a step; `reused` when it comes from a component."""

    parameter: Parameter
    inherited: bool
    reused: bool


class Applicable(NamedTuple):
    """An action that holds for a step; `reused` when it comes from a component."""

    action: Action
    inherited: bool
    reused: bool


def parameters_for(
    own: tuple[Parameter | Reusable, ...], workflow: WorkflowScope
) -> tuple[tuple[Given, ...], Missing | None]:
    """The parameters of a step or action, those of the workflow included; Missing when one of them could not be made."""
    missing: Missing | None = None
    found: dict[tuple[str, str | None], Given] = {}
    for parameters, inherited in ((own, False), (workflow.workflow.parameters, True)):
        for item in parameters:
            parameter = resolved_parameter(item, workflow)
            if isinstance(parameter, Missing):
                missing = parameter
                continue
            given = Given(parameter, inherited, isinstance(item, Reusable))
            _add(found, parameter.identity, given, workflow.library.reporter)
    return tuple(found.values()), missing


def _add(
    found: dict[tuple[str, str | None], Given], key: tuple[str, str | None], given: Given, reporter: Reporter
) -> None:
    earlier = found.get(key)
    if earlier is None:
        found[key] = given
    elif earlier.parameter.name is given.parameter.name or earlier.inherited != given.inherited:
        # The same reference twice was reported where it was read.
        return
    elif earlier.reused or given.reused:
        # So were duplicates among those that are written out.
        _duplicate("parameter", given.parameter.name, earlier.parameter.name, reporter)


def _duplicate(what: str, later: ScalarNode, earlier: ScalarNode, reporter: Reporter) -> None:
    reporter.report(
        names.DUPLICATE_REUSE,
        f"{what} `{later.value}` is given twice",
        later.span,
        label="the second one",
        related=(Label(earlier.span, "the first one"),),
        help="remove one of them",
    )


def resolved_parameter(item: Parameter | Reusable, workflow: WorkflowScope) -> Parameter | Missing:
    """The parameter itself; the `value` of a reference takes the place of the component's."""
    if isinstance(item, Parameter):
        return item
    found = _component(item, "parameters", workflow.document.components.parameters, workflow)
    if isinstance(found, Missing) or item.value is None:
        return found
    return replace(found, value=item.value)


def actions_for(
    own: tuple[Action | Reusable, ...], inherited: tuple[Action | Reusable, ...], kind: Kind, workflow: WorkflowScope
) -> tuple[tuple[Applicable, ...], Missing | None]:
    """The success or failure actions of a step, the workflow's behind its own; Missing when one of them could not be made."""
    components = workflow.document.components
    known = components.success_actions if kind == "successActions" else components.failure_actions
    missing: Missing | None = None
    found: dict[object, Applicable] = {}
    for actions, is_inherited in ((own, False), (inherited, True)):
        for item in actions:
            action = item if isinstance(item, Action) else _component(item, kind, known, workflow)
            if isinstance(action, Missing):
                missing = action
                continue
            reused = isinstance(item, Reusable)
            earlier = found.setdefault(action.name.value, Applicable(action, is_inherited, reused))
            if earlier.action is not action and earlier.inherited == is_inherited and (earlier.reused or reused):
                _duplicate("action", action.name, earlier.action.name, workflow.library.reporter)
    return tuple(found.values()), missing


def _component(item: Reusable, kind: Kind, known: Mapping[str, Part], workflow: WorkflowScope) -> Part | Missing:
    """The component that a Reusable Object refers to."""
    reference = item.reference
    if isinstance(reference, Missing):
        return reference
    root, reporter = reference.root, workflow.library.reporter
    if not isinstance(root, ComponentReference) or root.kind != kind:
        message = f"`{reference.text}` is no reference to one of the {kind} of the components"
        return reporter.report(
            names.UNKNOWN_COMPONENT, message, reference.span, help=f"write `$components.{kind}.<name>`"
        )
    if root.name in known:
        return known[root.name]
    near = nearest(root.name, known)
    return reporter.report(
        names.UNKNOWN_COMPONENT,
        f"the components have no {_ONE[kind]} `{root.name}`",
        word(reference, ".", kind, ".", root.name),
        related=() if near is None else (Label(_key_span(workflow, kind, near), "one with a similar name"),),
        help=f"change it to `{near}`" if near else f"declare it in `components.{kind}`",
    )


_ONE = {"parameters": "parameter", "successActions": "success action", "failureActions": "failure action"}


def _key_span(workflow: WorkflowScope, kind: Kind, name: str) -> Span:
    node = workflow.document.components.node
    entries = None if node is None else node.get(kind)
    if isinstance(entries, MappingNode) and name in entries.entries:
        return entries.key(name).span
    return workflow.workflow.id.span
