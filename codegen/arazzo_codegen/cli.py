"""The command line.

Takes arguments, gives an exit status: that of `project.command`, or 130 when it was interrupted. Everything else is imported where an interrupt is
already understood.
"""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Sequence

_INTERRUPTED = 130


def main() -> None:
    """The console script: run the tool and end the process."""
    # A run makes a great many small objects that live until its end: looking for cycles among them is a third of the time, and freeing each of them
    # at the end would be a tenth.
    gc.disable()
    os._exit(run(sys.argv[1:]))


def run(arguments: Sequence[str]) -> int:
    """Run the tool; the exit status. All that was printed has been written."""
    try:
        status = _run(arguments)
        sys.stdout.flush()
        sys.stderr.flush()
        return status
    except KeyboardInterrupt:
        return _INTERRUPTED
    except BrokenPipeError:  # whoever read the output has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1


def _run(arguments: Sequence[str]) -> int:
    from .project.command import command

    try:
        return command(arguments)
    except SystemExit as stopped:  # `argparse` has printed what it had to say
        return stopped.code if isinstance(stopped.code, int) else 0
