"""Statements in the order of a text, made from a graph without crossing jumps.

Takes a `Graph`, gives the statements, or raises `Crossing` for a jump that Python has no statement for.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

from ..graphs import shape
from ..tuples import NamedTuple
from .graph import Attempt, Choice, Do, Graph, Key, Leave, Node, successors
from .logic import negated
from .model import Break, Constant, Continue, Except, If, Pass, Raise, Stmt, Try, While

_DEEPEST = 3
_DEEPEST_LOOP = 12
"""Loops inside each other. Python refuses more than 20 nested blocks; a reader loses the thread before."""
_TRIALS = 50
"""How often another place behind a loop is tried in one body before its jumps are said to cross."""


class Crossing(Exception):
    """A jump to `target` that crosses another: it is neither behind, nor the innermost loop, nor of one place alone."""

    def __init__(self, target: Key) -> None:
        super().__init__(target)
        self.target = target


class Context(NamedTuple):
    """Where jumps lead without a place of their own: falling off the end, `continue`, `break`."""

    fall: Key | None
    loop: Key | None
    stop: Key | None


class Code(NamedTuple):
    """Statements, and whether they always leave (nothing behind them is reached by falling through)."""

    statements: tuple[Stmt, ...]
    leaves: bool


def paragraphs(graph: Graph, context: Context = Context(None, None, None)) -> tuple[Stmt, ...]:
    """The statements that do what the graph says, from its entry on."""
    return _Writer(graph).region(graph.entry, context).statements


class _Writer:
    """Writes a graph; what is known of its shape is settled at the start."""

    def __init__(self, graph: Graph) -> None:
        self.nodes = graph.nodes
        self.inner = {
            key: tuple(target for target in successors(node) if target in graph.nodes)
            for key, node in graph.nodes.items()
        }
        self.shape = shape(graph.entry, self.inner.__getitem__)
        self.places = self._count_places()
        self.size = self._subtree_sizes()
        self.behind = self._merges()
        self.caught = self._leading_to_reraise()
        self.leaving = self._ways_out()
        self.depth = 0
        self.opened: set[Key] = set()
        self.claimed: set[Key] = set()
        self.trials = _TRIALS

    # --- what is known

    def _count_places(self) -> Mapping[Key, int]:
        """How many jumps lead forward to each node."""
        jumps = ((key, target) for key in self.shape.order for target in self.inner[key])
        return Counter(target for key, target in jumps if not self.shape.dominates(target, key))

    def _subtree_sizes(self) -> Mapping[Key, int]:
        """How many nodes each node dominates."""
        size = Counter(self.shape.order)
        for key in reversed(self.shape.order[1:]):
            size[self.shape.dominator[key]] += size[key]
        return size

    def _merges(self) -> Mapping[Key, list[Key]]:
        """The nodes reached from several places, in order, by the node behind which they stand."""
        merges: dict[Key, list[Key]] = {key: [] for key in self.shape.order}
        for key in self.shape.order[1:]:
            if self.places[key] > 1:
                merges[self._paragraph(self.shape.dominator[key])].append(key)
        return merges

    def _paragraph(self, key: Key) -> Key:
        """Where the statements begin that lead to a node and nowhere else."""
        while key not in self.shape.loops and self.places[key] == 1:
            above = self.shape.dominator[key]
            if not isinstance(self.nodes[above], Do) or above in self.shape.loops:
                break
            key = above
        return key

    def _ways_out(self) -> Mapping[Key, Counter[Key]]:
        """The targets, outside what each node dominates, of jumps from there, and how many these are."""
        ways = {key: Counter(successors(self.nodes[key])) for key in self.shape.order}
        for key in reversed(self.shape.order):
            own = ways[key]
            for target in [t for t in own if t in self.nodes and self.shape.dominates(key, t)]:
                del own[target]
            if key in self.shape.dominator:
                ways[self.shape.dominator[key]].update(own)
        return ways

    def _leading_to_reraise(self) -> set[Key]:
        """The nodes that dominate a bare `raise`, which means something in its `except` alone."""
        found: set[Key] = set()
        for key, node in self.nodes.items():
            while isinstance(node, Leave) and node.statements == (Raise(None),) and key not in found:
                found.add(key)
                key = self.shape.dominator.get(key, key)
        return found

    # --- regions

    def region(self, key: Key, context: Context) -> Code:
        """All that a node dominates. What follows in a straight line is written in a loop: documents may be long."""
        written: list[Stmt] = []
        following: Key | None = key
        while following is not None:
            key = following
            if key in self.shape.loops and key not in self.opened:
                code, following = self._loop(key, context)
            elif waiting := [merge for merge in self.behind[key] if merge not in self.claimed]:
                code, following = self._sequence(key, waiting, context)
            else:
                code, following = self._node(key, context)
            written += code.statements
            if code.leaves:
                return Code(tuple(written), True)
        return Code(tuple(written), False)

    def _sequence(self, key: Key, waiting: list[Key], context: Context) -> tuple[Code, Key]:
        """A node, and behind it the nodes to which its ways come together again."""
        flat = self._once(key, waiting, context)
        if flat is not None:
            return flat, waiting[-1]
        self.claimed.update(waiting)
        written: list[Stmt] = []
        for start, fall in zip((key, *waiting), waiting, strict=False):
            written += self.region(start, context._replace(fall=fall)).statements
        return Code(tuple(written), False), waiting[-1]

    def _once(self, key: Key, waiting: list[Key], context: Context) -> Code | None:
        """A loop that is gone through once, left by `break` for what stands behind: where arms would nest more deeply than a reader follows."""
        if len(waiting) != 1 or context != Context(None, None, None) or self._nesting(key, waiting[0]) <= _DEEPEST:
            return None
        opened, claimed = set(self.opened), set(self.claimed)
        self.claimed.update(waiting)
        try:
            body = self.region(key, Context(None, None, waiting[0]))
        except Crossing:
            self.opened, self.claimed = opened, claimed
            return None
        return Code((While(Constant(True), body.statements),), False)

    def _nesting(self, key: Key, behind: Key) -> int:
        """How many steps in a row may each go to what stands behind them."""
        jumping = (other for other in self.shape.order if behind in successors(self.nodes[other]))
        return sum(self.shape.dominates(key, other) for other in jumping)

    def _node(self, key: Key, context: Context) -> tuple[Code, Key | None]:
        """A node with its shorter arm; the longer one follows it in the text where it can."""
        node = self.nodes[key]
        match node:
            case Leave():
                return Code(node.statements, True), None
            case Do():
                return self._before(node.statements, node.then, context)
            case Choice() | Attempt():
                return self._fork(node, context)

    def _before(self, statements: tuple[Stmt, ...], target: Key, context: Context) -> tuple[Code, Key | None]:
        """Statements, then the target: behind them if it is theirs alone, else by a jump."""
        jump = self._jump(target, context)
        if jump is None:
            return Code(statements, False), target
        return Code(statements + jump.statements, jump.leaves), None

    def _fork(self, node: Choice | Attempt, context: Context) -> tuple[Code, Key | None]:
        """An arm that leaves becomes an early exit, and the other goes on unindented. What follows an exception stays in its `except`."""
        passes = isinstance(node, Choice) and self._passes_first(node, context)
        short, long = (node.passed, node.failed) if passes else (node.failed, node.passed)
        arm = self._arm(short, context)
        if not arm.leaves and self._reads_better_flat(node, passes, long, context):
            arm = _explicit(arm, context)
        if arm.leaves:
            return self._before(_forked(node, passes, arm.statements, ()), long, context)
        other = self._arm(long, context)
        if other.leaves and isinstance(node, Choice):
            return Code((*_forked(node, not passes, other.statements, ()), *arm.statements), False), None
        return Code(_forked(node, passes, arm.statements, other.statements), False), None

    def _passes_first(self, node: Choice, context: Context) -> bool:
        """Whether what follows when the test passes is written first."""
        if node.early:
            return node.opposite is None or node.failed not in context or node.failed == context.fall
        return self._weight(node.passed, context) <= self._weight(node.failed, context)

    def _reads_better_flat(self, node: Choice | Attempt, passes: bool, long: Key, context: Context) -> bool:
        """Whether an arm should say that it goes round rather than stand beside the other arm."""
        if self._weight(long, context) > 1:
            return True
        return passes and isinstance(node, Choice) and (node.early or isinstance(self.nodes.get(long), Leave))

    def _arm(self, target: Key, context: Context) -> Code:
        return self._jump(target, context) or self.region(target, context)

    def _weight(self, target: Key, context: Context) -> int:
        """How much text an arm is: nothing for a jump."""
        return 0 if target in context or target not in self.nodes else self.size[target]

    def _jump(self, target: Key, context: Context) -> Code | None:
        """The jump to a target, or None when it is to be written right here."""
        if target == context.fall:
            return Code((), False)
        if target == context.loop:
            return Code((Continue(),), True)
        if target == context.stop:
            return Code((Break(),), True)
        is_taken = target in self.claimed or target in self.opened
        if target in self.nodes and self.places[target] == 1 and not is_taken:
            return None
        node = self.nodes.get(target)
        if isinstance(node, Leave) and node.statements != (Raise(None),):
            return Code(node.statements, True)
        raise Crossing(target)

    # --- loops

    def _loop(self, header: Key, context: Context) -> tuple[Code, Key | None]:
        """`while True:` over a natural loop; what stands behind it is reached by `break`."""
        crossing = Crossing(header)
        if self.depth == _DEEPEST_LOOP:
            raise crossing
        self.opened.add(header)
        for stop in self._stops(header, context):
            opened, claimed = set(self.opened), set(self.claimed)
            try:
                return self._around(header, context, stop)
            except Crossing as met:
                crossing = met
            self.opened, self.claimed = opened, claimed
            self.trials -= 1
            if self.trials < 0:
                break
        raise crossing

    def _around(self, header: Key, context: Context, stop: Key | None) -> tuple[Code, Key | None]:
        if stop is not None:
            self.claimed.add(stop)
        self.depth += 1
        try:
            body = self.region(header, Context(header, header, stop))
        finally:
            self.depth -= 1
        loop: tuple[Stmt, ...] = (While(Constant(True), body.statements),)
        if stop is None:
            return Code(loop, True), None
        if stop in self.nodes and self.shape.dominates(header, stop):
            return Code(loop, False), stop
        return self._before(loop, stop, context)

    def _stops(self, header: Key, context: Context) -> Iterator[Key | None]:
        """Where `break` may lead, the best first. Ways out that lead beyond what the header dominates have no other statement."""
        inside = self.shape.loops[header]
        exits = dict.fromkeys(target for key in sorted(inside) for target in successors(self.nodes[key]))
        own = [key for key in exits if key in self.nodes and key not in inside and self.shape.dominates(header, key)]
        behind = [key for key in own if self.places[key] > 1 or self._goes_on(key, header)]
        behind.sort(key=lambda key: (not self._raises(key), self.places[key] > 1, self.size[key]), reverse=True)
        yield from (key for key in behind if self._is_behind(key, header))
        # The walk along all that follows is for what no way out leads to itself.
        yield from (key for key in self._met(own, inside, header) if key not in behind and self._is_behind(key, header))
        beyond = self._beyond(header, None)
        if not beyond:
            yield None
        elif len(beyond) == 1 and beyond[0] in context:
            yield beyond[0]

    def _is_behind(self, key: Key, header: Key) -> bool:
        """Whether a node may stand behind the loop of `header`: nothing else is reached from there but what follows the node."""
        return key not in self.caught and not self._beyond(header, key) and not self._joins(key, header)

    def _met(self, exits: list[Key], inside: frozenset[Key], header: Key) -> list[Key]:
        """Where ways out of a loop come together again, the nearest first."""
        seen = dict.fromkeys(exits)
        waiting = list(exits)
        for key in waiting:
            fresh = [
                t for t in self.inner[key] if t not in seen and t not in inside and self.shape.dominates(header, t)
            ]
            seen.update(dict.fromkeys(fresh))
            waiting += fresh
        return [key for key in seen if self.places[key] > 1]

    def _joins(self, key: Key, header: Key) -> bool:
        """Whether what follows `key` leads to where other ways out of the loop of `header` lead as well: all of them would stand inside."""
        return any(self.shape.dominates(header, target) for target in self._beyond(key, None) if target in self.nodes)

    def _raises(self, key: Key) -> bool:
        """Whether nothing follows but a failure, which may stand at several places."""
        node = self.nodes[key]
        return isinstance(node, Leave) and isinstance(node.statements[-1], Raise)

    def _goes_on(self, key: Key, header: Key) -> bool:
        """Whether what follows a loop is more than an end, which may as well stand inside. A loop of retries holds nothing but failures."""
        if header._replace(part="enter") in self.nodes:
            return not self._raises(key)
        seen = {key}
        waiting = [key]
        while waiting:
            reached = waiting.pop()
            if reached.part == "call":
                return True
            inner = (target for target in self.inner[reached] if target not in seen)
            fresh = [target for target in inner if self.shape.dominates(key, target)]
            seen.update(fresh)
            waiting += fresh
        return False

    def _beyond(self, header: Key, without: Key | None) -> list[Key]:
        """The targets, outside what `header` dominates, of jumps from there; what is behind `without` is left out."""
        if without is None:
            return list(self.leaving[header])
        behind = self.leaving[without] if self.shape.dominates(header, without) else Counter[Key]()
        return [
            target for target, count in self.leaving[header].items() if count > behind[target] and target != without
        ]


def _explicit(arm: Code, context: Context) -> Code:
    """An arm that falls through, made to leave where a statement says the same."""
    if context.fall is not None and context.fall == context.loop:
        return Code((*arm.statements, Continue()), True)
    if context.fall is not None and context.fall == context.stop:
        return Code((*arm.statements, Break()), True)
    return arm


def _forked(node: Node, passes: bool, arm: tuple[Stmt, ...], other: tuple[Stmt, ...]) -> tuple[Stmt, ...]:
    """The statement of a choice or attempt; `arm` is what follows when it passes, or when not."""
    if isinstance(node, Attempt):
        passed, failed = (arm, other) if passes else (other, arm)
        return (Try(node.statements, (Except(node.failure, None, failed or (Pass(),)),), passed),)
    if not isinstance(node, Choice):
        return ()
    if not arm and not other:
        return ()
    if not arm:
        arm, other, passes = other, (), not passes
    return (If(node.test if passes else node.opposite or negated(node.test), arm, other),)
