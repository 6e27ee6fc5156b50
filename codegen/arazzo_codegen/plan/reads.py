"""Reads as Python expressions.

Takes a `Read` and the place where it stands; gives the expression with the type that a checker gives it. What may be absent reads as None and never
raises.
"""

from __future__ import annotations

from typing import TypeAlias, assert_never

from ..bind.model import (
    ArrayType,
    AwsCall,
    CalledOutputRoot,
    ConstantValue,
    DependencyRoot,
    InputRoot,
    MessageCall,
    MessageRoot,
    MethodRoot,
    NullType,
    NumberType,
    ObjectType,
    Read,
    RequestRoot,
    ResponseBodyRoot,
    ResponseHeaderRoot,
    StatusRoot,
    StepOutputRoot,
    StringType,
    TextValue,
    Type,
    UnionType,
    UnknownType,
    UrlRoot,
    WorkflowCall,
    WorkflowKey,
)
from ..classes import replace
from ..parse.model import Access, Index, Property
from .built import Built
from .context import FunctionContext, Place
from .model import Assign, Attribute, BoolOp, Call, Compare, Constant, Expr, IfExp, Name, Subscript
from .names import snake
from .displays import display
from .requests import sent
from .static import UNKNOWN, Spelled, admits_null, is_nullable, kind_of, scalar, scalar_type, without_null
from .texts import joined
from .ways import inner_type

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
_NOTHING = Spelled(Constant(None), UNKNOWN, optional=True)


class Reads:
    """Spells the reads of one function."""

    def __init__(self, function: FunctionContext) -> None:
        self._function = function
        self._module = function.module

    def spell(self, read: Read, place: Place, built: Built | None = None) -> Spelled:
        """The value, as exactly typed as can be. What is absent is None, or `UNSET` where null is a value of its own.

        Variables that the expression needs are put into `built`, where that is given.
        """
        match read.root:
            case ResponseBodyRoot():
                return self._body(read, place, built)
            case RequestRoot() as root:
                return self._sent(root, read, place, built)
            case ResponseHeaderRoot() as root if place.step is not None and place.step.id in place.succeeded:
                return self._along(self._header(root, read.optional, place), read)
            case root:
                return self._along(self._whole(root, place), read)

    def total(self, read: Read, place: Place) -> Spelled:
        """The value for a test, None where it is absent: nothing is promised of the response, so it is read with care."""
        match read.root:
            case ResponseBodyRoot():
                return self._content(read, place)
            case RequestRoot() as root:
                return self._sent(root, read, place, None).plain()
            case root:
                return self._along(self._whole(root, place).plain(), read, nulls=False).plain()

    def _whole(self, root: _Whole, place: Place) -> Spelled:
        """What an expression begins with; a header as one of which nothing is promised."""
        match root:
            case InputRoot():
                return self._function.inputs.get(root.name, _NOTHING)
            case StepOutputRoot():
                return self.step_output(root, place)
            case DependencyRoot():
                return self._dependency(root)
            case CalledOutputRoot():
                return self._called(root, place)
            case ResponseHeaderRoot():
                return self._header_text(root, place)
            case StatusRoot() | UrlRoot() | MethodRoot():
                return self._about_response(root, place)
            case MessageRoot():
                # Steps that exchange messages are refused where they are bound.
                return _NOTHING
            case _:
                assert_never(root)

    def step_output(self, root: StepOutputRoot, place: Place) -> Spelled:
        """An output of a step: definite where the step has surely succeeded."""
        local = self._function.locals.get((root.step, root.output))
        if local is None or root.step not in place.may_have_run:
            return _NOTHING
        sure = root.step in place.succeeded and self._function.flow.facts.reducible
        return local.definite() if sure and (root.step, root.output) not in self._function.uncertain else local

    def response(self, place: Place) -> Name:
        """The variable that holds the response of the step at this place."""
        step = place.step
        return Name("_" if step is None else self._function.responses[step.id])

    # --- The response ---

    def _about_response(self, root: StatusRoot | UrlRoot | MethodRoot, place: Place) -> Spelled:
        if not _has_response(place):
            return _NOTHING
        response = self.response(place)
        match root:
            case StatusRoot():
                return Spelled(Attribute(response, "status_code"), NumberType(True), optional=not place.answered)
            case UrlRoot():
                return Spelled(Attribute(response, "url"), StringType())
            case MethodRoot():
                return Spelled(Attribute(response, "method"), StringType())
            case _:
                assert_never(root)

    def _header(self, root: ResponseHeaderRoot, optional: bool, place: Place) -> Spelled:
        """A header after success: a response without one that the description requires, or with one of another type, is not as promised."""
        if not _has_response(place) or (optional and isinstance(root.type, StringType)):
            return self._header_text(root, place)
        function = self._module.imports.runtime(
            "response_headers", "optional_header" if optional else "required_header"
        )
        kind = () if isinstance(root.type, StringType) else (_kind(root.type),)
        call = Call(function, (self.response(place), Constant(root.name.lower()), *kind))
        return Spelled(call, root.type, optional)

    def _header_text(self, root: ResponseHeaderRoot, place: Place) -> Spelled:
        """A header of which nothing is promised: None where its text is not of its type."""
        if not _has_response(place):
            return _NOTHING
        text = Call(Attribute(Attribute(self.response(place), "headers"), "get"), (Constant(root.name.lower()),))
        if isinstance(root.type, StringType):
            return Spelled(text, StringType(), optional=True)
        parsed = self._module.imports.runtime("response_headers", "parsed_header")
        return Spelled(Call(parsed, (text, _kind(root.type))), root.type, optional=True)

    def _body(self, read: Read, place: Place, built: Built | None) -> Spelled:
        """Typed where the checker knows the body and `expect` has made sure of the way; else read with care and narrowed."""
        if place.body is None or place.step is None:
            return (
                self._promised(read, place) if pointer_of(read.path) in place.promised else self._careful(read, place)
            )
        foreign = isinstance(place.step.call, AwsCall)
        body = Spelled(Attribute(self.response(place), "body"), place.body, foreign=foreign)
        pointer = pointer_of(read.path)
        if pointer in place.promised:
            return self._typed(body, read) or self._promised(read, place)
        found = None if built is None else self._optional(body, read, place, built)
        return found or self._careful(read, place)

    def _optional(self, body: Spelled, read: Read, place: Place, built: Built) -> Spelled | None:
        """`response.body["Contact"].get("Channel")`: plainly as far as `expect` has made sure, then with tests of what need not be there."""
        pointer = pointer_of(read.path)
        value = body
        for position, access in enumerate(read.path):
            prefix = pointer[: position + 1]
            sure = any(promise[: position + 1] == prefix for promise in place.promised)
            last = position == len(read.path) - 1
            further = self.access(value, access) if sure else self._possible(value, access, place, built, last)
            if further is None:
                return None
            value = further
        return value

    def _possible(self, value: Spelled, access: Access, place: Place, built: Built, last: bool) -> Spelled | None:
        """A property or item that need not be there; None where a type checker takes it to be always there, or knows nothing of it.

        Where it is the last on its way, null is told from what is not there; nothing is behind either.
        """
        resolve = self._module.resolve
        if is_nullable(value.type, resolve):
            value = replace(value, type=without_null(value.type, resolve), optional=True)
        owner = resolve(value.type)
        match owner, access:
            case ObjectType(), Property(name=name):
                member = owner.get(name)
                known = inner_type(owner, access, self._module.resolve)
                always = (member is not None and member.required) or _is_top(value)
                if known is None or (always and not value.optional):
                    return None
                value = self._container(value, place, built)
                sentinel = self._sentinel(known) if last and not value.foreign else None
                arguments = (Constant(name),) if sentinel is None else (Constant(name), sentinel)
                found = Call(Attribute(value.expr, "get"), arguments)
                expr = IfExp(value.is_present, found, sentinel or Constant(None)) if value.optional else found
                return Spelled(expr, known, True, value.foreign, sentinel=sentinel)
            case ArrayType(), Index(position=position):
                value = self._container(value, place, built)
                sentinel = self._sentinel(owner.items) if last and not value.foreign else None
                test = _reaches(value, position)
                expr = IfExp(test, Subscript(value.expr, Constant(position)), sentinel or Constant(None))
                return Spelled(expr, owner.items, True, value.foreign, sentinel=sentinel)
            case _:
                return None

    def _sentinel(self, type: Type) -> Name | None:
        """What stands for a value of this type that is not there, where None is a value."""
        unset = admits_null(type, self._module.resolve)
        return self._module.imports.runtime("unset", "UNSET") if unset else None

    def _container(self, value: Spelled, place: Place, built: Built) -> Spelled:
        """The value in a variable, where it may be absent and is not in one: a test of it tells the type checker."""
        if not value.optional or isinstance(value.expr, Name):
            return value
        if value.expr not in built.held:
            if value.expr not in self._function.containers:
                part, scope = snake(_part_name(value.expr)), self._function.scope
                plain = part if part not in scope and part != "item" else f"{self.response(place).id}_{part}"
                self._function.containers[value.expr] = Name(scope.name(plain))
            variable = self._function.containers[value.expr]
            built.statements.append(Assign(variable, value.expr))
            built.held[value.expr] = replace(value, expr=variable)
        return built.held[value.expr]

    def _promised(self, read: Read, place: Place) -> Spelled:
        """What `expect` has made sure of, where a type checker cannot see it."""
        found = replace(self._content(read, place), optional=False)
        kinds = kind_of(read.type, self._module.resolve)
        kind = scalar(kinds)
        if kinds in (("list",), ("dict",)):
            return replace(self.narrowed(found, read.type), optional=False)
        if kind is None:
            return found
        if None in kinds:
            return Spelled(self._call("typed", found.expr, Name(kind)), UnionType((scalar_type(kind), NullType())))
        return Spelled(self._call("conform", found.expr, Name(kind)), scalar_type(kind))

    def _call(self, name: str, *arguments: Expr) -> Expr:
        """A call of a function of `runtime/kinds.py`."""
        return Call(self._module.imports.runtime("kinds", name), arguments)

    def _careful(self, read: Read, place: Place) -> Spelled:
        """A place in a body of which nothing is promised."""
        if not _has_response(place):
            return _NOTHING
        content = Spelled(Attribute(self.response(place), "content"), UNKNOWN)
        if read.path and isinstance(read.type, UnknownType):
            return replace(self._at(content, read.path, "at_or_unset"), sentinel=self._sentinel(read.type))
        return self._inside(content, read.path, read.type)

    def _content(self, read: Read, place: Place) -> Spelled:
        if place.step is None:
            return _NOTHING
        if isinstance(place.step.call, WorkflowCall):
            return _NOTHING
        return self._at(Spelled(Attribute(self.response(place), "content"), UNKNOWN), read.path)

    def _inside(self, value: Spelled, path: tuple[Access, ...], type: Type, nulls: bool = True) -> Spelled:
        """What a path leads to, as its type: absent where it is of another. `nulls`: null is told from what is not there."""
        kinds = kind_of(type, self._module.resolve)
        if not nulls or not path or None not in kinds:
            return self.narrowed(self._at(value, path), type)
        sentinel = self._module.imports.runtime("unset", "UNSET")
        found, kind = replace(self._at(value, path, "at_or_unset"), sentinel=sentinel), scalar(kinds)
        if kind is not None:
            return self._or_null(found, kind)
        if len(kinds) == 2:
            shape = Name(next(str(one) for one in kinds if one is not None))
            return Spelled(self._call("shaped_or_null", found.expr, shape), type, True, sentinel=sentinel, loose=True)
        return found

    def narrowed(self, found: Spelled, type: Type) -> Spelled:
        """A value of unknown type as the type that is promised, None where it is of another."""
        kinds = kind_of(type, self._module.resolve)
        kind = scalar(kinds)
        if found.type != UNKNOWN:
            return found
        for container in ("list", "dict"):
            if kinds == (container,):
                return Spelled(self._call("shaped", found.expr, Name(container)), type, optional=True, loose=True)
        if kind is None:
            return found
        if None in kinds and found.sentinel is not None:
            return self._or_null(found, kind)
        return Spelled(self._call("typed", found.expr, Name(kind)), scalar_type(kind), optional=True)

    def _or_null(self, found: Spelled, kind: str) -> Spelled:
        """A scalar or null, `UNSET` where it is neither."""
        known = UnionType((scalar_type(kind), NullType()))
        return Spelled(self._call("typed_or_null", found.expr, Name(kind)), known, True, sentinel=found.sentinel)

    # --- The request ---

    def _sent(self, root: RequestRoot, read: Read, place: Place, built: Built | None) -> Spelled:
        """What was sent is what the arguments say; the request itself is asked for what was put together."""
        if place.step is None or isinstance(place.step.call, (WorkflowCall, MessageCall)):
            return _NOTHING
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
        request = Attribute(self.response(place), "request")
        if root.source == "header" and root.name is not None:
            headers = Attribute(request, "headers")
            return Spelled(Call(Attribute(headers, "get"), (Constant(root.name.lower()),)), StringType(), optional=True)
        return self._at(Spelled(Attribute(request, "body"), UNKNOWN), path) if root.source == "body" else _NOTHING

    # --- Other workflows ---

    def _called(self, root: CalledOutputRoot, place: Place) -> Spelled:
        if place.step is None or not isinstance(place.step.call, WorkflowCall):
            return _NOTHING
        result, workflow = Name(self._function.responses[place.step.id]), place.step.call.workflow
        if place.step.id in place.succeeded:
            return self._result(result, workflow, root.output)
        return self._unsure(result, workflow, root.output) if place.step.criteria else _NOTHING

    def _unsure(self, result: Name, workflow: WorkflowKey, output: str) -> Spelled:
        """The same after a failure, which may have been one of the called workflow, that has returned nothing, or of a criterion."""
        found = self._result(result, workflow, output)
        returned = Compare(result, "is not", Constant(None))
        return replace(found, expr=IfExp(returned, found.expr, found.absent), optional=True)

    def _dependency(self, root: DependencyRoot) -> Spelled:
        if root.field == "inputs":
            return self._function.dependency_inputs.get((root.workflow, root.name), _NOTHING)
        variable = self._function.dependencies.get(root.workflow)
        return _NOTHING if variable is None else self._result(Name(variable), root.workflow, root.name)

    def _result(self, result: Name, workflow: WorkflowKey, output: str) -> Spelled:
        """An output of a workflow, from the `TypedDict` that it returned."""
        known = self._module.returned.get((workflow, output))
        if known is None:
            return self._at(Spelled(result, UNKNOWN), (Property(output),))
        if known.optional:
            # The workflow may be another module's, which has imported `UNSET` for itself.
            sentinel = None if known.sentinel is None else self._module.imports.runtime("unset", "UNSET")
            arguments = (Constant(output),) if sentinel is None else (Constant(output), sentinel)
            return replace(known, expr=Call(Attribute(result, "get"), arguments), sentinel=sentinel)
        return Spelled(Subscript(result, Constant(output)), known.type)

    # --- Ways into a value ---

    def _along(self, value: Spelled, read: Read, nulls: bool = True) -> Spelled:
        """The way into an input, which callers have given as its type says, or into an output: typed while it is certain, with care from there on."""
        given = isinstance(read.root, InputRoot)
        for position, access in enumerate(read.path):
            sure = given and not value.optional and isinstance(access, Property)
            further = self.access(value, access) if sure else None
            if further is None:
                return self._inside(value, read.path[position:], read.type, nulls)
            value = further
        return value

    def _typed(self, value: Spelled, read: Read) -> Spelled | None:
        for access in read.path:
            further = self.access(value, access)
            if further is None:
                return None
            value = further
        return value

    def access(self, value: Spelled, access: Access) -> Spelled | None:
        """A property that must be there, or an item, of a value whose type says so."""
        owner = self._module.resolve(value.type)
        match owner, access:
            case ObjectType(), Property(name=name):
                member = owner.get(name)
                if member is None or not (member.required or _is_top(value)):
                    return None
                return Spelled(Subscript(value.expr, Constant(name)), member.type, foreign=value.foreign)
            case ArrayType(), Index(position=position):
                return Spelled(Subscript(value.expr, Constant(position)), owner.items, foreign=value.foreign)
            case _:
                return None

    def _at(self, value: Spelled, path: tuple[Access, ...], function: str = "at") -> Spelled:
        """`at(value, "a", 0)`: None for what is not there."""
        if not path:
            return value
        at = self._module.imports.runtime("values", function)
        steps = tuple(Constant(token(access)) for access in path)
        return Spelled(Call(at, (value.expr, *steps)), UNKNOWN, optional=True)


def _has_response(place: Place) -> bool:
    return place.step is not None and not isinstance(place.step.call, WorkflowCall | MessageCall)


def _kind(type: Type) -> Expr:
    """The Python type that a header is read as: `int`, `list[str]`."""
    if isinstance(type, ArrayType):
        return Subscript(Name("list"), _kind(type.items))
    return Name(next(kind for kind in kind_of(type, lambda found: found) if kind is not None))


def token(access: Access) -> str | int:
    """What an access looks for: a property's name or an index."""
    return access.name if isinstance(access, Property) else access.position


def pointer_of(path: tuple[Access, ...]) -> tuple[str, ...]:
    """The tokens of a JSON Pointer to the end of a path."""
    return tuple(str(token(access)) for access in path)


def pointer_text(tokens: tuple[str, ...]) -> str:
    """A JSON Pointer (RFC 6901)."""
    return "".join("/" + part.replace("~", "~0").replace("/", "~1") for part in tokens)


def _reaches(value: Spelled, position: int) -> Expr:
    """Whether a list, if there is one, has an item at a position."""
    if position == 0:
        return value.expr
    long = Compare(Call(Name("len"), (value.expr,)), ">", Constant(position))
    return BoolOp("and", (value.is_present, long)) if value.optional else long


def _part_name(expr: Expr) -> str:
    """What a property or item is called: by its key, or as an item of what is called so."""
    match expr:
        case IfExp(body=body):
            return _part_name(body)
        case Call(args=(Constant(value=str() as name),)) | Subscript(index=Constant(value=str() as name)):
            return name
        case Subscript(value=value):
            return "item" if isinstance(value, Attribute) else f"{_part_name(value)}_item"
        case Attribute(name=name) | Name(id=name):
            return name
        case _:
            return "item"


def _is_top(value: Spelled) -> bool:
    """Whether the value is a whole body of boto3's: its stubs promise all members at the top."""
    return value.foreign and isinstance(value.expr, Attribute) and value.expr.name == "body"
