"""What there is to see of a workflow.

Takes the graph that `flow` has made, gives a `Picture`. A failure that no action takes care of is drawn only beside others: in most workflows it is
the same at every step.
"""

from __future__ import annotations

from typing import assert_never

from ..bind.model import (
    AwsCall,
    BoundCriterion,
    BoundStep,
    Call,
    GotoStep,
    HttpCall,
    MessageCall,
    TestComparison,
    TestJunction,
    TestNot,
    TestQuery,
    TestRegex,
    TestTruth,
    WorkflowCall,
)
from ..flow.model import Again, Block, Fail, Finish, Flow, Next, Outcome, Transfer
from .model import Edge, Node, NodeKind, Picture

_START, _DONE = "start", "done"


def picture(flow: Flow) -> Picture:
    """Draw a workflow."""
    return _Drawing(flow).picture()


class _Drawing:
    """Collects the exits and edges of one workflow."""

    def __init__(self, flow: Flow) -> None:
        self._flow = flow
        self._ids = {block.step.id: f"step{number}" for number, block in enumerate(flow.blocks, 1)}
        self._exits: list[Node] = []
        self._edges: list[Edge] = []
        self._done = False

    def picture(self) -> Picture:
        workflow = self._flow.workflow
        before = [Node(_START, "start", workflow.key.workflow_id)]
        for number, key in enumerate(workflow.depends_on, 1):
            before.append(Node(f"before{number}", "workflow", key.workflow_id, ("a workflow that runs first",)))
        steps = [self._step(block) for block in self._flow.blocks]
        course = [*before, *steps[:1]]
        for above, below in zip(course, course[1:], strict=False):
            self._edges.append(Edge(above.id, below.id))
        for block in self._flow.blocks:
            self._ways(block)
        end = [Node(_DONE, "end", "end")] if self._done else []
        return Picture(workflow.key.workflow_id, (*before, *steps, *end), tuple(self._exits), tuple(self._edges))

    def _step(self, block: Block) -> Node:
        step = block.step
        kind: NodeKind = "workflow" if isinstance(step.call, WorkflowCall) else "step"
        facts = self._flow.facts
        reachable = step.id in facts.reachable or step.id in facts.detours
        return Node(self._ids[step.id], kind, step.id, (*_operation(step.call), *_success(step)), reachable)

    def _ways(self, block: Block) -> None:
        for index, outcome in enumerate(block.on_success):
            self._way(block, outcome, _label(outcome, block.on_success[:index], failure=False), failure=False)
        if _is_left_alone(block.on_failure):
            return
        for index, outcome in enumerate(block.on_failure):
            self._way(block, outcome, _label(outcome, block.on_failure[:index], failure=True), failure=True)

    def _way(self, block: Block, outcome: Outcome, label: tuple[str, ...], *, failure: bool) -> None:
        start = self._ids[block.step.id]
        match outcome.then:
            case Next(step=step):
                self._edges.append(Edge(start, self._ids[step], label, failure))
            case Finish():
                end = self._finish(block, outcome, failure=failure)
                self._edges.append(Edge(start, end, label, failure))
            case Fail():
                self._edges.append(Edge(start, self._exit("fail", "fail"), label, failure))
            case Transfer(call=call):
                end = self._exit("workflow", call.workflow.workflow_id, "goes on as this workflow")
                self._edges.append(Edge(start, end, label, failure))
            case Again() as again:
                self._again(start, again, label, failure=failure)
            case _:
                assert_never(outcome.then)

    def _finish(self, block: Block, outcome: Outcome, *, failure: bool) -> str:
        """Below the last step when that is where the workflow ends by itself, else beside the step."""
        last = block is self._flow.blocks[-1] and outcome is block.on_success[-1] and not failure
        if not last:
            return self._exit("end", "end")
        self._done = True
        return _DONE

    def _exit(self, kind: NodeKind, title: str, *lines: str) -> str:
        node = Node(f"exit{len(self._exits) + 1}", kind, title, lines)
        self._exits.append(node)
        return node.id

    def _again(self, start: str, again: Again, label: tuple[str, ...], *, failure: bool) -> None:
        times = f"retry at most {again.limit} time{'' if again.limit == 1 else 's'}"
        said = (*label, f"{times}, after {again.after:g} s" if again.after else times)
        match again.detour:
            case None:
                end = start
            case GotoStep(step=step):
                end = self._ids.get(step, start)
            case WorkflowCall(workflow=key):
                end = self._exit("workflow", key.workflow_id, "runs before the step is tried again")
        self._edges.append(Edge(start, end, said, failure, again=True))


def _is_left_alone(outcomes: tuple[Outcome, ...]) -> bool:
    return len(outcomes) == 1 and isinstance(outcomes[0].then, Fail)


def _operation(call: Call) -> tuple[str, ...]:
    match call:
        case HttpCall(operation=operation):
            request = f"{operation.method.upper()} {operation.path}"
            return (request,) if operation.operation_id is None else (operation.operation_id, request)
        case AwsCall(operation=operation):
            return (f"{operation.service} {operation.name}",)
        case WorkflowCall(workflow=key):
            return (f"workflow {key.workflow_id}",)
        case MessageCall(operation=operation):
            return (f"{operation.action} {operation.channel}",)
        case _:
            assert_never(call)


def _success(step: BoundStep) -> tuple[str, ...]:
    """What success means, where the document says so."""
    return _joined("succeeds if ", tuple(_criterion(criterion) for criterion in step.criteria))


def _label(outcome: Outcome, earlier: tuple[Outcome, ...], *, failure: bool) -> tuple[str, ...]:
    """When this way is taken, given that no earlier one was."""
    if outcome.criteria:
        return _joined(
            "on failure: " if failure else "if ", tuple(_criterion(criterion) for criterion in outcome.criteria)
        )
    if any(isinstance(other.then, Again) and not other.criteria for other in earlier):
        return ("no retry left",)
    if earlier:
        return ("any other failure" if failure else "otherwise",)
    return ("on failure",) if failure else ()


def _criterion(criterion: BoundCriterion) -> str:
    """What is tested: a pattern or a query is one of something."""
    match criterion.test:
        case TestRegex(context=context) | TestQuery(context=context):
            return f"{context.text} ~ {criterion.text}"
        case TestComparison() | TestNot() | TestJunction() | TestTruth():
            return criterion.text
        case _:
            assert_never(criterion.test)


def _joined(first: str, texts: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(f"{first if index == 0 else 'and '}{text}" for index, text in enumerate(texts))
