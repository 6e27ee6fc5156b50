"""All inputs or outputs as one object: `$inputs`, `$steps.s.outputs`, `$outputs` and `$workflows.w.outputs` without a name.

Takes such an expression, gives the object of all declared members. The grammar always names one, so each use is told.
"""

from __future__ import annotations

from collections.abc import Iterable

from ..classes import replace
from ..diagnostics.model import Missing
from ..diagnostics.rules import expressions
from ..parse.model import (
    Access,
    Expression,
    InputReference,
    Output,
    OutputReference,
    Property,
    StepReference,
    WorkflowReference,
)
from .model import ConstantValue, ObjectOf, ObjectType, PropertyType, Read, WorkflowKey
from .outputs import is_optional, type_of
from .reads import Reader, ReadValue, is_whole
from .scope import WorkflowScope

_SOME = "name"


def whole(expression: Expression, reader: Reader) -> ObjectOf | ReadValue | Missing:
    """The object of all members. Whose owner is unknown is reported as if one member were read."""
    names = _members(expression, reader)
    if names is None:
        return reader.read(_named(expression, _SOME))
    _tell(expression, reader)
    members: list[tuple[str, Read | ConstantValue]] = []
    for name in names:
        read = reader.read(_named(expression, name))
        if isinstance(read, Missing):
            return read
        members.append((name, read))
    properties = tuple(PropertyType(name, type_of(read), not is_optional(read)) for name, read in members)
    return ObjectOf(tuple(members), ObjectType(properties, None), expression.span)


def member(expression: Expression, path: tuple[Access, ...] | None, reader: Reader) -> ReadValue | Missing | None:
    """What a selector of one value finds in all inputs or outputs; None unless that is a way into one member."""
    names = _members(expression, reader) if is_whole(expression.root) else None
    if not path or not isinstance(path[0], Property) or names is None:
        return None
    _tell(expression, reader)
    return reader.read(replace(_named(expression, path[0].name), accesses=path[1:]))


def _tell(expression: Expression, reader: Reader) -> None:
    reader.workflow.library.reporter.report(
        expressions.WHOLE_OBJECT,
        f"`{expression.text}` names none of them, and is read as the object of all",
        expression.span,
        help=f"name one, as in `{expression.text}.<name>`, or list the members that are meant",
    )


def _members(expression: Expression, reader: Reader) -> tuple[str, ...] | None:
    """The names of all members; None when nobody knows whose."""
    scope = reader.workflow
    match expression.root:
        case InputReference():
            return tuple(scope.inputs)
        case StepReference(step=step):
            found = scope.steps.get(step)
            return None if found is None else _names(found.step.outputs)
        case OutputReference():
            target = None if reader.step is None else reader.step.target
            called = scope.library.workflows.get(target) if isinstance(target, WorkflowKey) else None
            return None if called is None else _names(called.workflow.outputs)
        case WorkflowReference(workflow=name, field=field):
            return _of_workflow(scope, name, field)
        case _:
            return None


def _of_workflow(scope: WorkflowScope, name: str, field: str) -> tuple[str, ...] | None:
    own = scope.key.workflow_id == name
    key = next((key for key in scope.depends_on if key.workflow_id == name), None)
    owner = scope if own else None if key is None else scope.library.workflows.get(key)
    if owner is None:
        return None
    return tuple(owner.inputs) if field == "inputs" else _names(owner.workflow.outputs)


def _names(outputs: Iterable[Output]) -> tuple[str, ...]:
    return tuple(str(output.name.value) for output in outputs)


def _named(expression: Expression, name: str) -> Expression:
    """The expression of one member."""
    root = expression.root
    if isinstance(root, (InputReference, OutputReference, StepReference, WorkflowReference)):
        return replace(expression, root=replace(root, name=name), text=f"{expression.text}.{name}")
    return expression
