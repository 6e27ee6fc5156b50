"""Arguments of HTTP operations: takes a step's parameters, gives a value for each parameter that the operation declares, or says what is wrong."""

from __future__ import annotations

import re

from ..diagnostics.model import Label, Missing
from ..diagnostics.nearest import nearest
from ..diagnostics.rules import contracts
from ..parse.model import Parameter
from .conform import Wanted, conform, needs_input, report
from .constants import constant
from .model import (
    Argument,
    HttpOperation,
    Location,
    MessageOperation,
    OperationParameter,
    SecurityScheme,
    UnknownType,
)
from .pointers import first_line, near_label
from .reads import Reader
from .reusables import Given, parameters_for
from .scope import StepScope
from .single_items import as_list
from .values import ValueBinder, folded

# OpenAPI 3.x, section "Parameter Object": these are never declared as parameters.
_OPENAPIS_OWN = ("accept", "content-type", "authorization")


class ArgumentBinder:
    """Binds the arguments of one step."""

    def __init__(self, scope: StepScope, operation: HttpOperation | MessageOperation) -> None:
        """The arguments are for `operation`."""
        self._scope = scope
        self._operation = operation
        self._library = scope.workflow.library
        self._reporter = scope.workflow.library.reporter
        self._values = ValueBinder(Reader(scope.workflow, scope, "request"))
        self._given: set[tuple[object, object]] = set()

    def bind(self) -> tuple[Argument, ...] | Missing:
        """The arguments, in the order in which the operation declares them, undeclared ones behind."""
        given, missing = parameters_for(self._scope.step.parameters, self._scope.workflow)
        self._given = {(one.parameter.name.value, one.parameter.location) for one in given}
        bound: list[Argument] = []
        for one in given:
            argument = self._argument(one)
            if isinstance(argument, Missing):
                missing = argument
            elif argument is not None:
                bound.append(argument)
        if missing is not None:
            return missing
        bound.extend(self._defaults(bound))
        return self._missing_parameter(bound) or tuple(sorted(bound, key=self._order))

    def _defaults(self, bound: list[Argument]) -> list[Argument]:
        """Required parameters that are not given and have a default in the description."""
        given = {(argument.location, argument.name.lower()) for argument in bound}
        span = self._scope.step.id.span
        return [
            Argument(parameter.name, parameter.location, constant(parameter.default, span), parameter, span)
            for parameter in self._operation.parameters
            if parameter.required
            and parameter.has_default
            and (parameter.location, parameter.name.lower()) not in given
        ]

    def _order(self, argument: Argument) -> int:
        declared = self._operation.parameters
        return declared.index(argument.parameter) if argument.parameter in declared else len(declared)

    def _argument(self, given: Given) -> Argument | Missing | None:
        location = self._location(given)
        if isinstance(location, Missing) or location is None:
            return location
        name = str(given.parameter.name.value)
        declared = self._declared(name, location)
        if declared is None:
            problem = self.undeclared(given, name, location)
            if problem is not None or not self.is_sent(location, name):
                return problem
        return self._with_value(given, name, location, declared)

    def _with_value(
        self, given: Given, name: str, location: Location, declared: OperationParameter | None
    ) -> Argument | Missing:
        wanted = UnknownType() if declared is None else declared.type
        value = self._values.value(given.parameter.value, wanted)
        if isinstance(value, Missing):
            return value
        if declared is not None:
            value = as_list(value, declared, self._library)
            what = f"{location} parameter `{name}`"
            wire = declared.media_type is None
            conform(value, Wanted(wanted, what, declared.span, wire), self._library)
            if declared.required:
                report(needs_input(value, what), (), self._library)
        return Argument(
            declared.name if declared else name, location, folded(value), declared, given.parameter.name.span
        )

    def _declared(self, name: str, location: str) -> OperationParameter | None:
        for parameter in self._operation.parameters:
            same = parameter.name == name or (location == "header" and parameter.name.lower() == name.lower())
            if same and parameter.location == location:
                return parameter
        return None

    # --- `in` ---

    def _location(self, given: Given) -> Location | Missing | None:
        """Where the argument goes; None when it goes nowhere here."""
        written = given.parameter.location
        if written == "body":
            return self._body_as_parameter(given.parameter)
        if written is not None:
            return written
        place = given.parameter.node.get("in")
        if place is not None:
            return self._reporter.earlier(place.span)
        return self._location_left_out(given)

    def _body_as_parameter(self, parameter: Parameter) -> Missing:
        place = parameter.location_node or parameter.name
        return self._reporter.report(
            contracts.BODY_AS_PARAMETER,
            f"parameter `{parameter.name.value}` cannot be `in: body`",
            place.span,
            help="remove the parameter, and write its value as `payload` of the step's `requestBody`",
        )

    def _location_left_out(self, given: Given) -> Location | Missing | None:
        name = str(given.parameter.name.value)
        found = [parameter for parameter in self._operation.parameters if parameter.name == name]
        if len(found) == 1:
            self._reporter.report(
                contracts.PARAMETER_WITHOUT_IN,
                f"parameter `{name}` does not say where it goes",
                given.parameter.name.span,
                related=_declared_here(found[0]),
                help=f"add `in: {found[0].location}`",
            )
            return found[0].location
        if given.inherited and not found:
            # "Each parameter MUST be passed to an operation or workflow": without `in` it is meant for workflows.
            return None
        near = nearest(name, [parameter.name for parameter in self._operation.parameters])
        return self._reporter.report(
            contracts.PARAMETER_LOCATION,
            f"parameter `{name}` does not say where it goes, and the operation {'has several' if found else 'has none'} of this name",
            given.parameter.name.span,
            help=f"change it to `{near}`" if near and not found else "add `in`",
        )

    # --- What the operation does not declare ---

    def is_sent(self, location: Location, name: str) -> bool:
        """Whether there is a place for a parameter that the operation does not declare."""
        return location != "path" or f"{{{name}}}" in self._operation.path

    def undeclared(self, given: Given, name: str, location: Location) -> Missing | None:
        """A parameter that the operation does not declare: Missing when it cannot be sent."""
        operation = self._operation
        if location == "path" and f"{{{name}}}" in operation.path:
            self._tell_undeclared(given, name, location, "the path has it, the operation does not declare it")
            return None
        if location == "header" and name.lower() in _OPENAPIS_OWN or self._is_credential(name, location):
            return None
        if self._is_needed_elsewhere(name):
            return self._unknown(given, name, location)
        if location in ("header", "cookie") or (location == "query" and (given.inherited or not self._has_query())):
            self._tell_undeclared(given, name, location, "it is sent all the same")
            return None
        if location == "path" and given.inherited:
            self._tell_undeclared(given, name, location, "it is not sent")
            return None
        return self._unknown(given, name, location)

    def _is_needed_elsewhere(self, name: str) -> bool:
        """Whether the operation requires a parameter of this name in another place, and the step gives none there."""
        return any(
            parameter.required and parameter.name == name and (name, parameter.location) not in self._given
            for parameter in self._operation.parameters
        )

    def _has_query(self) -> bool:
        return any(parameter.location in ("query", "querystring") for parameter in self._operation.parameters)

    def _is_credential(self, name: str, location: Location) -> bool:
        """A header or query parameter that fills a declared security scheme."""
        return any(_fills(scheme, name, location) for scheme in self._library.schemes_of(self._operation.source))

    def _tell_undeclared(self, given: Given, name: str, location: Location, note: str) -> None:
        near = nearest(
            name, [parameter.name for parameter in self._operation.parameters if parameter.location == location]
        )
        self._reporter.report(
            contracts.UNDECLARED_PARAMETER,
            f"the operation declares no {location} parameter `{name}`",
            given.parameter.name.span,
            related=(Label(self._operation.span, "the operation"),),
            notes=(note,),
            help=f"change it to `{near}`" if near else None,
        )

    def _unknown(self, given: Given, name: str, location: Location) -> Missing:
        elsewhere = [parameter for parameter in self._operation.parameters if parameter.name == name]
        candidates = [parameter.name for parameter in self._operation.parameters if parameter.location == location]
        near = None if elsewhere else nearest(name, candidates) or nearest(name, _template_names(self._operation.path))
        known = ", ".join(f"`{candidate}`" for candidate in candidates[:12])
        span = next((parameter.span for parameter in self._operation.parameters if parameter.name == near), None)
        return self._reporter.report(
            contracts.UNKNOWN_PARAMETER,
            f"the operation has no {location} parameter `{name}`",
            given.parameter.name.span,
            label="not declared",
            related=near_label(near, span, "one with a similar name")
            or (_declared_here(elsewhere[0]) if elsewhere else ())
            or (Label(self._operation.span, "the operation"),),
            notes=(f"its {location} parameters are {known}",) if known and near is None and not elsewhere else (),
            help=(
                f"change `in` to `{elsewhere[0].location}`" if elsewhere else f"change it to `{near}`" if near else None
            ),
        )

    # --- What the operation requires ---

    def _missing_parameter(self, bound: list[Argument]) -> Missing | None:
        given = {(argument.location, argument.name.lower()) for argument in bound}
        missing: Missing | None = None
        for parameter in self._operation.parameters:
            if parameter.required and (parameter.location, parameter.name.lower()) not in given:
                missing = self._report_missing(parameter.name, parameter.location, _declared_here(parameter))
        declared = {parameter.name for parameter in self._operation.parameters if parameter.location == "path"}
        for name in _template_names(self._operation.path):
            if name not in declared and ("path", name.lower()) not in given:
                missing = self._report_missing(name, "path", (Label(self._operation.span, "its path has it"),))
        return missing

    def _report_missing(self, name: str, location: Location, related: tuple[Label, ...]) -> Missing:
        step = self._scope.step
        return self._reporter.report(
            contracts.MISSING_PARAMETER,
            f"step `{step.id.value}` does not give required {location} parameter `{name}`",
            step.id.span,
            related=related,
            help=f"add a parameter with `name: {name}` and `in: {location}`",
        )


def _fills(scheme: SecurityScheme, name: str, location: Location) -> bool:
    if scheme.type == "apiKey":
        return scheme.location == location and (scheme.parameter or "").lower() == name.lower()
    return location == "header" and name.lower() == "authorization"


def _template_names(path: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(re.findall(r"\{([^{}]+)\}", path)))


def _declared_here(parameter: OperationParameter) -> tuple[Label, ...]:
    return () if parameter.span is None else (Label(first_line(parameter.span), "declared here"),)
