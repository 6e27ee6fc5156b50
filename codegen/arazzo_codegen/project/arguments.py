"""What the command line understands.

Takes arguments, gives them as a typed `Arguments`; wrong usage ends with status 2 and help with status 0, as `argparse` does it. (`argparse`
is loaded in a fifth of the time that richer libraries need, which is what a run that has nothing to do consists of.)
"""

from __future__ import annotations

import argparse
import os
from collections.abc import Sequence
from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING

from .. import __version__
from .console import FORMATS
from .settings_table import CLIENTS, Client

if TYPE_CHECKING:
    from ..graph.draw import Format

PICTURES = ("mermaid", "dot", "svg")
SHELLS = ("bash", "zsh", "fish")
_COLUMNS = 80
"""The width of what is no terminal."""

_DESCRIPTION = """\
Compile Arazzo documents to typed Python modules.

Below folders, what is not an Arazzo document is passed over. Without paths, the
`inputs` of the settings in pyproject.toml or arazzo-codegen.toml are compiled.
"""
_STATUS = "Exit status: 0 done, 1 errors or files that would change, 2 wrong usage or unreadable files."


class Arguments(argparse.Namespace):
    """The arguments of one call. None is not said: the settings decide."""

    paths: list[str]
    output: str | None
    check: bool
    diff: bool
    no_emit: bool
    exit_non_zero_on_write: bool
    explain: str | None
    graph: Format | None
    format: str
    strict: bool | None
    asynchronous: bool | None
    http_client: Client | None
    cache_dir: str | None
    no_cache: bool
    jobs: int | None
    watch: bool
    quiet: bool
    verbose: bool
    completion: str | None


def parse_arguments(arguments: Sequence[str]) -> Arguments:
    """Read the arguments. Raises `SystemExit`."""
    parser, _ = make_parser()
    read = parser.parse_args(arguments, Arguments())
    if read.no_emit and (read.check or read.diff):
        parser.error("--no-emit compares no files: leave out --check and --diff")
    if read.diff and read.format in ("json", "sarif"):
        parser.error(f"--diff and --format {read.format} both print on standard output: choose one")
    if read.graph and (read.no_emit or read.watch):
        parser.error("--graph draws and ends: leave out --no-emit and --watch")
    if read.graph and not read.output and (read.check or read.diff or read.format in ("json", "sarif")):
        parser.error("--graph prints on standard output: name a folder with --output")
    return read


def _jobs(text: str) -> int:
    number = int(text) if text.isascii() and text.isdigit() else 0
    if not 1 <= number <= 1024:
        raise argparse.ArgumentTypeError(f"{text!r} is not a number of processes")
    return number


def _columns() -> int:
    """The width of the terminal. (`argparse` would ask `shutil`, which costs as much as `argparse` itself.)"""
    with suppress(KeyError, ValueError):
        if (wanted := int(os.environ["COLUMNS"])) > 0:
            return wanted
    with suppress(OSError):
        return os.get_terminal_size().columns or _COLUMNS
    return _COLUMNS


def make_parser() -> tuple[argparse.ArgumentParser, list[argparse.Action]]:
    """The parser, and its options in the order of the help."""
    parser = argparse.ArgumentParser(
        "arazzo-codegen",
        description=_DESCRIPTION,
        epilog=_STATUS,
        allow_abbrev=False,
        formatter_class=partial(argparse.RawDescriptionHelpFormatter, width=_columns() - 2),
    )
    add = parser.add_argument
    flag = argparse.BooleanOptionalAction
    add("paths", nargs="*", metavar="PATH", help="file or folder to compile")
    options = [
        add("-o", "--output", metavar="FOLDER", help="folder for the emitted package"),
        add("--check", action="store_true", help="write nothing; exit 1 if any file would change, and say which"),
        add("--diff", action="store_true", help="like --check, and show how the files would change"),
        add("--no-emit", action="store_true", help="report only"),
        add("--exit-non-zero-on-write", action="store_true", help="exit 1 when any file was written or removed"),
        add("--explain", metavar="CODE", help="print the page of a rule, such as ARZ203"),
        add(
            "--graph", choices=PICTURES, help="draw the workflows instead: print pictures, or write them into --output"
        ),
        add("--format", choices=FORMATS, default="text", help="how diagnostics are printed"),
        add("--strict", action=flag, help="treat warnings as errors"),
        add("--async", action=flag, dest="asynchronous", help="emit the async twins below aio/ too"),
        add("--http-client", choices=CLIENTS, help="the HTTP client that emitted code imports"),
        add("--cache-dir", metavar="FOLDER", help="folder of the cache; by default the user's own"),
        add("--no-cache", action="store_true", help="do everything anew, and keep nothing for the next run"),
        add(
            "-j",
            "--jobs",
            type=_jobs,
            metavar="N",
            help="processes that may work; by default as many as there are cores",
        ),
        add("--watch", action="store_true", help="compile again whenever something is saved"),
        add("-q", "--quiet", action="store_true", help="print diagnostics and what --check finds, nothing else"),
        add("-v", "--verbose", action="store_true", help="name every file, and say more when something fails"),
        add("--completion", choices=SHELLS, help="print the completion script of a shell"),
        add("--version", action="version", version=f"arazzo-codegen {__version__}"),
    ]
    return parser, options
