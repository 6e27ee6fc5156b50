"""The command line.

Takes arguments, gives an exit status: 0 done, 1 errors or drift, 2 wrong usage or something that could not be read or written, 130 interrupted.
What is asked for is done in `project.session`.
"""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Sequence

from .project.arguments import Arguments, parse_arguments
from .project.cache import default_folder
from .project.console import Console
from .project.files import Files
from .project.session import UNABLE, Mode, Request, serve

_INTERRUPTED = 130


def main() -> None:
    """The console script."""
    # A run makes a great many small objects that live until its end: looking for cycles among them is a third of the time.
    gc.disable()
    sys.exit(run(sys.argv[1:]))


def run(arguments: Sequence[str]) -> int:
    """Run the tool; the exit status."""
    try:
        return _do(parse_arguments(arguments))
    except SystemExit as stopped:  # `argparse` has printed what it had to say
        return stopped.code if isinstance(stopped.code, int) else 0
    except KeyboardInterrupt:
        return _INTERRUPTED
    except BrokenPipeError:  # whoever read the output has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1


def _do(arguments: Arguments) -> int:
    console = Console(arguments.format, arguments.quiet, arguments.verbose)
    if arguments.completion is not None:
        from .project.completion import completion

        console.print(completion(arguments.completion))
        return 0
    if arguments.explain is not None:
        return _explain(arguments.explain, console)
    if arguments.watch:
        from .project.watch import watch

        watch(_request(arguments), console)
    return serve(_request(arguments), console, Files())


def _request(arguments: Arguments) -> Request:
    mode: Mode = "diff" if arguments.diff else "check" if arguments.check else "write"
    return Request(
        tuple(arguments.paths),
        arguments.output,
        "report" if arguments.no_emit else mode,
        arguments.strict,
        arguments.asynchronous,
        arguments.http_client,
        arguments.exit_non_zero_on_write,
        None if arguments.no_cache else arguments.cache_dir or default_folder(),
        arguments.jobs,
        arguments.graph,
    )


def _explain(rule: str, console: Console) -> int:
    """Print the page of a rule that is given by its code or by its name."""
    from .diagnostics.rules import RULES
    from .project.pages import page

    code = next((code for code, known in RULES.items() if known.name == rule), rule.upper())
    text = page(code)
    if text is None:
        console.complain(f"there is no rule `{rule}`")
        return UNABLE
    console.print(text)
    return 0
