"""The inputs of a workflow as parameters, and the checks at the head of its function.

Takes the inputs; gives parameters (required ones first), how each reads in the body, and the statements that hold the caller to the schema.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from ..bind.model import NeededPart, StringType, WorkflowInput, WorkflowKey
from ..classes import dataclass
from .constraints import Constraints
from .context import ModuleContext
from .displays import display
from .given_to_aws import is_given_to_aws
from .model import Assign, Call, Compare, Constant, ExprStmt, If, Name, Parameter, Raise, Stmt
from .names import camel
from .paths import pointer_of, pointer_text, token
from .static import Spelled, holds_binary, is_nullable
from .types import optional, union


@dataclass(frozen=True, slots=True)
class PlannedInputs:
    """Parameters of the function, statements of its head, and inputs by name."""

    parameters: tuple[Parameter, ...]
    head: tuple[Stmt, ...]
    values: Mapping[str, Spelled]


class Inputs:
    """Plans the inputs of one workflow."""

    def __init__(self, module: ModuleContext, workflow: WorkflowKey, prefix: str, needing: Mapping[str, str]) -> None:
        """`needing` tells for each input the first step that reads it."""
        self._module = module
        self._constraints = Constraints(module)
        self._needing = needing
        self._workflow = workflow
        self._prefix = prefix

    def plan(self, inputs: tuple[WorkflowInput, ...], names: Mapping[str, str]) -> PlannedInputs:
        """The parameters and the head. `names` are the parameters' names by input."""
        parameters = [self._parameter(item, names[item.name]) for item in inputs]
        ordered = sorted(parameters, key=lambda parameter: parameter.default is not None)
        head = [stmt for item in inputs for stmt in self._head(item, Name(names[item.name]))]
        return PlannedInputs(
            tuple(ordered), tuple(head), {item.name: self._value(item, names[item.name]) for item in inputs}
        )

    def _parameter(self, item: WorkflowInput, name: str) -> Parameter:
        hint = f"{self._prefix}{camel(item.name).strip('_')}"
        types = self._module.types
        annotation = types.annotation(item.type, hint, sent=True, files=not self._is_aws_content(item))
        if item.required and not item.has_default:
            return Parameter(name, annotation)
        if item.has_default and not isinstance(item.default, dict | list):
            default = display(item.default)
            return Parameter(name, union((annotation, Constant(None))) if item.default is None else annotation, default)
        if self._has_sentinel(item):
            runtime = self._module.imports.runtime
            return Parameter(name, union((annotation, runtime("unset", "Unset"))), runtime("unset", "UNSET"))
        return Parameter(name, optional(annotation), Constant(None))

    def _is_aws_content(self, item: WorkflowInput) -> bool:
        """Whether the input is or holds bytes for boto3, and is given to it as its stubs ask for it."""
        content = holds_binary(item.type, self._module.resolve)
        return content and is_given_to_aws(self._workflow, item.name, self._module.program)

    def _has_sentinel(self, item: WorkflowInput) -> bool:
        """Whether null may be given on purpose, so that None does not stand for an input that is not given."""
        return has_sentinel(item, self._module)

    def _value(self, item: WorkflowInput, name: str) -> Spelled:
        given = item.required or item.has_default or item.needed
        sentinel = self._module.imports.runtime("unset", "UNSET") if self._has_sentinel(item) else None
        foreign = isinstance(item.type, StringType) and self._is_aws_content(item)
        return Spelled(Name(name), item.type, not given, foreign, sentinel=None if given else sentinel, given=True)

    def _head(self, item: WorkflowInput, name: Name) -> Iterator[Stmt]:
        checks = tuple(self._checks(item, name))
        absent = self._module.imports.runtime("unset", "UNSET") if self._has_sentinel(item) else Constant(None)
        if item.required and not item.has_default:
            yield from checks
        elif item.has_default and isinstance(item.default, dict | list):
            yield If(Compare(name, "is", Constant(None)), (Assign(name, display(item.default)),))
            yield from checks
        elif item.has_default:
            yield from checks
        elif item.needed:
            needing = self._needing.get(item.name)
            reason = Constant("is needed by the workflow" if needing is None else f"is needed by step `{needing}`")
            error = Call(
                self._module.imports.runtime("errors", "InputError"),
                (Constant(self._workflow.workflow_id), Constant(item.name), reason),
            )
            yield If(Compare(name, "is", absent), (Raise(error),))
            yield from checks
        elif checks:
            yield If(Compare(name, "is not", absent), checks)

    def _checks(self, item: WorkflowInput, name: Name) -> Iterator[Stmt]:
        """A call of the runtime for each thing that the schema asks for and Python's types do not say."""
        constraint = self._constraints.spell(item.type)
        if constraint is not None:
            held = self._module.constant(item.name, constraint)
            check = self._module.imports.runtime("inputs", "check")
            yield ExprStmt(Call(check, (Constant(self._workflow.workflow_id), Constant(item.name), name, held)))
        for part in item.needed_parts:
            yield self._part(item, name, part)

    def _part(self, item: WorkflowInput, name: Name, part: NeededPart) -> Stmt:
        """A test that a part of the input is there, before anything is sent."""
        runtime = self._module.imports.runtime
        found = Call(runtime("values", "at"), (name, *(Constant(token(access)) for access in part.path)))
        place, reason = Constant(item.name + pointer_text(pointer_of(part.path))), Constant(
            f"is needed by step `{part.step}`"
        )
        return ExprStmt(Call(runtime("needs", "given"), (found, Constant(self._workflow.workflow_id), place, reason)))


def has_sentinel(item: WorkflowInput, module: ModuleContext) -> bool:
    """Whether the parameter of an input has the default `UNSET`: it is optional, and null is a value of its own."""
    return not item.required and not item.has_default and is_nullable(item.type, module.resolve)
