"""Settings that speak of source descriptions which no document declares.

Takes the settings and the files that may be documents; gives the settings with what is to be said of such names. The files are read only where a
setting names a source description at all.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from ..classes import replace
from ..diagnostics.model import Reporter
from ..diagnostics.nearest import nearest
from ..diagnostics.rules import reading
from ..options import ReadError
from .discover import Entry
from .files import Files
from .settings import Settings

_NAME = re.compile(rb"""\bname["']?\s*:\s*["']?([A-Za-z0-9_.-]+)""")


def with_claims(settings: Settings, found: Iterable[Entry], files: Files) -> Settings:
    """The settings, whose report has also the names in them that no file has."""
    if not settings.claims:
        return settings
    contents = tuple(_contents(found, files))
    reporter = Reporter()
    for name, span in settings.claims:
        if not any(name.encode() in content for content in contents):
            near = nearest(
                name, dict.fromkeys(each.decode() for content in contents for each in _NAME.findall(content))
            )
            reporter.report(
                reading.SETTING_WITHOUT_EFFECT,
                f"no document declares a source description `{name}`",
                span,
                label="has no effect",
                help="remove it" if near is None else f"change it to `{near}`",
            )
    told = settings.options.weigh((*settings.report.diagnostics, *reporter.diagnostics))
    return replace(settings, report=replace(settings.report, diagnostics=told))


def _contents(found: Iterable[Entry], files: Files) -> Iterator[bytes]:
    for entry in found:
        try:
            yield files.read(entry.path)
        except ReadError:
            continue
