"""The nodes of a body while they are made: each is put under a key, and what changes nothing is left out."""

from __future__ import annotations

from ..flow.model import Again, Block
from .graph import Choice, Do, Key, Leave, Node
from .model import Expr, Stmt


class Nodes:
    """Nodes by key; every method that makes one gives the key by which it is reached."""

    def __init__(self) -> None:
        self.made: dict[Key, Node] = {}

    def put(self, key: Key, node: Node) -> Key:
        """A node."""
        self.made[key] = node
        return key

    def do(self, key: Key, statements: tuple[Stmt, ...], then: Key) -> Key:
        """Statements, if there are any, and what follows them."""
        return self.put(key, Do(statements, then)) if statements else then

    def choice(self, key: Key, test: Expr, passed: Key, failed: Key) -> Key:
        """A choice, unless both ways lead to the same place, or to ends that do the same."""
        ends = (self.made.get(passed), self.made.get(failed))
        if passed == failed or (isinstance(ends[0], Leave) and ends[0] == ends[1]):
            return failed
        return self.put(key, Choice(test, passed, failed))

    def guarded(self, key: Key, guard: Expr | None, target: Key, otherwise: Key) -> Key:
        """A choice, or the target where there is nothing to test."""
        return target if guard is None else self.choice(key, guard, target, otherwise)


def retries(block: Block) -> tuple[Again, ...]:
    """The retry actions of a step that are ever taken."""
    found = (outcome.then for outcome in block.on_failure if isinstance(outcome.then, Again))
    return tuple(again for again in found if again.limit > 0)


def entrance(block: Block, within: tuple[str, ...] = ()) -> Key:
    """Where a step begins: where its retries are counted, if it has any."""
    return Key(block.step.id, "enter" if retries(block) else "call", 0, within)
