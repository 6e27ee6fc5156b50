"""What `flow` gives: for each workflow a graph of blocks with exhaustive, ordered outcomes, and what can be known about it.

A block is a step. A step's retries are folded into its block: an outcome `Again` is an edge back to the block itself that carries a count.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeAlias

from ..bind.model import BoundCriterion, BoundStep, BoundWorkflow, GotoStep, WorkflowCall, WorkflowKey
from ..classes import dataclass, field
from ..diagnostics.model import Span
from .step_sets import NO_STEPS as NO_STEPS
from .step_sets import StepSet as StepSet


@dataclass(frozen=True, slots=True)
class Next:
    """Control goes to the step with this id; `explicit` when an action says so."""

    step: str
    explicit: bool


@dataclass(frozen=True, slots=True)
class Finish:
    """The workflow returns the outputs that are applicable."""


@dataclass(frozen=True, slots=True)
class Transfer:
    """The workflow returns what another workflow returns."""

    call: WorkflowCall


@dataclass(frozen=True, slots=True)
class Fail:
    """The workflow raises: the step has failed and nothing catches it."""


@dataclass(frozen=True, slots=True)
class Again:
    """The step is tried again, at most `limit` times in a row since it was entered: after `after` seconds and the detour.

    When the limit is spent, or the detour fails, the later outcomes are looked at. `counter` tells the retry actions of one step apart.
    """

    limit: int
    after: float
    detour: GotoStep | WorkflowCall | None
    counter: int


Continuation: TypeAlias = Next | Finish | Transfer | Fail | Again


@dataclass(frozen=True, slots=True)
class Outcome:
    """What happens when all `criteria` pass and no earlier outcome was taken. `span` is the action's, None where nothing was written."""

    criteria: tuple[BoundCriterion, ...]
    then: Continuation
    action: str | None
    span: Span | None


@dataclass(frozen=True, slots=True)
class Block:
    """A step with what follows it. Both lists end with an outcome without criteria that is not `Again`, and hold nothing behind it."""

    step: BoundStep
    on_success: tuple[Outcome, ...]
    on_failure: tuple[Outcome, ...]
    unreachable_actions: tuple[Outcome, ...]
    """Actions behind an unconditional one."""


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known about a workflow's graph.

    `succeeded[s]`: the steps whose outputs are those of a success whenever the call of step `s` is made, on every way, its retries included.
    `may_have_run[s]`: those that may have run by then. `succeeded_after[s, failed]`: the steps whose last run has succeeded whenever `s` itself has
    succeeded (`s` is among them) or failed: what the outputs are that are read when the workflow finishes there.
    """

    reachable: frozenset[str]
    order: tuple[str, ...]
    """Reverse postorder from the first step, ties in the order of the document."""
    dominator: Mapping[str, str]
    """Immediate dominators of all reachable steps but the first."""
    loop_headers: frozenset[str]
    reducible: bool
    succeeded: Mapping[str, StepSet]
    may_have_run: Mapping[str, StepSet]
    can_finish: bool
    cyclic: bool
    """Whether a step can be entered more than once: the workflow is bounded by `max_steps`, as a recursive one is."""
    succeeded_after: Mapping[tuple[str, bool], StepSet] = field(default_factory=dict[tuple[str, bool], StepSet])
    crossing: tuple[tuple[str, str], ...] = ()
    """Jumps (from, to) into a loop beside its beginning: there are none when the graph is reducible."""
    detours: frozenset[str] = frozenset()
    """Steps that run between the attempts of another; `succeeded` and `may_have_run` speak of them too, reachable or not."""
    recursive: bool = False
    """Whether the workflow calls itself, perhaps by way of others."""


@dataclass(frozen=True, slots=True)
class Flow:
    """A workflow's graph."""

    workflow: BoundWorkflow
    blocks: tuple[Block, ...]
    """In the document's order; the first is the entry."""
    facts: Facts
    _by_id: Mapping[str, Block] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_by_id", {block.step.id: block for block in self.blocks})

    def __contains__(self, step_id: str) -> bool:
        """Whether the workflow has this step."""
        return step_id in self._by_id

    def block(self, step_id: str) -> Block:
        """The block of a step, which must be there."""
        return self._by_id[step_id]


@dataclass(frozen=True, slots=True)
class Flows:
    """The graphs of all workflows, and the order in which workflows call each other."""

    flows: Mapping[WorkflowKey, Flow]
    calls: Mapping[WorkflowKey, tuple[WorkflowKey, ...]]
    """Workflows that a workflow calls, goes to or depends on."""
    recursive: frozenset[WorkflowKey]
