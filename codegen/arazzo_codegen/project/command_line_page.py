"""The reference page of the command line, made from its parser.

`python -m arazzo_codegen.project.command_line_page > docs/reference/command-line.md`
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator

from .arguments import make_parser

_HEADER = """\
# The command line

```text
arazzo-codegen [OPTION ...] [PATH ...]
```

A path is a file to compile, or a folder in which to look for Arazzo documents; what is none is passed over, unless it is called
`arazzo.yaml` or ends in `.arazzo.yaml`. Without paths, the
[`inputs`](settings.md#inputs) of the settings are compiled. The output is a folder of its own, not the one in which the documents lie; it may lie in that one, or above it. An option beats a [setting](settings.md).

This page is made from the code: `python -m arazzo_codegen.project.command_line_page`.

| option | what it does |
| --- | --- |
"""

_FOOTER = """
## Exit status

| status | what it means |
| --- | --- |
| 0 | done; there may be warnings |
| 1 | the documents have errors, or files would change (`--check`, `--diff`) or did (`--exit-non-zero-on-write`) |
| 2 | wrong usage, or something could not be read or written |
| 130 | interrupted; no file is half-written |

## Where things are printed

Diagnostics go to standard error as `text` and `concise`, and to standard output in the formats that programs read: `json`, `github`, `sarif`. Diffs,
pictures, pages of rules and completion scripts go to standard output. The last line, a summary, goes to standard error. Colours are used on a terminal,
unless `NO_COLOR` is set.
"""


def command_line_page() -> str:
    """The page in Markdown."""
    _, options = make_parser()
    return _HEADER + "".join(_rows(options)) + _FOOTER


def _rows(options: list[argparse.Action]) -> Iterator[str]:
    for option in options:
        spelled = ", ".join(f"`{name}{_value(option)}`" for name in option.option_strings)
        yield f"| {spelled} | {option.help or ''} |\n"


def _value(option: argparse.Action) -> str:
    if option.nargs == 0:
        return ""
    if option.choices is not None:
        return " " + "\\|".join(str(choice) for choice in option.choices)
    return f" {option.metavar}" if option.metavar else ""


if __name__ == "__main__":
    print(command_line_page(), end="")
