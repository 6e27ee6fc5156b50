"""Family 5: steps and actions that control does not reach, or reaches in a way that is hardly meant."""

from __future__ import annotations

from collections.abc import Iterator

from ..bind.model import BoundStep, GotoStep, Retry
from ..diagnostics.model import Label, Span
from ..diagnostics.rules import control_flow as say
from ..flow.model import Again, Block, Continuation, Flow, Next, Outcome
from .matter import Matter

_MILLISECONDS_LIKE = 100


def unreachable_steps(matter: Matter) -> None:
    """A step that no way leads to."""
    for flow in matter.flows.flows.values():
        for before, block in zip((None, *flow.blocks), flow.blocks, strict=False):
            step = block.step
            if step.id in flow.facts.reachable or step.id in flow.facts.detours or _follows_unreachable(flow, block):
                continue
            related = () if before is None else _leading_away(before)
            matter.reporter.report(
                say.UNREACHABLE_STEP,
                f"step `{step.id}` is never reached",
                step.span,
                label="no step leads here",
                related=related,
                help="let an action go to it, or remove it",
            )


def _follows_unreachable(flow: Flow, block: Block) -> bool:
    """Whether an earlier step leads here that is not reached itself: what is wrong is said there."""
    for before in flow.blocks:
        if before is block:
            return False
        if before.step.id not in flow.facts.reachable and any(_leads_to(o, block.step.id) for o in _outcomes(before)):
            return True
    return False


def unreachable_actions(matter: Matter) -> None:
    """An action behind an unconditional one."""
    for block in _blocks(matter):
        for outcomes, actions in ((block.on_success, block.step.on_success), (block.on_failure, block.step.on_failure)):
            last = outcomes[-1]
            if last.span is None:
                continue
            for action in actions[len(outcomes) :]:
                matter.reporter.report(
                    say.UNREACHABLE_ACTION,
                    f"action `{action.name}` is never taken",
                    action.span,
                    label="stands behind an action without criteria",
                    related=(Label(last.span, "this one is always taken"),),
                    help=f"give `{last.action}` criteria, or remove `{action.name}`",
                )


def idle_gotos(matter: Matter) -> None:
    """A `goto` that leads to where control goes anyway."""
    for block in _blocks(matter):
        otherwise = block.on_success[-1].then
        written = {action.span for action in block.step.on_success if not action.inherited}
        for outcome in _idle(block.on_success):
            if outcome.span not in written or not isinstance(outcome.then, Next):
                continue
            after = "follows" if not _explicit(otherwise) else "is gone to"
            matter.reporter.report(
                say.IDLE_GOTO,
                f"action `{outcome.action}` changes nothing: step `{outcome.then.step}` {after} anyway",
                outcome.span or block.step.span,
                label="passed or not, the same step comes next",
                help="remove the action, or say in another one what happens when its criteria do not pass",
            )


def fallen_into(matter: Matter) -> None:
    """A step that failure actions go to, and that is also reached by going on from the step before it."""
    for flow in matter.flows.flows.values():
        handlers = _handlers(flow)
        for position, (before, block) in enumerate(zip(flow.blocks, flow.blocks[1:], strict=False)):
            # The step right before may as well say by an action what happens anyway.
            handled = tuple(span for place, span in handlers.get(block.step.id, ()) if place < position)
            falls = any(_is_implicit(outcome, block.step) for outcome in before.on_success)
            if not handled or not falls or before.step.id not in flow.facts.reachable:
                continue
            matter.reporter.report(
                say.FALLEN_INTO,
                f"step `{block.step.id}` handles a failure and also follows step `{before.step.id}`",
                block.step.span,
                label="reached after failure and after success",
                related=(
                    *(Label(span, "goes there after a failure") for span in handled),
                    Label(before.step.span, "goes on to it"),
                ),
                help=f"let step `{before.step.id}` end or go elsewhere after success, if `{block.step.id}` is for failures alone",
            )


def crossing_jumps(matter: Matter) -> None:
    """Two jumps that enter the same loop at different steps, or that no `if` and `while` can hold at once."""
    for flow in matter.flows.flows.values():
        for start, target in flow.facts.crossing:
            _report_crossing(matter, flow, target, start)
        entangled = None if flow.facts.crossing or not _is_whole(flow) else matter.entangled(flow)
        if entangled is not None:
            _report_crossing(matter, flow, entangled, None)


def _is_whole(flow: Flow) -> bool:
    """Whether all steps are there that outcomes lead to: those with errors of their own are not."""
    known = {block.step.id for block in flow.blocks}
    thens = (outcome.then for block in flow.blocks for outcome in _outcomes(block))
    return all(
        (not isinstance(then, Next) or then.step in known)
        and (not isinstance(then, Again) or not isinstance(then.detour, GotoStep) or then.detour.step in known)
        for then in thens
    )


def _report_crossing(matter: Matter, flow: Flow, target: str, start: str | None) -> None:
    """Report at a jump to `target` (that from `start`, if it is known); where else control comes from is the other side."""
    ways = _ways_to(flow, target)
    jumps = [way for way in ways if start is None or way[0] == start]
    jump = next((way for way in reversed(jumps) if _explicit(way[1].then)), jumps[-1] if jumps else None)
    block = flow.block(target if jump is None else jump[0])
    others = [outcome.span or flow.block(step).step.span for step, outcome in ways if (step, outcome) != jump]
    matter.reporter.report(
        say.CROSSING_JUMPS,
        f"the jump from step `{block.step.id}` to step `{target}` crosses another",
        (None if jump is None else jump[1].span) or block.step.span,
        label="goes back into a loop" if start is not None else "leads into another way",
        related=tuple(Label(span, f"another way to step `{target}`") for span in others[:1]),
        help="let the jumps lie inside each other, or let one of them end; otherwise the code is a loop over step ids",
    )


def long_retries(matter: Matter) -> None:
    """A delay that looks like milliseconds."""
    for block in _blocks(matter):
        for action in block.step.on_failure:
            if isinstance(action.effect, Retry) and action.effect.after >= _MILLISECONDS_LIKE:
                matter.reporter.report(
                    say.LONG_RETRY_AFTER,
                    f"`retryAfter` of action `{action.name}` is {action.effect.after:g} seconds",
                    action.effect.after_span or action.span,
                    label="seconds, not milliseconds",
                    help=f"write `{action.effect.after / 1000:g}` if milliseconds were meant",
                )


RULES = (unreachable_steps, unreachable_actions, idle_gotos, fallen_into, crossing_jumps, long_retries)


def _blocks(matter: Matter) -> Iterator[Block]:
    return (block for flow in matter.flows.flows.values() for block in flow.blocks)


def _outcomes(block: Block) -> tuple[Outcome, ...]:
    return (*block.on_success, *block.on_failure)


def _leads_to(outcome: Outcome, step: str) -> bool:
    return isinstance(outcome.then, Next) and outcome.then.step == step


def _ways_to(flow: Flow, target: str) -> list[tuple[str, Outcome]]:
    """The outcomes that lead to a step, with the steps that have them."""
    reached = (block for block in flow.blocks if block.step.id in flow.facts.reachable)
    return [(b.step.id, outcome) for b in reached for outcome in _outcomes(b) if _leads_to(outcome, target)]


def _explicit(continuation: Continuation) -> bool:
    return isinstance(continuation, Next) and continuation.explicit


def _is_implicit(outcome: Outcome, step: BoundStep) -> bool:
    return _leads_to(outcome, step.id) and not _explicit(outcome.then)


def _leading_away(block: Block) -> tuple[Label, ...]:
    """The action by which the step before one that is not reached always leaves."""
    last = block.on_success[-1]
    return () if last.span is None else (Label(last.span, f"step `{block.step.id}` always leaves by this action"),)


def _idle(outcomes: tuple[Outcome, ...]) -> Iterator[Outcome]:
    """The conditional outcomes at the end of a list that lead where its last one leads."""
    last = outcomes[-1].then
    for outcome in reversed(outcomes[:-1]):
        if not isinstance(last, Next) or not _leads_to(outcome, last.step):
            return
        yield outcome


def _handlers(flow: Flow) -> dict[str, list[tuple[int, Span]]]:
    """By step, where failure actions go to it: the positions of their steps, and the actions."""
    found: dict[str, list[tuple[int, Span]]] = {}
    for position, block in enumerate(flow.blocks):
        for outcome in block.on_failure:
            if outcome.span is not None and isinstance(outcome.then, Next):
                found.setdefault(outcome.then.step, []).append((position, outcome.span))
    return found
