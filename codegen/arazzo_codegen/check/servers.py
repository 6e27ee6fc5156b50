"""Family 7: servers whose variables contradict themselves."""

from __future__ import annotations

from collections.abc import Iterator

from ..bind.model import HttpCall, Server, ServerVariable, SourceKey
from ..diagnostics.model import Label
from ..diagnostics.nearest import nearest
from ..diagnostics.rules import sources as say
from .matter import Matter


def defaults_outside_enums(matter: Matter) -> None:
    """A default that its own `enum` does not list: "SHOULD exist in the enum's values" in OpenAPI 3.0, "MUST" from 3.1 on."""
    for key, server in _servers(matter):
        for variable in server.variables:
            if variable.span is not None and variable.enum and variable.default not in variable.enum:
                _tell(matter, key, variable)


RULES = (defaults_outside_enums,)


def _servers(matter: Matter) -> Iterator[tuple[SourceKey, Server]]:
    """The servers of the descriptions that workflows use, and those of the operations that they call."""
    for key, source in matter.program.sources.items():
        for server in source.servers:
            yield key, server
    for flow in matter.flows.flows.values():
        for block in flow.blocks:
            if isinstance(block.step.call, HttpCall) and block.step.call.operation.own_servers:
                for server in block.step.call.operation.servers:
                    yield block.step.call.operation.source, server


def _tell(matter: Matter, key: SourceKey, variable: ServerVariable) -> None:
    description = matter.documents.openapi.get(key)
    if description is None or variable.span is None:
        return
    near = nearest(variable.default, variable.enum)
    matter.reporter.report(
        say.SERVER_DEFAULT_3_0 if description.version == "3.0" else say.SERVER_DEFAULT,
        f"the default `{variable.default}` of server variable `{variable.name}` is none of the values in its `enum`",
        variable.span,
        related=() if variable.enum_span is None else (Label(variable.enum_span, "the values that it may have"),),
        help=f"change it to `{near}`" if near else f"add `{variable.default}` to the `enum`, or change the default",
    )
