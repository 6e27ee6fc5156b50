"""Reads of the response of a step: its status, headers and body.

Takes what is read, and the place where it stands; gives the expression. The body is read as its type where `expect` has made sure of it, and with care
everywhere else.
"""

from __future__ import annotations

from typing import assert_never

from ..bind.model import (
    ArrayType,
    AwsCall,
    MessageCall,
    MethodRoot,
    NumberType,
    ObjectType,
    Read,
    ResponseHeaderRoot,
    StatusRoot,
    StringType,
    Type,
    UnknownType,
    UrlRoot,
    WorkflowCall,
)
from ..classes import replace
from ..parse.model import Access, Index, Property
from .built import Built
from .context import FunctionContext, Place
from .model import Assign, Attribute, BoolOp, Call, Compare, Constant, Expr, IfExp, Name, Subscript
from .names import snake
from .paths import Paths, is_top, pointer_of
from .static import NOTHING, UNKNOWN, Spelled, is_nullable, kind_of, without_null
from .ways import inner_type


class ResponseReads:
    """Spells the reads of responses in one function."""

    def __init__(self, function: FunctionContext, paths: Paths) -> None:
        self._function = function
        self._module = function.module
        self._paths = paths

    def response(self, place: Place) -> Name:
        """The variable that holds the response of the step at this place."""
        step = place.step
        return Name("_" if step is None else self._function.responses[step.id])

    def about(self, root: StatusRoot | UrlRoot | MethodRoot, place: Place) -> Spelled:
        if not has_response(place):
            return NOTHING
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

    def header(self, root: ResponseHeaderRoot, optional: bool, place: Place) -> Spelled:
        """A header after success: a response without one that the description requires, or with one of another type, is not as promised."""
        if not has_response(place) or (optional and isinstance(root.type, StringType)):
            return self.header_text(root, place)
        function = self._module.imports.runtime(
            "response_headers", "optional_header" if optional else "required_header"
        )
        kind = () if isinstance(root.type, StringType) else (_kind(root.type),)
        call = Call(function, (self.response(place), Constant(root.name.lower()), *kind))
        return Spelled(call, root.type, optional)

    def header_text(self, root: ResponseHeaderRoot, place: Place) -> Spelled:
        """A header of which nothing is promised: None where its text is not of its type."""
        if not has_response(place):
            return NOTHING
        text = Call(Attribute(Attribute(self.response(place), "headers"), "get"), (Constant(root.name.lower()),))
        if isinstance(root.type, StringType):
            return Spelled(text, StringType(), optional=True)
        parsed = self._module.imports.runtime("response_headers", "parsed_header")
        return Spelled(Call(parsed, (text, _kind(root.type))), root.type, optional=True)

    def body(self, read: Read, place: Place, built: Built | None) -> Spelled:
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
            further = self._paths.access(value, access) if sure else self._possible(value, access, place, built, last)
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
                always = (member is not None and member.required) or is_top(value)
                if known is None or (always and not value.optional):
                    return None
                value = self._container(value, place, built)
                sentinel = self._paths.sentinel(known) if last and not value.foreign else None
                arguments = (Constant(name),) if sentinel is None else (Constant(name), sentinel)
                found = Call(Attribute(value.expr, "get"), arguments)
                expr = IfExp(value.is_present, found, sentinel or Constant(None)) if value.optional else found
                return Spelled(expr, known, True, value.foreign, sentinel=sentinel)
            case ArrayType(), Index(position=position):
                value = self._container(value, place, built)
                sentinel = self._paths.sentinel(owner.items) if last and not value.foreign else None
                test = _reaches(value, position)
                expr = IfExp(test, Subscript(value.expr, Constant(position)), sentinel or Constant(None))
                return Spelled(expr, owner.items, True, value.foreign, sentinel=sentinel)
            case _:
                return None

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
        return self._paths.certain(self.content(read, place), read.type)

    def _careful(self, read: Read, place: Place) -> Spelled:
        """A place in a body of which nothing is promised."""
        if not has_response(place):
            return NOTHING
        content = Spelled(Attribute(self.response(place), "content"), UNKNOWN)
        if read.path and isinstance(read.type, UnknownType):
            return replace(self._paths.at(content, read.path, "at_or_unset"), sentinel=self._paths.sentinel(read.type))
        return self._paths.inside(content, read.path, read.type)

    def exists(self, read: Read, place: Place) -> Expr | None:
        """The test that a place in the body is there; None where there is no response."""
        if not has_response(place):
            return None
        content = Spelled(Attribute(self.response(place), "content"), UNKNOWN)
        return self._paths.at(content, read.path, "has").expr

    def content(self, read: Read, place: Place) -> Spelled:
        """A place in the body as it was received, None where it is not there."""
        if not has_response(place):
            return NOTHING
        return self._paths.at(Spelled(Attribute(self.response(place), "content"), UNKNOWN), read.path)

    def _typed(self, value: Spelled, read: Read) -> Spelled | None:
        for access in read.path:
            further = self._paths.access(value, access)
            if further is None:
                return None
            value = further
        return value


def has_response(place: Place) -> bool:
    """Whether the step at this place has a response of its own."""
    return place.step is not None and not isinstance(place.step.call, WorkflowCall | MessageCall)


def _kind(type: Type) -> Expr:
    """The Python type that a header is read as: `int`, `list[str]`."""
    if isinstance(type, ArrayType):
        return Subscript(Name("list"), _kind(type.items))
    return Name(next(kind for kind in kind_of(type, lambda found: found) if kind is not None))


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
