"""Ways into the response of an AWS operation.

Takes the accesses of an expression on `$response.body`, written against the wire; gives those into what boto3 returns.
"""

from __future__ import annotations

from ...diagnostics.model import Missing, Reporter, Span
from ...diagnostics.rules import limits
from ...parse.model import Access, Index, Property
from ..model import ArrayType, AwsOperation, ObjectType, Type, UnknownType
from ..types import Types
from .matching import member_named


def output_path(
    operation: AwsOperation, path: tuple[Access, ...], span: Span, types: Types, reporter: Reporter
) -> tuple[Access, ...] | Missing:
    """The accesses with boto3's names for members; what is no member stays as written."""
    if operation.streaming:
        return reporter.report(
            limits.AWS_STREAM,
            f"cannot read the body of AWS operation `{operation.name}`: it is a stream",
            span,
            label="boto3 leaves a stream unread",
            help="read its headers instead, or read the stream in the program that calls the workflow",
        )
    body: Type = operation.output
    found: list[Access] = []
    if operation.payload_member is not None and not _names(operation.payload_member, path, operation):
        found.append(Property(operation.payload_member))
        payload = operation.output.get(operation.payload_member)
        body = UnknownType() if payload is None else payload.type
    elif operation.xml:
        path = _below_root_element(path, operation.output)
    return (*found, *_mapped(body, path, types))


def _names(member: str, path: tuple[Access, ...], operation: AwsOperation) -> bool:
    """Whether the first access is to a member already: the payload itself, or one that travels as a header."""
    first = path[0] if path else None
    named = member_named(operation.output, first.name) if isinstance(first, Property) else None
    return named is not None and (named.name == member or len(path) == 1)


def _below_root_element(path: tuple[Access, ...], output: ObjectType) -> tuple[Access, ...]:
    """`/ListBucketResult/Contents`: the root element of the XML is no member."""
    match path:
        case (Property(name=root), Property(name=member), *_):
            if member_named(output, root) is None and member_named(output, member) is not None:
                return path[1:]
        case _:
            pass
    return path


def _mapped(type_: Type, path: tuple[Access, ...], types: Types) -> tuple[Access, ...]:
    found: list[Access] = []
    for access in path:
        shape = types.expand(type_)
        match access, shape:
            case Property(name=name), ObjectType():
                member = member_named(shape, name)
                found.append(access if member is None else Property(member.name))
                type_ = (shape.additional or UnknownType()) if member is None else member.type
            case Property(name=name), ArrayType(element=element) if name == element:
                pass  # the element around the items in XML; boto3 gives them as a list
            case (Index() | Property()), ArrayType():
                found.append(access)
                type_ = shape.items
            case _:
                found.append(access)
                type_ = UnknownType()
    return tuple(found)
