"""Descriptions and values for tests of the AWS binding: takes plain data, gives the nodes and bound values that earlier stages would."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TypeAlias

from arazzo_codegen.bind.aws.arguments import bind_arguments
from arazzo_codegen.bind.aws.operations import bind_operation
from arazzo_codegen.bind.constants import constant
from arazzo_codegen.bind.model import (
    Argument,
    ArrayType,
    AwsOperation,
    ConstantValue,
    InputRoot,
    ListOf,
    Location,
    ObjectOf,
    ObjectType,
    Read,
    StringType,
    Type,
    UnknownType,
    Value,
)
from arazzo_codegen.bind.references import References
from arazzo_codegen.bind.types import Types
from arazzo_codegen.diagnostics.model import Missing, Position, Reporter, Span
from arazzo_codegen.load.model import Constant, Data, Document, MappingNode, Node, ScalarNode, SequenceNode, Sources
from arazzo_codegen.parse.model import OpenApiDocument, OperationEntry
from arazzo_codegen.project.aws_models import model

Written: TypeAlias = "Constant | Value | Sequence[Written] | Mapping[str, Written]"
"""Plain data with bound values in it."""

STEP = Span("calls.arazzo.yaml", Position(9, 9), Position(9, 20))


def node(data: Data) -> Node:
    """A tree of nodes, all at the first line."""
    match data:
        case dict():
            return MappingNode({k: (scalar(k), node(v)) for k, v in data.items()}, "aws.openapi.yaml", 1, 1, 1, 2)
        case list():
            return SequenceNode(tuple(node(item) for item in data), "aws.openapi.yaml", 1, 1, 1, 2)
        case _:
            return scalar(data)


def scalar(value: Constant) -> ScalarNode:
    """A scalar node."""
    return ScalarNode(value, str(value), "plain", "aws.openapi.yaml", 1, 1, 1, 2)


def mapping(data: dict[str, Data]) -> MappingNode:
    """An object node."""
    made = node(data)
    assert isinstance(made, MappingNode)
    return made


def description(data: dict[str, Data]) -> OpenApiDocument:
    """An OpenAPI description without operations."""
    root = mapping(data)
    return OpenApiDocument(Document("file:///aws.yaml", "aws.yaml", "", root), "3.1", "", root, ())


def entry(operation_id: str | None, method: str = "post", path: str = "/") -> OperationEntry:
    """An operation of a description."""
    empty = mapping({})
    identifier = None if operation_id is None else scalar(operation_id)
    return OperationEntry(path, method, identifier, empty, empty, f"/paths/{path}/{method}")


def known(added: dict[str, Type]) -> Types:
    """Types that come from service models alone."""
    reporter = Reporter()
    types = Types(References(Sources({}, (), {}), reporter), reporter, lambda place, types: UnknownType())
    types.added.update(added)
    return types


def operation(service: str, operation_id: str, types: dict[str, Type]) -> AwsOperation:
    """An operation that is known to be there."""
    found = bind_operation(
        service, model(service), entry(operation_id), "file:///aws.yaml", scalar(operation_id), types, Reporter()
    )
    assert isinstance(found, AwsOperation)
    return found


def bound(data: Written) -> Value:
    """A value in which strings that begin with `$` are inputs."""
    match data:
        case str() if data.startswith("$"):
            return read(data.removeprefix("$"))
        case str() | int() | float() | None:
            return constant(data, STEP)
        case Mapping():
            members = tuple((name, bound(value)) for name, value in data.items())
            return ObjectOf(members, ObjectType((), UnknownType()), STEP, tuple(STEP for _ in members))
        case Sequence():
            return ListOf(tuple(bound(item) for item in data), ArrayType(UnknownType()), STEP)
        case _:
            return data


def read(name: str, type_: Type | None = None, optional: bool = False) -> Read:
    """An input."""
    return Read(InputRoot(name), (), type_ or StringType(), optional, f"$inputs.{name}", STEP)


def argument(name: str, value: Written, location: Location = "path") -> Argument:
    """A parameter of a step."""
    return Argument(name, location, bound(value), None, STEP)


class Call:
    """One call bound: the values by member, the codes of what was said, and the messages."""

    def __init__(
        self,
        service: str,
        operation_id: str,
        *parameters: Argument,
        payload: Written = None,
        renames: dict[str, str] | None = None,
        content_type: str | None = None,
    ) -> None:
        types: dict[str, Type] = {}
        reporter = Reporter()
        body = None if payload is None else bound(payload)
        found = operation(service, operation_id, types)
        given = bind_arguments(
            found,
            parameters,
            body,
            STEP,
            renames or {},
            known(types),
            reporter,
            scalar(content_type) if content_type else None,
        )
        self.values = {} if isinstance(given, Missing) else {one.name: one.value for one in given}
        self.refused = isinstance(given, Missing)
        self.diagnostics = reporter.diagnostics
        self.codes = [diagnostic.rule.code for diagnostic in reporter.diagnostics]

    def constant(self, member: str) -> Data:
        """What is given to a member, which must be a constant."""
        value = self.values[member]
        assert isinstance(value, ConstantValue)
        return value.value
