"""What a step is about: takes `operationId`, `operationPath`, `channelPath` or `workflowId` as written, gives the operation or workflow."""

from __future__ import annotations

from typing import assert_never

from ..diagnostics.model import Label, Missing, Span
from ..diagnostics.nearest import nearest
from ..diagnostics.rules import names
from ..load.model import ScalarNode
from ..parse.model import ArazzoDocument, OpenApiDocument, OperationEntry, SourceDescription, Step
from .descriptions import Candidate, candidates, operation_of
from .model import WorkflowKey
from .operation_paths import by_path
from .pointers import near_label
from .scope import Library, Target, WorkflowScope
from .unreadable import silent
from .words import word_of


def target_of(step: Step, scope: WorkflowScope) -> Target | Missing:
    """What a step calls; the steps before it are in `scope`."""
    target, document, library = step.target, scope.document, scope.library
    if isinstance(target, Missing):
        return target
    match target.field:
        case "operationId":
            found = _by_id(target.node, document, library)
        case "operationPath":
            found = _by_id_as_path(target.node, document, library) or by_path(target.node, document, library)
        case "channelPath":
            from .channels import by_channel

            found = by_channel(target.node, document, library)
        case "workflowId":
            return workflow_target(target.node, document, library)
        case _:
            assert_never(target.field)
    match found:
        case Missing():
            return found
        case Candidate(entry=OperationEntry() as entry, description=OpenApiDocument() as description):
            return operation_of(found, entry, description, target.node, library)
        case _:
            from .channels import message_target

            return message_target(found, step, scope)


def _by_id_as_path(node: ScalarNode, document: ArazzoDocument, library: Library) -> Candidate | Missing | None:
    """An operation that `operationPath` names by its id, as the example of section "Arazzo Specification Object" (1.1) has it."""
    rest = str(node.value).strip().removeprefix("$sourceDescriptions.")
    source = None if rest == node.value or "#" in rest else _source_before_dot(rest, document)
    if source is None:
        return None
    name = rest[len(str(source.name.value)) + 1 :]
    found = next((candidate for candidate in candidates(source, library) if candidate.id == name), None)
    if found is not None:
        message = f"`{node.value}` is the id of an operation, not its path"
        help = "rename `operationPath` to `operationId`"
        library.reporter.report(names.NONSTANDARD_OPERATION, message, node.span, help=help)
        return found
    # The operations of AsyncAPI have ids only.
    exchanges = (source.target or "") in library.documents.asyncapi
    return _unknown(node, name, (source,), library) if exchanges else None


def _by_id(node: ScalarNode, document: ArazzoDocument, library: Library) -> Candidate | Missing:
    written = str(node.value).strip().removeprefix("{").removesuffix("}")
    if written.startswith("$"):
        return _qualified(written, node, document, library)
    found = [
        candidate
        for source in document.source_descriptions
        for candidate in candidates(source, library)
        if candidate.id == written
    ]
    distinct = {candidate.uri: candidate for candidate in reversed(found)}
    if len(distinct) > 1:
        return _ambiguous(node, [distinct[uri] for uri in reversed(distinct)], library)
    only = _only([candidate for candidate in found if candidate.source is found[0].source], node, library)
    if isinstance(only, Missing):
        return only
    if only is not None:
        _tell_unqualified(node, only, document, library)
        return only
    return _named_with_dot(written, node, document, library) or _unknown(
        node, written, document.source_descriptions, library
    )


def _qualified(written: str, node: ScalarNode, document: ArazzoDocument, library: Library) -> Candidate | Missing:
    """`$sourceDescriptions.<name>.<operationId>`."""
    rest = written.removeprefix("$sourceDescriptions.")
    source = _source_before_dot(rest, document)
    if rest == written or source is None:
        return unknown_source(node, rest.partition(".")[0], document, library)
    name = rest[len(str(source.name.value)) + 1 :]
    found = [candidate for candidate in candidates(source, library) if candidate.id == name]
    return _only(found, node, library) or _unknown(node, name, (source,), library)


def _only(found: list[Candidate], node: ScalarNode, library: Library) -> Candidate | Missing | None:
    """The operation with an id; two of one description are ambiguous ("unique among all operations", section "Operation Object")."""
    if len(found) < 2:
        return found[0] if found else None
    return library.reporter.report(
        names.AMBIGUOUS_OPERATION,
        f"source description `{found[0].source.name.value}` has {len(found)} operations with the id `{found[0].id}`",
        node.span,
        related=tuple(Label(candidate.span, "one of them") for candidate in found),
        help="name it by `operationPath`, or give one of them another `operationId`",
    )


def _source_before_dot(text: str, document: ArazzoDocument) -> SourceDescription | None:
    matching = (source for source in document.source_descriptions if text.startswith(f"{source.name.value}."))
    return max(matching, key=lambda source: len(str(source.name.value)), default=None)


def _named_with_dot(written: str, node: ScalarNode, document: ArazzoDocument, library: Library) -> Candidate | None:
    """`petstore.getPet`, without the prefix."""
    source = _source_before_dot(written, document)
    if source is None:
        return None
    name = written[len(str(source.name.value)) + 1 :]
    found = next((candidate for candidate in candidates(source, library) if candidate.id == name), None)
    if found is not None:
        library.reporter.report(
            names.NONSTANDARD_OPERATION,
            f"`{written}` names an operation without `$sourceDescriptions`",
            node.span,
            help=f"change it to `$sourceDescriptions.{written}`",
        )
    return found


def _tell_unqualified(node: ScalarNode, found: Candidate, document: ArazzoDocument, library: Library) -> None:
    """More than one source: the operation has to be named with its source (section "Step Object")."""
    others = [source for source in document.source_descriptions if source.type != "arazzo"]
    if len(others) < 2:
        return
    library.reporter.report(
        names.UNQUALIFIED_OPERATION,
        f"operation `{node.value}` does not say of which source description it is",
        node.span,
        related=near_label(found.id, found.span, "it is this one"),
        help=f"change it to `$sourceDescriptions.{found.source.name.value}.{node.value}`",
    )


def _ambiguous(node: ScalarNode, found: list[Candidate], library: Library) -> Missing:
    return library.reporter.report(
        names.AMBIGUOUS_OPERATION,
        f"operation `{node.value}` is in {len(found)} source descriptions",
        node.span,
        related=tuple(Label(candidate.span, f"in `{candidate.source.name.value}`") for candidate in found),
        help=f"change it to `$sourceDescriptions.{found[0].source.name.value}.{node.value}`, or name another",
    )


def _unknown(node: ScalarNode, name: str, sources: tuple[SourceDescription, ...], library: Library) -> Missing:
    unreadable = next((missing for source in sources if (missing := silent(source, library)) is not None), None)
    if unreadable is not None:
        return unreadable
    if len(sources) == 1 and (arazzo := library.documents.arazzo.get(sources[0].target or "")) is not None:
        return _no_api(node, name, sources[0], arazzo, library)
    known = {candidate.id: candidate for source in sources for candidate in candidates(source, library)}
    near = nearest(name, known)
    where = f"source description `{sources[0].name.value}`" if len(sources) == 1 else "no source description"
    return library.reporter.report(
        names.UNKNOWN_OPERATION,
        f"{where} has no operation `{name}`" if len(sources) == 1 else f"{where} has an operation `{name}`",
        _last_word(node, name),
        label="no operation with this id",
        related=near_label(near, known[near].span if near else None, "an operation with a similar id"),
        help=f"change it to `{near}`" if near else None,
    )


def _no_api(
    node: ScalarNode, name: str, source: SourceDescription, document: ArazzoDocument, library: Library
) -> Missing:
    meant = library.workflow(document, name) is not None
    return library.reporter.report(
        names.WRONG_KIND_OF_SOURCE,
        f"source description `{source.name.value}` is an Arazzo document, and has no operations",
        node.span,
        related=(Label(source.url.span, "declared here"),),
        help="rename `operationId` to `workflowId`" if meant else "name a source description of type `openapi`",
    )


def workflow_target(node: ScalarNode, document: ArazzoDocument, library: Library) -> WorkflowKey | Missing:
    """The workflow that a `workflowId` (or an item of `dependsOn`) names."""
    return named_workflow(str(node.value).strip().removeprefix("{").removesuffix("}"), node, document, library)


def named_workflow(written: str, node: ScalarNode, document: ArazzoDocument, library: Library) -> WorkflowKey | Missing:
    """The workflow called `written` somewhere in `node`."""
    if not written.startswith("$"):
        return library.workflow(document, written) or _unknown_workflow(node, written, document, library)
    rest = written.removeprefix("$sourceDescriptions.")
    source = _source_before_dot(rest, document)
    if rest == written or source is None:
        return unknown_source(node, rest.partition(".")[0], document, library)
    target = library.documents.arazzo.get(source.target or "")
    if target is None:
        return silent(source, library) or _no_arazzo(node, source, library)
    name = rest[len(str(source.name.value)) + 1 :]
    return (
        library.workflow(target, name)
        or _with_kind(name, node, source, target, library)
        or _unknown_workflow(node, name, target, library)
    )


def _with_kind(
    name: str, node: ScalarNode, source: SourceDescription, target: ArazzoDocument, library: Library
) -> WorkflowKey | None:
    """`$sourceDescriptions.<name>.workflows.<workflowId>`, a form from before Arazzo 1.0."""
    inner = name.removeprefix("workflows.")
    found = library.workflow(target, inner) if inner != name else None
    if found is not None:
        library.reporter.report(
            names.NONSTANDARD_OPERATION,
            f"`{node.value}` names a workflow in a way that the specification does not know",
            node.span,
            help=f"change it to `$sourceDescriptions.{source.name.value}.{inner}`",
        )
    return found


def _no_arazzo(node: ScalarNode, source: SourceDescription, library: Library) -> Missing:
    return library.reporter.report(
        names.WRONG_KIND_OF_SOURCE,
        f"source description `{source.name.value}` is no Arazzo document, and has no workflows",
        node.span,
        related=(Label(source.url.span, "declared here"),),
        help="name a source description of type `arazzo`",
    )


def _unknown_workflow(node: ScalarNode, name: str, document: ArazzoDocument, library: Library) -> Missing:
    known = {str(workflow.id.value): workflow for workflow in document.workflows}
    near = nearest(name, known)
    return library.reporter.report(
        names.UNKNOWN_WORKFLOW,
        f"no workflow is called `{name}`",
        _last_word(node, name),
        label="no workflow with this id",
        related=near_label(near, known[near].id.span if near else None, "a workflow with a similar id"),
        help=f"change it to `{near}`" if near else None,
    )


def _last_word(node: ScalarNode, name: str) -> Span:
    """The place of a name that is all of a reference, or its end."""
    start = str(node.value).rfind(name)
    return node.part(start, start + len(name)) if name and start >= 0 else node.span


def unknown_source(node: ScalarNode, name: str, document: ArazzoDocument, library: Library) -> Missing:
    """Report a source description that the document does not have."""
    known = {str(source.name.value): source for source in document.source_descriptions}
    near = nearest(name, known)
    return library.reporter.report(
        names.UNKNOWN_SOURCE,
        f"no source description is called `{name}`",
        word_of(node, *((".",) if str(node.value).lstrip(" {").startswith("$") else ()), name),
        related=near_label(near, known[near].name.span if near else None, "a source description with a similar name"),
        help=f"change it to `{near}`" if near else "declare it in `sourceDescriptions`",
    )
