"""Types of API clients: takes parameters, bodies and responses of operations, gives annotations."""

from __future__ import annotations

from collections.abc import Callable

from ..bind.model import ArrayType, HttpOperation, MediaType, ObjectType, ResponseShape, Type, UnionType
from .imports import Imports
from .model import BinOp, Constant, Expr, Name, Subscript, Tuple
from .names import camel
from .types import TypeSpeller, optional, union

_FAILURES = {
    "1XX": "InformationStatus",
    "3XX": "RedirectStatus",
    "4XX": "ClientErrorStatus",
    "5XX": "ServerErrorStatus",
}
_RESPONSES = "http_response"


def media_kind(media_type: str) -> str:
    """How a media type is handled: `json`, `form`, `multipart`, `xml`, `text` or `binary`. Ranges that admit JSON are taken as JSON."""
    name = media_type.partition(";")[0].strip().lower()
    if name in ("application/json", "text/json", "*/*", "application/*", "") or name.endswith("+json"):
        return "json"
    if name == "application/x-www-form-urlencoded":
        return "form"
    if name.startswith("multipart/"):
        return "multipart"
    if name in ("application/xml", "text/xml") or name.endswith("+xml"):
        return "xml"
    return "text" if name.startswith("text/") else "binary"


def parameter_annotation(type: Type, hint: str, speller: TypeSpeller, imports: Imports, required: bool) -> Expr:
    """The annotation of a parameter, and None where it may be left out. It is only read: any sequence does for a list, any mapping for a free object."""
    annotation = _read_only(type, hint, speller, imports)
    return annotation if required else optional(annotation)


def body_annotation(media: MediaType, hint: str, speller: TypeSpeller, imports: Imports) -> Expr:
    """The annotation of a body in one media type."""
    if media_kind(media.media_type) == "binary":
        file = imports.runtime("bodies", "File")
        content = Subscript(imports.outside("typing", "IO"), Name("bytes"))
        return union((Name("bytes"), Name("str"), content, file))
    return speller.annotation(media.type, hint)


def _read_only(type: Type, hint: str, speller: TypeSpeller, imports: Imports) -> Expr:
    match speller.resolve(type):
        case ArrayType(items=items):
            sequence = imports.outside("collections.abc", "Sequence")
            return Subscript(sequence, speller.annotation(items, f"{hint}Item"))
        case ObjectType(properties=(), additional=additional):
            value = Name("object") if additional is None else speller.annotation(additional, f"{hint}Value")
            return Subscript(imports.outside("collections.abc", "Mapping"), Tuple((Name("str"), value)))
        case UnionType(members=members):
            return union(_read_only(member, f"{hint}{n or ''}", speller, imports) for n, member in enumerate(members))
        case _:
            return speller.annotation(type, hint)


def response_annotation(operation: HttpOperation, prefix: str, speller: TypeSpeller, imports: Imports) -> Expr:
    """The union of an operation's responses, typed by status; statuses that share their body share a member."""
    succeeds = any(shape.status.startswith("2") for shape in operation.responses)
    exact: dict[tuple[str, Expr], list[int]] = {}
    classes: dict[Expr, None] = {}
    for shape in operation.responses:
        body = _body(shape, f"{prefix}{_word(shape.status)}", speller)
        if shape.status.isdigit():
            kind = "Success" if 200 <= int(shape.status) < 300 else "Failure"
            exact.setdefault((kind, body), []).append(int(shape.status))
        else:
            classes |= dict.fromkeys(_classes(shape.status, body, succeeds, imports))
    members = [_exact(kind, body, statuses, imports) for (kind, body), statuses in exact.items()]
    return _joined((*members, *classes, imports.runtime(_RESPONSES, "Undeclared")))


def _exact(kind: str, body: Expr, statuses: list[int], imports: Imports) -> Expr:
    codes = tuple(Constant(status) for status in dict.fromkeys(statuses))
    literal = Subscript(imports.outside("typing", "Literal"), codes[0] if len(codes) == 1 else Tuple(codes))
    return Subscript(imports.runtime(_RESPONSES, kind), Tuple((literal, body)))


def _classes(status: str, body: Expr, succeeds: bool, imports: Imports) -> list[Expr]:
    """`2XX` and the like, and `default`, which beside a success describes failures."""

    def member(kind: str, statuses: str) -> Expr:
        response = imports.runtime(_RESPONSES, kind)
        return Subscript(response, Tuple((imports.runtime(_RESPONSES, statuses), body)))

    if status == "2XX":
        return [member("Success", "SuccessStatus")]
    if status in _FAILURES:
        return [member("Failure", _FAILURES[status])]
    successes = [] if succeeds else [member("Success", "SuccessStatus")]
    return [*successes, member("Failure", "ErrorStatus")]


def _joined(members: tuple[Expr, ...]) -> Expr:
    whole, *others = members
    for member in others:
        whole = BinOp(whole, "|", member)
    return whole


def _body(shape: ResponseShape, hint: str, speller: TypeSpeller) -> Expr:
    """What the body of a response is decoded to."""
    if not shape.contents:
        return Constant(None)
    return union(_received(content, hint, speller) for content in shape.contents)


def _received(content: MediaType, hint: str, speller: TypeSpeller) -> Expr:
    spell: dict[str, Callable[[], Expr]] = {
        "json": lambda: speller.annotation(content.type, hint),
        "form": lambda: Subscript(Name("dict"), Tuple((Name("str"), Name("str")))),
        "text": lambda: Name("str"),
        "xml": lambda: Name("str"),
    }
    return spell.get(media_kind(content.media_type), lambda: Name("bytes"))()


def _word(status: str) -> str:
    return "Result" if status.startswith("2") else camel(f"status {status}") if status.isdigit() else camel(status)
