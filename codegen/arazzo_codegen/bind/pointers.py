"""Paths in expressions: takes an expression and where its way was lost, reports it; splits names with dots; spells the standard form."""

from __future__ import annotations

from collections.abc import Iterable

from ..diagnostics.model import Label, Span
from ..diagnostics.nearest import nearest
from ..diagnostics.rules import contracts
from ..parse.model import Access, Expression, InputReference, OutputReference, StepReference, WorkflowReference
from .fields import escape
from .navigation import Lost, spelled
from .scope import Library


def split_name(written: str, declared: Iterable[str]) -> tuple[str | None, tuple[str, ...]]:
    """The longest declared name that `written` begins with, and the properties behind it: `a.b` is one name when it is declared."""
    names = set(declared)
    tokens = written.split(".")
    for length in range(len(tokens), 0, -1):
        name = ".".join(tokens[:length])
        if name in names:
            return name, tuple(tokens[length:])
    return None, ()


def pointer_form(expression: Expression, dots: tuple[str, ...], path: tuple[Access, ...]) -> str:
    """The expression with all that it reads behind a name, of which `dots` were written with dots, as a JSON Pointer."""
    prefix, written = _named(expression)
    name = written.removesuffix("".join(f".{token}" for token in dots))
    return f"{prefix}{name}" + (f"#/{'/'.join(escape(spelled(access)) for access in path)}" if path else "")


def _named(expression: Expression) -> tuple[str, str]:
    """What stands before the name that an expression reads, and the name."""
    match expression.root:
        case InputReference(name):
            return "$inputs.", name
        case OutputReference(name):
            return "$outputs.", name
        case StepReference(step, field, name):
            return f"$steps.{step}.{field}." if field else f"$steps.{step}.", name
        case WorkflowReference(workflow, field, name):
            return f"$workflows.{workflow}.{field}.", name
        case _:
            return expression.text.partition("#")[0], ""


def tell_lost(lost: Lost, text: str, where: Span, library: Library) -> None:
    """Say that the schema forbids, or does not mention, what `text` reads by the word at `where`."""
    rule = contracts.FORBIDDEN_POINTER if lost.kind == "forbidden" else contracts.UNMENTIONED_POINTER
    near = nearest(spelled(lost.access), lost.names)
    library.reporter.report(
        rule,
        _message(lost, text),
        where,
        related=() if lost.span is None else (Label(first_line(lost.span), "the schema is here"),),
        notes=_listed(lost.names),
        help=f"change `{spelled(lost.access)}` to `{near}`" if near else _remedy(lost, text),
    )


def _remedy(lost: Lost, text: str) -> str:
    token = spelled(lost.access)
    if lost.names:
        return f"name one of its properties instead of `{token}`"
    is_query = text.startswith(("$.", "$["))
    if lost.what == "a list":
        return f"put `[*]` or an index before `{token}`" if is_query else f"put the index of an item before `{token}`"
    return f"end the {'query' if is_query else 'pointer'} before `{token}`"


def _message(lost: Lost, text: str) -> str:
    token = spelled(lost.access)
    if lost.kind == "unmentioned":
        return f"the schema does not mention `{token}`, which `{text}` reads"
    return f"`{text}` leads nowhere: `{token}` is looked for in {lost.what}"


def _listed(names: tuple[str, ...]) -> tuple[str, ...]:
    if not names:
        return ()
    shown = ", ".join(f"`{name}`" for name in names[:12])
    return (f"its properties are {shown}{' and others' if len(names) > 12 else ''}",)


def first_line(span: Span) -> Span:
    """The beginning of a long stretch, which is enough to find it."""
    return (
        span
        if span.start.line == span.end.line
        else Span(span.path, span.start, span.start._replace(column=span.start.column + 1))
    )


def near_label(near: str | None, span: Span | None, text: str) -> tuple[Label, ...]:
    """The other side of a near name."""
    return () if near is None or span is None else (Label(span, text),)
