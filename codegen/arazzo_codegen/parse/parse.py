"""Stage 2: is it Arazzo, OpenAPI, AsyncAPI?

Takes the loaded documents; gives the specifications' own objects: the Arazzo documents to compile, those that they name, and the API
descriptions behind them.
"""

from __future__ import annotations

from collections import deque

from ..diagnostics.model import Missing, Reporter
from ..diagnostics.nearest import nearest
from ..diagnostics.rules import shape as rules
from ..load.model import Document, MappingNode, Node, ScalarNode, Sources
from ..options import Options
from .arazzo import parse_arazzo
from .described import first_place
from .kinds import NAMES, kind_of
from .model import ArazzoDocument, AsyncApiDocument, Documents, OpenApiDocument
from .openapi import parse_openapi


def parse(sources: Sources, options: Options, reporter: Reporter) -> Documents:
    """Parse the entries and all documents that are reached as source descriptions, each once."""
    arazzo: dict[str, ArazzoDocument] = {}
    openapi: dict[str, OpenApiDocument] = {}
    asyncapi: dict[str, AsyncApiDocument] = {}
    entries = tuple(dict.fromkeys(uri for uri in sources.entries if _is_arazzo(sources, uri, reporter)))
    waiting, seen = deque(entries), dict.fromkeys(entries)
    while waiting:
        uri = waiting.popleft()
        document = sources.documents[uri]
        if not isinstance(document, Document):
            continue
        match _parse_document(document, sources, reporter):
            case ArazzoDocument() as parsed:
                arazzo[uri] = parsed
                targets = [source.target for source in parsed.source_descriptions if source.target is not None]
                fresh = [target for target in dict.fromkeys(targets) if target not in seen]
                seen.update(dict.fromkeys(fresh))
                waiting.extend(fresh)
            case OpenApiDocument() as described:
                openapi[uri] = described
            case AsyncApiDocument() as described:
                asyncapi[uri] = described
            case Missing() | None:
                pass
    return Documents(arazzo, openapi, asyncapi, tuple(uri for uri in entries if uri in arazzo))


def _is_arazzo(sources: Sources, uri: str, reporter: Reporter) -> bool:
    """Whether an entry is an Arazzo document; one that could not be read was reported when it was loaded."""
    document = sources.documents[uri]
    if not isinstance(document, Document):
        return False
    told = kind_of(document)
    if told is not None and told[0] == "arazzo":
        return True
    if told is not None:
        reporter.report(rules.NOT_ARAZZO, f"this is {NAMES[told[0]]}, not an Arazzo document", told[1].span)
        return False
    meant = _misspelt(document.root)
    place = first_place(document.root) if meant is None else meant.span
    help = "begin it with `arazzo: 1.0.1`" if meant is None else "change it to `arazzo`"
    reporter.report(rules.NOT_ARAZZO, "this is no Arazzo document", place, help=help)
    return False


def _misspelt(root: Node) -> ScalarNode | None:
    """The key that was probably meant to be `arazzo`."""
    keys = {str(key.value): key for key, _ in root.pairs()} if isinstance(root, MappingNode) else {}
    meant = nearest("arazzo", keys)
    return None if meant is None else keys[meant]


def _parse_document(
    document: Document, sources: Sources, reporter: Reporter
) -> ArazzoDocument | OpenApiDocument | AsyncApiDocument | Missing | None:
    """The document as what it says it is; None when it says nothing, which was reported where it is named."""
    told = kind_of(document)
    if told is None or not isinstance(document.root, MappingNode):
        return None
    match told[0]:
        case "arazzo":
            return parse_arazzo(document, sources, reporter)
        case "openapi":
            return parse_openapi(document, document.root, sources, reporter)
        case "asyncapi":
            from .asyncapi import parse_asyncapi

            return parse_asyncapi(document, document.root, sources, reporter)
