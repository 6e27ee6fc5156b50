"""From blocks to the graph of a body: retries become loops, detours are put in, what changes nothing goes.

Takes a `Flow` and a speller, gives a `Graph`.
"""

from __future__ import annotations

from ..bind.model import GotoStep, StepOutputRoot, WorkflowCall
from ..bind.walk import call_reads
from ..flow.model import Again, Block, Fail, Flow, Next
from .following import Following, Guarded
from .graph import Attempt, Choice, Do, Graph, Key
from .logic import conjunction, negated
from .model import Comment, Expr, Stmt
from .nodes import Nodes, entrance, retries
from .retrying import After, Retrying
from .speller import Speller
from .statuses import ANY, decided, simplified


def places(flow: Flow, speller: Speller) -> Graph:
    """The graph of a workflow's body."""
    builder = _Builder(flow, speller)
    for step in flow.facts.order:
        builder.step(flow.block(step))
    return Graph(entrance(flow.blocks[0]), builder.nodes.made)


class _Builder:
    """Adds nodes step by step; every method that makes a node gives the key by which it is reached.

    `after` is where a step leads that runs as a detour; None where the document's outcomes decide.
    """

    def __init__(self, flow: Flow, speller: Speller) -> None:
        self._speller = speller
        self.nodes = Nodes()
        self._following = Following(flow, speller, self.nodes)
        self._retrying = Retrying(flow, speller, self.nodes, self.step)

    def step(self, block: Block, within: tuple[str, ...] = (), after: After | None = None) -> Key:
        """A step with what follows it: its outcomes, or, in a detour, `after` alone."""
        if isinstance(block.step.call, WorkflowCall) and _handles(block, after):
            return self._called(block, within, after)
        done = self._done(block, within, after)
        tests = tuple(test for test, _ in self._speller.success_tests(block))
        if not tests:
            return self._attempts(block, within, done)
        if not _handles(block, after):
            return self._attempts(block, within, self._following.raising(block, within, done))
        return self._attempts(block, within, self._tested(block, within, after, conjunction(tests), done))

    # --- the parts of a step

    def _attempts(self, block: Block, within: tuple[str, ...], then: Key) -> Key:
        """The call, behind the counts of its retries; the comment that heads the paragraph stands above both."""
        heading, preparation, run = _split(self._speller.attempt(block))
        call, prepared = Key(block.step.id, "call", 0, within), self._speller.prepared(block)
        if not retries(block):
            return self.nodes.put(call, Do((*heading, *prepared, *preparation, *run), then))
        once, each = (preparation, ()) if _is_fixed(block) else ((), preparation)
        self.nodes.put(call, Do((*prepared, *each, *run), then))
        return self.nodes.put(entrance(block, within), Do((*heading, *once, *self._retrying.counts(block)), call))

    def _called(self, block: Block, within: tuple[str, ...], after: After | None) -> Key:
        """A step that calls a workflow and has failure actions: whatever fails raises, and they stand in the `except`."""
        heading, preparation, run = _split(self._speller.attempt(block))
        done = self._done(block, within, after)
        failed = self._failed(block, within, after, self._following.possible(block, failed=True))
        attempt = Attempt((*preparation, *run), self._speller.called_failure(), done, failed)
        enter, prepared = (*heading, *self._retrying.counts(block)), self._speller.prepared(block)
        call, tried = (Key(block.step.id, part, 0, within) for part in ("call", "try"))
        if not retries(block):
            self.nodes.put(tried, attempt)
            return self.nodes.put(call, Do(enter + prepared, tried))
        if prepared:
            self.nodes.put(tried, attempt)
        self.nodes.put(call, Do(prepared, tried) if prepared else attempt)
        return self.nodes.put(entrance(block, within), Do(enter, call))

    def _tested(self, block: Block, within: tuple[str, ...], after: After | None, passes: Expr, done: Key) -> Key:
        """The test for success of a step with failure actions. Retries behind which the workflow goes on are a loop of their own."""
        outcomes, certain = self._following.possible(block, failed=True), decided(passes, ANY)
        if certain is not None:
            return done if certain else self._failed(block, within, after, outcomes)
        passes, test = simplified(passes, ANY), Key(block.step.id, "test", 0, within)
        if not retries(block) or (after is None and not any(isinstance(o.then, Next) for o in block.on_failure)):
            failed = self._failed(block, within, after, outcomes)
            return self.nodes.choice(test, negated(passes), failed, done)
        others = [one for one in outcomes if not isinstance(one[1].then, Again)]
        behind = Key(block.step.id, "behind", 0, within)
        self.nodes.put(behind, Choice(negated(passes), self._failed(block, within, after, others), done))
        again = outcomes if after is None else [one for one in outcomes if isinstance(one[1].then, Again)]
        return self._retrying.alone(block, within, again, passes, behind)

    def _done(self, block: Block, within: tuple[str, ...], after: After | None) -> Key:
        """What follows success: the outputs are kept, then the first outcome whose criteria pass."""
        if after is None:
            following = self._outcomes(block, within, self._following.possible(block, failed=False), failed=False)
        else:
            following = after.passed
        key = Key(block.step.id, "done", 0, within)
        return self.nodes.do(key, self._speller.record(block, failed=False), following)

    def _failed(self, block: Block, within: tuple[str, ...], after: After | None, outcomes: Guarded) -> Key:
        """What follows failure. The outputs that can be read are kept behind the retries that are looked at first, where something else may follow."""
        if after is not None:
            return self._retrying.retried(block, within, outcomes, after.failed)
        count = next(at for at, (_, outcome, _) in enumerate(outcomes) if not isinstance(outcome.then, Again))
        following = self._outcomes(block, within, outcomes[count:], failed=True)
        if not all(isinstance(outcome.then, Again | Fail) for outcome in block.on_failure):
            key = Key(block.step.id, "failed", 0, within)
            following = self.nodes.do(key, self._speller.record(block, failed=True), following)
        return self._retrying.retried(block, within, outcomes[:count], following)

    def _outcomes(self, block: Block, within: tuple[str, ...], outcomes: Guarded, failed: bool) -> Key:
        """The first outcome whose criteria pass."""
        *guarded, (count, last, _) = outcomes
        following = self._following.target(block, last, count, failed, within)
        for index, outcome, guard in reversed(guarded):
            if isinstance(outcome.then, Again):
                following = self._retrying.retried(block, within, [(index, outcome, guard)], following)
                continue
            target = self._following.target(block, outcome, index, failed, within)
            key = Key(block.step.id, "failure" if failed else "success", index, within)
            following = self.nodes.guarded(key, guard, target, following)
        return following


def _handles(block: Block, after: After | None) -> bool:
    """Whether something else than raising may follow a failure."""
    return after is not None or any(not isinstance(outcome.then, Fail) for outcome in block.on_failure)


def _is_fixed(block: Block) -> bool:
    """Whether what is sent is the same in every attempt: no step runs in between, and the step's own outputs are not sent."""
    detours = (again.detour for again in retries(block))
    reads = call_reads(block.step.call)
    own = (isinstance(read.root, StepOutputRoot) and read.root.step == block.step.id for read in reads)
    return not any(isinstance(detour, GotoStep) for detour in detours) and not any(own)


def _split(statements: tuple[Stmt, ...]) -> tuple[tuple[Stmt, ...], tuple[Stmt, ...], tuple[Stmt, ...]]:
    """The comments that head a paragraph, what prepares the call, and the call."""
    count = next((index for index, stmt in enumerate(statements) if not isinstance(stmt, Comment)), len(statements))
    return statements[:count], statements[count:-1], statements[-1:]
