"""The settings of a project.

Takes the working folder, gives the settings of the nearest `arazzo-codegen.toml`, or `pyproject.toml` with a table `[tool.arazzo-codegen]`, at or
above it; what is wrong in them are diagnostics with places. Paths in settings start from the folder of their file.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator
from typing import TypeVar

from ..classes import dataclass, field, replace
from ..diagnostics.model import Position, Reporter, Severity, Span
from ..diagnostics.render.report import Report
from ..diagnostics.nearest import nearest_rule
from ..diagnostics.rules import RULES, reading
from ..options import AwsBinding, Level, Options, ReadError
from .files import Files
from .settings_table import BACKENDS, CLIENTS, LEVELS, SETTINGS, Client
from .settings_values import Table, Toml
from .toml_places import TomlPlaces

_Choice = TypeVar("_Choice")
_OWN, _SHARED = "arazzo-codegen.toml", "pyproject.toml"
_TABLE = ("tool", "arazzo-codegen")


@dataclass(frozen=True, slots=True)
class Settings:
    """What a project has settled; paths are relative to the working folder or absolute. `path` is the file that says so."""

    inputs: tuple[str, ...] = ()
    output: str | None = None
    options: Options = field(default_factory=Options)
    report: Report = field(default_factory=lambda: Report(()))
    path: str | None = None
    claims: tuple[tuple[str, Span], ...] = ()
    """The source descriptions that the settings name, each with its place."""

    @property
    def failed(self) -> bool:
        """Whether there are errors in the settings."""
        return self.report.count(Severity.ERROR) > 0

    def with_roots(self, roots: Iterable[str]) -> Options:
        """The options for a run in the working folder, which may read below these folders too."""
        allowed = tuple(dict.fromkeys((*roots, *self.options.roots)))
        return replace(self.options, base=os.getcwd().replace(os.sep, "/"), roots=allowed)


def load_settings(files: Files) -> Settings:
    """The settings that hold in the working folder."""
    for path in _candidates(os.getcwd()):
        try:
            content = files.read(path)
        except ReadError:
            continue
        if os.path.basename(path) == _OWN or b"arazzo-codegen" in content:
            settings = _read(path, content)
            if settings is not None:
                return settings
    return Settings()


def _candidates(folder: str) -> Iterator[str]:
    """Files that may hold settings, the nearest first; a repository's folder is the last that is looked at."""
    while True:
        yield os.path.join(folder, _OWN)
        yield os.path.join(folder, _SHARED)
        above = os.path.dirname(folder)
        if above == folder or os.path.exists(os.path.join(folder, ".git")):
            return
        folder = above


def _read(path: str, content: bytes) -> Settings | None:
    """The settings of one file, None when it has no table of ours."""
    import tomllib  # most folders have no settings

    shown = os.path.relpath(path).replace(os.sep, "/")
    reporter = Reporter()
    text = content.decode("utf-8-sig", "replace")
    settings = Settings()
    try:
        table = _table(tomllib.loads(text), path, TomlPlaces(text, shown), reporter)
        if table is None:
            return None
        settings = _settle(table, os.path.dirname(path))
    except tomllib.TOMLDecodeError as error:
        _report_syntax(str(error), shown, text, reporter)
    except RecursionError:
        _report_syntax("too many brackets inside each other", shown, text, reporter)
    return replace(settings, path=path, report=Report(settings.options.weigh(reporter.diagnostics), {shown: text}))


def _table(document: dict[str, Toml], path: str, places: TomlPlaces, reporter: Reporter) -> Table | None:
    """Our table: the whole of our own file, a part of `pyproject.toml`."""
    if os.path.basename(path) == _OWN:
        return Table(document, (), places, reporter)
    tool = document.get(_TABLE[0])
    if not isinstance(tool, dict) or _TABLE[1] not in tool:
        return None
    return Table(tool, _TABLE[:1], places, reporter).table(_TABLE[1])


def _settle(table: Table, folder: str) -> Settings:
    table.refuse_unknown(setting.name for setting in SETTINGS)
    output = table.text("output")
    return Settings(
        inputs=tuple(_from_here(folder, path) for path in table.texts("inputs")),
        output=None if output is None else _from_here(folder, output),
        options=_options(table, folder),
        claims=tuple((name, named.key(name)) for named in map(table.table, ("backends", "aws")) for name in named),
    )


def _options(table: Table, folder: str) -> Options:
    client: Client | None = table.choice("http-client", CLIENTS)
    return Options(
        roots=tuple(os.path.normpath(os.path.join(folder, path)) for path in table.texts("roots")),
        sources=_sources(table.table("sources"), folder),
        backends=_choices(table.table("backends"), BACKENDS),
        aws=_aws(table.table("aws")),
        severities=_severities(table.table("severity")),
        path_severities=_path_severities(table.table("path-severity"), folder),
        strict=table.boolean("strict"),
        asynchronous=table.boolean("async"),
        http_client=client or "httpx2",
        max_retry_after=table.number("max-retry-after", 60.0),
        reorder_steps=table.boolean("reorder-steps"),
    )


def _from_here(folder: str, path: str) -> str:
    """A path that starts from the settings' folder as one that starts from the working folder."""
    if os.path.isabs(path):
        return path
    return os.path.relpath(os.path.join(folder, path)).replace(os.sep, "/")


def _sources(table: Table, folder: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for url in table:
        path = table.text(url)
        if path is not None:
            found[url] = _from_here(folder, path) + ("/" if url.endswith("/") else "")
            _tell_absent(table, url, found[url])
    return found


def _choices(table: Table, choices: tuple[_Choice, ...]) -> dict[str, _Choice]:
    found = {name: table.choice(name, choices) for name in table}
    return {name: choice for name, choice in found.items() if choice is not None}


def _aws(table: Table) -> dict[str, AwsBinding]:
    return {name: _binding(table.table(name)) for name in table}


def _binding(table: Table) -> AwsBinding:
    table.refuse_unknown(("service", "members"))
    members = table.table("members")
    named = {parameter: members.text(parameter) for parameter in members}
    return AwsBinding(table.text("service"), {name: member for name, member in named.items() if member is not None})


def _severities(table: Table) -> dict[str, Level]:
    rules = RULES | {rule.name: rule for rule in RULES.values()}
    found: dict[str, Level] = _choices(table, LEVELS)
    for name in table:
        rule = rules.get(name)
        if rule is None:
            near = nearest_rule(name, rules)
            help = "use the code or the name of a rule" if near is None else f"change it to `{near}`"
            table.report_key(name, f"there is no rule `{name}`", help, rule=reading.SETTING_RULE)
        elif found.get(name, "error") != "error" and not rule.may_be_lowered:
            message = f"rule `{name}` is an error, of which no less can be made"
            table.report_key(name, message, f"remove `{name}`", rule=reading.LOWERED_ERROR)
    return found


def _path_severities(table: Table, folder: str) -> tuple[tuple[str, str, Level], ...]:
    found: list[tuple[str, str, Level]] = []
    for path in table:
        here = _from_here(folder, path)
        here += "/" if path.endswith("/") or os.path.isdir(here) else ""
        _tell_absent(table, path, here)
        for code, level in _severities(table.table(path)).items():
            found.append((here, code, level))
    return tuple(found)


def _tell_absent(table: Table, key: str, path: str) -> None:
    """Warn of a key that is about files of which there are none."""
    if not os.path.exists(path):
        shown = path.rstrip("/")
        table.report_key(
            key,
            f"there is no `{shown}`, so this has no effect",
            f"name a file or folder that is there, or remove `{key}`",
            rule=reading.SETTING_WITHOUT_EFFECT,
        )


def _report_syntax(message: str, shown: str, text: str, reporter: Reporter) -> None:
    found = re.search(r" \(at line (\d+), column (\d+)\)$", message)
    lines = text.split("\n")
    place = Position(len(lines), len(lines[-1]) + 1)
    if found is not None:
        message, place = message[: found.start()], Position(int(found[1]), int(found[2]))
    reason = message[:1].lower() + message[1:]
    reporter.report(
        reading.SETTINGS_SYNTAX, f"`{shown}` is no TOML document: {reason}", Span(shown, place, place), label="here"
    )
