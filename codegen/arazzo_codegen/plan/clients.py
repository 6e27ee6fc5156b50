"""API clients: a module for each HTTP source, with the operations that workflows call and their types.

Takes the program and the names of its clients; gives the modules. The asynchronous twins share the types of the others.
"""

from __future__ import annotations

from collections.abc import Callable

from ..bind.model import Program, Source, SourceKey, Type
from ..classes import dataclass
from ..options import Options
from .clients_methods import method, operation_constant, response_alias
from .clients_names import ClientNames, OperationUse
from .clients_security import Settings, settings
from .imports import Imports
from .model import (
    Assign,
    Attribute,
    Call,
    Class,
    Constant,
    Definition,
    Docstring,
    Expr,
    Function,
    Import,
    Keyword,
    ModulePlan,
    Name,
    Parameter,
)
from .types import TypeSpeller, optional


@dataclass(frozen=True, slots=True)
class _Client:
    """What one module is made of."""

    source: Source
    uses: tuple[OperationUse, ...]
    names: ClientNames
    options: Options
    path: str
    is_async: bool


def plan_clients(
    program: Program, names: ClientNames, speller_for: Callable[[SourceKey], TypeSpeller], options: Options
) -> tuple[ModulePlan, ...]:
    """Plan all clients, the asynchronous ones too where they are asked for. `speller_for` is called once for each source."""
    modules: list[ModulePlan] = []
    for key, uses in names.uses.items():
        speller = speller_for(key)
        client = _Client(program.sources[key], uses, names, options, f"apis/{names.module(key)}.py", False)
        modules.append(_module(client, speller, Imports(client.path, False)))
        if options.asynchronous:
            twin = _Client(client.source, uses, names, options, f"aio/{client.path}", True)
            modules.append(_twin(twin, client.path, program, speller, Imports(twin.path, True)))
    return tuple(modules)


def _module(client: _Client, speller: TypeSpeller, imports: Imports) -> ModulePlan:
    own = [client.names.names(use.operation) for use in client.uses]
    pairs = list(zip(client.uses, own, strict=True))
    aliases = tuple(response_alias(use, names, speller, imports) for use, names in pairs)
    constants = tuple(operation_constant(use, names, client.source, imports) for use, names in pairs)
    made, offered = _class(client, speller, imports)
    types = speller.definitions()
    exports = sorted({*offered, *(definition.name for definition in (*types, *aliases)), made.name})
    imports.add(speller.imports())
    return _plan(client, (*types, *aliases, *constants, made), tuple(exports), imports)


def _twin(client: _Client, sync_path: str, program: Program, sync: TypeSpeller, imports: Imports) -> ModulePlan:
    """The asynchronous module: types, response types and constants are those of the other one."""

    def elsewhere(type: Type) -> Import | None:
        name = sync.name_of(type)
        return None if name is None else Import(module, name, level=3)

    module = sync_path.removesuffix(".py").replace("/", ".")
    speller = TypeSpeller(program.types, client.names.taken(client.source.key), elsewhere, level=3)
    made, offered = _class(client, speller, imports)
    for use in client.uses:
        names = client.names.names(use.operation)
        imports.generated(sync_path, names.response)
        imports.generated(sync_path, names.constant)
    imports.add(speller.imports())
    return _plan(client, (*speller.definitions(), made), tuple(sorted({*offered, made.name})), imports)


def _plan(
    client: _Client, definitions: tuple[Definition, ...], exports: tuple[str, ...], imports: Imports
) -> ModulePlan:
    docstring = Docstring(f"{client.source.title}: the operations that the workflows use.")
    return ModulePlan(
        client.path,
        client.source.path.rsplit("/", 1)[-1],
        docstring,
        imports.gathered(),
        exports,
        definitions,
        client.is_async,
        client.source.path,
        imports.runtime_modules(),
    )


def _class(client: _Client, speller: TypeSpeller, imports: Imports) -> tuple[Class, tuple[str, ...]]:
    """The client's class, and the names of the runtime that its users need."""
    configured = settings(client.source, client.uses, imports)
    methods = tuple(method(use, client.names, speller, imports) for use in client.uses)
    name = client.names.class_name(client.source.key)
    docstring = Docstring(f"{client.source.title}, called through an HTTP client.")
    uploads = ("File",) if any(item.name == "File" for item in (*imports.gathered(), *speller.imports())) else ()
    body = (_constructor(client, configured, imports), *methods)
    return Class(name, (), docstring, body), (*configured.exports, *uploads)


def _constructor(client: _Client, configured: Settings, imports: Imports) -> Function:
    package = client.options.http_client
    kind = Attribute(imports.module(package), "AsyncClient" if client.is_async else "Client")
    documentation = (
        ("http", "The HTTP client: its timeouts, proxies, certificates and connections are yours to set."),
        ("base_url", _addresses(client.source)),
        *configured.documentation,
    )
    base_url = Parameter("base_url", optional(Name("str")), Constant(None))
    required = tuple(parameter for parameter in configured.parameters if parameter.default is None)
    others = tuple(parameter for parameter in configured.parameters if parameter.default is not None)
    arguments: list[Expr] = [Name("http"), Name("base_url"), configured.server]
    if configured.credential_table is not None:
        arguments.append(configured.credential_table)
    table = configured.variable_table
    keywords = () if table is None else (Keyword("variables", table),)
    api = Call(imports.awaited("http", "Api"), tuple(arguments), keywords)
    return Function(
        "__init__",
        (Parameter("self", Name("self")), Parameter("http", kind)),
        (*required, base_url, *others),
        Constant(None),
        Docstring("Take the HTTP client and what the API needs to know.", (), (("Args", documentation),)),
        (Assign(Attribute(Name("self"), "_api"), api),),
        may_await=False,
    )


def _addresses(source: Source) -> str:
    """What `base_url` is for, with the servers that can be chosen by it."""
    others = [f"`{server.url}`" for server in source.servers[1:] if "{" not in server.url]
    named = f" Others that it names: {', '.join(others)}." if others else ""
    return f"The address of the API in place of the description's.{_relative(source)}{named}"


def _relative(source: Source) -> str:
    """A word on a server that is a path: what it is relative to is not known."""
    url = source.servers[0].url if source.servers else ""
    if url in ("", "/") or not url.startswith(("/", ".")):
        return ""
    return f" That is `{url}`, which is relative: give the whole address here, or an HTTP client with a `base_url`, below which it lies."
