"""What follows a step: its outcomes as choices and ends.

Takes a block; gives the outcomes that can be, with what is open of their tests, and the nodes that they lead to.
"""

from __future__ import annotations

from typing import TypeAlias, assert_never

from ..bind.model import WorkflowCall
from ..flow.model import Again, Block, Fail, Finish, Flow, Next, Outcome, Transfer
from .graph import Choice, Key, Leave
from .logic import conjunction, negated
from .model import Constant, Expr, If, Raise, Stmt
from .nodes import Nodes, entrance
from .speller import Speller
from .statuses import ANY, Statuses, decided, open_tests, simplified, when

Guarded: TypeAlias = list[tuple[int, Outcome, Expr | None]]
"""Outcomes of one side of a step, each with its place there and what is open of its test."""


class Following:
    """Makes the nodes behind the steps of one body."""

    def __init__(self, flow: Flow, speller: Speller, nodes: Nodes) -> None:
        self._flow = flow
        self._speller = speller
        self._nodes = nodes
        self._left: dict[str, Statuses] = {}
        """By step: the statuses with which none of its failure actions is taken."""

    def possible(self, block: Block, failed: bool) -> Guarded:
        """The outcomes of one side that can be; what the status is known to be decides some of their tests."""
        tests = tuple(test for test, _ in self._speller.success_tests(block))
        known = when(conjunction(tests), not failed) if tests else ANY
        outcomes = block.on_failure if failed else block.on_success
        found: Guarded = []
        for index, outcome in enumerate(outcomes):
            guard = self._speller.guard(block, outcome)
            holds = True if guard is None else decided(guard, known)
            if holds is not False or outcome is outcomes[-1]:
                found.append((index, outcome, None if guard is None or holds else simplified(guard, known)))
            if guard is not None and not isinstance(outcome.then, Again):
                known &= when(guard, False)
        if failed:
            self._left[block.step.id] = known
        return found

    def target(self, block: Block, outcome: Outcome, index: int, failed: bool, within: tuple[str, ...]) -> Key:
        """Where an outcome leads: to a step, or to an end of the workflow."""
        key = Key(block.step.id, f"{'failure' if failed else 'success'} end", index, within)
        match outcome.then:
            case Next(step):
                return entrance(self._flow.block(step))
            case Finish():
                return self._nodes.put(key, Leave(self._speller.finish(block, failed)))
            case Transfer():
                return self._nodes.put(key, Leave(self._speller.transfer(block, outcome.then, failed)))
            case Fail():
                return self._nodes.put(key, Leave(self._failure(block)))
            case Again():
                raise AssertionError("a retry is never the last outcome")
            case _:
                assert_never(outcome.then)

    def _failure(self, block: Block) -> tuple[Stmt, ...]:
        """Raise for the first criterion that did not pass; what a called workflow raised goes on as it is."""
        if isinstance(block.step.call, WorkflowCall):
            return (Raise(None),)
        statements: tuple[Stmt, ...] = ()
        left = self._left.get(block.step.id, ANY)
        for test, text in open_tests(self._speller.success_tests(block), failed=True, possible=left):
            raising = self._speller.fail(block, Constant(text))
            statements += raising if test is None else (If(negated(test), raising),)
        return statements

    def raising(self, block: Block, within: tuple[str, ...], done: Key) -> Key:
        """Each success test by itself, where nothing but raising follows a failure."""
        following = done
        tests = self._speller.success_tests(block)
        for index, (test, text) in reversed(tuple(enumerate(open_tests(tests)))):
            end = Leave(self._speller.fail(block, Constant(text)))
            failed = self._nodes.put(Key(block.step.id, "fail", index, within), end)
            if test is None:
                following = failed
            else:
                key = Key(block.step.id, "test", index, within)
                following = self._nodes.put(key, Choice(negated(test), failed, following))
        return following
