"""Family 5: actions that wait for a status code which their side, success or failure, rules out."""

from __future__ import annotations

from ..bind.model import (
    BoundAction,
    BoundCriterion,
    BoundStep,
    ConstantValue,
    Read,
    StatusRoot,
    Test,
    TestComparison,
    TestJunction,
    WorkflowCall,
)
from ..diagnostics.model import Label
from ..diagnostics.rules import control_flow as say
from .matter import Matter


def actions_on_the_wrong_side(matter: Matter) -> None:
    """A success action for a status that is no success of its step, or a failure action for one that is.

    Inherited actions are meant for steps of every kind.
    """
    for flow in matter.flows.flows.values():
        for block in flow.blocks:
            if isinstance(block.step.call, WorkflowCall):
                continue
            for failed, actions in ((False, block.step.on_success), (True, block.step.on_failure)):
                for action in actions:
                    if not action.inherited:
                        _judge(matter, block.step, action, failed)


RULES = (actions_on_the_wrong_side,)


def _judge(matter: Matter, step: BoundStep, action: BoundAction, failed: bool) -> None:
    for criterion in action.criteria:
        status = _required_status(criterion.test)
        if status is None or _possible(step.criteria, status, failed):
            continue
        side = "failed" if failed else "succeeded"
        decides = step.criteria[0] if step.criteria else None
        matter.reporter.report(
            say.NEVER_HOLDS,
            f"step `{step.id}` has not {side} when the status is {status}",
            criterion.span,
            label="never passes here",
            related=() if decides is None else (Label(decides.span, "decides whether the step succeeds"),),
            help=f"move action `{action.name}` to `{'onSuccess' if failed else 'onFailure'}`, or change the `successCriteria`",
        )


def _possible(criteria: tuple[BoundCriterion, ...], status: int, failed: bool) -> bool:
    """Whether a step with these success criteria may have failed, or succeeded, with this status. Without any, 2xx is success."""
    if not criteria:
        return (200 <= status <= 299) != failed
    asked = [_required_status(criterion.test) for criterion in criteria]
    if failed:
        # More than the status may decide, and then the status alone rules nothing out.
        alone = len(criteria) == 1 and isinstance(criteria[0].test, TestComparison)
        return not (alone and asked[0] == status)
    return all(code is None or code == status for code in asked)


def _required_status(test: Test) -> int | None:
    """The one status code with which a test can pass, if it says so."""
    match test:
        case TestComparison(operator="==", left=Read(root=StatusRoot()), right=ConstantValue(value=int() as status)):
            return status
        case TestJunction("and", operands):
            found = (_required_status(operand) for operand in operands)
            return next((status for status in found if status is not None), None)
        case _:
            return None
