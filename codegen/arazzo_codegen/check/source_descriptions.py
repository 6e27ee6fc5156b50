"""Family 7: what the OpenAPI validator finds in the descriptions that workflows use.

Its findings are placed by JSON Pointer. In parts that workflows reach they are errors, elsewhere warnings. What it gets wrong is not passed on.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from ..bind.model import SourceKey
from ..diagnostics.model import Span
from ..diagnostics.rules import sources as say
from ..diagnostics.rules.names import AMBIGUOUS_OPERATION
from ..load.model import Document, MappingNode, Node, ScalarNode, SequenceNode
from ..options import Finding
from ..parse.model import OpenApiDocument
from .matter import Matter
from .plain_findings import plain_reading
from .pruning import pruned

_WHOLE = 1_500_000
"""Characters up to which a description is validated as a whole: the validator needs a second or two for it."""

_ANCHOR = re.compile(r"'[^'/]+' does not exist")
_NOWHERE = re.compile(r"'(/[^']*)' does not exist")


def source_descriptions(matter: Matter) -> None:
    """Validate each OpenAPI description that a workflow uses, once."""
    for key in matter.program.sources:
        description = matter.documents.openapi.get(key)
        if description is not None:
            _validated(matter, key, description)


RULES = (source_descriptions,)


def _validated(matter: Matter, key: SourceKey, description: OpenApiDocument) -> None:
    used = tuple(matter.program.used_pointers.get(key, ()))
    document = description.document
    whole = len(document.text) <= _WHOLE
    findings = matter.validate(document if whole else pruned(document, used))
    dangling = _dangling(document, findings)
    if whole and dangling is not None:
        if not _is_moved(document.root, dangling):
            _report_dangling(matter, dangling)
        findings = matter.validate(pruned(document, used))
    for finding in findings:
        if not (_mistaken(finding) or _told(matter, finding) or _dangling(document, (finding,)) is not None):
            _report(matter, document, finding, used)


def _dangling(document: Document, findings: tuple[Finding, ...]) -> ScalarNode | None:
    """The `$ref` to nowhere over which the validator has stumbled: it then says nothing about the rest of the document."""
    said = [_NOWHERE.search(finding.message) for finding in findings if not finding.pointer]
    nowhere = {f"#{match[1]}" for match in said if match}
    return next((found for found in _references(document.root) if found.value in nowhere), None) if nowhere else None


def _is_moved(root: Node, sought: ScalarNode) -> bool:
    """Whether a `$ref` starts from a schema with an identifier, which the validator does not follow (JSON Schema 2020-12, section 8.2)."""
    named = [mapping for mapping in _mappings(root) if isinstance(mapping.get("$id"), ScalarNode)]
    return any(found is sought for mapping in named for found in _references(mapping))


def _references(root: Node) -> Iterator[ScalarNode]:
    """The values of all `$ref` fields."""
    references = (mapping.get("$ref") for mapping in _mappings(root))
    yield from (reference for reference in references if isinstance(reference, ScalarNode))


def _mappings(root: Node) -> Iterator[MappingNode]:
    waiting = [root]
    while waiting:
        match waiting.pop():
            case MappingNode() as mapping:
                yield mapping
                waiting.extend(value for _, value in mapping.pairs())
            case SequenceNode() as sequence:
                waiting.extend(sequence.items)
            case ScalarNode():
                pass


def _report_dangling(matter: Matter, reference: ScalarNode) -> None:
    if matter.reporter.earlier(reference.span) is not None:
        return
    matter.reporter.report(
        say.UNCHECKED_SOURCE,
        f"the description refers to `{reference.value}`, which is not there, so only the parts that workflows use were validated",
        reference.span,
        label="leads nowhere",
        help="add what is referred to, or remove the reference",
    )


def _report(matter: Matter, document: Document, finding: Finding, used: tuple[str, ...]) -> None:
    plain = plain_reading(finding, document.root) if _reached(finding.pointer, used) else None
    if plain is not None:
        span = _span(document.root, finding.pointer)
        matter.reporter.report(say.NONSTANDARD_SOURCE, plain.message, span, help=plain.help)
        return
    rule = say.INVALID_SOURCE if _reached(finding.pointer, used) else say.INVALID_UNUSED_PART
    where = "" if rule is say.INVALID_SOURCE else " in a part that no workflow uses"
    matter.reporter.report(
        rule,
        f"the description is not valid OpenAPI{where}: {_first_line(finding.message)}",
        _span(document.root, finding.pointer),
        help="correct the description",
    )


def _reached(pointer: str, used: Iterable[str]) -> bool:
    """Whether a finding lies in a used part, or around one so closely that the part cannot be right."""
    return any(pointer == part or pointer.startswith(f"{part}/") for part in used if part)


def _mistaken(finding: Finding) -> bool:
    """What the validator says without being right.

    It asks every path parameter of a template to be declared, where we use an undeclared one with a warning of our own, it takes specification
    extensions under `paths` for path items, and it looks for `$anchor`s as if they were JSON Pointers.
    """
    return bool(
        re.match(r"Path parameter .* was not resolved", finding.message)
        or finding.pointer.startswith("/paths/x-")
        or (not finding.pointer and _ANCHOR.match(finding.message))
    )


def _told(matter: Matter, finding: Finding) -> bool:
    """Whether a step that names the operation was told already that its id is not unique."""
    repeated = re.match(r"Operation ID '(.*)' for .* is not unique", finding.message)
    ambiguous = (found.message for found in matter.reporter.diagnostics if found.rule is AMBIGUOUS_OPERATION)
    return repeated is not None and any(f"`{repeated[1]}`" in message for message in ambiguous)


def _span(root: Node, pointer: str) -> Span:
    """The place of a pointer, or of the last part of it that is there; of a mapping, its key says where it is."""
    node, span = root, None
    for token in (part.replace("~1", "/").replace("~0", "~") for part in pointer.split("/")[1:]):
        if isinstance(node, MappingNode) and token in node.entries:
            span, node = node.key(token).span, node.entries[token][1]
            span = node.span if isinstance(node, ScalarNode) else span
        elif isinstance(node, SequenceNode) and token.isdecimal() and int(token) < len(node.items):
            node = node.items[int(token)]
            span = node.span
        else:
            break
    if span is not None:
        return span
    return next((key.span for key, _ in root.pairs()), root.span) if isinstance(root, MappingNode) else root.span


def _first_line(message: str) -> str:
    """The finding in one line of a length that can be read."""
    line = message.strip().splitlines()[0] if message.strip() else "it says no more"
    return line if len(line) <= 160 else f"{line[:159]}…"
