"""A step's parameters and payload as members of an AWS operation's input.

Takes the step's arguments and payload, bound; gives one argument a member, in the document's order, checked against its shape at every depth.
"""

from __future__ import annotations

from collections.abc import Mapping

from ...diagnostics.model import Label, Missing, Reporter, Span
from ...diagnostics.nearest import nearest
from ...diagnostics.rules import aws as rules
from ...load.model import ScalarNode
from ...tuples import NamedTuple
from ..constants import constant
from ..model import Argument, AwsOperation, ObjectOf, PropertyType, Value
from ..types import Types
from .matching import alike, listed, member_named
from .payload import Given, payload_members
from .unsent import is_unsent
from .values import ValueCheck


class _Matched(NamedTuple):
    """A given value and the member it is for."""

    given: Given
    member: PropertyType


def bind_arguments(
    operation: AwsOperation,
    arguments: tuple[Argument, ...],
    payload: Value | None,
    step_span: Span,
    renames: Mapping[str, str],
    types: Types,
    reporter: Reporter,
    content_type: ScalarNode | None = None,
) -> tuple[Argument, ...] | Missing:
    """The members that a step gives; `renames` is the settings table's `members`, `step_span` where a missing member is reported.

    `content_type` is the one that the step writes for its payload: some operations take it as a member.
    """
    members = payload_members(operation, payload, types, reporter)
    if isinstance(members, Missing):
        return members
    parameters = tuple(Given(a.name, a.value, a.span) for a in arguments if not is_unsent(operation, a, reporter))
    given = _gather_metadata(operation, (*parameters, *members))
    given = (*given, *_media_type(operation, given, content_type))
    matched, problem = _match(operation, given, step_span, renames, reporter)
    arguments, unfit = _check(operation, matched, types, reporter)
    missing = problem or unfit
    return arguments if missing is None else missing


def _gather_metadata(operation: AwsOperation, given: tuple[Given, ...]) -> tuple[Given, ...]:
    """Headers of a family that the model has as one map (`x-amz-meta-…` → `Metadata`) are put together."""
    rest = given
    for member in operation.input.properties:
        prefix = (member.wire_name or "").lower()
        if not prefix.endswith("-"):
            continue
        family = tuple(g for g in rest if g.name.lower().startswith(prefix))
        if family:
            entries = tuple((g.name[len(prefix) :], g.value) for g in family)
            rest = tuple(g for g in rest if g not in family)
            value = ObjectOf(entries, member.type, family[0].span, tuple(g.span for g in family))
            rest = (*rest, Given(member.name, value, family[0].span))
    return rest


def _media_type(
    operation: AwsOperation, given: tuple[Given, ...], content_type: ScalarNode | None
) -> tuple[Given, ...]:
    """The payload's content type, where the operation takes it as a member that nothing else is for."""
    member = member_named(operation.input, "Content-Type")
    if content_type is None or member is None or any(member_named(operation.input, g.name) is member for g in given):
        return ()
    return (Given(member.name, constant(content_type.value, content_type.span), content_type.span),)


def _match(
    operation: AwsOperation,
    given: tuple[Given, ...],
    step_span: Span,
    renames: Mapping[str, str],
    reporter: Reporter,
) -> tuple[tuple[_Matched, ...], Missing | None]:
    """Which member each value is for; what is for none, and required members that nothing is for, are reported."""
    settled = {name.casefold(): member for name, member in renames.items()}
    matched: list[_Matched] = []
    unknown: list[Given] = []
    for one in given:
        name = settled.get(f"{operation.name}.{one.name}".casefold(), one.name)
        member = member_named(operation.input, name)
        if member is None:
            unknown.append(one)
        else:
            matched.append(_Matched(one, member))
    filled = {match.member.name for match in matched}
    missing = [name for name in operation.required if name not in filled]
    renamed = _rename(operation, unknown, missing, reporter)
    if renamed is not None:
        place = next(index for index, one in enumerate(given) if one is renamed.given)
        return (*matched[:place], renamed, *matched[place:]), None
    problem = _report_unknown(operation, unknown, missing, reporter)
    if missing:
        problem = _report_missing(operation, missing, unknown, step_span, reporter)
    return tuple(matched), problem


def _rename(operation: AwsOperation, unknown: list[Given], missing: list[str], reporter: Reporter) -> _Matched | None:
    """Exactly one unknown argument and exactly one missing member whose names are alike are meant for each other."""
    if len(unknown) != 1 or len(missing) != 1 or not alike(unknown[0].name, missing[0]):
        return None
    given, member = unknown[0], operation.input.get(missing[0])
    if member is None:
        return None
    reporter.report(
        rules.RENAMED_AWS_MEMBER,
        f"`{given.name}` is passed to AWS as `{member.name}`",
        given.span,
        label=f"`{operation.name}` has no member of this name",
        related=(Label(operation.span, "described here"),),
        notes=(f"AWS: `{operation.request_line}` with `{'`, `'.join(operation.required)}`",),
        help=f"correct the description and write `{member.name}`, or set `{operation.name}.{given.name}` in the settings",
    )
    return _Matched(given, member)


def _report_unknown(
    operation: AwsOperation, unknown: list[Given], missing: list[str], reporter: Reporter
) -> Missing | None:
    names = tuple(member.name for member in operation.input.properties)
    problem: Missing | None = None
    for given in unknown:
        near = nearest(given.name, missing) or nearest(given.name, names)
        problem = reporter.report(
            rules.UNKNOWN_AWS_MEMBER,
            f"AWS operation `{operation.name}` has no member `{given.name}`",
            given.span,
            label="no member of the operation's input",
            notes=(f"its members are {listed(names, operation.required)}",) if names else ("it has no members",),
            help=f"change it to `{near}`" if near is not None else None,
        )
    return problem


def _report_missing(
    operation: AwsOperation, missing: list[str], unknown: list[Given], step_span: Span, reporter: Reporter
) -> Missing:
    word = "member" if len(missing) == 1 else "members"
    return reporter.report(
        rules.MISSING_AWS_MEMBER,
        f"AWS operation `{operation.name}` requires {word} {listed(missing)}",
        step_span,
        label=f"{listed(missing)} not given",
        related=tuple(Label(given.span, "no member of the operation's input") for given in unknown[:1]),
        notes=(f"AWS: `{operation.request_line}`",),
        help=f"give {listed(missing)} in the payload",
    )


def _check(
    operation: AwsOperation, matched: tuple[_Matched, ...], types: Types, reporter: Reporter
) -> tuple[tuple[Argument, ...], Missing | None]:
    """The values held against their shapes, one a member, in the document's order."""
    check = ValueCheck(operation.name, types, reporter)
    problem: Missing | None = None
    arguments: list[Argument] = []
    for member in {match.member.name: match.member for match in matched}.values():
        values = [match.given for match in matched if match.member.name == member.name]
        problem = _twice(operation, member, values, reporter) or problem
        value = check.fit(values[0].value, member.type, member.name, member.name in operation.required)
        if isinstance(value, Missing):
            problem = value
        else:
            arguments.append(Argument(member.name, "member", value, None, values[0].span))
    return tuple(arguments), problem


def _twice(operation: AwsOperation, member: PropertyType, values: list[Given], reporter: Reporter) -> Missing | None:
    """The same value may be given twice (in the path and in the body); two different ones may not."""
    first = values[0]
    other = next((value for value in values[1:] if not first.means_the_same_as(value)), None)
    if other is None:
        return None
    return reporter.report(
        rules.AWS_MEMBER_GIVEN_TWICE,
        f"member `{member.name}` of AWS operation `{operation.name}` is given two values",
        other.span,
        label="given again here",
        related=(Label(first.span, "given first here"),),
        help="remove one of them",
    )
