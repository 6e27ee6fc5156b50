"""What the user decides and what the outside world provides: the two arguments of a compilation besides the documents."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Literal, Protocol, TypeAlias, TypeVar

from .classes import dataclass, field, replace
from .diagnostics.model import Diagnostic, Severity
from .load.model import Data, Document

Level: TypeAlias = Literal["error", "warning", "ignore"]
_Result = TypeVar("_Result")


class ReadError(Exception):
    """A file that could not be read: `str(error)` says why, in a few words, lower case, without a full stop."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One finding of the OpenAPI validator: what is wrong in its own words, and the JSON Pointer of the place ('' is the whole document)."""

    message: str
    pointer: str


@dataclass(frozen=True, slots=True)
class AwsBinding:
    """What a settings table says about an AWS source: `service` is boto3's name; `members` maps 'Operation.parameter' to a member."""

    service: str | None = None
    members: Mapping[str, str] = field(default_factory=dict[str, str])


@dataclass(frozen=True, slots=True)
class Options:
    """Settings that bear on what is read, said and emitted.

    `roots`: folders below which documents and sources may lie (absolute paths); a reference that leads outside is refused. `sources` maps
    absolute URLs, or prefixes that end with `/`, to local paths. `base` is the folder (absolute path) that relative entries and mapped paths
    start from; without `roots` nothing is refused for where it lies. `backends` and `aws` are by source description name. `severities` are by rule
    code or name; `path_severities` are (path prefix, code, level). `entry_names` maps an entry's path to its path below the folder that was
    named on the command line, from which its module is named; an entry that is not there goes by its file name.
    """

    roots: tuple[str, ...] = ()
    base: str = "/"
    sources: Mapping[str, str] = field(default_factory=dict[str, str])
    backends: Mapping[str, Literal["http", "aws"]] = field(default_factory=dict[str, Literal["http", "aws"]])
    aws: Mapping[str, AwsBinding] = field(default_factory=dict[str, AwsBinding])
    severities: Mapping[str, Level] = field(default_factory=dict[str, Level])
    path_severities: tuple[tuple[str, str, Level], ...] = ()
    entry_names: Mapping[str, str] = field(default_factory=dict[str, str])
    strict: bool = False
    asynchronous: bool = False
    http_client: Literal["httpx2", "httpx"] = "httpx2"
    max_retry_after: float = 60.0
    reorder_steps: bool = False

    def weigh(self, diagnostics: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
        """The diagnostics with the severities that the user wants, in the order of the output, without those to be ignored."""
        weighed = (self._weigh(diagnostic) for diagnostic in diagnostics)
        return tuple(sorted((d for d in weighed if d is not None), key=lambda d: d.sort_key))

    def _weigh(self, diagnostic: Diagnostic) -> Diagnostic | None:
        names = (diagnostic.rule.code, diagnostic.rule.name)
        level = next((self.severities[name] for name in names if name in self.severities), None)
        path = diagnostic.primary.span.path
        for prefix, code, path_level in self.path_severities:
            if code in names and path.startswith(prefix):
                level = path_level
        if level != "error" and not diagnostic.rule.may_be_lowered:
            level = None
        if level == "ignore":
            return None
        severity = diagnostic.severity if level is None else Severity(level)
        if self.strict:
            severity = Severity.ERROR
        return diagnostic if severity is diagnostic.severity else replace(diagnostic, severity=severity)


class Memory(Protocol):
    """Keeps what was found out about the content of a file, between runs and by content alone: a text that the stage which reads files makes and
    understands. `kind` tells apart what is read in different ways."""

    def recall(self, kind: str, content: bytes) -> str | None:
        """What was kept of this content, if anything."""
        ...

    def keep(self, kind: str, content: bytes, outline: str) -> None:
        """Keep it."""
        ...


class Forgetful:
    """Keeps nothing."""

    def recall(self, kind: str, content: bytes) -> str | None:
        """Nothing."""
        del kind, content
        return None

    def keep(self, kind: str, content: bytes, outline: str) -> None:
        """Do nothing."""
        del kind, content, outline


class Spread(Protocol):
    """Divides work into at most `most` shares, one or more, and gives the results in the order of the shares: `task(number, count)` does share
    `number` of `count`."""

    def __call__(self, task: Callable[[int, int], _Result], most: int) -> list[_Result]:
        """Do all shares."""
        ...


def undivided(task: Callable[[int, int], _Result], most: int) -> list[_Result]:
    """All work in one share."""
    del most
    return [task(0, 1)]


@dataclass(frozen=True, slots=True)
class Environment:
    """The outside world, as functions.

    `read` gives the bytes of an absolute path or raises `ReadError`. `aws_model` gives a botocore service model (`service-2`) by boto3's service
    name, None when there is none; `aws_services` lists the names. `validate` runs the OpenAPI validator. `runtime_source` gives the text of a
    module of `runtime/` by file name. `spread` divides work. `memory` keeps the outlines of large files.
    """

    read: Callable[[str], bytes]
    aws_services: Callable[[], tuple[str, ...]]
    aws_model: Callable[[str], Data]
    validate: Callable[[Document], tuple[Finding, ...]]
    runtime_source: Callable[[str], str]
    spread: Spread = undivided
    memory: Memory = Forgetful()
