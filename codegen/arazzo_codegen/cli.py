"""The command line.

Takes arguments, gives an exit status: 0 done, 1 errors or drift, 2 wrong usage or something that could not be read or written, 130 interrupted.
What is asked for is done in `project.session`.
"""

from __future__ import annotations

import gc
import os
import sys

import click

from . import __version__
from .project.cache import default_folder
from .project.console import FORMATS, Console
from .project.pages import page
from .project.session import Mode, Request, serve
from .project.settings_table import CLIENTS, Client

_PATH = click.Path(path_type=str)
_INTERRUPTED = 130


@click.command(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.argument("paths", nargs=-1, type=_PATH)
@click.option("-o", "--output", type=_PATH, help="Folder for the emitted package.")
@click.option("--check", is_flag=True, help="Write nothing; exit 1 if any file would change, and say which.")
@click.option("--diff", is_flag=True, help="Like --check, and show how the files would change.")
@click.option("--no-emit", is_flag=True, help="Report only.")
@click.option("--explain", metavar="CODE", help="Print the page of a rule, such as ARZ203.")
@click.option("--format", "form", type=click.Choice(FORMATS), default="text", help="How diagnostics are printed.")
@click.option("--strict/--no-strict", default=None, help="Treat warnings as errors.")
@click.option("--async/--no-async", "asynchronous", default=None, help="Emit the async twins below aio/ too.")
@click.option("--http-client", type=click.Choice(CLIENTS), help="The HTTP client that emitted code imports.")
@click.option("--cache-dir", type=_PATH, help="Folder of the cache; by default the user's own.")
@click.option("--no-cache", is_flag=True, help="Do everything anew, and keep nothing for the next run.")
@click.option("-q", "--quiet", is_flag=True, help="Print diagnostics and nothing else.")
@click.option("-v", "--verbose", is_flag=True, help="Name every file, and say more when something fails.")
@click.version_option(__version__, message="arazzo-codegen %(version)s")
def command(
    paths: tuple[str, ...],
    output: str | None,
    check: bool,
    diff: bool,
    no_emit: bool,
    explain: str | None,
    form: str,
    strict: bool | None,
    asynchronous: bool | None,
    http_client: Client | None,
    cache_dir: str | None,
    no_cache: bool,
    quiet: bool,
    verbose: bool,
) -> int:
    """Compile Arazzo documents to typed Python modules.

    PATHS are files and folders; below folders, what is not an Arazzo document is passed over. Without PATHS, the `inputs` of the settings in
    pyproject.toml or arazzo-codegen.toml are compiled.
    """
    if explain is not None:
        return _explain(explain)
    mode: Mode = "report" if no_emit else "diff" if diff else "check" if check else "write"
    if no_emit and (check or diff):
        raise click.UsageError("--no-emit compares no files: leave out --check and --diff")
    if diff and form in ("json", "sarif"):
        raise click.UsageError(f"--diff and --format {form} both print on standard output: choose one")
    cache = None if no_cache else cache_dir or default_folder()
    request = Request(paths, output, mode, strict, asynchronous, http_client, cache)
    return serve(request, Console(form, quiet, verbose))


def _explain(code: str) -> int:
    text = page(_code(code))
    if text is None:
        raise click.BadParameter(f"there is no rule `{code}`", param_hint="--explain")
    click.echo(text.rstrip())
    return 0


def _code(rule: str) -> str:
    """The code of a rule that was given by its code or by its name."""
    from .diagnostics.rules import RULES

    return next((code for code, known in RULES.items() if known.name == rule), rule.upper())


def main() -> None:
    """The console script."""
    # A run makes a great many small objects that live until its end: looking for cycles among them is a third of the time.
    gc.disable()
    sys.exit(run(sys.argv[1:]))


def run(arguments: list[str]) -> int:
    """Run the tool; the exit status."""
    try:
        status = command.main(arguments, prog_name="arazzo-codegen", standalone_mode=False)
        return status if isinstance(status, int) else 0
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except (KeyboardInterrupt, click.Abort):
        return _INTERRUPTED
    except BrokenPipeError:  # whoever read the output has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
