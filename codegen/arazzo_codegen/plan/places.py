"""From blocks to the graph of a body: retries become loops, detours are put in, what changes nothing goes.

Takes a `Flow` and a speller, gives a `Graph`.
"""

from __future__ import annotations

from typing import TypeAlias, assert_never

from ..bind.model import GotoStep, WorkflowCall
from ..flow.model import Again, Block, Fail, Finish, Flow, Next, Outcome, Transfer
from ..tuples import NamedTuple
from .graph import Attempt, Choice, Do, Graph, Key, Leave, Node
from .logic import conjunction, disjunction, negated
from .model import Assign, AugAssign, Comment, Compare, Constant, Expr, If, Raise, Stmt
from .speller import Speller
from .statuses import ANY, decided, open_tests, simplified, when

Guarded: TypeAlias = list[tuple[int, Outcome, Expr | None]]
"""Outcomes of one side, each with its place there and what is open of its test."""


class _After(NamedTuple):
    """What follows a step: keys for success and failure, None where the document's outcomes decide (everywhere but in a detour)."""

    passed: Key
    failed: Key


def places(flow: Flow, speller: Speller) -> Graph:
    """The graph of a workflow's body."""
    builder = _Builder(flow, speller)
    for step in flow.facts.order:
        builder.step(flow.block(step))
    return Graph(builder.entrance(flow.blocks[0], ()), builder.nodes)


class _Builder:
    """Adds nodes step by step; every method that makes a node gives the key by which it is reached."""

    def __init__(self, flow: Flow, speller: Speller) -> None:
        self.flow = flow
        self.speller = speller
        self.nodes: dict[Key, Node] = {}

    def step(self, block: Block, within: tuple[str, ...] = (), after: _After | None = None) -> Key:
        """A step with what follows it: its outcomes, or, in a detour, `after` alone."""
        if isinstance(block.step.call, WorkflowCall) and _handles(block, after):
            return self._called(block, within, after)
        tests = self.speller.success_tests(block)
        done = self._done(block, within, after)
        if not tests:
            return self._attempts(block, within, done)
        if not _handles(block, after):
            return self._attempts(block, within, self._raising(block, tests, done, within))
        passes = conjunction(tuple(test for test, _ in tests))
        certain = decided(passes, ANY)
        if certain:
            return self._attempts(block, within, done)
        passes = passes if certain is False else simplified(passes, ANY)
        if not _retries(block):
            failed = self._failed(block, within, after, with_retries=False)
            return self._attempts(
                block, within, self._choice(Key(block.step.id, "test", 0, within), negated(passes), failed, done)
            )
        if after is None and all(_ends(outcome) for outcome in block.on_failure):
            failed = self._failed(block, within, after, with_retries=True)
            return self._attempts(
                block, within, self._choice(Key(block.step.id, "test", 0, within), negated(passes), failed, done)
            )
        return self._attempts(block, within, self._tried(block, within, after, passes, done))

    def entrance(self, block: Block, within: tuple[str, ...]) -> Key:
        """Where a step begins: where its retries are counted, if it has any."""
        return Key(block.step.id, "enter" if _retries(block) else "call", 0, within)

    # --- the parts of a step

    def _attempts(self, block: Block, within: tuple[str, ...], then: Key) -> Key:
        """The call, behind the counts of its retries; the comment that heads the paragraph stands above both."""
        heading, statements = _split(self.speller.attempt(block))
        statements = (*self.speller.prepared(block), *statements)
        call = Key(block.step.id, "call", 0, within)
        if not _retries(block):
            return self._put(call, Do(heading + statements, then))
        self._put(call, Do(statements, then))
        return self._put(self.entrance(block, within), Do(heading + self._counts(block), call))

    def _called(self, block: Block, within: tuple[str, ...], after: _After | None) -> Key:
        """A step that calls a workflow and has failure actions: whatever fails raises, and they stand in the `except`."""
        heading, statements = _split(self.speller.attempt(block))
        call = Key(block.step.id, "call", 0, within)
        done = self._done(block, within, after)
        failed = self._failed(block, within, after, with_retries=True)
        enter, prepared = heading + self._counts(block), self.speller.prepared(block)
        attempt = Attempt(statements, self.speller.called_failure(), done, failed)
        tried = Key(block.step.id, "try", 0, within)
        if not _retries(block):
            self._put(tried, attempt)
            return self._put(call, Do(enter + prepared, tried))
        if prepared:
            self._put(tried, attempt)
        self._put(call, Do(prepared, tried) if prepared else attempt)
        return self._put(self.entrance(block, within), Do(enter, call))

    def _tried(self, block: Block, within: tuple[str, ...], after: _After | None, passes: Expr, done: Key) -> Key:
        """Retries whose end is not the end of the workflow: the loop holds the retrying alone, and what follows is decided behind it."""
        behind = Key(block.step.id, "behind", 0, within)
        failed = self._failed(block, within, after, with_retries=False)
        self._put(behind, Choice(negated(passes), failed, done))
        following = behind
        asked: list[Expr] = []
        for index, outcome, guard in reversed(self._guards(block, failed=True)):
            if isinstance(outcome.then, Again):
                following = self._retry(block, within, outcome.then, guard, following)
                asked.append(self.speller.guard(block, outcome) or Constant(True))
            elif after is None and asked and not _excluded(guard, asked):
                following = self._guarded(Key(block.step.id, "stop", index, within), guard, behind, following)
        if following != behind and _excluded(passes, asked):
            return following
        return self._choice(Key(block.step.id, "test", 0, within), negated(passes), following, behind)

    def _raising(self, block: Block, tests: tuple[tuple[Expr, str], ...], done: Key, within: tuple[str, ...]) -> Key:
        """Each test by itself, where nothing but raising follows a failure."""
        following = done
        for index, (test, text) in reversed(tuple(enumerate(open_tests(tests)))):
            failed = self._put(
                Key(block.step.id, "fail", index, within), Leave(self.speller.fail(block, Constant(text)))
            )
            if test is None:
                following = failed
            else:
                key = Key(block.step.id, "test", index, within)
                following = self._put(key, Choice(negated(test), failed, following))
        return following

    def _done(self, block: Block, within: tuple[str, ...], after: _After | None) -> Key:
        """What follows success: the outputs are kept, then the first outcome whose criteria pass."""
        key = Key(block.step.id, "done", 0, within)
        if after is not None:
            return self._recorded(key, block, False, after.passed)
        return self._recorded(
            key, block, False, self._outcomes(block, within, self._guards(block, False), False, False)
        )

    def _failed(self, block: Block, within: tuple[str, ...], after: _After | None, with_retries: bool) -> Key:
        """What follows failure. The outputs that can be read are kept behind the retries that are looked at first, where something else may follow."""
        outcomes = self._guards(block, failed=True)
        if after is not None:
            return self._retried(block, within, outcomes, after.failed) if with_retries else after.failed
        count = next(at for at, (_, outcome, _) in enumerate(outcomes) if not isinstance(outcome.then, Again))
        following = self._outcomes(block, within, outcomes[count:], failed=True, with_retries=with_retries)
        if not all(isinstance(outcome.then, Again | Fail) for outcome in block.on_failure):
            following = self._recorded(Key(block.step.id, "failed", 0, within), block, True, following)
        return self._retried(block, within, outcomes[:count], following) if with_retries else following

    def _outcomes(
        self, block: Block, within: tuple[str, ...], outcomes: Guarded, failed: bool, with_retries: bool
    ) -> Key:
        """The first outcome whose criteria pass."""
        part = "failure" if failed else "success"
        *guarded, (count, last, _) = outcomes
        following = self._follow(block, last, failed, Key(block.step.id, f"{part} end", count, within))
        for index, outcome, guard in reversed(guarded):
            if isinstance(outcome.then, Again):
                following = self._retried(block, within, [(index, outcome, guard)] if with_retries else [], following)
                continue
            target = self._follow(block, outcome, failed, Key(block.step.id, f"{part} end", index, within))
            following = self._guarded(Key(block.step.id, part, index, within), guard, target, following)
        return following

    def _guards(self, block: Block, failed: bool) -> Guarded:
        """The outcomes of one side that can be, each with its place and what is open of its test."""
        tests = tuple(test for test, _ in self.speller.success_tests(block))
        known = when(conjunction(tests), not failed) if tests else ANY
        outcomes = block.on_failure if failed else block.on_success
        found: Guarded = []
        for index, outcome in enumerate(outcomes):
            guard = self.speller.guard(block, outcome)
            holds = True if guard is None else decided(guard, known)
            if holds is not False or outcome is outcomes[-1]:
                found.append((index, outcome, None if guard is None or holds else simplified(guard, known)))
            if guard is not None and not isinstance(outcome.then, Again):
                known &= when(guard, False)
        return found

    def _follow(self, block: Block, outcome: Outcome, failed: bool, key: Key) -> Key:
        """Where an outcome leads: to a step, or to an end of the workflow made at `key`."""
        match outcome.then:
            case Next(step):
                return self.entrance(self.flow.block(step), ())
            case Finish():
                return self._put(key, Leave(self.speller.finish(block, failed)))
            case Transfer():
                return self._put(key, Leave(self.speller.transfer(block, outcome.then, failed)))
            case Fail():
                return self._fail(block, key)
            case Again():
                raise AssertionError("a retry is never the last outcome")
            case _:
                assert_never(outcome.then)

    def _fail(self, block: Block, key: Key) -> Key:
        """Raise for the first criterion that did not pass; what a called workflow raised goes on as it is."""
        if isinstance(block.step.call, WorkflowCall):
            return self._put(key, Leave((Raise(None),)))
        statements: tuple[Stmt, ...] = ()
        for test, text in open_tests(self.speller.success_tests(block), failed=True):
            raising = self.speller.fail(block, Constant(text))
            statements += raising if test is None else (If(negated(test), raising),)
        return self._put(key, Leave(statements))

    # --- retries

    def _retried(self, block: Block, within: tuple[str, ...], outcomes: Guarded, following: Key) -> Key:
        """The retries among the outcomes, in order."""
        for _, outcome, guard in reversed(outcomes):
            if isinstance(outcome.then, Again):
                following = self._retry(block, within, outcome.then, guard, following)
        return following

    def _counts(self, block: Block) -> tuple[Stmt, ...]:
        """The countdowns of a step's retry actions, set anew whenever the step is entered anew."""
        return tuple(
            Assign(self.speller.retries_left(block, again), Constant(again.limit)) for again in _retries(block)
        )

    def _retry(self, block: Block, within: tuple[str, ...], again: Again, guard: Expr | None, otherwise: Key) -> Key:
        """`if <criteria> and <left> > 0:` count down, wait, run the detour, and the call again."""
        if again.limit < 1:
            return otherwise
        left = self.speller.retries_left(block, again)
        remains, spent = Compare(left, ">", Constant(0)), Compare(left, "==", Constant(0))
        test = remains if guard is None else conjunction((guard, remains))
        opposite = spent if guard is None else disjunction((negated(guard), spent))
        wait = Key(block.step.id, "wait", again.counter, within)
        counted = (AugAssign(left, "-", Constant(1)), *self.speller.again(block, again))
        self._put(wait, Do(counted, self._detour(block, within, again, otherwise)))
        return self._put(
            Key(block.step.id, "retry", again.counter, within), Choice(test, wait, otherwise, True, opposite)
        )

    def _detour(self, block: Block, within: tuple[str, ...], again: Again, otherwise: Key) -> Key:
        """What stands between the waiting and the call. A detour that fails ends the retrying, so its countdown is cleared where it matters."""
        call = Key(block.step.id, "call", 0, within)
        if again.detour is None or f"{block.step.id}/{again.counter}" in within:
            return call
        failed = otherwise
        if any(other.counter > again.counter for other in _retries(block)):
            cleared = Assign(self.speller.retries_left(block, again), Constant(0))
            failed = self._put(Key(block.step.id, "clear", again.counter, within), Do((cleared,), otherwise))
        if isinstance(again.detour, GotoStep):
            inner = (*within, f"{block.step.id}/{again.counter}")
            return self.step(self.flow.block(again.detour.step), inner, _After(call, failed))
        statements = self.speller.detour(block, again.detour)
        key = Key(block.step.id, "detour", again.counter, within)
        return self._put(key, Attempt(statements, self.speller.called_failure(), call, failed))

    # --- nodes

    def _guarded(self, key: Key, guard: Expr | None, target: Key, otherwise: Key) -> Key:
        return target if guard is None else self._choice(key, guard, target, otherwise)

    def _choice(self, key: Key, test: Expr, passed: Key, failed: Key) -> Key:
        """A choice, unless both ways lead to the same place, or to ends that do the same."""
        ends = (self.nodes.get(passed), self.nodes.get(failed))
        if passed == failed or (isinstance(ends[0], Leave) and ends[0] == ends[1]):
            return failed
        return self._put(key, Choice(test, passed, failed))

    def _recorded(self, key: Key, block: Block, failed: bool, then: Key) -> Key:
        statements = self.speller.record(block, failed)
        return self._put(key, Do(statements, then)) if statements else then

    def _put(self, key: Key, node: Node) -> Key:
        self.nodes[key] = node
        return key


def _retries(block: Block) -> tuple[Again, ...]:
    """The retry actions that are ever taken."""
    retries = (outcome.then for outcome in block.on_failure if isinstance(outcome.then, Again))
    return tuple(again for again in retries if again.limit > 0)


def _handles(block: Block, after: _After | None) -> bool:
    """Whether something else than raising may follow a failure."""
    return after is not None or any(not isinstance(outcome.then, Fail) for outcome in block.on_failure)


def _excluded(test: Expr | None, others: list[Expr]) -> bool:
    """Whether the test fails for every status with which one of the others passes."""
    return test is not None and all(decided(test, when(other, True)) is False for other in others)


def _ends(outcome: Outcome) -> bool:
    return not isinstance(outcome.then, Next)


def _split(statements: tuple[Stmt, ...]) -> tuple[tuple[Stmt, ...], tuple[Stmt, ...]]:
    """The comments that head a paragraph, and the rest."""
    count = next((index for index, stmt in enumerate(statements) if not isinstance(stmt, Comment)), len(statements))
    return statements[:count], statements[count:]
