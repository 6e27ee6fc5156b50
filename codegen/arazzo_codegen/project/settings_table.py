"""The settings that there are.

What `project.settings` reads, and what `docs/reference/settings.md` is made of.
"""

from __future__ import annotations

from typing import Literal, TypeAlias

from ..options import Level
from ..tuples import NamedTuple

Kind: TypeAlias = Literal[
    "path", "paths", "boolean", "seconds", "client", "sources", "backends", "aws", "severity", "path-severity"
]
Client: TypeAlias = Literal["httpx2", "httpx"]

LEVELS: tuple[Level, ...] = ("error", "warning", "ignore")
BACKENDS: tuple[Literal["http", "aws"], ...] = ("http", "aws")
CLIENTS: tuple[Client, ...] = ("httpx2", "httpx")


class Setting(NamedTuple):
    """One key of the settings table: what it holds, what it does, what holds without it, and an example."""

    name: str
    kind: Kind
    purpose: str
    default: str
    example: str


SETTINGS = (
    Setting(
        "inputs",
        "paths",
        "Files and folders to compile when the command line names none.",
        "none",
        'inputs = ["specs"]',
    ),
    Setting("output", "path", "Folder for the emitted package; `--output` beats it.", "none", 'output = "generated"'),
    Setting(
        "async",
        "boolean",
        "Emit the async twins below `aio/` too; `--async` and `--no-async` beat it.",
        "`false`",
        "async = true",
    ),
    Setting(
        "http-client",
        "client",
        "The HTTP client that emitted code imports; `--http-client` beats it.",
        '`"httpx2"`',
        'http-client = "httpx"',
    ),
    Setting(
        "strict",
        "boolean",
        "Treat warnings as errors; `--strict` and `--no-strict` beat it.",
        "`false`",
        "strict = true",
    ),
    Setting(
        "reorder-steps",
        "boolean",
        "Run a step after those that it depends on, even when the document lists it before them.",
        "`false`",
        "reorder-steps = true",
    ),
    Setting(
        "max-retry-after",
        "seconds",
        "Longest pause that a `Retry-After` header may ask for.",
        "`60`",
        "max-retry-after = 30",
    ),
    Setting(
        "roots",
        "paths",
        "Folders, besides the project's own, below which source descriptions may lie.",
        "none",
        'roots = ["../apis"]',
    ),
    Setting(
        "sources",
        "sources",
        "Where the description lies that a URL names: an exact URL, or a prefix that ends with `/`. Nothing is fetched from the network.",
        "none",
        '[tool.arazzo-codegen.sources]\n"https://api.example.com/" = "apis/"',
    ),
    Setting(
        "backends",
        "backends",
        "How the operations of a source description are called, by its name: `http` or `aws`.",
        "as the description says",
        '[tool.arazzo-codegen.backends]\nqueue = "aws"',
    ),
    Setting(
        "aws",
        "aws",
        "The AWS service of a source description, by its name, and the members that its parameters stand for.",
        "as the description says",
        '[tool.arazzo-codegen.aws.connectApi]\nservice = "connect"\nmembers = { "UpdateContactAttributes.ContactId" = "InitialContactId" }',
    ),
    Setting(
        "severity",
        "severity",
        "How much a rule matters, by code or name: `error`, `warning` or `ignore`. Of an error no less can be made, but for those of the 700s: they are about descriptions that others publish.",
        "as the rule says",
        '[tool.arazzo-codegen.severity]\nARZ105 = "error"',
    ),
    Setting(
        "path-severity",
        "path-severity",
        "The same for the documents below a path.",
        "as `severity` says",
        '[tool.arazzo-codegen.path-severity."specs/old/"]\nARZ105 = "ignore"',
    ),
)
"""Every setting, in the order of the reference page."""
