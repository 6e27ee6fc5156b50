"""The pictures of a project's workflows.

Takes candidates and options as a compilation does; gives an outcome whose files are pictures, named by module and function. Pictures are few and made on
request, so no cache remembers them.
"""

from __future__ import annotations

from ..classes import replace
from ..diagnostics.render.report import Summary
from ..graph.draw import EXTENSIONS, Format, draw
from ..options import Options
from .cache import Cache
from .discover import Entry, NotFound, choose
from .files import Files
from .outcome import Outcome
from .run import compile_entries


def draw_all(found: tuple[Entry, ...], files: Files, options: Options, cache: Cache, wanted: Format) -> Outcome:
    """Draw all workflows, none when there are errors. Raises `InternalError` and `NotFound`."""
    from ..plan.program import program_names

    entries = choose(found, files)
    if not entries:
        raise NotFound("there is no Arazzo document among the files")
    compilation, report, options = compile_entries(entries, files, options, cache)
    names = program_names(compilation.program, options).workflows
    drawn = {
        f"{names[key].path.removesuffix('.py')}.{names[key].function}{EXTENSIONS[wanted]}": draw(flow, wanted)
        for key, flow in (compilation.flows.flows.items() if compilation.files else ())
    }
    numbers = report.summary
    return Outcome(replace(report, summary=Summary(numbers.documents, numbers.workflows, len(drawn))), drawn)
