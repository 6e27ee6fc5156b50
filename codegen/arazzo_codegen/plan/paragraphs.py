"""Statements in the order of a text, made from a graph without crossing jumps.

Takes a `Graph`, gives the statements, or raises `Crossing` for a jump that Python has no statement for.
"""

from __future__ import annotations

from ..tuples import NamedTuple
from .graph import Attempt, Choice, Do, Graph, Key, Leave, Node, successors
from .logic import negated
from .model import Break, Constant, Continue, Except, If, Pass, Raise, Stmt, Try, While
from .stops import stops
from .survey import Survey

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
        self.survey = Survey(graph)
        self.nodes = graph.nodes
        self.loops = self.survey.shape.loops
        self.depth = 0
        self.opened: set[Key] = set()
        self.claimed: set[Key] = set()
        self.trials = _TRIALS

    # --- regions

    def region(self, key: Key, context: Context) -> Code:
        """All that a node dominates. What follows in a straight line is written in a loop: documents may be long."""
        written: list[Stmt] = []
        following: Key | None = key
        while following is not None:
            key = following
            if key in self.loops and key not in self.opened:
                code, following = self._loop(key, context)
            elif waiting := [merge for merge in self.survey.behind[key] if merge not in self.claimed]:
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
        jumping = (other for other in self.survey.shape.order if behind in successors(self.nodes[other]))
        return sum(self.survey.dominates(key, other) for other in jumping)

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
        return 0 if target in context or target not in self.nodes else self.survey.size[target]

    def _jump(self, target: Key, context: Context) -> Code | None:
        """The jump to a target, or None when it is to be written right here."""
        if target == context.fall:
            return Code((), False)
        if target == context.loop:
            return Code((Continue(),), True)
        if target == context.stop:
            return Code((Break(),), True)
        is_taken = target in self.claimed or target in self.opened
        if target in self.nodes and self.survey.places[target] == 1 and not is_taken:
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
        for stop in stops(self.survey, header, context):
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
        if stop in self.nodes and self.survey.dominates(header, stop):
            return Code(loop, False), stop
        return self._before(loop, stop, context)


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
