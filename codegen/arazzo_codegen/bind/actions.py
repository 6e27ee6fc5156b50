"""Success and failure actions: takes those that apply to a step, gives them with their criteria and targets settled."""

from __future__ import annotations

from typing import assert_never

from ..diagnostics.model import Missing
from ..diagnostics.nearest import nearest
from ..diagnostics.rules import names
from ..diagnostics.rules.shape import FIELD_WITHOUT_EFFECT
from ..load.model import ScalarNode
from ..parse.model import Action, Expression, Method, Part, StatusCode, Url
from .calls import bind_call
from .criteria import bind_criteria
from .mentions import expressions_in
from .message_reads import asks_for_another_kind
from .model import BoundAction, Effect, End, GotoStep, GotoWorkflow, Retry, WorkflowCall, WorkflowKey
from .pointers import near_label
from .reads import Phase
from .reusables import Applicable, actions_for
from .scope import StepScope
from .targets import workflow_target


def success_actions(scope: StepScope) -> tuple[BoundAction, ...] | Missing:
    """What may happen after the step's success."""
    found, missing = actions_for(
        scope.step.on_success, scope.workflow.workflow.success_actions, "successActions", scope.workflow
    )
    return missing or _all(found, scope, "outputs")


def failure_actions(scope: StepScope) -> tuple[BoundAction, ...] | Missing:
    """What may happen after the step's failure."""
    found, missing = actions_for(
        scope.step.on_failure, scope.workflow.workflow.failure_actions, "failureActions", scope.workflow
    )
    return missing or _all(found, scope, "failure")


def _all(found: tuple[Applicable, ...], scope: StepScope, phase: Phase) -> tuple[BoundAction, ...] | Missing:
    bound = [_action(one, scope, phase) for one in found if not _never_passes(one, scope)]
    missing = next((action for action in bound if isinstance(action, Missing)), None)
    return missing or tuple(action for action in bound if not isinstance(action, Missing))


def _never_passes(one: Applicable, scope: StepScope) -> bool:
    """Whether an action asks for what this step does not have: a response, where it calls a workflow or has a message, or a message.

    A workflow's actions are meant for steps of every kind; an action of the step itself is told.
    """
    criteria = (criterion for criterion in one.action.criteria if not isinstance(criterion, Missing))
    for expression in (expression for criterion in criteria for expression in expressions_in(criterion)):
        if isinstance(scope.target, WorkflowKey) and isinstance(expression.root, (StatusCode, Part, Url, Method)):
            if not one.inherited:
                _tell_never(one.action, expression, scope)
            return True
        if one.inherited and asks_for_another_kind(expression, scope):
            return True
    return False


def _tell_never(action: Action, expression: Expression, scope: StepScope) -> None:
    scope.workflow.library.reporter.report(
        names.RESPONSE_OF_WORKFLOW,
        f"step `{scope.id}` calls a workflow, and has no `{expression.text}`",
        expression.span,
        label=f"action `{action.name.value}` is never taken",
        help="ask for an output of the called workflow, as in `$outputs.<name>`, or remove the criterion",
    )


def _action(one: Applicable, scope: StepScope, phase: Phase) -> BoundAction | Missing:
    action = one.action
    criteria = bind_criteria(action.criteria, scope, phase)
    effect = _effect(action, scope, phase)
    if isinstance(criteria, Missing):
        return criteria
    if isinstance(effect, Missing):
        return effect
    return BoundAction(str(action.name.value), criteria, effect, one.inherited, action.name.span)


def _effect(action: Action, scope: StepScope, phase: Phase) -> Effect | Missing:
    match action.type:
        case Missing():
            return action.type
        case "end":
            return End()
        case "goto":
            return _goto(action, scope, phase)
        case "retry":
            return _retry(action, scope, phase)
        case _:
            assert_never(action.type)


def _goto(action: Action, scope: StepScope, phase: Phase) -> Effect | Missing:
    target = _target(action, scope, phase)
    match target:
        case WorkflowCall():
            return GotoWorkflow(target)
        case None:
            # Without a target, which parsing reports, there is nothing to go to.
            return End()
        case _:
            return target


def _target(action: Action, scope: StepScope, phase: Phase) -> GotoStep | WorkflowCall | Missing | None:
    if action.step_id is not None:
        return named_step(action.step_id, scope)
    if action.workflow_id is None:
        return None
    key = workflow_target(action.workflow_id, scope.workflow.document, scope.workflow.library)
    if isinstance(key, Missing):
        return key
    # Action parameters came with 1.1; before, inputs of the same name are what is meant.
    by_name = scope.workflow.document.version == "1.0"
    return bind_call(key, action.parameters, scope, action.workflow_id.span, phase, by_name)


def named_step(node: ScalarNode, scope: StepScope) -> GotoStep | Missing:
    """The step of this workflow that a scalar names."""
    steps, written = scope.workflow.steps, str(node.value)
    if written in steps:
        return GotoStep(written)
    near = nearest(written.removeprefix("$steps."), steps)
    return scope.workflow.library.reporter.report(
        names.UNKNOWN_STEP,
        f"workflow `{scope.workflow.key.workflow_id}` has no step `{written}`",
        node.span,
        label="no step with this id",
        related=near_label(near, steps[near].step.id.span if near else None, "a step with a similar id"),
        help=f"change it to `{near}`" if near else None,
    )


def _retry(action: Action, scope: StepScope, phase: Phase) -> Retry | Missing:
    detour = _target(action, scope, phase)
    if isinstance(detour, Missing):
        return detour
    if detour == GotoStep(scope.id) and action.step_id is not None:
        _tell_itself(action.step_id, scope)
        detour = None
    after = action.retry_after
    limit = int(_number(action.retry_limit, 1))
    return Retry(limit, _number(after, 0.0), detour, None if after is None else after.span)


def _tell_itself(node: ScalarNode, scope: StepScope) -> None:
    """A retry that names its own step asks for what it does anyway."""
    scope.workflow.library.reporter.report(
        FIELD_WITHOUT_EFFECT,
        f"`stepId` has no effect here: a retry runs step `{scope.id}` again by itself",
        node.span,
        help="remove it",
    )


def _number(node: ScalarNode | None, default: float) -> float:
    """Section "Failure Action Object": a single retry, at once, when nothing else is said. What is no number was reported."""
    value = default if node is None else node.value
    return value if isinstance(value, (int, float)) and not isinstance(value, bool) and 0 <= value < 1e15 else default
