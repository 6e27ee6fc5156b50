"""Family 4: steps over AsyncAPI: which side they take, how they tell success, and who waits for them.

A description says what one application sends and receives. A workflow may stand on the other side (it sends what the application receives) or
take the application's part; Arazzo does not say which, and both are written. It cannot do both with one description and mean it.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..bind.model import BoundStep, BoundWorkflow, MessageCall, MessageShape, Read, SourceKey, StepOutputRoot
from ..bind.walk import call_reads, reads_after
from ..diagnostics.model import Label
from ..diagnostics.rules import contracts as say
from ..tuples import NamedTuple
from .matter import Matter

_DONE = {"send": "sends", "receive": "receives"}


class _Exchange(NamedTuple):
    """A step and its message."""

    step: BoundStep
    call: MessageCall

    @property
    def takes_part(self) -> bool:
        """Whether the step does what the application does, rather than its counterpart."""
        return self.call.operation.described == self.call.operation.action

    @property
    def side(self) -> str:
        """What the step does, and what the application."""
        operation = self.call.operation
        if self.takes_part:
            return f"{_DONE[operation.action]} where the application does"
        return f"{_DONE[operation.action]} what the application {self.described}"

    @property
    def described(self) -> str:
        """What the application does."""
        return _DONE[self.call.operation.described or self.call.operation.action]


def sides_of_descriptions(matter: Matter) -> None:
    """A step on the other side than an earlier one of the same document, over the same description."""
    for document in matter.program.documents:
        first: dict[SourceKey, _Exchange] = {}
        for workflow in document.workflows:
            for one in _exchanges(workflow):
                if one.call.operation.described is not None:
                    earlier = first.setdefault(one.call.operation.source, one)
                    if earlier.takes_part != one.takes_part:
                        _report_sides(matter, one, earlier)


def _report_sides(matter: Matter, here: _Exchange, there: _Exchange) -> None:
    operation = here.call.operation
    described = {one.call.operation.span: one.described for one in (here, there)}
    matter.reporter.report(
        say.BOTH_SIDES,
        f"step `{here.step.id}` {here.side}, unlike step `{there.step.id}`",
        here.call.action_span,
        label=f"{'to' if operation.action == 'send' else 'from'} `{operation.channel}`",
        related=(
            Label(there.call.action_span, f"step `{there.step.id}` {there.side}"),
            *(Label(span, f"the application {done} here") for span, done in described.items()),
        ),
        help=f"change `action` to `{'receive' if operation.action == 'send' else 'send'}`, or name another operation",
    )


def ambiguous_receipts(matter: Matter) -> None:
    """Section "Defining Success for Asynchronous Steps": criteria may be left out only when "the channel defines a single message type"."""
    for workflow in matter.program.workflows.values():
        for step, call in _exchanges(workflow):
            messages = call.operation.messages
            if call.operation.action == "receive" and not step.criteria and len(messages) > 1:
                _report_ambiguous(matter, step, messages)


def _report_ambiguous(matter: Matter, step: BoundStep, messages: tuple[MessageShape, ...]) -> None:
    names = ", ".join(f"`{message.name}`" for message in messages[:6])
    matter.reporter.report(
        say.MESSAGE_WITHOUT_CRITERIA,
        f"step `{step.id}` takes any of {len(messages)} messages for success",
        step.span,
        label="has no `successCriteria`",
        related=tuple(Label(message.span, f"message `{message.name}`") for message in messages[:2]),
        notes=(f"the messages are {names}{' and others' if len(messages) > 6 else ''}",),
        help="add `successCriteria` that tell by `$message.payload` or `$message.header` which message is meant",
    )


def undeclared_waits(matter: Matter) -> None:
    """Section "Step Object": a step that "depends on the output of a non-blocking/asynchronous step" SHOULD say so by `dependsOn`."""
    for workflow in matter.program.workflows.values():
        awaited = {one.step.id: one.step for one in _exchanges(workflow) if one.call.operation.action == "receive"}
        for step in workflow.steps if awaited else ():
            known = _depended_on(step, workflow) | {step.id}
            for read in (*call_reads(step.call), *reads_after(step)):
                if isinstance(read.root, StepOutputRoot) and read.root.step in awaited.keys() - known:
                    known.add(read.root.step)
                    _report_wait(matter, step, awaited[read.root.step], read)


def _depended_on(step: BoundStep, workflow: BoundWorkflow) -> set[str]:
    """The steps that a step waits for, and those that they wait for."""
    by_id = {one.id: one for one in workflow.steps}
    found: set[str] = set()
    waiting = list(step.depends_on)
    while waiting:
        name = waiting.pop()
        if name not in found and name in by_id:
            found.add(name)
            waiting.extend(by_id[name].depends_on)
    return found


def _report_wait(matter: Matter, step: BoundStep, awaited: BoundStep, read: Read) -> None:
    if matter.reporter.earlier(read.span) is not None:
        # It cannot have run by then, which is worse.
        return
    matter.reporter.report(
        say.UNDECLARED_WAIT,
        f"step `{step.id}` reads what step `{awaited.id}` receives, and does not depend on it",
        read.span,
        label="there once the message has come",
        related=(Label(awaited.span, "receives the message"),),
        help=f"add `{awaited.id}` to `dependsOn` of step `{step.id}`",
    )


def _exchanges(workflow: BoundWorkflow) -> Iterator[_Exchange]:
    return (_Exchange(step, step.call) for step in workflow.steps if isinstance(step.call, MessageCall))


RULES = (sides_of_descriptions, ambiguous_receipts, undeclared_waits)
