"""AsyncAPI steps: takes what they name, checks that it is there, and refuses them until there is a backend."""

from __future__ import annotations

import re

from ..diagnostics.model import Missing
from ..diagnostics.nearest import nearest
from ..diagnostics.rules import limits, names
from ..load.model import ScalarNode
from ..parse.model import ArazzoDocument
from .fields import unescape
from .scope import Library
from .unreadable import silent

_CHANNEL = re.compile(r"\{?\$sourceDescriptions\.(?P<source>.+?)\.url\}?#/channels/(?P<channel>.+)")


def refuse_channel(node: ScalarNode, document: ArazzoDocument, library: Library) -> Missing:
    """A `channelPath`: reported when it leads nowhere, refused when it leads somewhere."""
    match = _CHANNEL.fullmatch(str(node.value))
    if match is None:
        unreadable = (silent(source, library) for source in document.source_descriptions)
        told = next((missing for missing in unreadable if missing is not None), None)
        if told is not None:
            return told
        help = "write it as `{$sourceDescriptions.<name>.url}#/channels/<channel>`"
        message = f"`{node.value}` is no channel path"
        return library.reporter.report(names.UNKNOWN_CHANNEL, message, node.span, help=help)
    sources = {str(source.name.value): source for source in document.source_descriptions}
    source = sources.get(match["source"])
    if source is None:
        near = nearest(match["source"], sources)
        message = f"no source description is called `{match['source']}`"
        place = node.part(*match.span("source"))
        return library.reporter.report(names.UNKNOWN_SOURCE, message, place, help=_change_to(near))
    told = silent(source, library)
    if told is not None:
        return told
    description = library.documents.asyncapi.get(source.target or "")
    known = [] if description is None else [entry.name for entry in description.entries if entry.kind == "channel"]
    channel = unescape(match["channel"])
    if description is not None and channel not in known:
        near = nearest(channel, known)
        message = f"source description `{match['source']}` has no channel `{channel}`"
        place = node.part(*match.span("channel"))
        return library.reporter.report(names.UNKNOWN_CHANNEL, message, place, help=_change_to(near))
    return refuse_operation(node, library)


def _change_to(near: str | None) -> str | None:
    return None if near is None else f"change it to `{near}`"


def refuse_operation(node: ScalarNode, library: Library) -> Missing:
    """A channel or operation of an AsyncAPI description."""
    return library.reporter.report(
        limits.ASYNCAPI_STEP,
        f"cannot compile a step over AsyncAPI: `{node.value}`",
        node.span,
        label="a channel or operation of an AsyncAPI description",
        help="leave the step out, or call the channel from your own code",
    )
