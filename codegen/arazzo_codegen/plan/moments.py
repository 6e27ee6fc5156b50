"""What may be read of a step and of those before it: when it is called, when it has succeeded, when it has failed.

Takes a step; gives the `Place` of each moment.
"""

from __future__ import annotations

from ..bind.model import BoundStep
from ..classes import replace
from ..flow.model import NO_STEPS
from .context import FunctionContext, Place
from .promises import body_type, is_answered, promised


class Moments:
    """The moments of the steps of one function."""

    def __init__(self, function: FunctionContext) -> None:
        self._module = function.module
        self._facts = function.flow.facts
        self._after: dict[str, Place] = {}

    def before(self, step: BoundStep) -> Place:
        """When the step is called."""
        facts = self._facts
        return Place(facts.succeeded.get(step.id, NO_STEPS), facts.may_have_run.get(step.id, NO_STEPS), step)

    def after(self, step: BoundStep) -> Place:
        """When the step has succeeded, and `expect` has looked at the response."""
        if step.id not in self._after:
            self._after[step.id] = self._find_after(step)
        return self._after[step.id]

    def _find_after(self, step: BoundStep) -> Place:
        before = self.before(step)
        return Place(
            before.succeeded.plus((step.id,)),
            before.may_have_run.plus((step.id,)),
            step,
            body_type(step),
            frozenset(promised(step, self._module)),
            is_answered(step),
        )

    def tested(self, step: BoundStep) -> Place:
        """When the step has been called, and its criteria are tested."""
        return replace(self.after(step), answered=False)

    def recorded(self, step: BoundStep) -> Place:
        """When the step has succeeded, its outputs are in their variables, and the criteria of its actions are tested."""
        return replace(self.tested(step), recorded=True)

    def failed(self, step: BoundStep) -> Place:
        """When the step has failed: it may have a response, of which nothing is promised."""
        before = self.before(step)
        return Place(before.succeeded.minus(step.id), before.may_have_run.plus((step.id,)), step)
