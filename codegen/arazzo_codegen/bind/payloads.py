"""Request bodies: takes a step's `requestBody`, gives the media type and the value, held to what the operation declares."""

from __future__ import annotations

from ..classes import replace
from ..diagnostics.model import Label, Missing
from ..diagnostics.nearest import nearest
from ..diagnostics.rules import contracts
from ..load.model import ScalarNode
from ..parse.model import LiteralValue, RequestBody, Template
from ..parse.model import Value as WrittenValue
from .conform import Wanted, conform
from .forms import form_value
from .json_templates import json_value
from .model import Body, HttpOperation, MediaType, MessageOperation, TextValue, UnknownType, Value
from .pointers import first_line
from .reads import Reader
from .replacements import replaced
from .responses import essence_of, is_json
from .scope import StepScope
from .undollared import tell_undollared
from .values import ValueBinder, folded
from .xml_hints import is_xml

_FORM = "application/x-www-form-urlencoded"


def bind_body(scope: StepScope, operation: HttpOperation | MessageOperation) -> Body | Missing | None:
    """The body of a step's request; None when it sends none."""
    request = scope.step.request_body
    if request is None or request.payload is None:
        return _absent(scope, operation)
    media_type, declared = _media_type(request, operation, scope)
    values = ValueBinder(Reader(scope.workflow, scope, "request"))
    value = payload_value(request.payload, media_type, values)
    if isinstance(value, Missing):
        return value
    value = replaced(value, request.replacements, values)
    if isinstance(value, Missing):
        return value
    what = "the body" if operation.operation_id is None else f"the body of `{operation.operation_id}`"
    key = request.node.key("payload").span
    wire = essence_of(media_type.media_type) == _FORM or media_type.media_type.startswith("multipart/")
    if declared and not is_xml(media_type.media_type):
        conform(value, Wanted(media_type.type, what, media_type.span, wire, key), scope.workflow.library)
    return Body(media_type, declared, folded(value), key)


def payload_value(payload: WrittenValue, media_type: MediaType, values: ValueBinder) -> Value | Missing:
    """The value of a payload; a string is read as its media type says."""
    template = _as_template(payload)
    if isinstance(payload, LiteralValue):
        tell_undollared(payload.node, values.reader.workflow)
    if template is None:
        return values.value(payload, media_type.type)
    if is_json(media_type.media_type):
        return json_value(template, media_type.type, values)
    if essence_of(media_type.media_type) == _FORM:
        return form_value(template, media_type.type, values)
    text = values.text(template)
    if isinstance(text, TextValue) and is_xml(media_type.media_type):
        return TextValue(text.parts, text.span, "xml")
    return text


def _as_template(payload: WrittenValue) -> Template | None:
    match payload:
        case Template():
            return payload
        case LiteralValue(node=ScalarNode(value=str() as text) as node):
            return Template((text,), node)
        case _:
            return None


def _absent(scope: StepScope, operation: HttpOperation | MessageOperation) -> Missing | None:
    if not operation.body_required:
        return None
    written = scope.step.request_body
    shape = operation.body[0].span if operation.body else None
    return scope.workflow.library.reporter.report(
        contracts.MISSING_BODY,
        f"step `{scope.id}` sends no body, and the operation requires one",
        scope.step.id.span if written is None else scope.step.node.key("requestBody").span,
        related=(Label(operation.span if shape is None else first_line(shape), "it takes this"),),
        help="add a `requestBody` with a `payload`" if written is None else "add a `payload`",
    )


def _media_type(
    request: RequestBody, operation: HttpOperation | MessageOperation, scope: StepScope
) -> tuple[MediaType, bool]:
    """The media type that is sent, and whether the operation declares it."""
    written = request.content_type
    if written is None:
        return _chosen(request, operation, scope)
    name = str(written.value)
    found = _declared(name, operation)
    if found is not None:
        return found, True
    if operation.body:
        _tell_undeclared_type(written, operation, scope)
    else:
        _tell_undeclared_body(request, operation, scope)
    return MediaType(name, UnknownType()), False


def _declared(name: str, operation: HttpOperation | MessageOperation) -> MediaType | None:
    """The declared media type of this name, or the range that it is in, sent under its own name."""
    essence = essence_of(name)
    exact = next((media for media in operation.body if essence_of(media.media_type) == essence), None)
    if exact is not None:
        return exact
    ranges = ("*/*", f"{essence.partition('/')[0]}/*")
    wide = next((media for media in operation.body if essence_of(media.media_type) in ranges), None)
    return None if wide is None else replace(wide, media_type=name)


def _chosen(
    request: RequestBody, operation: HttpOperation | MessageOperation, scope: StepScope
) -> tuple[MediaType, bool]:
    """Without `contentType`, what the operation says; JSON where it offers several."""
    if operation.body:
        media = next((media for media in operation.body if is_json(media.media_type)), operation.body[0])
        return (replace(media, media_type="application/json") if essence_of(media.media_type) == "*/*" else media), True
    _tell_undeclared_body(request, operation, scope)
    is_text = request.payload is not None and _as_template(request.payload) is not None
    return MediaType("text/plain" if is_text else "application/json", UnknownType()), False


def _tell_undeclared_body(request: RequestBody, operation: HttpOperation | MessageOperation, scope: StepScope) -> None:
    scope.workflow.library.reporter.report(
        contracts.UNDECLARED_BODY,
        f"step `{scope.id}` sends a body, and the operation declares none",
        scope.step.node.key("requestBody").span,
        related=(Label(operation.span, "the operation"),),
        notes=("it is sent all the same",),
    )


def _tell_undeclared_type(written: ScalarNode, operation: HttpOperation | MessageOperation, scope: StepScope) -> None:
    known = [media.media_type for media in operation.body]
    near = nearest(str(written.value), known)
    scope.workflow.library.reporter.report(
        contracts.UNDECLARED_CONTENT_TYPE,
        f"the operation does not take `{written.value}`",
        written.span,
        related=(Label(operation.span, "the operation"),),
        notes=(f"it takes {', '.join(f'`{name}`' for name in known)}",),
        help=f"change it to `{near or known[0]}`",
    )
