"""Parts of requests and responses: takes `$request.…` and `$response.…` of a step, gives the reads with the types that the operation declares."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..diagnostics.model import Missing
from ..diagnostics.nearest import nearest
from ..diagnostics.rules import contracts, names
from ..parse.model import Expression, Part
from .message_reads import message_read
from .model import (
    AwsOperation,
    ConstantValue,
    HttpOperation,
    MessageOperation,
    Read,
    RequestRoot,
    ResponseBodyRoot,
    ResponseHeaderRoot,
    ResponseShape,
    StringType,
    Type,
    UnknownType,
)
from .header_types import header_type
from .navigation import navigate, path_of
from .outputs import is_optional, type_of
from .pointers import near_label
from .responses import admitted, body_type
from .scope import StepScope
from .words import word

if TYPE_CHECKING:
    from .reads import Reader
    from .types import Types


def message_part(reader: Reader, expression: Expression, part: Part) -> Read | ConstantValue | Missing:
    """What a part of the step's request or response means."""
    step = reader.step
    assert step is not None
    if isinstance(step.target, Missing):
        return step.target
    if isinstance(step.target, MessageOperation):
        return message_read(reader, expression, part, step.target)
    if part.message == "message":
        return reader.out_of_place(
            expression, "only an AsyncAPI step has a message", "write `$response.body` for the body of a response"
        )
    if not isinstance(step.target, (HttpOperation, AwsOperation)):
        return reader.out_of_place(expression, "a step that calls a workflow has no request and no response of its own")
    if part.message == "request":
        return _request(reader, expression, part, step)
    return _response(reader, expression, part, step, step.target)


def _response(
    reader: Reader, expression: Expression, part: Part, step: StepScope, target: HttpOperation | AwsOperation
) -> Read | Missing:
    if part.source == "header":
        name = part.name or ""
        shapes = _shapes(reader, step, target)
        _tell_undeclared_header(reader, expression, shapes, name)
        type, optional = _header(shapes, name, reader.workflow.library.types)
        return reader.made(expression, ResponseHeaderRoot(name, type), type, optional)
    if part.source in ("body", "payload"):
        return _response_body(reader, expression, step, target)
    return reader.out_of_place(expression, f"a response has no {part.source}")


def _response_body(
    reader: Reader, expression: Expression, step: StepScope, target: HttpOperation | AwsOperation
) -> Read | Missing:
    library = reader.workflow.library
    if isinstance(target, HttpOperation):
        contents = (content for shape in _shapes(reader, step, target) for content in shape.contents)
        place = next((content.span for content in contents), None)
        return reader.made(expression, ResponseBodyRoot(), _body(reader, expression, step, target), False, at=place)
    if reader.phase == "failure":
        # An error's body has a shape of its own, which the service model does not tell.
        return reader.made(expression, ResponseBodyRoot(), UnknownType(), False)
    from .aws.outputs import output_path

    path = output_path(target, path_of(expression), expression.span, library.types, library.reporter)
    if isinstance(path, Missing):
        return path
    return reader.along(expression, ResponseBodyRoot(), target.output, False, path)


def _shapes(reader: Reader, step: StepScope, target: HttpOperation | AwsOperation) -> tuple[ResponseShape, ...]:
    if isinstance(target, AwsOperation):
        return ()
    if reader.phase == "failure":
        return target.responses
    if step.admitted is None:
        step.admitted = admitted(target, step.step.success_criteria)
    return step.admitted


def _tell_undeclared_header(
    reader: Reader, expression: Expression, shapes: tuple[ResponseShape, ...], name: str
) -> None:
    """Any response may have headers that are not declared; one that is called almost like a declared one is probably meant to be it."""
    declared = [header.name for shape in shapes for header in shape.headers]
    near = None if name.lower() in map(str.lower, declared) else nearest(name, declared)
    place = next((shape.span for shape in shapes for header in shape.headers if header.name == near), None)
    if near is not None:
        reader.workflow.library.reporter.report(
            contracts.UNMENTIONED_POINTER,
            f"the response does not mention header `{name}`, which `{expression.text}` reads",
            word(expression, ".header.", name),
            related=near_label(near, place, f"declares `{near}`"),
            help=f"change it to `{near}`",
        )


def _header(shapes: tuple[ResponseShape, ...], name: str, types: Types) -> tuple[Type, bool]:
    """The type of a header, where all responses agree on it, and whether it may be absent."""
    declared = [header for shape in shapes for header in shape.headers if header.name.lower() == name.lower()]
    said = dict.fromkeys(header_type(header.type, types) for header in declared)
    promised = bool(declared) and all(header.required for header in declared)
    return next(iter(said)) if len(said) == 1 else StringType(), not promised


def _body(reader: Reader, expression: Expression, step: StepScope, target: HttpOperation) -> Type:
    type = body_type(_shapes(reader, step, target))
    if reader.phase != "criteria":
        return type
    # A criterion looks at every response, also at those that it then turns away.
    types = reader.workflow.library.types
    if navigate(type, path_of(expression), types).lost is None:
        return type
    every = body_type(target.responses)
    return every if navigate(every, path_of(expression), types).lost is None else type


def _request(reader: Reader, expression: Expression, part: Part, step: StepScope) -> Read | Missing:
    location = part.source
    if location == "body" or location == "payload":
        type = UnknownType() if step.payload is None else type_of(step.payload)
        return reader.made(expression, RequestRoot("body", None), type, False)
    name = part.name or ""
    fold = location == "header"
    sent = [argument for argument in step.sent if argument.location == location]
    for argument in sent:
        if argument.name == name or (fold and argument.name.lower() == name.lower()):
            root = RequestRoot(location, argument.name)
            return reader.made(expression, root, type_of(argument.value), is_optional(argument.value))
    if fold or not step.requested:
        return reader.made(expression, RequestRoot(location, name), StringType(), True)
    near = nearest(name, [argument.name for argument in sent])
    return reader.workflow.library.reporter.report(
        names.UNKNOWN_REQUEST_PART,
        f"step `{step.id}` sends no {location} parameter `{name}`",
        word(expression, f".{location}.", name),
        help=f"change it to `{near}`" if near else None,
    )
