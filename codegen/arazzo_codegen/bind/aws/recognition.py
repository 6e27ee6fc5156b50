"""Whether an OpenAPI description says AWS, and which of boto3's services it describes.

Takes the description and the settings; gives boto3's name of the service. The settings decide first, then the servers' hosts, then a signature
scheme together with the title.
"""

from __future__ import annotations

import itertools
import re
from urllib.parse import urlsplit

from ...diagnostics.model import Reporter
from ...diagnostics.nearest import nearest
from ...diagnostics.rules import aws as rules
from ...load.model import Node
from ...options import Options
from ...parse.model import OpenApiDocument
from ..fields import items, mapping, pairs, scalar, text

_DOMAINS = (".amazonaws.com", ".amazonaws.com.cn", ".api.aws", ".api.amazonwebservices.com.cn")
_SIGNATURE = re.compile(r"sig(nature)?[ _-]*v(ersion)?[ _-]*4|aws[ _-]*(sig|hmac|4)|\bhmac\b", re.IGNORECASE)
_BRAND = re.compile(r"\b(amazon|aws)\b", re.IGNORECASE)

_HOSTS = {
    "monitoring": ("cloudwatch",),
    "states": ("stepfunctions",),
    "email": ("sesv2", "ses"),
    "elasticloadbalancing": ("elbv2", "elb"),
    "elasticmapreduce": ("emr",),
    "elasticfilesystem": ("efs",),
    "monitoring-v2": ("cloudwatch",),
    "api.ecr": ("ecr",),
    "api.ecr-public": ("ecr-public",),
    "api.sagemaker": ("sagemaker",),
    "runtime.sagemaker": ("sagemaker-runtime",),
    "streams.dynamodb": ("dynamodbstreams",),
    "runtime.lex": ("lex-runtime",),
    "models.lex": ("lex-models",),
    "runtime-v2-lex": ("lexv2-runtime",),
    "models-v2-lex": ("lexv2-models",),
    "participant.connect": ("connectparticipant",),
    "tagging": ("resourcegroupstaggingapi",),
    "cloudhsmv2": ("cloudhsmv2",),
    "autoscaling": ("autoscaling",),
    "application-autoscaling": ("application-autoscaling",),
    "data.iot": ("iot-data",),
    "profile": ("customer-profiles",),
    "wisdom": ("qconnect", "wisdom"),
    "ingest.timestream": ("timestream-write",),
    "query.timestream": ("timestream-query",),
    "metering.marketplace": ("meteringmarketplace",),
}
"""Hosts that are not called as boto3 calls the service: candidates, the current generation first."""


def recognize(
    document: OpenApiDocument, name: str, options: Options, services: tuple[str, ...], reporter: Reporter
) -> str | None:
    """boto3's name for the service that source description `name` describes, None when it is not AWS or boto3 does not know it."""
    backend = options.backends.get(name)
    if backend == "http":
        return None
    binding = options.aws.get(name)
    wanted = None if binding is None else binding.service
    if wanted is not None and wanted in services:
        return wanted
    if wanted is not None:
        return _unknown(document, name, wanted, services, reporter)
    found = _described(document, services)
    return _unknown(document, name, None, services, reporter) if found is None and backend == "aws" else found


def _described(document: OpenApiDocument, services: tuple[str, ...]) -> str | None:
    """What the description itself says."""
    hosts = _hosts(document)
    for host in hosts:
        if (service := _by_host(host, document, services)) is not None:
            return service
    if any(_domain(host) is None for host in hosts) or not _is_signed(document):
        return None
    return _by_title(document, services)


def _hosts(document: OpenApiDocument) -> tuple[str, ...]:
    """Hosts of the description's servers (OpenAPI 2.0: `host`), variables in braces kept."""
    servers = [text(server, "url") or "" for server in items(document.root, "servers")]
    if (host := text(document.root, "host")) is not None:
        servers.append(f"https://{host}")
    return tuple(host for url in servers if (host := _host(url)))


def _host(url: str) -> str:
    try:
        return urlsplit(url).netloc.rpartition("@")[2].partition(":")[0].lower()
    except ValueError:
        return ""


def _domain(host: str) -> str | None:
    return next((domain for domain in _DOMAINS if host.endswith(domain)), None)


def _by_host(host: str, document: OpenApiDocument, services: tuple[str, ...]) -> str | None:
    """The service of a host below one of AWS's domains. API Gateway's hosts are the customers' own APIs."""
    domain = _domain(host)
    if domain is None:
        return None
    labels = host.removesuffix(domain).split(".")
    if "execute-api" in labels or any(label.startswith("lambda-url") for label in labels):
        return None
    hinted = text(mapping(document.root, "info"), "x-serviceName")
    if hinted is not None and hinted.lower() in services:
        return hinted.lower()
    names = [*(".".join(pair) for pair in itertools.pairwise(labels)), *reversed(labels)]
    return next((service for label in names if (service := _by_label(label, document, services)) is not None), None)


def _by_label(label: str, document: OpenApiDocument, services: tuple[str, ...]) -> str | None:
    candidates = [service for service in _HOSTS.get(label, (label.removesuffix("-fips"),)) if service in services]
    if len(candidates) > 1 and (_version(document) or "9") < "2013":
        return candidates[-1]
    return candidates[0] if candidates else None


def _version(document: OpenApiDocument) -> str | None:
    """`info.version`, which AWS's descriptions write as the date of the API's generation."""
    written = scalar(mapping(document.root, "info"), "version")
    return None if written is None else str(written.value)


def _is_signed(document: OpenApiDocument) -> bool:
    """Whether a security scheme says Signature Version 4."""
    schemes = [
        *pairs(mapping(document.root, "components"), "securitySchemes"),
        *pairs(document.root, "securityDefinitions"),
    ]
    return any(_says_signature(str(key.value), scheme) for key, scheme in schemes)


def _says_signature(key: str, scheme: Node) -> bool:
    if text(scheme, "x-amazon-apigateway-authtype") == "awsSigv4":
        return True
    said = f"{key} {text(scheme, 'description') or ''} {text(scheme, 'scheme') or ''}"
    return _SIGNATURE.search(said.replace("_", " ")) is not None


def _by_title(document: OpenApiDocument, services: tuple[str, ...]) -> str | None:
    """`Amazon Connect Service Contacts API` names `connect`: the longest service whose words follow the brand."""
    title = text(mapping(document.root, "info"), "title") or ""
    if _BRAND.search(title) is None:
        return None
    words = re.sub(r"[^a-z0-9 ]", " ", _BRAND.sub(" ", title).lower()).split()
    spelled = {service.replace("-", ""): service for service in services}
    for length in range(len(words), 0, -1):
        if (service := spelled.get("".join(words[:length]))) is not None:
            return service
    return None


def _unknown(
    document: OpenApiDocument, name: str, wanted: str | None, services: tuple[str, ...], reporter: Reporter
) -> str | None:
    """Report that the settings ask for boto3 and no service can be told; the near name, so that one mistake has one message."""
    near = None if wanted is None else nearest(wanted, services)
    key = f"[tool.arazzo-codegen.aws.{name}]"
    title = scalar(mapping(document.root, "info"), "title")
    reporter.report(
        rules.UNKNOWN_AWS_SERVICE,
        f"boto3 has no service `{wanted}`" if wanted else f"the AWS service of source `{name}` is not told",
        (title or document.root).span,
        label=f"source `{name}`",
        help=f'set `service = "{near}"` in {key}' if near else f"set `service` in {key} to boto3's name of the service",
    )
    return near
