"""The inputs of a workflow as parameters, and the checks at the head of its function.

Takes the inputs; gives parameters (required ones first), how each reads in the body, and the statements that hold the caller to the schema.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from ..bind.model import (
    ArrayType,
    EnumType,
    NumberType,
    ObjectType,
    StringType,
    Type,
    UnionType,
    WorkflowInput,
)
from .context import ModuleContext
from .displays import display
from .model import Assign, Call, Compare, Constant, Expr, ExprStmt, If, Keyword, Name, Parameter, Raise, Stmt, Tuple
from .names import camel
from .static import Spelled, is_nullable
from .types import optional, union


@dataclass(frozen=True, slots=True)
class PlannedInputs:
    """Parameters of the function, statements of its head, and inputs by name."""

    parameters: tuple[Parameter, ...]
    head: tuple[Stmt, ...]
    values: Mapping[str, Spelled]


class Inputs:
    """Plans the inputs of one workflow."""

    def __init__(self, module: ModuleContext, workflow_id: str, prefix: str, needing: Mapping[str, str]) -> None:
        """`needing` tells for each input the first step that reads it."""
        self._module = module
        self._needing = needing
        self._workflow_id = workflow_id
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
        annotation = self._module.types.annotation(item.type, f"{self._prefix}{camel(item.name).strip('_')}")
        if item.required and not item.has_default:
            return Parameter(name, annotation)
        if item.has_default and not isinstance(item.default, dict | list):
            default = display(item.default)
            return Parameter(name, union((annotation, Constant(None))) if item.default is None else annotation, default)
        if self._has_sentinel(item):
            unset = self._module.imports.runtime("values", "Unset")
            return Parameter(name, union((annotation, unset)), self._module.imports.runtime("values", "UNSET"))
        return Parameter(name, optional(annotation), Constant(None))

    def _has_sentinel(self, item: WorkflowInput) -> bool:
        return False

    def _value(self, item: WorkflowInput, name: str) -> Spelled:
        given = item.required or item.has_default or item.needed
        return Spelled(Name(name), item.type, optional=not given)

    def _head(self, item: WorkflowInput, name: Name) -> Iterator[Stmt]:
        checks = tuple(self._checks(item, name))
        if item.required and not item.has_default:
            yield from checks
        elif item.has_default and isinstance(item.default, dict | list):
            yield If(Compare(name, "is", Constant(None)), (Assign(name, display(item.default)),))
            yield from checks
        elif item.has_default:
            yield from checks
        elif item.needed:
            reason = Constant(f"is needed by step `{self._needing.get(item.name, '')}`")
            error = Call(
                self._module.imports.runtime("errors", "InputError"),
                (Constant(self._workflow_id), Constant(item.name), reason),
            )
            yield If(Compare(name, "is", Constant(None)), (Raise(error),))
            yield from checks
        elif checks:
            yield If(Compare(name, "is not", Constant(None)), checks)

    def _checks(self, item: WorkflowInput, name: Name) -> Iterator[Stmt]:
        """A call of the runtime for each thing that the schema asks for and Python's types do not say."""
        schema = self._schema(item.type, frozenset())
        if schema is not None:
            check = self._module.imports.runtime("inputs", "check")
            yield ExprStmt(Call(check, (Constant(self._workflow_id), Constant(item.name), name, schema)))

    def _schema(self, type: Type, inside: frozenset[str]) -> Expr | None:
        """The constraints of a type as a call of `runtime/inputs.py`; None where there are none."""
        type = self._module.resolve(type)
        match type:
            case StringType():
                return self._string(type)
            case NumberType():
                return self._number(type)
            case EnumType():
                return self._call("OneOf", tuple(Constant(value) for value in type.values))
            case ArrayType():
                return self._array(type, inside)
            case ObjectType():
                return self._object(type, inside)
            case UnionType():
                return self._union(type, inside)
            case _:
                return None

    def _call(self, name: str, args: tuple[Expr, ...] = (), **keywords: Expr | None) -> Expr | None:
        given = tuple(Keyword(key, value) for key, value in keywords.items() if value is not None)
        if not args and not given:
            return None
        return Call(self._module.imports.runtime("inputs", name), args, given)

    def _string(self, type: StringType) -> Expr | None:
        pattern = None if type.pattern is None else _python_pattern(type.pattern)
        return self._call(
            "Text",
            pattern=None if pattern is None else Constant(pattern),
            min_length=_constant(type.min_length or None),
            max_length=_constant(type.max_length),
        )

    def _number(self, type: NumberType) -> Expr | None:
        return self._call(
            "Number",
            minimum=_constant(type.minimum),
            maximum=_constant(type.maximum),
            above=_constant(type.exclusive_minimum),
            below=_constant(type.exclusive_maximum),
            multiple_of=_constant(type.multiple_of),
        )

    def _array(self, type: ArrayType, inside: frozenset[str]) -> Expr | None:
        return self._call(
            "Items",
            each=self._schema(type.items, inside),
            min_items=_constant(type.min_items or None),
            max_items=_constant(type.max_items),
            unique=Constant(True) if type.unique else None,
        )

    def _object(self, type: ObjectType, inside: frozenset[str]) -> Expr | None:
        return None

    def _union(self, type: UnionType, inside: frozenset[str]) -> Expr | None:
        return None


def _constant(value: float | None) -> Expr | None:
    if value is None:
        return None
    return Constant(int(value) if isinstance(value, float) and value.is_integer() else value)


def _python_pattern(pattern: str) -> str | None:
    return pattern
