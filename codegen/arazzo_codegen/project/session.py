"""One call of the tool, from what was asked to the exit status.

Takes a request and a console; reads settings and documents, compiles, writes or compares. Gives 0 done, 1 errors or drift, 2 something that could
not be read or written.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from time import perf_counter
from typing import TYPE_CHECKING, Literal, TypeAlias

from ..classes import dataclass, replace
from ..diagnostics.render.report import ChangedFile, Drift, Report
from ..options import Options
from .cache import Cache
from .changes import EMITTED, CannotWrite, Changes, survey
from .console import Console, summary
from .discover import Entry, NotFound, candidates, roots
from .files import Files
from .outcome import Outcome
from .progress import working
from .run import InternalError, recall_or_run
from .settings import Settings, load_settings
from .settings_claims import with_claims
from .settings_table import Client
from .write import write

if TYPE_CHECKING:
    from ..graph.draw import Format

Mode: TypeAlias = Literal["write", "check", "diff", "report"]

DONE, ERRORS, UNABLE = 0, 1, 2


class Unable(Exception):
    """What was asked cannot be done; `str(error)` says why."""


@dataclass(frozen=True, slots=True)
class Request:
    """What the command line says. None is not said: the settings decide."""

    paths: tuple[str, ...] = ()
    output: str | None = None
    mode: Mode = "write"
    strict: bool | None = None
    asynchronous: bool | None = None
    http_client: Client | None = None
    tell_change: bool = False
    """Whether a run that changes files has status 1, as a run that would change them has."""
    cache: str | None = None
    """Folder of the cache; None for none."""
    jobs: int | None = None
    """How many processes may work; None for as many as there are cores."""
    graph: Format | None = None
    """The format of the pictures that are wanted in place of modules."""


def serve(request: Request, console: Console, files: Files) -> int:
    """Do what was asked, reading through `files`; the exit status."""
    begun = perf_counter()
    settings = load_settings(files)
    try:
        if settings.failed:
            console.show(settings.report)
            return ERRORS
        paths, output = _places(request, settings)
        options = _options(request, settings, paths)
        found = candidates(paths, output)
        settings = with_claims(settings, found, files)
        with working(f"compiling, {len(found)} files to look at:", shown=not console.quiet):
            outcome = _outcome(request, paths, found, files, options)
        told = (*settings.report.diagnostics, *outcome.report.diagnostics)
        outcome = replace(outcome, report=replace(outcome.report, diagnostics=told))
        changes = _deliver(request, output, outcome, console)
    except (CannotWrite, NotFound, Unable) as error:
        console.complain(str(error))
        return UNABLE
    except InternalError as error:
        _apologize(error, console)
        return UNABLE
    done = request.mode == "write"
    console.say(summary(outcome.report, changes, perf_counter() - begun, done=done))
    return ERRORS if outcome.failed or (changes is not None and _drifted(request, changes)) else DONE


def _drifted(request: Request, changes: Changes) -> bool:
    """Whether the run has status 1 for the files that it changed or would change."""
    return changes.any and (request.tell_change or request.mode != "write")


def _places(request: Request, settings: Settings) -> tuple[tuple[str, ...], str | None]:
    """What to compile and where to; a flag beats a setting."""
    paths = request.paths or settings.inputs
    if not paths:
        raise Unable("name the files or folders to compile, or set `inputs` in the settings")
    if request.mode == "report" or request.graph is not None:
        return paths, request.output
    output = request.output or settings.output
    if output is None:
        raise Unable("name the output folder with --output, or set `output` in the settings; --no-emit only reports")
    _keep_apart(paths, output)
    return paths, output


def _keep_apart(paths: tuple[str, ...], output: str) -> None:
    """The package has files by names of its own choice, and a folder of documents is not where they belong."""
    for path in paths:
        folder = path if os.path.isdir(path) else os.path.dirname(path) or os.curdir
        if os.path.realpath(folder) == os.path.realpath(output):
            raise Unable(
                f"`{output}` is the folder of the documents: name a folder of its own, such as `{os.path.join(output, 'generated')}`"
            )


def _outcome(
    request: Request, paths: tuple[str, ...], found: tuple[Entry, ...], files: Files, options: Options
) -> Outcome:
    cache = Cache(request.cache)
    if request.graph is None:
        return recall_or_run(found, files, options, cache, request.jobs, paths)
    from .pictures import draw_all

    return draw_all(found, files, options, cache, request.graph)


def _options(request: Request, settings: Settings, paths: tuple[str, ...]) -> Options:
    options = settings.options
    if request.strict is not None:
        options = replace(options, strict=request.strict)
    if request.asynchronous is not None:
        options = replace(options, asynchronous=request.asynchronous)
    if request.http_client is not None:
        options = replace(options, http_client=request.http_client)
    return replace(settings, options=options).with_roots(roots(paths))


def _deliver(request: Request, output: str | None, outcome: Outcome, console: Console) -> Changes | None:
    """Write the files, or tell what writing them would change, with what was found. Pictures for which no folder was named are printed."""
    if output is None or outcome.failed:
        console.show(outcome.report)
        if request.graph is not None and not outcome.failed:
            _print_pictures(request.graph, outcome, console)
        return None
    done = request.mode == "write"
    try:
        changes = _bring(request, output, outcome)
    except CannotWrite:
        console.show(outcome.report)
        raise
    console.show(_with_changes(request, output, outcome.report, changes))
    console.name(output, changes, done=done, failed=_drifted(request, changes))
    if request.mode == "diff":
        console.print("".join(_diff(output, changes, outcome)))
    return changes


def _print_pictures(wanted: Format, outcome: Outcome, console: Console) -> None:
    if wanted == "svg" and len(outcome.files) > 1:
        raise Unable(
            f"there are {len(outcome.files)} pictures, of which only one can be printed as SVG: name a folder with --output"
        )
    console.print("\n".join(outcome.files.values()))


def _bring(request: Request, output: str, outcome: Outcome) -> Changes:
    """Bring the folder up to date, where that is what was asked for."""
    endings = EMITTED if request.graph is None else _endings(request.graph)
    return (write if request.mode == "write" else survey)(output, outcome.files, endings)


def _with_changes(request: Request, output: str, report: Report, changes: Changes) -> Report:
    written = (ChangedFile(f"{output.rstrip('/')}/{name}", "written") for name in changes.write)
    removed = (ChangedFile(f"{output.rstrip('/')}/{name}", "removed") for name in changes.remove)
    files = (*written, *removed)
    drift = Drift(files, "was" if request.mode == "write" else "would be") if _drifted(request, changes) else Drift()
    return replace(report, files=files, drift=drift)


def _endings(wanted: Format) -> tuple[str, ...]:
    from ..graph.draw import EXTENSIONS

    return (EXTENSIONS[wanted],)


def _diff(output: str, changes: Changes, outcome: Outcome) -> Iterator[str]:
    from difflib import unified_diff

    for name in sorted((*changes.write, *changes.remove)):
        before = changes.before.get(name)
        after = outcome.files.get(name) if name in changes.write else None
        path = f"{output.rstrip('/')}/{name}"
        yield from unified_diff(
            [] if before is None else before.splitlines(keepends=True),
            [] if after is None else after.splitlines(keepends=True),
            "/dev/null" if before is None else path,
            "/dev/null" if after is None else path,
        )


def _apologize(error: InternalError, console: Console) -> None:
    console.complain(f"internal error while compiling `{error.document}`: {error}")
    for place in error.trail if console.verbose else error.trail[-1:]:
        console.complain(f"  at {place}")
    console.complain(
        "this is a fault of arazzo-codegen, not of the document; report it with the document and this text"
    )
    console.complain("nothing was written")
