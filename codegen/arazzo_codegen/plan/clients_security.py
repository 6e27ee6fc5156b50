"""Servers and credentials of an API client: takes a source, gives the parameters of the constructor and what it makes of them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import assert_never

from ..bind.model import SecurityRequirement, SecurityScheme, Server, ServerVariable, Source
from ..classes import dataclass
from .clients_names import OperationUse
from .imports import Imports
from .model import Call, Constant, Dict, Expr, JoinedStr, Keyword, Name, Parameter, Subscript, Tuple
from .names import Scope, snake
from .types import optional, union

_TEMPLATE = re.compile(r"\{([^{}]+)\}")
# What the HTTP client does by itself (`auth=`, certificates): these need the server's challenge or the connection.
_OF_THE_CLIENT = ("digest", "mutual", "negotiate", "ntlm", "scram-sha-1", "scram-sha-256")
_NONE = Constant(None)
_TEXT = Name("str")
_IN_CONSTRUCTOR = (
    "self http base_url api_key_credential basic_credential bearer_credential oauth2_credential sigv4_credential"
).split()


@dataclass(frozen=True, slots=True)
class Settings:
    """Keyword parameters of the constructor with what their documentation says, and the expressions made of them."""

    parameters: tuple[Parameter, ...]
    documentation: tuple[tuple[str, str], ...]
    server: Expr
    variables: tuple[tuple[str, Expr], ...]
    credentials: tuple[tuple[str, Expr], ...]
    exports: tuple[str, ...]

    @property
    def variable_table(self) -> Expr | None:
        """The variables of operations' own servers, None when there are none."""
        return Dict(tuple((Constant(key), made) for key, made in self.variables)) if self.variables else None

    @property
    def credential_table(self) -> Expr | None:
        """The credentials by scheme, None when the API has no schemes."""
        if not self.credentials:
            return None
        return Dict(tuple((Constant(key), made) for key, made in self.credentials))


def settings(source: Source, uses: tuple[OperationUse, ...], imports: Imports) -> Settings:
    """What the constructor takes besides the HTTP client and `base_url`."""
    scope = Scope(_IN_CONSTRUCTOR)
    server = source.servers[0] if source.servers else None
    own = [use.operation.servers[0] for use in uses if use.operation.own_servers and use.operation.servers]
    declared = _variables((*source.servers[:1], *own))
    variables = {name: scope.name(snake(name)) for name in declared}
    parameters: list[Parameter] = []
    documentation: list[tuple[str, str]] = []
    for name, variable in declared.items():
        parameters.append(_variable(variables[name], variable, imports))
        documentation.append((variables[name], _description(variable) or f"`{name}` in the address of the server."))
    credentials: list[tuple[str, Expr]] = []
    exports: dict[str, None] = {}
    for scheme in filter(_is_ours, source.schemes):
        python = scope.name(snake(scheme.key))
        annotation, classes = _annotation(scheme, imports)
        parameters.append(Parameter(python, optional(annotation), _NONE))
        documentation.append((python, scheme.description or _what(scheme)))
        credentials.append((scheme.key, _credential(scheme, Name(python), _scopes(scheme.key, uses), imports)))
        exports |= dict.fromkeys(classes)
    ordered = sorted(parameters, key=lambda parameter: parameter.default is not None)
    return Settings(
        tuple(ordered),
        tuple(documentation),
        Constant("") if server is None and len(own) == len(uses) else _address(server, variables),
        tuple((name, Name(variables[name])) for name in _variables(own)),
        tuple(credentials),
        tuple(exports),
    )


def requirements(operation_security: tuple[SecurityRequirement, ...], source: Source) -> Expr | None:
    """The alternatives of schemes that an operation asks for."""
    known = {scheme.key for scheme in filter(_is_ours, source.schemes)}
    alternatives = [tuple(key for key, _ in requirement.schemes if key in known) for requirement in operation_security]
    given = [Tuple(tuple(Constant(key) for key in keys)) for keys in dict.fromkeys(alternatives) if keys]
    return Tuple(tuple(given)) if given else None


def _is_ours(scheme: SecurityScheme) -> bool:
    """Whether the API client fills the scheme, rather than the HTTP client that it is given."""
    return scheme.type != "mutualTLS" and scheme.http_scheme not in _OF_THE_CLIENT


def _variables(servers: Iterable[Server]) -> dict[str, ServerVariable | None]:
    """The variables in the addresses of servers, the first of each name; None for one that is not declared."""
    found: dict[str, ServerVariable | None] = {}
    for server in servers:
        declared = {variable.name: variable for variable in server.variables}
        for name in _TEMPLATE.findall(server.url):
            found.setdefault(name, declared.get(name))
    return found


def _address(server: Server | None, variables: dict[str, str]) -> Expr:
    if server is None:
        return _NONE
    if not variables:
        return Constant(server.url)
    pieces = _TEMPLATE.split(server.url)
    parts = tuple(Name(variables[piece]) if index % 2 else piece for index, piece in enumerate(pieces))
    return JoinedStr(tuple(part for part in parts if part != ""))


def _variable(name: str, variable: ServerVariable | None, imports: Imports) -> Parameter:
    if variable is None:
        return Parameter(name, _TEXT)
    annotation: Expr = _TEXT
    if variable.enum:
        # A default that the values lack (OpenAPI 3.0 allows it) is one of them all the same.
        values = tuple(map(Constant, dict.fromkeys((*variable.enum, variable.default))))
        index = values[0] if len(values) == 1 else Tuple(values)
        annotation = Subscript(imports.outside("typing", "Literal"), index)
    return Parameter(name, annotation, Constant(variable.default))


def _description(variable: ServerVariable | None) -> str | None:
    return None if variable is None else variable.description


def _annotation(scheme: SecurityScheme, imports: Imports) -> tuple[Expr, tuple[str, ...]]:
    """The type of what fills a scheme, and the classes among it, which the module offers to its users."""
    match scheme.type:
        case "apiKey" | "mutualTLS":
            return _TEXT, ()
        case "http":
            pair = Subscript(Name("tuple"), Tuple((_TEXT, _TEXT)))
            return pair if scheme.http_scheme == "basic" else _TEXT, ()
        case "oauth2" | "openIdConnect":
            grants = ("ClientCredentials", "Password", "RefreshToken")
            return union((_TEXT, *(imports.runtime("oauth2", grant) for grant in grants))), grants
        case "sigv4":
            return imports.runtime("sigv4", "AwsKeys"), ("AwsKeys",)
        case _:
            assert_never(scheme.type)


def _credential(scheme: SecurityScheme, given: Name, scopes: tuple[str, ...], imports: Imports) -> Expr:
    match scheme.type:
        case "apiKey" | "mutualTLS":
            place, name = Constant(scheme.location or "header"), Constant(scheme.parameter or scheme.key)
            return Call(imports.runtime("credentials", "api_key_credential"), (place, name, given))
        case "http" if scheme.http_scheme == "basic":
            return Call(imports.runtime("credentials", "basic_credential"), (given,))
        case "http":
            prefix = "" if scheme.http_scheme in ("bearer", "", None) else scheme.http_scheme.capitalize()
            arguments = (given, Constant(prefix)) if prefix else (given,)
            return Call(imports.runtime("credentials", "bearer_credential"), arguments)
        case "oauth2" | "openIdConnect":
            keywords = [Keyword("token_url", Constant(scheme.token_url))]
            if scopes:
                keywords.append(Keyword("scopes", Tuple(tuple(Constant(scope) for scope in scopes))))
            return Call(imports.runtime("oauth2", "oauth2_credential"), (given,), tuple(keywords))
        case "sigv4":
            service = Constant(scheme.signing_name or "execute-api")
            return Call(imports.runtime("sigv4", "sigv4_credential"), (given, service))
        case _:
            assert_never(scheme.type)


def _scopes(key: str, uses: tuple[OperationUse, ...]) -> tuple[str, ...]:
    """The scopes that the operations ask for, in their order."""
    asked = (
        scope
        for use in uses
        for requirement in use.operation.security
        for name, scopes in requirement.schemes
        if name == key
        for scope in scopes
    )
    return tuple(dict.fromkeys(asked))


def _what(scheme: SecurityScheme) -> str:
    match scheme.type:
        case "apiKey" | "mutualTLS":
            return f"The API key, sent as {scheme.location} `{scheme.parameter}`."
        case "http":
            return "A user name and a password." if scheme.http_scheme == "basic" else "A token."
        case "oauth2" | "openIdConnect":
            return "An access token, or a grant that fetches one."
        case "sigv4":
            return "The key that signs the requests."
        case _:
            assert_never(scheme.type)
