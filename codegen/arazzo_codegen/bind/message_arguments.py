"""Arguments of steps over messages: takes a step's parameters, gives values for the parameters of the address and for headers.

They are bound as those of HTTP operations are; what a message does not have is refused here.
"""

from __future__ import annotations

from ..diagnostics.model import Label, Missing
from ..diagnostics.rules import contracts, shape
from .arguments import ArgumentBinder
from .model import Location, MessageOperation
from .reusables import Given
from .scope import StepScope


class MessageArgumentBinder(ArgumentBinder):
    """Binds the arguments of one step."""

    def __init__(self, scope: StepScope, operation: MessageOperation) -> None:
        """The arguments are for `operation`."""
        super().__init__(scope, operation)
        self._message = operation

    def undeclared(self, given: Given, name: str, location: Location) -> Missing | None:
        """A parameter that the channel does not declare. Where no headers are described, any may be sent."""
        if location in ("query", "querystring", "cookie"):
            return None if given.inherited else self._foreign(given, location)
        if location == "header" and self._message.action == "receive":
            self._tell_unsent(given, name)
            return None
        if location == "header" and not any(parameter.location == "header" for parameter in self._message.parameters):
            return None
        return super().undeclared(given, name, location)

    def is_sent(self, location: Location, name: str) -> bool:
        """What is received brings its headers along."""
        if location == "header":
            return self._message.action == "send"
        return location == "path" and super().is_sent(location, name)

    def _foreign(self, given: Given, location: Location) -> Missing:
        place = given.parameter.location_node or given.parameter.name
        name = given.parameter.name.value
        known = [parameter.location for parameter in self._message.parameters if parameter.name == name]
        return self._reporter.report(
            contracts.UNKNOWN_PARAMETER,
            f"a message has no {location} parameters",
            place.span,
            related=(Label(self._message.span, "described here"),),
            help=(
                f"change `in` to `{known[0]}`"
                if known
                else "change `in` to `header`, or to `path` for the channel's address"
            ),
        )

    def _tell_unsent(self, given: Given, name: str) -> None:
        if given.inherited:
            return
        of_address = any(parameter.name == name for parameter in self._message.parameters)
        self._reporter.report(
            shape.FIELD_WITHOUT_EFFECT,
            f"header parameter `{name}` has no effect: the step receives, and sends no header",
            given.parameter.name.span,
            help=(
                "change `in` to `path`"
                if of_address
                else "remove it, or compare `$message.header` in `successCriteria`"
            ),
        )
