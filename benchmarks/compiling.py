"""How long compilations take, in processes of their own.

Takes a scratch folder, gives rows of the table: what was run, the medians of the wall time and of the processor's time in seconds, the most memory
in MB, and the goal. Byte code is kept between runs, as it is once a package is installed.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from multiprocessing import get_context
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import NamedTuple

from inputs import write_documents, write_large

Process = get_context("fork").Process
TURNS = 3
_AWS = Path(__file__).parents[1] / "specs" / "amazon-connect"
_ENVIRONMENT = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}


class Run(NamedTuple):
    """One run: wall time, the processor's time (of all processes), and the most memory."""

    seconds: float
    processor: float
    megabytes: float


class Row(NamedTuple):
    """One line of the table: medians of some runs."""

    run: str
    seconds: float
    processor: float
    megabytes: float
    goal: str


class Project:
    """A folder with documents, compiled by the command line."""

    def __init__(self, folder: Path, name: str, specs: Callable[[Path], None]) -> None:
        self.folder = folder / name
        # In another process: what the measuring one has had in memory counts for its children, too (Linux's `ru_maxrss`).
        making = Process(target=specs, args=(self.folder / "specs",))
        making.start()
        making.join()

    def compile(self, *more: str) -> Run:
        """Run the compiler once, with more arguments."""
        command = [
            sys.executable,
            "-m",
            "arazzo_codegen",
            "specs",
            "-o",
            "generated",
            "--cache-dir",
            "cache",
            "--quiet",
            *more,
        ]
        begun = perf_counter()
        process = subprocess.Popen(command, cwd=self.folder, stderr=subprocess.PIPE, env=_ENVIRONMENT)
        said = process.stderr.read() if process.stderr else b""
        _, status, usage = os.wait4(process.pid, 0)
        seconds = perf_counter() - begun
        if os.waitstatus_to_exitcode(status):
            raise RuntimeError(said.decode())
        return Run(seconds, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024)

    def forget(self, *, findings: bool) -> None:
        """Make the next run a first one; what the validator found is kept unless `findings`."""
        shutil.rmtree(self.folder / "generated", ignore_errors=True)
        for entry in (self.folder / "cache").glob("*" if findings else "run-*"):
            entry.unlink()

    def touch(self) -> None:
        """Change one document."""
        document = next(iter(sorted((self.folder / "specs").glob("*.arazzo.yaml"))))
        document.write_text(document.read_text("utf-8").replace("Look ", "Look once more ", 1), encoding="utf-8")

    def measure(self, run: str, goal: str, prepare: Callable[[], None], *more: str) -> Row:
        """The median of some runs, each after the same preparation."""
        runs: list[Run] = []
        for _ in range(TURNS):
            prepare()
            runs.append(self.compile(*more))
        return Row(
            run,
            median(run.seconds for run in runs),
            median(run.processor for run in runs),
            max(run.megabytes for run in runs),
            goal,
        )


def compiling(folder: Path) -> Iterator[Row]:
    """All measurements."""
    many = Project(folder, "many", lambda specs: write_documents(specs, 200, 5))
    many.compile()
    yield many.measure("nothing changed, 1,000 workflows in 200 documents", "0.15 s", lambda: None)
    yield many.measure("one document of the 200 changed", "0.3 s", many.touch)
    forget = many.forget
    yield many.measure("200 documents, source validated before", "4 s", lambda: forget(findings=False))
    yield many.measure("the same in one process", "", lambda: forget(findings=False), "--jobs", "1")
    one = Project(folder, "one", lambda specs: write_documents(specs, 1, 1))
    one.compile()
    yield one.measure("one small document, source validated before", "0.25 s", lambda: one.forget(findings=False))
    yield one.measure("the same, everything cold", "0.7 s", lambda: one.forget(findings=True))
    aws = Project(folder, "aws", _copy_aws)
    aws.compile()
    yield aws.measure("an AWS workflow, source validated before", "0.35 s", lambda: aws.forget(findings=False))
    yield _large(folder, "10 MB of JSON", "0.8 s, 250 MB", lambda specs: write_large(specs, 10, as_yaml=False))
    yield _large(folder, "9 MB of YAML", "2.5 s, 250 MB", lambda specs: write_large(specs, 12.5, as_yaml=True))


def _copy_aws(specs: Path) -> None:
    shutil.copytree(_AWS, specs)


def _large(folder: Path, size: str, goal: str, specs: Callable[[Path], None]) -> Row:
    large = Project(folder, f"large-{size[-4:]}", specs)
    large.compile()
    return large.measure(f"a workflow over {size}, validated before", goal, lambda: large.forget(findings=False))
