"""Reads as Python expressions.

Takes a `Read` and the place where it stands; gives the expression with the type that a checker gives it. What may be absent reads as None and never
raises.
"""

from __future__ import annotations

from typing import TypeAlias, assert_never

from ..bind.model import (
    AwsCall,
    CalledOutputRoot,
    ConstantValue,
    DependencyRoot,
    HttpCall,
    InputRoot,
    MessageRoot,
    MethodRoot,
    Operand,
    Read,
    RequestRoot,
    ResponseBodyRoot,
    ResponseHeaderRoot,
    StatusRoot,
    StepOutputRoot,
    StringType,
    TextValue,
    Type,
    UrlRoot,
    WorkflowCall,
    WorkflowKey,
)
from ..classes import replace
from ..parse.model import Access, Property
from .built import Built
from .context import FunctionContext, Place
from .displays import display
from .model import Attribute, Call, Compare, Constant, Expr, IfExp, Name, Subscript
from .paths import Paths
from .readable import said
from .requests import sent
from .response_reads import ResponseReads
from .static import NOTHING, UNKNOWN, Spelled
from .texts import joined

_Whole: TypeAlias = (
    InputRoot
    | StepOutputRoot
    | DependencyRoot
    | CalledOutputRoot
    | ResponseHeaderRoot
    | StatusRoot
    | UrlRoot
    | MethodRoot
    | MessageRoot
)


class Reads:
    """Spells the reads of one function."""

    def __init__(self, function: FunctionContext) -> None:
        self._function = function
        self._module = function.module
        self._paths = Paths(function.module)
        self._responses = ResponseReads(function, self._paths)

    def spell(self, read: Read, place: Place, built: Built | None = None) -> Spelled:
        """The value, as exactly typed as can be. What is absent is None, or `UNSET` where null is a value of its own.

        Variables that the expression needs are put into `built`, where that is given.
        """
        match read.root:
            case ResponseBodyRoot():
                return self._responses.body(read, place, built)
            case RequestRoot() as root:
                return self._sent(root, read, place, built)
            case ResponseHeaderRoot() as root if place.step is not None and place.step.id in place.succeeded:
                return self._along(self._responses.header(root, read.optional, place), read)
            case root:
                return self._along(self._whole(root, place), read)

    def total(self, read: Read, place: Place) -> Spelled:
        """The value for a test, None where it is absent: nothing is promised of the response, so it is read with care."""
        match read.root:
            case ResponseBodyRoot():
                return self._recorded(read, place) or self._responses.content(read, place)
            case RequestRoot() as root:
                return self._sent(root, read, place, None).plain()
            case root:
                return self._along(self._whole(root, place).plain(), read, nulls=False).plain()

    def _recorded(self, read: Read, place: Place) -> Spelled | None:
        """The output that has just been read from the same place, where the response surely has it."""
        if place.step is None or not place.recorded:
            return None
        for output in place.step.outputs:
            key = (place.step.id, output.name)
            if isinstance(output.value, Read) and (output.value.root, output.value.path) == (read.root, read.path):
                if key in self._function.locals and key not in self._function.uncertain:
                    return self._function.locals[key].definite()
        return None

    def exists(self, operand: Operand, place: Place) -> Expr | None:
        """The test that a place of the response's body is there, be it null (RFC 9535 section 2.3.5.2.1); None for anything else."""
        if not isinstance(operand, Read) or not isinstance(operand.root, ResponseBodyRoot) or not operand.path:
            return None
        return self._responses.exists(operand, place)

    def _whole(self, root: _Whole, place: Place) -> Spelled:
        """What an expression begins with; a header as one of which nothing is promised."""
        match root:
            case InputRoot():
                return self._function.inputs.get(root.name, NOTHING)
            case StepOutputRoot():
                return self.step_output(root, place)
            case DependencyRoot():
                return self._dependency(root)
            case CalledOutputRoot():
                return self._called(root, place)
            case ResponseHeaderRoot():
                return self._responses.header_text(root, place)
            case StatusRoot() | UrlRoot() | MethodRoot():
                return self._responses.about(root, place)
            case MessageRoot():
                # Steps that exchange messages are refused where they are bound.
                return NOTHING
            case _:
                assert_never(root)

    def step_output(self, root: StepOutputRoot, place: Place) -> Spelled:
        """An output of a step: definite where the step has surely succeeded."""
        local = self._function.locals.get((root.step, root.output))
        if local is None or root.step not in place.may_have_run:
            return NOTHING
        sure = root.step in place.succeeded and self._function.flow.facts.reducible
        return local.definite() if sure and (root.step, root.output) not in self._function.uncertain else local

    # --- The request ---

    def _sent(self, root: RequestRoot, read: Read, place: Place, built: Built | None) -> Spelled:
        """What was sent is what the arguments say; the request itself is asked for what was put together."""
        if place.step is None or not isinstance(place.step.call, HttpCall | AwsCall):
            return NOTHING
        value, path = sent(place.step.call, root, read.path)
        match value:
            case Read():
                optional = value.optional or read.optional
                return self.spell(
                    replace(value, path=(*value.path, *path), type=read.type, optional=optional), place, built
                )
            case ConstantValue() if not path:
                return Spelled(display(value.value), value.type)
            case TextValue() if not path:
                return joined(value, lambda part: self.spell(part, place, built), self._module)
            case _:
                return self._request(root, read.path, place)

    def _request(self, root: RequestRoot, path: tuple[Access, ...], place: Place) -> Spelled:
        request = Attribute(self._responses.response(place), "request")
        if root.source == "header" and root.name is not None:
            headers = Attribute(request, "headers")
            return Spelled(Call(Attribute(headers, "get"), (Constant(root.name.lower()),)), StringType(), optional=True)
        return self._paths.at(Spelled(Attribute(request, "body"), UNKNOWN), path) if root.source == "body" else NOTHING

    # --- Other workflows ---

    def _called(self, root: CalledOutputRoot, place: Place) -> Spelled:
        if place.step is None or not isinstance(place.step.call, WorkflowCall):
            return NOTHING
        result, workflow = Name(self._function.responses[place.step.id]), place.step.call.workflow
        if place.step.id in place.succeeded:
            return self._result(result, workflow, root.output)
        return self._unsure(result, workflow, root.output) if place.step.criteria else NOTHING

    def _unsure(self, result: Name, workflow: WorkflowKey, output: str) -> Spelled:
        """The same after a failure, which may have been one of the called workflow, that has returned nothing, or of a criterion."""
        found = self._result(result, workflow, output)
        returned = Compare(result, "is not", Constant(None))
        return replace(found, expr=IfExp(returned, found.expr, found.absent), optional=True)

    def _dependency(self, root: DependencyRoot) -> Spelled:
        if root.field == "inputs":
            return self._function.dependency_inputs.get((root.workflow, root.name), NOTHING)
        variable = self._function.dependencies.get(root.workflow)
        return NOTHING if variable is None else self._result(Name(variable), root.workflow, root.name)

    def _result(self, result: Name, workflow: WorkflowKey, output: str) -> Spelled:
        """An output of a workflow, from the `TypedDict` that it returned."""
        known = self._module.returned.get((workflow, output))
        if known is None:
            return self._paths.at(Spelled(result, UNKNOWN), (Property(output),))
        known = replace(known, type=said(known, self._module))
        if known.optional:
            # The workflow may be another module's, which has imported `UNSET` for itself.
            sentinel = None if known.sentinel is None else self._paths.unset()
            arguments = (Constant(output),) if sentinel is None else (Constant(output), sentinel)
            return replace(known, expr=Call(Attribute(result, "get"), arguments), sentinel=sentinel)
        return replace(known.definite(), expr=Subscript(result, Constant(output)))

    # --- Ways into a value ---

    def _along(self, value: Spelled, read: Read, nulls: bool = True) -> Spelled:
        """The way into an input, which callers have given as its type says, or into an output: typed while it is certain, with care from there on."""
        given = isinstance(read.root, InputRoot)
        for position, access in enumerate(read.path):
            sure = given and not value.optional and isinstance(access, Property)
            further = self._paths.access(value, access) if sure else None
            if further is None:
                return self._paths.inside(value, read.path[position:], read.type, nulls)
            value = further
        return value

    def narrowed(self, found: Spelled, type: Type) -> Spelled:
        """A value of unknown type as the type that is promised, absent where it is of another."""
        return self._paths.narrowed(found, type)
