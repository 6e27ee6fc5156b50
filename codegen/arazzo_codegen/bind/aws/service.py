"""A botocore service model, read: what of `service-2.json` bears on a call.

Takes the parsed model; gives operations and shapes as frozen objects, made when they are asked for. The format is botocore's (`botocore.model`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ...classes import dataclass
from ...load.model import Data


@dataclass(frozen=True, slots=True)
class Member:
    """A member of a structure. `wire` is its name on the wire, `location` where it travels when not in the body."""

    name: str
    shape: str
    wire: str | None
    location: str | None
    idempotency_token: bool
    json_value: bool
    streaming: bool


@dataclass(frozen=True, slots=True)
class Shape:
    """A shape. Fields that its `type` does not have are empty."""

    name: str
    type: str
    members: tuple[Member, ...]
    required: tuple[str, ...]
    enum: tuple[str, ...]
    minimum: float | None
    maximum: float | None
    item: Member | None
    """The member of a list, the value of a map."""
    flattened: bool
    """Whether the items of a list stand in XML without an element around them."""
    payload: str | None
    document: bool
    union: bool
    event_stream: bool
    streaming: bool
    error_status: int | None


@dataclass(frozen=True, slots=True)
class ServiceOperation:
    """An operation. `uri` is the request URI with its fixed query, `errors` are names of shapes."""

    name: str
    method: str
    uri: str
    status: int
    input: str | None
    output: str | None
    errors: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ServiceModel:
    """A service model: look-ups into the parsed JSON."""

    data: Data

    @property
    def is_xml(self) -> bool:
        """Whether responses are XML: their root element is no member."""
        return _text(_field(_field(self.data, "metadata"), "protocol")) in ("rest-xml", "query", "ec2")

    @property
    def client_class(self) -> str:
        """The class of the service's client: boto3 and its stubs call it after the service's short name, without the company."""
        metadata = _field(self.data, "metadata")
        name = _text(_field(metadata, "serviceAbbreviation")) or _text(_field(metadata, "serviceFullName")) or ""
        return re.sub(r"\W+", "", name.replace("Amazon", "").replace("AWS", "")) + "Client"

    def names(self) -> tuple[str, ...]:
        """The operations' names, in the model's order."""
        return tuple(_fields(_field(self.data, "operations")))

    def operation(self, name: str) -> ServiceOperation:
        """The operation with this name, which must be there."""
        data = _field(_field(self.data, "operations"), name)
        http = _field(data, "http")
        status = _number(_field(http, "responseCode"))
        return ServiceOperation(
            name=name,
            method=_text(_field(http, "method")) or "POST",
            uri=_text(_field(http, "requestUri")) or "/",
            status=200 if status is None else int(status),
            input=_text(_field(_field(data, "input"), "shape")),
            output=_text(_field(_field(data, "output"), "shape")),
            errors=tuple(shape for error in _items(_field(data, "errors")) if (shape := _text(_field(error, "shape")))),
        )

    def operations(self) -> Iterator[ServiceOperation]:
        """All operations, in the model's order."""
        return (self.operation(name) for name in self.names())

    def shape(self, name: str) -> Shape:
        """The shape with this name; one that the model does not hold has type ''."""
        data = _field(_field(self.data, "shapes"), name)
        item = _field(data, "member") or _field(data, "value")
        error = _number(_field(_field(data, "error"), "httpStatusCode"))
        return Shape(
            name=name,
            type=_text(_field(data, "type")) or "",
            members=tuple(_member(name, member) for name, member in _fields(_field(data, "members")).items()),
            required=_texts(_field(data, "required")),
            enum=_texts(_field(data, "enum")),
            minimum=_number(_field(data, "min")),
            maximum=_number(_field(data, "max")),
            item=_member("member", item) if item is not None else None,
            flattened=_field(data, "flattened") is True,
            payload=_text(_field(data, "payload")),
            document=_field(data, "document") is True,
            union=_field(data, "union") is True,
            event_stream=_field(data, "eventstream") is True,
            streaming=_field(data, "streaming") is True,
            error_status=None if error is None else int(error),
        )


def _member(name: str, data: Data) -> Member:
    """A member as the model writes it: a reference to a shape, and traits."""
    return Member(
        name=name,
        shape=_text(_field(data, "shape")) or "",
        wire=_text(_field(data, "locationName")),
        location=_text(_field(data, "location")),
        idempotency_token=_field(data, "idempotencyToken") is True,
        json_value=_field(data, "jsonvalue") is True,
        streaming=_field(data, "streaming") is True,
    )


def _fields(data: Data) -> dict[str, Data]:
    return data if isinstance(data, dict) else {}


def _field(data: Data, name: str) -> Data:
    return data.get(name) if isinstance(data, dict) else None


def _items(data: Data) -> list[Data]:
    return data if isinstance(data, list) else []


def _text(data: Data) -> str | None:
    return data if isinstance(data, str) else None


def _texts(data: Data) -> tuple[str, ...]:
    return tuple(item for item in _items(data) if isinstance(item, str))


def _number(data: Data) -> float | None:
    return data if isinstance(data, int | float) and not isinstance(data, bool) else None
