"""Security of an operation: takes an API description, gives declared schemes and the requirements that hold."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal

from ..classes import replace
from ..diagnostics.model import Reporter
from ..diagnostics.nearest import nearest
from ..diagnostics.rules import names
from ..load.model import MappingNode, Node, ScalarNode, SequenceNode
from . import fields
from .model import SecurityRequirement, SecurityScheme
from .place import Place
from .references import References

_FLOWS = {"application": "clientCredentials", "accessCode": "authorizationCode"}
_AWS_HOST = re.compile(r"([a-z0-9-]+)\.(?:[a-z]{2}(?:-[a-z]+)+-\d|\{\w+\})\.(?:amazonaws\.com|on\.aws)")
"""`id.execute-api.eu-west-1.amazonaws.com`, `id.lambda-url.eu-west-1.on.aws`; the region may be a variable."""
_SIGNED_AS = {"lambda-url": "lambda"}
_WITH_TOKEN = ("clientCredentials", "password", "authorizationCode")


def schemes_of(root: Place, references: References) -> dict[str, SecurityScheme]:
    """The declared schemes by key (section "Security Scheme Object" of each OpenAPI version)."""
    holder = root.child("components") or root
    field = "securitySchemes" if root.child("components", "securitySchemes") else "securityDefinitions"
    base = holder if field == "securitySchemes" else root
    signing_name = _signing_name(root.node)
    found = ((key, _scheme(key, references.find(place))) for key, place in base.children(field))
    return {
        key: replace(scheme, signing_name=signing_name) if scheme.type == "sigv4" else scheme
        for key, scheme in found
        if scheme is not None
    }


def _signing_name(root: Node | None) -> str | None:
    """The service that requests are signed for, from the first AWS host that the description names; None: it names none."""
    hosts = [fields.text(server, "url") for server in fields.items(root, "servers")] + [fields.text(root, "host")]
    found = next((match for host in hosts if host is not None and (match := _AWS_HOST.search(host))), None)
    return None if found is None else _SIGNED_AS.get(found[1], found[1])


def _scheme(key: str, place: Place | None) -> SecurityScheme | None:
    node = None if place is None else place.node
    description = fields.text(node, "description")
    match fields.text(node, "type"):
        case "apiKey":
            return _api_key(key, node)
        case "basic":
            return SecurityScheme(key, "http", http_scheme="basic", description=description)
        case "http":
            scheme = (fields.text(node, "scheme") or "").lower()
            if scheme == "aws4-hmac-sha256":
                return SecurityScheme(key, "sigv4", description=description)
            return SecurityScheme(key, "http", http_scheme=scheme, description=description)
        case "oauth2":
            flows = dict(_flows(node))
            token_url = next((flows[name] for name in _WITH_TOKEN if flows.get(name)), None)
            return SecurityScheme(key, "oauth2", token_url=token_url, flows=tuple(flows), description=description)
        case "openIdConnect":
            return SecurityScheme(key, "openIdConnect", description=description)
        case "mutualTLS":
            return SecurityScheme(key, "mutualTLS", description=description)
        case _:
            return None


def _api_key(key: str, node: Node | None) -> SecurityScheme | None:
    description, parameter = fields.text(node, "description"), fields.text(node, "name")
    if (fields.text(node, "x-amazon-apigateway-authtype") or "").lower() == "awssigv4":
        return SecurityScheme(key, "sigv4", description=description)
    location = fields.text(node, "in")
    place: Literal["header", "query", "cookie"]
    match location:
        case "header" | "query" | "cookie":
            place = location
        case _:
            return None
    return None if parameter is None else SecurityScheme(key, "apiKey", place, parameter, description=description)


def _flows(node: Node | None) -> Iterator[tuple[str, str | None]]:
    for name, flow in fields.pairs(node, "flows"):
        yield str(name.value), fields.text(flow, "tokenUrl")
    written = fields.text(node, "flow")
    if written is not None:
        yield _FLOWS.get(written, written), fields.text(node, "tokenUrl")


def requirements_of(
    operation: Place, root: Place, schemes: dict[str, SecurityScheme], reporter: Reporter
) -> tuple[SecurityRequirement, ...]:
    """The requirements that hold for `operation`: its own, else the description's."""
    own = operation.child("security")
    holder = operation if own is not None and isinstance(own.node, SequenceNode) else root
    written = [inner.node for _, inner in holder.children("security") if isinstance(inner.node, MappingNode)]
    made = (_requirement(node, schemes, reporter) for node in written)
    return tuple(requirement for requirement in made if requirement is not None)


def _requirement(
    node: MappingNode, schemes: dict[str, SecurityScheme], reporter: Reporter
) -> SecurityRequirement | None:
    known: list[tuple[str, tuple[str, ...]]] = []
    for key, _ in node.pairs():
        name = str(key.value)
        if name in schemes:
            known.append((name, fields.texts(node, name)))
        else:
            _undeclared(key, schemes, reporter)
    return SecurityRequirement(tuple(known)) if known or not node.entries else None


def _undeclared(key: ScalarNode, schemes: dict[str, SecurityScheme], reporter: Reporter) -> None:
    near = nearest(str(key.value), tuple(schemes))
    reporter.report(
        names.UNKNOWN_SECURITY_SCHEME,
        f"no security scheme is called `{key.value}`",
        key.span,
        label="required here, declared nowhere",
        notes=("the operation is called without it",),
        help=f"change it to `{near}`" if near else "declare the scheme in the description, or remove the requirement",
    )
