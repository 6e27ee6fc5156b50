"""What the command line asks for.

Takes arguments, gives an exit status: 0 done, 1 errors or drift, 2 wrong usage or something that could not be read or written. Compiling is done in
`session`.
"""

from __future__ import annotations

from collections.abc import Sequence

from .arguments import Arguments, parse_arguments
from .cache import default_folder
from .console import Console
from .files import Files
from .session import UNABLE, Mode, Request, serve


def command(arguments: Sequence[str]) -> int:
    """Do what the arguments ask for; the exit status. Raises `SystemExit` after help and wrong usage."""
    asked = parse_arguments(arguments)
    console = Console(asked.format, asked.quiet, asked.verbose)
    if asked.completion is not None:
        from .completion import completion

        console.print(completion(asked.completion))
        return 0
    if asked.explain is not None:
        return _explain(asked.explain, console)
    if asked.watch:
        from .watch import watch

        watch(_request(asked), console)
    return serve(_request(asked), console, Files())


def _request(asked: Arguments) -> Request:
    mode: Mode = "diff" if asked.diff else "check" if asked.check else "write"
    return Request(
        tuple(asked.paths),
        asked.output,
        "report" if asked.no_emit else mode,
        asked.strict,
        asked.asynchronous,
        asked.http_client,
        asked.exit_non_zero_on_write,
        None if asked.no_cache else asked.cache_dir or default_folder(),
        asked.jobs,
        asked.graph,
    )


def _explain(rule: str, console: Console) -> int:
    """Print the page of a rule."""
    from .explain import explanation

    text = explanation(rule)
    if text is None:
        console.complain(f"there is no rule `{rule}`")
        return UNABLE
    console.print(text)
    return 0
