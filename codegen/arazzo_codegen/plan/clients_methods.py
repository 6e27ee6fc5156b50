"""Methods of API clients: takes an operation and its names, gives the method, the type of its responses and the constant it sends with."""

from __future__ import annotations

import re

from ..bind.model import HttpOperation, OperationParameter, Source, StringType
from .clients_bodies import payload
from .clients_names import ClientNames, MethodNames, OperationUse, place
from .clients_parameters import in_cookie, in_header, in_path, in_query, path_expression
from .clients_security import requirements
from .clients_types import body_annotation, parameter_annotation, response_annotation
from .imports import Imports
from .model import (
    Attribute,
    Call,
    Constant,
    ConstantDef,
    Dict,
    Docstring,
    Expr,
    Function,
    Keyword,
    Name,
    Parameter,
    Return,
    Subscript,
    Tuple,
    TypeAliasDef,
)
from .names import camel
from .types import TypeSpeller, optional, union

_TEMPLATE = re.compile(r"\{([^{}]+)\}")
_SCALAR = union((Name("str"), Name("int"), Name("float"), Name("bool")))
_NONE = Constant(None)


def response_alias(use: OperationUse, names: MethodNames, speller: TypeSpeller, imports: Imports) -> TypeAliasDef:
    """The type of an operation's responses."""
    imports.outside("typing", "TypeAlias")
    value = response_annotation(use.operation, names.prefix, speller, imports)
    return TypeAliasDef(names.response, value, f"What `{names.method}` gives.")


def operation_constant(use: OperationUse, names: MethodNames, source: Source, imports: Imports) -> ConstantDef:
    """What is the same for every call of an operation."""
    operation = use.operation
    keywords: list[Keyword] = []
    accept = _accept(operation)
    if accept:
        keywords.append(Keyword("accept", Constant(accept)))
    security = requirements(operation.security, source)
    if security is not None:
        keywords.append(Keyword("security", security))
    if operation.own_servers and operation.servers:
        keywords.append(Keyword("server", Constant(operation.servers[0].url)))
    kind = Subscript(imports.runtime("http_request", "Operation"), Name(names.response))
    return ConstantDef(names.constant, Call(kind, (Constant(operation.method.upper()),), tuple(keywords)))


def method(use: OperationUse, clients: ClientNames, speller: TypeSpeller, imports: Imports) -> Function:
    """The method that calls an operation."""
    names = clients.names(use.operation)
    parameters = all_parameters(use)
    keywords = [_parameter(item, clients, use.operation, names, speller, imports) for item in parameters]
    keywords += _body_parameters(use, names, speller, imports)
    ordered = sorted(keywords, key=lambda parameter: parameter.default is not None)
    return Function(
        names.method,
        (Parameter("self", Name("self")),),
        tuple(ordered),
        Name(names.response),
        _docstring(use.operation, clients),
        (Return(_send(use, parameters, clients, names, imports)),),
    )


def all_parameters(use: OperationUse) -> tuple[OperationParameter, ...]:
    """The parameters that an operation declares, each once, and those that workflows give it all the same."""
    declared = {place(item.location, item.name): item for item in reversed(use.operation.parameters)}
    extra = (
        OperationParameter(name, location, location == "path", StringType(), "simple", location in ("query", "cookie"))
        for location, name in use.undeclared
    )
    return (*(item for item in use.operation.parameters if item in declared.values()), *extra)


def _parameter(
    item: OperationParameter,
    clients: ClientNames,
    operation: HttpOperation,
    names: MethodNames,
    speller: TypeSpeller,
    imports: Imports,
) -> Parameter:
    python = clients.parameter(operation, item.location, item.name)
    if item not in operation.parameters:
        return Parameter(python, _SCALAR) if item.required else Parameter(python, optional(_SCALAR), _NONE)
    hint = f"{names.prefix}{camel(item.name)}"
    annotation = parameter_annotation(item.type, hint, speller, imports, item.required)
    return Parameter(python, annotation, None if item.required else _NONE)


def _body_parameters(
    use: OperationUse, names: MethodNames, speller: TypeSpeller, imports: Imports
) -> tuple[Parameter, ...]:
    """`body`, and `content_type` where workflows send bodies of several media types."""
    if not use.bodies:
        return ()
    annotation = union(body_annotation(media, f"{names.prefix}Body", speller, imports) for media in use.bodies)
    required = use.operation.body_required
    body = Parameter("body", annotation) if required else Parameter("body", optional(annotation), _NONE)
    if len(use.bodies) == 1:
        return (body,)
    kinds = tuple(Constant(media.media_type) for media in use.bodies)
    chosen = Subscript(imports.outside("typing", "Literal"), Tuple(kinds))
    return (body, Parameter("content_type", chosen, None if required else kinds[-1]))


def _send(
    use: OperationUse,
    parameters: tuple[OperationParameter, ...],
    clients: ClientNames,
    names: MethodNames,
    imports: Imports,
) -> Expr:
    """The call that sends the request."""
    operation = use.operation
    given = [(item, Name(clients.parameter(operation, item.location, item.name))) for item in parameters]
    template, _, fixed = operation.path.partition("?")
    parts = {item.name: in_path(item, name, template, imports) for item, name in given if item.location == "path"}
    query = [in_query(item, name, imports) for item, name in given if item.location in ("query", "querystring")]
    if fixed:
        query.insert(0, path_expression(fixed, _parts_of(fixed, parts)))
    headers = [
        (Constant(item.name), in_header(item, name, imports)) for item, name in given if item.location == "header"
    ]
    cookies = [in_cookie(item, name, imports) for item, name in given if item.location == "cookie"]
    body = payload(use.bodies, operation.body_required, imports) if use.bodies else None
    keywords: dict[str, Expr | None] = {
        "query": Tuple(tuple(query)) if query else None,
        "headers": Dict(tuple(headers)) if headers else None,
        "cookies": Tuple(tuple(cookies)) if cookies else None,
        "body": body,
    }
    path = path_expression(template, _parts_of(template, parts))
    return Call(
        Attribute(Attribute(Name("self"), "_api"), "send"),
        (Name(names.constant), path),
        tuple(Keyword(name, value) for name, value in keywords.items() if value is not None),
        awaited=True,
    )


def _parts_of(template: str, parts: dict[str, Expr]) -> dict[str, Expr]:
    return {name: parts[name] for name in _TEMPLATE.findall(template)}


def _accept(operation: HttpOperation) -> str:
    """The media types of the responses, those of successes first."""
    shapes = sorted(operation.responses, key=lambda shape: not shape.status.startswith("2"))
    return ", ".join(dict.fromkeys(content.media_type for shape in shapes for content in shape.contents))


def _docstring(operation: HttpOperation, clients: ClientNames) -> Docstring:
    described = [
        (clients.parameter(operation, item.location, item.name), item.description)
        for item in operation.parameters
        if item.description
    ]
    place = f"{operation.method.upper()} {operation.path}"
    paragraphs = tuple(text for text in (operation.description,) if text and text != operation.summary)
    deprecated = ("Deprecated by its description.",) if operation.deprecated else ()
    sections = (("Args", tuple((name, text) for name, text in described if text)),) if described else ()
    return Docstring(operation.summary or place, (*paragraphs, *deprecated), sections)
