"""The call of a step: a method of a client, of boto3, or another workflow's function.

Takes a step's call; gives the statements that prepare it, and the call.
"""

from __future__ import annotations

from typing import assert_never

from ..bind.model import (
    Argument,
    AwsCall,
    BooleanType,
    BoundStep,
    Call as StepCall,
    HttpCall,
    InputRoot,
    MessageCall,
    NullType,
    NumberType,
    ObjectType,
    Read,
    SourceKey,
    StepOutputRoot,
    StringType,
    Type,
    UnionType,
    UnknownType,
    Value,
    WorkflowCall,
    WorkflowInput,
    WorkflowKey,
)
from ..classes import replace
from ..parse.model import Property
from .built import Built
from .context import FunctionContext, Place
from .displays import display
from .inputs import has_sentinel
from .merged import merged_inputs, parameter_names
from .model import (
    Assign,
    Attribute,
    Call,
    Constant,
    Dict,
    Expr,
    If,
    IfExp,
    Keyword,
    Name,
    Subscript,
)
from .names import snake
from .order import leads_back
from .paths import pointer_of, pointer_text
from .reads import Reads
from .static import UNKNOWN, Spelled, fits, is_nullable
from .stubs import stub_name
from .values import ANYTHING, Values, Wanted

_SCALAR = UnionType((StringType(), NumberType(), BooleanType(), NullType()))


class Calls:
    """Spells the calls of one function."""

    def __init__(self, function: FunctionContext, reads: Reads, values: Values) -> None:
        self._function = function
        self._module = function.module
        self._reads = reads
        self._values = values

    def call(self, call: StepCall, place: Place, built: Built, step: BoundStep) -> Call:
        """The call; what must stand in front of it is in `built`."""
        match call:
            case HttpCall():
                return self._http(call, place, built, step)
            case AwsCall():
                return self._aws(call, place, built, step)
            case WorkflowCall():
                return self.workflow(call, place, built, step)
            case MessageCall():
                raise AssertionError(f"step {step.id} exchanges messages, which is refused where it is bound")
            case _:
                assert_never(call)

    def _client(self, source: SourceKey) -> Name:
        return Name(self._module.names.client(self._function.flow.workflow.key, source))

    # --- HTTP ---

    def _http(self, call: HttpCall, place: Place, built: Built, step: BoundStep) -> Call:
        operation, clients = call.operation, self._module.clients
        keywords: list[Keyword] = []
        for argument in call.arguments:
            if argument.location == "member":
                continue
            name = clients.parameter(operation, argument.location, argument.name)
            required = argument.parameter is not None and argument.parameter.required
            wanted = UnknownType() if argument.parameter is None else argument.parameter.type
            value = self._argument(argument.value, place, built, step, required, argument.name, Wanted(wanted))
            keywords.append(Keyword(name, self._sent(value, wanted, argument)))
        if call.body is not None:
            sent = call.body.media_type.type
            value = self._argument(call.body.value, place, built, step, operation.body_required, "body", Wanted(sent))
            keywords.append(Keyword("body", self._values.fitted(value.plain(), sent)))
            if clients.content_type(operation):
                keywords.append(Keyword("content_type", Constant(call.body.media_type.media_type)))
        client = self._client(operation.source)
        return Call(Attribute(client, clients.method(operation)), (), tuple(keywords), awaited=True)

    def _sent(self, value: Spelled, wanted: Type, argument: Argument) -> Expr:
        value = value.plain()
        if argument.parameter is None and fits(value, wanted, False, self._module.resolve):
            scalar = not isinstance(self._module.resolve(value.type), UnknownType)
            return value.expr if scalar else self._values.fitted(value, _SCALAR)
        return self._values.fitted(value, wanted, widened=True)

    # --- boto3 ---

    def _aws(self, call: AwsCall, place: Place, built: Built, step: BoundStep) -> Call:
        operation = call.operation
        caller = self._module.imports.awaited("aws", "call")
        method = Attribute(self._client(operation.source), operation.method)
        members: list[tuple[str, Spelled]] = []
        for a in call.arguments:
            property = operation.input.get(a.name)
            wanted = Wanted(UNKNOWN if property is None else property.type, foreign=True)
            value = self._argument(a.value, place, built, step, a.name in operation.required, a.name, wanted)
            members.append((a.name, value))
        given = [(name, member, self._member(name, member, operation.input)) for name, member in members]
        if not any(member.optional for _, member, _ in given):
            return Call(caller, (method,), tuple(Keyword(name, expr) for name, _, expr in given), awaited=True)
        request = Name(self._function.scope.name(f"{self._function.responses[step.id]}_request"))
        always = Dict(tuple((Constant(name), expr) for name, member, expr in given if not member.optional))
        built.statements.append(Assign(request, always, self._request_type(call)))
        for name, member, expr in given:
            if member.optional:
                item = Assign(Subscript(request, Constant(name)), expr)
                built.statements.append(If(member.is_present, (item,)))
        return Call(caller, (method,), (Keyword(None, request),), awaited=True)

    def _member(self, name: str, member: Spelled, shape: ObjectType) -> Expr:
        property = shape.get(name)
        return self._values.fitted(
            member.definite(), UnknownType() if property is None else property.type, foreign=True
        )

    def _request_type(self, call: AwsCall) -> Name:
        """The stubs' `TypedDict` of the operation's input, called after its shape."""
        operation = call.operation
        shape = operation.input_shape or f"{operation.name}Request"
        return self._module.imports.outside(
            f"types_boto3_{stub_name(operation.service)}.type_defs", f"{shape}TypeDef", True
        )

    # --- Workflows ---

    def workflow(self, call: WorkflowCall, place: Place, built: Built, step: BoundStep | None) -> Call:
        """The call of another workflow's function."""
        inputs = merged_inputs(call.workflow, self._module.program)
        function = self._function_of(call.workflow)
        module = self._module
        parameters = parameter_names(call.workflow, module.program, module.flows, module.names)
        keywords: list[Keyword] = []
        given = dict(call.arguments)
        for item in inputs:
            if item.name in given:
                required = item.required and not item.has_default
                value = self._argument(given[item.name], place, built, step or call.workflow, required, item.name)
                keywords.append(Keyword(parameters[item.name], self._passed(value, item)))
        recursive = self._module.flows.recursive
        if call.workflow in recursive and self._function.flow.workflow.key in recursive:
            keywords.append(Keyword("max_steps", Name("budget")))
        called = self._module.names.parameters(self._module.program.workflows[call.workflow])
        clients = tuple(self._client(source) for source in called.values())
        return Call(function, clients, tuple(keywords), awaited=True)

    def _function_of(self, workflow: WorkflowKey) -> Expr:
        """The function of a workflow. Modules that import each other import the module, whose functions are there when they are called."""
        module, names = self._module, self._module.names.workflows[workflow]
        if names.path == own_path(module.path, module.is_async):
            return Name(names.function)
        path = f"aio/{names.path}" if module.is_async else names.path
        own = self._function.flow.workflow.key.document
        if leads_back(module.program, own, workflow.document):
            return Attribute(module.imports.generated_module(path), names.function)
        return module.generated(path, names.function)

    def _passed(self, value: Spelled, item: WorkflowInput) -> Expr:
        """An input of a called workflow: left to its default where the value is absent."""
        if has_sentinel(item, self._module):
            unset = self._module.imports.runtime("unset", "UNSET")
            expr = self._values.fitted(value.definite(), item.type)
            return IfExp(value.is_present, expr, unset) if value.optional and value.sentinel is None else expr
        has_plain_default = item.has_default and not isinstance(item.default, dict | list)
        if not has_plain_default or not is_nullable(item.type, self._module.resolve):
            value = value.plain()
        expr = self._values.fitted(value.definite(), item.type)
        return IfExp(value.is_present, expr, display(item.default)) if value.optional and has_plain_default else expr

    # --- What must be there ---

    def _argument(
        self,
        value: Value,
        place: Place,
        built: Built,
        needer: BoundStep | WorkflowKey,
        required: bool,
        hint: str,
        wanted_as: Wanted = ANYTHING,
    ) -> Spelled:
        """The value of an argument; what it cannot do without is tested first."""
        name = snake(hint).strip("_")
        variable = f"{self._function.responses[needer.id]}_{name}" if isinstance(needer, BoundStep) else name
        where = f"workflow `{needer.workflow_id}`" if isinstance(needer, WorkflowKey) else f"step `{needer.id}`"
        filling = self._values.required(value, wanted_as, required)
        for read in (*filling, *self._values.needed(value)):
            called = variable if read is value or read not in filling else f"{variable}_{_called(read)}"
            spelled = self._values.held(read, place, built, called)
            if spelled.optional and (spelled.sentinel is None or read is value or read not in filling):
                sure = replace(spelled, expr=self._given(read, spelled, where), optional=False, sentinel=None)
                built.held[spelled.expr] = built.held[self._reads.spell(read, place).expr] = sure
        return self._values.held(value, place, built, variable, wanted_as)

    def _given(self, read: Read, spelled: Spelled, where: str) -> Expr:
        """The value, or an error that says what it is and who needs it."""
        runtime, workflow = self._module.imports.runtime, Constant(self._function.workflow_id)
        match read.root:
            case StepOutputRoot(step=source, output=output):
                reason = f"has no `{output}`, which {where} needs"
                return Call(runtime("needs", "present"), (spelled.expr, workflow, Constant(source), Constant(reason)))
            case InputRoot(name=name):
                name += pointer_text(pointer_of(read.path))
            case _:
                name = read.text
        reason = f"is needed by {where}"
        return Call(runtime("needs", "given"), (spelled.expr, workflow, Constant(name), Constant(reason)))


def _called(read: Read) -> str:
    """What a value is called where it comes from."""
    names = [access.name for access in read.path if isinstance(access, Property)]
    if not names and isinstance(read.root, StepOutputRoot):
        return snake(read.root.output or "value")
    return snake(names[-1]) if names else "value"


def own_path(path: str, is_async: bool) -> str:
    """A module's path without the folder of the async twins."""
    return path.removeprefix("aio/") if is_async else path
