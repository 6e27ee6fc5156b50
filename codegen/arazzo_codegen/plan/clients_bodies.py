"""Bodies that API clients send: takes an operation's media types, gives the expression that makes the payload."""

from __future__ import annotations

from ..bind.model import MediaType, NamedType, PropertyEncoding, XmlHint
from .clients_types import media_kind
from .imports import Imports
from .model import Call, Compare, Constant, Dict, Expr, IfExp, Keyword, Name, Tuple

_DEFAULTS = {
    "json": "application/json",
    "form": "application/x-www-form-urlencoded",
    "multipart": "multipart/form-data",
    "xml": "application/xml",
    "text": "text/plain; charset=utf-8",
    "binary": "application/octet-stream",
}
_FUNCTIONS = {
    "json": ("bodies", "json_body"),
    "form": ("forms", "form_body"),
    "multipart": ("forms", "multipart_body"),
    "xml": ("xml_body", "xml_body"),
    "text": ("bodies", "text_body"),
    "binary": ("bodies", "binary_body"),
}


def payload(bodies: tuple[MediaType, ...], required: bool, imports: Imports) -> Expr:
    """The payload of parameter `body`; of several media types the one that `content_type` names."""
    *others, last = bodies
    made = _payload(last, imports)
    for media in reversed(others):
        chosen = Compare(Name("content_type"), "==", Constant(media.media_type))
        made = IfExp(chosen, _payload(media, imports), made)
    return made if required else IfExp(Compare(Name("body"), "is", Constant(None)), Constant(None), made)


def _payload(media: MediaType, imports: Imports) -> Expr:
    kind = media_kind(media.media_type)
    arguments: list[Expr] = [Name("body")]
    keywords: list[Keyword] = []
    if kind == "xml":
        arguments.append(Constant(media.type.name if isinstance(media.type, NamedType) else "root"))
        if media.xml:
            arguments.append(_hints(media.xml, imports))
    if kind in ("form", "multipart") and media.encodings:
        arguments.append(_fields(media.encodings, imports))
    content_type = _content_type(media.media_type, kind)
    if content_type != _DEFAULTS[kind]:
        keywords.append(Keyword("content_type", Constant(content_type)))
    return Call(imports.runtime(*_FUNCTIONS[kind]), tuple(arguments), tuple(keywords))


def _content_type(media_type: str, kind: str) -> str:
    """What is sent as Content-Type: a range (`image/*`) is none."""
    if "*" in media_type:
        return _DEFAULTS[kind]
    return _DEFAULTS["text"] if media_type == "text/plain" else media_type


def _fields(encodings: tuple[PropertyEncoding, ...], imports: Imports) -> Expr:
    """The Encoding Objects as `Field`s by property."""
    field = imports.runtime("forms", "Field")
    return Dict(tuple((Constant(item.property), Call(field, (), _field(item))) for item in encodings))


def _field(encoding: PropertyEncoding) -> tuple[Keyword, ...]:
    # OpenAPI 3.1.2, "Encoding Object": `contentType` is ignored where `style`, `explode` or `allowReserved` is written.
    styled = encoding.style is not None or encoding.explode is not None or encoding.allow_reserved
    style = (encoding.style or "form") if styled else None
    written: dict[str, str | bool | None] = {
        "content_type": encoding.content_type,
        "style": style,
        "explode": None if not styled or _explodes(encoding, style) else False,
        "reserved": True if encoding.allow_reserved else None,
    }
    return tuple(Keyword(name, Constant(value)) for name, value in written.items() if value is not None)


def _explodes(encoding: PropertyEncoding, style: str | None) -> bool:
    return style == "form" if encoding.explode is None else encoding.explode


def _hints(hints: tuple[XmlHint, ...], imports: Imports) -> Expr:
    xml = imports.runtime("xml_body", "Xml")
    return Dict(
        tuple((Tuple(tuple(Constant(part) for part in hint.path)), Call(xml, (), _xml(hint))) for hint in hints)
    )


def _xml(hint: XmlHint) -> tuple[Keyword, ...]:
    written: dict[str, str | bool | None] = {
        "name": hint.name,
        "namespace": hint.namespace,
        "prefix": hint.prefix,
        "attribute": hint.attribute or None,
        "wrapped": hint.wrapped or None,
    }
    return tuple(Keyword(name, Constant(value)) for name, value in written.items() if value is not None)
