"""The reference page of the settings, made from their table.

`python -m arazzo_codegen.project.settings_page > docs/reference/settings.md`
"""

from __future__ import annotations

from collections.abc import Iterator

from .settings_table import SETTINGS, Kind, Setting

_HEADER = """\
# Settings

Settings stand in the table `[tool.arazzo-codegen]` of `pyproject.toml`, or at the top of a file `arazzo-codegen.toml`, where the same keys stand
without that prefix. The nearest file at or above the working folder is read, up to the folder of the repository. Paths start from the folder of
the file that names them. A flag of the command line beats a setting. A key that is not in this list is an error.

This page is made from the code: `python -m arazzo_codegen.project.settings_page`.
"""

_KINDS: dict[Kind, str] = {
    "path": "a path",
    "paths": "a list of paths",
    "boolean": "`true` or `false`",
    "seconds": "a number of seconds, not negative",
    "client": '`"httpx2"` or `"httpx"`',
    "sources": "a table of paths by URL",
    "backends": '`"http"` or `"aws"`, by source description',
    "aws": "a table by source description, each with `service` and `members`",
    "severity": '`"error"`, `"warning"` or `"ignore"`, by rule',
    "path-severity": "a table of severities by path",
}


def settings_page() -> str:
    """The page in Markdown."""
    return "\n".join((_HEADER, *_rows())) + "\n" + "".join(_section(setting) for setting in SETTINGS)


def _rows() -> Iterator[str]:
    yield "| setting | value | without it |"
    yield "| --- | --- | --- |"
    for setting in SETTINGS:
        yield f"| [`{setting.name}`](#{setting.name}) | {_KINDS[setting.kind]} | {setting.default} |"


def _section(setting: Setting) -> str:
    table = "" if setting.example.startswith("[") else "[tool.arazzo-codegen]\n"
    return f"\n## {setting.name}\n\n{setting.purpose}\n\n```toml file=pyproject.toml\n{table}{setting.example}\n```\n"


if __name__ == "__main__":
    print(settings_page(), end="")
