"""Where an operation lives: takes the places that may name servers, gives those that hold, absolute where they can be."""

from __future__ import annotations

from urllib.parse import urljoin

from . import fields
from .model import Server, ServerVariable
from .place import Place


def servers_of(place: Place) -> tuple[Server, ...]:
    """The servers in field `servers` (OpenAPI 3.x, section "Server Object")."""
    written = (_server(inner) for _, inner in place.children("servers"))
    return tuple(server for server in written if server is not None)


def _server(place: Place) -> Server | None:
    url = fields.text(place.node, "url")
    if url is None:
        return None
    variables = tuple(_variable(name, inner) for name, inner in place.children("variables"))
    return Server(_absolute(place, url), variables, fields.text(place.node, "description"))


def _variable(name: str, place: Place) -> ServerVariable:
    default = fields.scalar(place.node, "default")
    return ServerVariable(
        name,
        "" if default is None else default.raw if not isinstance(default.value, str) else default.value,
        fields.texts(place.node, "enum"),
        fields.text(place.node, "description"),
        None if default is None else default.span,
        next((fields.head(node) for node in fields.items(place.node, "enum")), None),
    )


def _absolute(place: Place, url: str) -> str:
    """Relative server URLs are resolved against the description's own address; one that lies in a file has none."""
    base = fields.text(place.document.root, "$self") or place.document.uri
    if url.startswith("{") or not base.startswith(("http://", "https://")):
        return url
    return urljoin(base, url)


def swagger_servers(root: Place) -> tuple[Server, ...]:
    """The servers that `schemes`, `host` and `basePath` make (OpenAPI 2.0, section "Swagger Object")."""
    host = fields.text(root.node, "host")
    base = (fields.text(root.node, "basePath") or "").rstrip("/")
    if host is None:
        return (Server(_absolute(root, base), ()),) if base else ()
    schemes = fields.texts(root.node, "schemes") or ("https",)
    ordered = sorted(
        dict.fromkeys(scheme for scheme in schemes if scheme in ("http", "https")), key=lambda scheme: scheme != "https"
    )
    return tuple(Server(f"{scheme}://{host}{base}", ()) for scheme in ordered or ("https",))
