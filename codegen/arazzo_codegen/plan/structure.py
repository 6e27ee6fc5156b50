"""From a graph of steps to `if`, `while` and `return`.

Takes a `Flow` and a speller of its parts; gives the statements of the function's body.

Dominators say where code belongs (Ramsey, "Beyond Relooper", ICFP 2022), narrowed to the jumps that Python has: falling through to what stands
behind, `continue` and `break` of the innermost loop, leaving, or standing right there when it is the only place that leads to it. A jump that is none
of these crosses another, and the body becomes a loop over the steps between which it jumps (`dispatch`).
"""

from __future__ import annotations

from ..classes import replace
from ..flow.model import Again, Flow, Next
from .blank import Blank
from .dispatch import dispatch
from .model import Stmt
from .paragraphs import Crossing, paragraphs
from .places import places
from .speller import Speller as Speller


def structure(flow: Flow, speller: Speller) -> tuple[Stmt, ...]:
    """The body of a workflow's function, without what stands before the first step."""
    graph = places(flow, speller)
    try:
        return paragraphs(graph)
    except Crossing:
        return dispatch(graph, speller)


def surveyed(flow: Flow) -> Flow:
    """The flow, not called reducible where its jumps cross: the steps then stand in cases, and no checker sees which of them has run."""
    if not flow.facts.reducible or entangled(flow) is None:
        return flow
    return replace(flow, facts=replace(flow.facts, reducible=False))


def entangled(flow: Flow) -> str | None:
    """The step that a jump leads to which no statement can say; None where all can be said."""
    if not _jumps(flow):
        return None
    try:
        paragraphs(places(flow, Blank()))
    except Crossing as crossing:
        return crossing.target.step
    return None


def _jumps(flow: Flow) -> bool:
    """Whether anything but going on, ending, failing and trying again follows a step: without that, each step leads to the next alone."""
    outcomes = (outcome.then for block in flow.blocks for outcome in (*block.on_success, *block.on_failure))
    return any(
        then.detour is not None if isinstance(then, Again) else isinstance(then, Next) and then.explicit
        for then in outcomes
    )
