"""Values held to what an operation wants: takes a bound value and a type, reports what does not fit, showing both sides."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ..classes import dataclass, replace
from ..diagnostics.model import Label, Rule, Span
from ..diagnostics.nearest import nearest
from ..diagnostics.rules import contracts
from .fit import Fitter, Verdict
from .literals import Problem, alternatives, dependent_problems, member_problems, problems
from .model import (
    ArrayType,
    ConstantValue,
    InputRoot,
    ListOf,
    ObjectOf,
    ObjectType,
    Read,
    StringType,
    TextValue,
    Type,
    UnionType,
    UnknownType,
    Value,
)
from .outputs import is_optional, type_of
from .pointers import first_line
from .scope import Library

_RULES: dict[str, Rule] = {
    "mismatch": contracts.TYPE_MISMATCH,
    "outside": contracts.LITERAL_OUTSIDE_SCHEMA,
    "as-text": contracts.LITERAL_AS_TEXT,
    "forbidden": contracts.FORBIDDEN_PROPERTY,
    "unmentioned": contracts.UNMENTIONED_PROPERTY,
    "missing": contracts.MISSING_PROPERTY,
}


@dataclass(frozen=True, slots=True)
class Wanted:
    """What takes the value: its type, how messages call it, where it is declared, and whether it goes over the wire as text."""

    type: Type
    what: str
    span: Span | None
    wire: bool
    key: Span | None = None
    """The key of the whole value, where what it lacks is shown."""


@dataclass(frozen=True, slots=True)
class Finding:
    """Something to report."""

    rule: Rule
    message: str
    span: Span
    help: str | None = None
    notes: tuple[str, ...] = ()
    declared: Span | None = None
    """Where the value's own type is declared."""
    expected: Span | None = None
    """Where the schema says what is wanted, when that is nearer than the whole."""


def conform(value: Value, wanted: Wanted, library: Library) -> None:
    """Report what does not fit."""
    related = () if wanted.span is None else (Label(first_line(wanted.span), f"{wanted.what} is declared here"),)
    report(_findings(value, wanted.type, wanted, library), related, library)


def report(findings: Iterable[Finding], related: tuple[Label, ...], library: Library) -> None:
    """Report findings, with the other side beside them."""
    for finding in findings:
        own = () if finding.declared is None else (Label(finding.declared, "the value is declared here"),)
        wanted = related if finding.expected is None else (Label(finding.expected, "the schema is here"),)
        library.reporter.report(
            finding.rule, finding.message, finding.span, related=(*wanted, *own), notes=finding.notes, help=finding.help
        )


def _findings(value: Value, type: Type, wanted: Wanted, library: Library) -> Iterator[Finding]:
    types = library.types
    match value:
        case ConstantValue():
            for problem in problems(value.value, type, types, wanted.wire):
                yield _of_problem(problem, wanted, value.span)
        case ObjectOf():
            yield from _object(value, types.expand(type), wanted, library)
        case ListOf():
            yield from _list(value, types.expand(type), wanted, library)
        case TextValue() if wanted.wire:
            yield from _typed(StringType(), value, type, wanted, library)
        case _:
            yield from _typed(type_of(value), value, type, wanted, library)


def _typed(given: Type, value: Value, type: Type, wanted: Wanted, library: Library) -> Iterator[Finding]:
    fit = Fitter(library.types, wanted.wire).fit(given, type)
    declared = value.declared if isinstance(value, Read) else None
    if fit.verdict is Verdict.NO:
        message = f"{_shown(value)} does not fit into {wanted.what}: {fit.reason}"
        yield Finding(contracts.TYPE_MISMATCH, message, value.span, declared=fit.span or declared)
    elif fit.verdict is Verdict.MAYBE:
        message = f"{_shown(value)} may not fit into {wanted.what}: {fit.reason}"
        yield Finding(contracts.TYPE_MAY_NOT_FIT, message, value.span, declared=fit.span or declared)


def _object(value: ObjectOf, type: Type, wanted: Wanted, library: Library) -> Iterator[Finding]:
    if isinstance(type, UnionType):
        yield from _best(value, type, wanted, library)
    elif isinstance(type, ObjectType):
        names = tuple(name for name, _ in value.members)
        places = dict(zip(names, value.keys, strict=False))
        for problem in member_problems(names, type, wanted.wire, ()):
            here = wanted.key or value.span if problem.kind == "missing" else places.get(problem.name, value.span)
            yield _of_problem(problem, wanted, here)
        sure = tuple(name for name, member in value.members if not is_optional(member))
        for problem in dependent_problems(sure, names, type, wanted.wire, ()):
            yield _of_problem(problem, wanted, wanted.key or value.span)
        for name, member in value.members:
            declared = type.get(name)
            inner = declared.type if declared is not None else type.additional or UnknownType()
            for finding in _findings(member, inner, replace(wanted, key=places.get(name)), library):
                place = None if declared is None else declared.span
                yield finding if finding.expected is not None else replace(finding, expected=place)
            if declared is not None and declared.required:
                yield from needs_input(member, f"property `{name}`")
    else:
        yield from _typed(ObjectType((), UnknownType()), value, type, wanted, library)


def _list(value: ListOf, type: Type, wanted: Wanted, library: Library) -> Iterator[Finding]:
    if isinstance(type, UnionType):
        yield from _best(value, type, wanted, library)
    elif isinstance(type, ArrayType):
        for item in value.items:
            yield from _findings(item, type.items, replace(wanted, key=None), library)
    else:
        yield from _typed(ArrayType(UnknownType()), value, type, wanted, library)


def _best(value: ObjectOf | ListOf, type: UnionType, wanted: Wanted, library: Library) -> Iterator[Finding]:
    """What is wrong with the member that comes nearest."""
    given = tuple(name for name, _ in value.members) if isinstance(value, ObjectOf) else ()
    found = [list(_findings(value, member, wanted, library)) for member in alternatives(type, library.types, given)]
    yield from min(found, key=lambda wrong: sum(1 if finding.rule.severity == "error" else 0.1 for finding in wrong))


def needs_input(value: Value, what: str) -> Iterator[Finding]:
    """What is required, and filled by an input that need not be given."""
    if isinstance(value, ListOf) and value.lone:
        yield from needs_input(value.items[0], what)
    if isinstance(value, Read) and isinstance(value.root, InputRoot) and not value.path and is_optional(value):
        yield Finding(
            contracts.OPTIONAL_FOR_REQUIRED,
            f"required {what} is filled by input `{value.root.name}`, which is optional",
            value.span,
            f"list `{value.root.name}` in the `required` of the workflow's inputs, or give it a `default`",
        )


def _of_problem(problem: Problem, wanted: Wanted, where: Span) -> Finding:
    near = nearest(problem.name, problem.names) if problem.name else None
    help = f"change it to `{near}`" if near is not None else None
    notes: tuple[str, ...] = ()
    if problem.kind == "missing":
        help = f"rename `{near}` to `{problem.name}`" if near else f"add `{problem.name}`"
    elif near is None and problem.names:
        shown = ", ".join(f"`{name}`" for name in problem.names[:12])
        notes = (f"allowed are {shown}{' and others' if len(problem.names) > 12 else ''}",)
    return Finding(_RULES[problem.kind], f"{problem.message}, in {wanted.what}", where, help, notes)


def _shown(value: Value) -> str:
    return f"`{value.text}`" if isinstance(value, Read) else "this value"
