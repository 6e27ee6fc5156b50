"""A toy for trying structures: workflows without meaning, a speller whose statements write a log, and a walk over the blocks that writes the same.

The log of the statements and the log of the walk must be equal: that is all that "the same control flow" means.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator

from arazzo_codegen.bind.model import (
    BoundAction,
    BoundCriterion,
    BoundStep,
    BoundWorkflow,
    ConstantValue,
    End,
    GotoStep,
    GotoWorkflow,
    HttpCall,
    HttpOperation,
    NullType,
    Retry,
    TestTruth,
    WorkflowCall,
    WorkflowKey,
)
from arazzo_codegen.diagnostics.model import Position, Span
from arazzo_codegen.flow.blocks import blocks
from arazzo_codegen.flow.facts import facts
from arazzo_codegen.flow.model import Again, Block, Fail, Finish, Flow, Next, Outcome, Transfer
from arazzo_codegen.plan.model import (
    Assign,
    AugAssign,
    BoolOp,
    Break,
    Call,
    Comment,
    Compare,
    Constant,
    Continue,
    Expr,
    ExprStmt,
    If,
    Match,
    Name,
    Not,
    Pass,
    Raise,
    Return,
    Stmt,
    Try,
    While,
)

SPAN = Span("toy", Position(1, 1), Position(1, 2))
OPERATION = HttpOperation(
    "", None, "get", "/", None, None, False, (), (), False, (), (), False, (), "", SPAN
)  # fmt: skip
OTHER = WorkflowCall(WorkflowKey("", "other"), (), SPAN)


def criterion(number: int) -> BoundCriterion:
    """A criterion that is bit `number` of the last response."""
    return BoundCriterion(TestTruth(ConstantValue(None, NullType(), SPAN), "simple"), str(number), SPAN)


def action(effect: End | GotoStep | GotoWorkflow | Retry, *criteria: int) -> BoundAction:
    return BoundAction("action", tuple(map(criterion, criteria)), effect, False, SPAN)


def step(
    name: str,
    *,
    tests: tuple[int, ...] = (0,),
    success: tuple[BoundAction, ...] = (),
    failure: tuple[BoundAction, ...] = (),
    calls: bool = False,
) -> BoundStep:
    call = OTHER if calls else HttpCall(OPERATION, (), None)
    return BoundStep(name, None, call, tuple(map(criterion, tests)), success, failure, (), None, (), SPAN)


def flow(*steps: BoundStep) -> Flow:
    workflow = BoundWorkflow(WorkflowKey("", "toy"), None, None, (), (), steps, (), (), SPAN)
    made = blocks(workflow)
    return Flow(workflow, made, facts(made))


class Stop(Exception):
    """The script is over."""


class StepFailed(Exception):
    """A step has failed and nothing catches it."""


class CalledFailed(StepFailed):
    """A called workflow has failed."""


class World:
    """What happens: a script of responses, each a set of bits, and the log."""

    def __init__(self, script: Iterator[int]) -> None:
        self.script = script
        self.log: list[str] = []
        self.last: dict[str, int] = {}

    def note(self, *words: object) -> None:
        self.log.append(" ".join(map(str, words)))

    def attempt(self, name: str) -> int:
        self.note("call", name)
        self.last[name] = next(self.script, -1)
        if self.last[name] < 0:
            raise Stop
        return self.last[name]

    def called(self, name: str) -> int:
        bits = self.attempt(name)
        if bits & 128:
            raise CalledFailed(f"inside {name}")
        return bits

    def detour(self, name: str) -> None:
        self.note("detour", name)
        if next(self.script, 0) & 1:
            raise CalledFailed(f"detour {name}")

    def bit(self, name: str, number: int) -> bool:
        return bool(self.last[name] >> number & 1)


def outcome_of(run: Callable[[], str]) -> str:
    """How a run ends, in a word."""
    try:
        return run()
    except Stop:
        return "stop"
    except StepFailed as failed:
        return f"failed {failed}"


# --- the statements


def name_of(step: str) -> str:
    return step.replace("-", "_")


def say(function: str, *arguments: str | int) -> Call:
    return Call(Name(function), tuple(map(Constant, arguments)))


class ToySpeller:
    """Spells the parts of a toy."""

    def attempt(self, block: Block) -> tuple[Stmt, ...]:
        function = "called" if isinstance(block.step.call, WorkflowCall) else "attempt"
        call = Assign(Name(name_of(block.step.id)), say(function, block.step.id))
        return (Comment(block.step.id), call, *self._checks(block))

    def _checks(self, block: Block) -> tuple[Stmt, ...]:
        """A called workflow fails by an exception, and so do the criteria of the step that called it."""
        if not isinstance(block.step.call, WorkflowCall):
            return ()
        criteria = block.step.criteria
        return tuple(If(Not(self._bit(block, c)), self.fail(block, Constant(c.text))) for c in criteria)

    def prepared(self, block: Block) -> tuple[Stmt, ...]:
        return ()

    def success_tests(self, block: Block) -> tuple[tuple[Expr, str], ...]:
        if isinstance(block.step.call, WorkflowCall):
            return ()
        return tuple((self._bit(block, c), c.text) for c in block.step.criteria)

    def record(self, block: Block, failed: bool) -> tuple[Stmt, ...]:
        return () if failed else (ExprStmt(say("note", "record", block.step.id)),)

    def guard(self, block: Block, outcome: Outcome) -> Expr | None:
        tests = tuple(self._bit(block, c) for c in outcome.criteria)
        return None if not tests else tests[0] if len(tests) == 1 else BoolOp("and", tests)

    def finish(self, block: Block, failed: bool) -> tuple[Stmt, ...]:
        return (Return(Constant(f"finish {block.step.id} {failed}")),)

    def transfer(self, block: Block, transfer: Transfer, failed: bool) -> tuple[Stmt, ...]:
        return (Return(Constant(f"transfer {block.step.id} {failed}")),)

    def fail(self, block: Block, criterion: Expr) -> tuple[Stmt, ...]:
        error = "CalledFailed" if isinstance(block.step.call, WorkflowCall) else "StepFailed"
        return (Raise(Call(Name(error), (criterion,))),)

    def retries_left(self, block: Block, again: Again) -> Expr:
        return Name(f"{name_of(block.step.id)}_retries_{again.counter}")

    def again(self, block: Block, again: Again) -> tuple[Stmt, ...]:
        return (ExprStmt(say("note", "wait", block.step.id, int(again.after))),)

    def detour(self, block: Block, call: WorkflowCall) -> tuple[Stmt, ...]:
        return (ExprStmt(say("detour", block.step.id)),)

    def called_failure(self) -> Expr:
        return Name("CalledFailed")

    def position(self) -> Expr:
        return Name("position")

    def begin(self, labels: tuple[str, ...]) -> tuple[Stmt, ...]:
        return (Assign(Name("position"), Constant(labels[0])),)

    def _bit(self, block: Block, criterion: BoundCriterion) -> Expr:
        return Compare(say("bit", block.step.id, int(criterion.text)), "==", Constant(True))


def spelled(statements: tuple[Stmt, ...], indent: str = "") -> str:
    """The text of the statements that structures are made of."""
    return "".join(_statement(statement, indent) for statement in statements)


def _statement(statement: Stmt, indent: str) -> str:
    inner = indent + "    "
    match statement:
        case Comment(text):
            return f"{indent}# {text}\n"
        case Assign(target, value) if value is not None:
            return f"{indent}{_expr(target)} = {_expr(value)}\n"
        case AugAssign(target, operator, value):
            return f"{indent}{_expr(target)} {operator}= {_expr(value)}\n"
        case ExprStmt(value):
            return f"{indent}{_expr(value)}\n"
        case If(test, body, orelse):
            text = f"{indent}if {_expr(test)}:\n{spelled(body, inner)}"
            return text + (f"{indent}else:\n{spelled(orelse, inner)}" if orelse else "")
        case While(test, body):
            return f"{indent}while {_expr(test)}:\n{spelled(body, inner)}"
        case Match(subject, cases):
            made = "".join(
                f"{inner}case {_expr(case.pattern) if case.pattern else '_'}:\n{spelled(case.body, inner + '    ')}"
                for case in cases
            )
            return f"{indent}match {_expr(subject)}:\n{made}"
        case Try(body, (handler,), orelse):
            text = f"{indent}try:\n{spelled(body, inner)}{indent}except {_expr(handler.type)}:\n"
            text += spelled(handler.body, inner)
            return text + (f"{indent}else:\n{spelled(orelse, inner)}" if orelse else "")
        case Return(value):
            return f"{indent}return {_expr(value) if value else ''}\n"
        case Raise(value):
            return f"{indent}raise {_expr(value) if value else ''}\n"
        case Break():
            return f"{indent}break\n"
        case Continue():
            return f"{indent}continue\n"
        case Pass():
            return f"{indent}pass\n"
        case _:
            raise AssertionError(statement)


def _expr(expr: Expr) -> str:
    match expr:
        case Name(id):
            return id
        case Constant(value):
            return repr(value)
        case Call(function, args):
            return f"{_expr(function)}({', '.join(map(_expr, args))})"
        case Compare(left, operator, right):
            return f"{_expr(left)} {operator} {_expr(right)}"
        case BoolOp(operator, operands):
            return "(" + f" {operator} ".join(map(_expr, operands)) + ")"
        case Not(operand):
            return f"(not {_expr(operand)})"
        case _:
            raise AssertionError(expr)


def execute(body: str, world: World) -> str:
    """Run the statements in a world; gives how they end."""
    text = "def run():\n" + body
    scope: dict[str, object] = {
        "attempt": world.attempt,
        "called": world.called,
        "detour": world.detour,
        "bit": world.bit,
        "note": world.note,
        "StepFailed": StepFailed,
        "CalledFailed": CalledFailed,
    }
    exec(compile(ast.parse(text), "toy", "exec"), scope)
    run = scope["run"]
    assert callable(run)
    return outcome_of(lambda: str(run()))


# --- the walk


def walk(graph: Flow, world: World) -> str:
    """Do what the blocks say, by looking at them."""
    return outcome_of(lambda: _walk(graph, world))


def _walk(graph: Flow, world: World) -> str:
    block = graph.blocks[0]
    while True:
        failure = _attempted(graph, block, world, follow=True)
        failed = failure is not None
        for outcome in block.on_failure if failed else block.on_success:
            if isinstance(outcome.then, Again) or not _passes(block, outcome.criteria, world):
                continue
            break
        match outcome.then:
            case Finish():
                return f"finish {block.step.id} {failed}"
            case Transfer():
                return f"transfer {block.step.id} {failed}"
            case Fail():
                assert failure is not None
                raise failure
            case Next(target):
                block = graph.block(target)
            case Again():
                raise AssertionError("a retry is followed where the step is attempted")


def _attempted(graph: Flow, block: Block, world: World, follow: bool) -> StepFailed | None:
    """A step with its retries: None when it has succeeded in the end. In a detour only the retries of its actions are followed."""
    counts = {o.then.counter: o.then.limit for o in block.on_failure if isinstance(o.then, Again)}
    while True:
        failure = _once(block, world)
        if failure is None:
            world.note("record", block.step.id)
            return None
        if not _retried(graph, block, counts, world, follow):
            return failure


def _once(block: Block, world: World) -> StepFailed | None:
    kind = StepFailed
    try:
        if isinstance(block.step.call, WorkflowCall):
            kind = CalledFailed
            world.called(block.step.id)
        else:
            world.attempt(block.step.id)
    except CalledFailed as failure:
        return failure
    texts = (c.text for c in block.step.criteria if not world.bit(block.step.id, int(c.text)))
    text = next(texts, None)
    return None if text is None else kind(text)


def _retried(graph: Flow, block: Block, counts: dict[int, int], world: World, follow: bool) -> bool:
    """Whether the step is to be tried again: looks at the failure actions in order."""
    for outcome in block.on_failure:
        if not _passes(block, outcome.criteria, world):
            continue
        if not isinstance(outcome.then, Again):
            if follow:
                return False
            continue
        again = outcome.then
        if counts[again.counter] < 1:
            continue
        counts[again.counter] -= 1
        world.note("wait", block.step.id, int(again.after))
        if again.detour is None or _detoured(graph, block, again, world):
            return True
        counts[again.counter] = 0
    return False


def _detoured(graph: Flow, block: Block, again: Again, world: World) -> bool:
    if isinstance(again.detour, GotoStep):
        return _attempted(graph, graph.block(again.detour.step), world, follow=False) is None
    try:
        world.detour(block.step.id)
    except CalledFailed:
        return False
    return True


def _passes(block: Block, criteria: tuple[BoundCriterion, ...], world: World) -> bool:
    return all(world.bit(block.step.id, int(c.text)) for c in criteria)
