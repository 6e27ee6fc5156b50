"""The names that API clients are known by: modules, classes, methods and their parameters.

Takes the program; gives, for each operation that a workflow calls, what emitted code has to write to call it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import TypeAlias

from ..bind.model import HttpBackend, HttpCall, HttpOperation, Location, MediaType, Program, SourceKey
from ..classes import dataclass
from .names import Scope, camel, constant, snake

PlaceOfArgument: TypeAlias = tuple[Location, str]
"""Location and name of a parameter."""

_TEMPLATE = re.compile(r"\{([^{}]+)\}")
_IN_METHODS = (
    "self body encoding json_body text_body binary_body form_body form_text multipart_body xml_body Field Xml".split()
)
_IN_MODULES = (
    "Api AwsKeys ClientCredentials ClientErrorStatus ErrorStatus Failure File IO InformationStatus Literal Mapping Never NotRequired Operation "
    "Password RedirectStatus RefreshToken Sequence ServerErrorStatus Success SuccessStatus TypeAlias TypedDict Undeclared Xml"
).split()


@dataclass(frozen=True, slots=True)
class OperationUse:
    """An operation that workflows call: the arguments it does not declare, and the media types of the bodies that it is sent."""

    operation: HttpOperation
    undeclared: tuple[PlaceOfArgument, ...]
    bodies: tuple[MediaType, ...]


@dataclass(frozen=True, slots=True)
class MethodNames:
    """What an operation is called in Python: its method, that method's parameters, its response type, its constant."""

    method: str
    parameters: Mapping[PlaceOfArgument, str]
    response: str
    constant: str
    prefix: str
    """What the names of its anonymous types begin with."""


@dataclass(frozen=True, slots=True)
class ClientNames:
    """The names of all API clients."""

    uses: Mapping[SourceKey, tuple[OperationUse, ...]]
    modules: Mapping[SourceKey, str]
    classes: Mapping[SourceKey, str]
    methods: Mapping[tuple[SourceKey, str], MethodNames]

    def module(self, source: SourceKey) -> str:
        """The module of a source in `apis/`, without `.py`."""
        return self.modules[source]

    def class_name(self, source: SourceKey) -> str:
        """The class of a source."""
        return self.classes[source]

    def names(self, operation: HttpOperation) -> MethodNames:
        """All names of an operation."""
        return self.methods[operation.source, operation.pointer]

    def method(self, operation: HttpOperation) -> str:
        """The method of an operation."""
        return self.names(operation).method

    def parameter(self, operation: HttpOperation, location: Location, name: str) -> str:
        """The keyword of an argument, declared or not."""
        return self.names(operation).parameters[place(location, name)]

    def content_type(self, operation: HttpOperation) -> bool:
        """Whether the method has to be told the media type of the body (`content_type=`)."""
        return len(self.use(operation).bodies) > 1

    def use(self, operation: HttpOperation) -> OperationUse:
        """How workflows use an operation."""
        return next(use for use in self.uses[operation.source] if use.operation.pointer == operation.pointer)

    def taken(self, source: SourceKey) -> tuple[str, ...]:
        """The names that a source's module uses besides its types."""
        own = [self.methods[source, use.operation.pointer] for use in self.uses[source]]
        return (*_IN_MODULES, self.classes[source], *(names.response for names in own))


def client_names(program: Program) -> ClientNames:
    """Settle the names of all clients."""
    uses = _uses(program)
    modules, classes = Scope(("__init__",)), Scope(_IN_MODULES)
    methods: dict[tuple[SourceKey, str], MethodNames] = {}
    for source, found in uses.items():
        methods |= {(source, use.operation.pointer): names for use, names in _methods(found)}
    return ClientNames(
        uses,
        {key: modules.name(snake(program.sources[key].name)) for key in uses},
        {key: classes.name(camel(program.sources[key].name)) for key in uses},
        methods,
    )


def _uses(program: Program) -> dict[SourceKey, tuple[OperationUse, ...]]:
    """The operations that workflows call, by source, in the order of the description."""
    calls: dict[SourceKey, dict[str, list[HttpCall]]] = {
        key: {} for key, source in program.sources.items() if isinstance(source.backend, HttpBackend)
    }
    for workflow in program.workflows.values():
        for step in workflow.steps:
            if isinstance(step.call, HttpCall):
                of_source = calls.setdefault(step.call.operation.source, {})
                of_source.setdefault(step.call.operation.pointer, []).append(step.call)
    return {
        key: tuple(sorted((_use(found) for found in of_source.values()), key=lambda use: use.operation.span))
        for key, of_source in calls.items()
        if of_source
    }


def _use(calls: list[HttpCall]) -> OperationUse:
    operation = calls[0].operation
    declared = {place(parameter.location, parameter.name) for parameter in operation.parameters}
    extra: dict[PlaceOfArgument, PlaceOfArgument] = {}
    for name in _TEMPLATE.findall(operation.path):
        extra[place("path", name)] = ("path", name)
    for call in calls:
        for argument in call.arguments:
            if argument.parameter is None and argument.location != "member":
                extra.setdefault(place(argument.location, argument.name), (argument.location, argument.name))
    undeclared = sorted(written for own, written in extra.items() if own not in declared)
    sent = {call.body.media_type.media_type: call.body.media_type for call in calls if call.body is not None}
    unsent = operation.body[:1] if operation.body_required else ()
    bodies = tuple(sent[name] for name in sorted(sent)) or unsent
    return OperationUse(operation, tuple(undeclared), bodies)


def _methods(uses: Iterable[OperationUse]) -> Iterator[tuple[OperationUse, MethodNames]]:
    methods, types, constants = Scope(), Scope(_IN_MODULES), Scope()
    for use in uses:
        operation = use.operation
        method = methods.name(snake(operation.operation_id or f"{operation.method} {operation.path}"))
        prefix = camel(method.strip("_"))
        response, own = types.name(f"{prefix}Response"), constants.name(constant(method.strip("_")))
        yield use, MethodNames(method, _parameters(use), response, own, prefix)


def _parameters(use: OperationUse) -> dict[PlaceOfArgument, str]:
    """Keywords for all parameters; one that shares its name with another is told apart by its location."""
    scope = Scope((*_IN_METHODS, "content_type") if len(use.bodies) > 1 else _IN_METHODS)
    declared: list[PlaceOfArgument] = [(item.location, item.name) for item in use.operation.parameters]
    found: dict[PlaceOfArgument, str] = {}
    for location, name in (*declared, *use.undeclared):
        own, wanted = place(location, name), snake(name)
        if own not in found:
            found[own] = scope.name(
                wanted if wanted not in scope or wanted in _IN_METHODS else f"{wanted.rstrip('_')}_{location}"
            )
    return found


def place(location: Location, name: str) -> PlaceOfArgument:
    """Headers are known without regard to case."""
    return (location, name.lower() if location == "header" else name)
