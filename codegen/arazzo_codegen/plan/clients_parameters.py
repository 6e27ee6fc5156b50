"""Parameters on the wire: takes a parameter and its keyword, gives the expression that encodes it (`runtime/encoding.py`)."""

from __future__ import annotations

import re
from urllib.parse import quote

from ..bind.model import OperationParameter
from .clients_types import media_kind
from .imports import Imports
from .model import Attribute, Call, Constant, Expr, JoinedStr, Keyword, Name

_TEMPLATE = re.compile(r"\{([^{}]+)\}")
_TRUE, _FALSE = Constant(True), Constant(False)


def encoding(function: str, *arguments: Expr, imports: Imports, **keywords: bool) -> Expr:
    """A call of `encoding.<function>`."""
    module = imports.runtime_module("encoding")
    given = tuple(Keyword(name, _TRUE if value else _FALSE) for name, value in keywords.items())
    return Call(Attribute(module, function), arguments, given)


def path_expression(template: str, parts: dict[str, Expr]) -> Expr:
    """The path with its parameters in their places: text, or an f-string."""
    pieces = _TEMPLATE.split(template)
    made: list[str | Expr] = []
    for index, piece in enumerate(pieces):
        if index % 2:
            made.append(parts[piece])
        elif piece:
            made.append(quote(piece, safe="/%:@!$&'()*+,;=-._~"))
    return JoinedStr(tuple(made)) if parts else Constant("".join(part for part in made if isinstance(part, str)))


def in_path(parameter: OperationParameter, value: Name, template: str, imports: Imports) -> Expr:
    """A parameter in the path `template`."""
    name = Constant(parameter.name)
    if parameter.media_type is not None:
        return encoding("path_content", name, value, Constant(parameter.media_type), imports=imports)
    options = _options(parameter, explodes=False)
    if parameter.style in ("matrix", "label"):
        return encoding(parameter.style, name, value, imports=imports, **options)
    whole = {} if f"/{{{parameter.name}}}/" in f"{template}/" else {"whole": False}
    return encoding("path", name, value, imports=imports, **options, **whole)


def in_query(parameter: OperationParameter, value: Name, imports: Imports) -> Expr:
    """A parameter in the query, or one that is the whole of it."""
    name = Constant(parameter.name)
    if parameter.location == "querystring":
        return _querystring(parameter, value, imports)
    if parameter.media_type is not None:
        return encoding("content", name, value, Constant(parameter.media_type), imports=imports)
    reserved = {"reserved": True} if parameter.allow_reserved else {}
    match parameter.style:
        case "deepObject":
            return encoding("deep_object", name, value, imports=imports, **reserved)
        case "spaceDelimited" | "pipeDelimited" | "tsv" if not parameter.explode:
            delimiter = {"spaceDelimited": " ", "pipeDelimited": "|", "tsv": "\t"}[parameter.style]
            return encoding("delimited", name, value, Constant(delimiter), imports=imports, **reserved)
        case _:
            explode = parameter.explode or parameter.style == "multi"
            return encoding("form", name, value, imports=imports, **({} if explode else {"explode": False}), **reserved)


def _querystring(parameter: OperationParameter, value: Name, imports: Imports) -> Expr:
    media_type = parameter.media_type or "application/x-www-form-urlencoded"
    if media_kind(media_type) == "form":
        return Call(imports.runtime("forms", "form_text"), (value,))
    return encoding("querystring", value, Constant(media_type), imports=imports)


def in_header(parameter: OperationParameter, value: Name, imports: Imports) -> Expr:
    """The text of a header."""
    if parameter.media_type is not None:
        return encoding("plain_content", value, Constant(parameter.media_type), imports=imports)
    return encoding("plain", value, imports=imports, **_options(parameter, explodes=False))


def in_cookie(parameter: OperationParameter, value: Name, imports: Imports) -> Expr:
    """A pair of the `Cookie` header."""
    encoded = {} if parameter.style != "cookie" else {"encoded": False}
    explode = {} if parameter.explode else {"explode": False}
    return encoding("cookie", Constant(parameter.name), value, imports=imports, **explode, **encoded)


def _options(parameter: OperationParameter, explodes: bool) -> dict[str, bool]:
    options = {"explode": parameter.explode} if parameter.explode != explodes else {}
    return {**options, "reserved": True} if parameter.allow_reserved and parameter.location == "path" else options
