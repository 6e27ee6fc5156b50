"""How long compilations take, in processes of their own.

Takes a scratch folder, gives rows of the table: what was run, the median of the wall time in seconds, the most memory in MB, and the goal.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import NamedTuple

from inputs import write_documents, write_large

TURNS = 3


class Row(NamedTuple):
    """One measurement."""

    run: str
    seconds: float
    megabytes: float
    goal: str


class Project:
    """A folder with documents, compiled by the command line."""

    def __init__(self, folder: Path, name: str, specs: Callable[[Path], None]) -> None:
        self.folder = folder / name
        specs(self.folder / "specs")

    def compile(self) -> tuple[float, float]:
        """Run the compiler once; seconds and megabytes."""
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
        ]
        begun = perf_counter()
        process = subprocess.Popen(command, cwd=self.folder, stderr=subprocess.PIPE)
        said = process.stderr.read() if process.stderr else b""
        _, status, usage = os.wait4(process.pid, 0)
        seconds = perf_counter() - begun
        if os.waitstatus_to_exitcode(status):
            raise RuntimeError(said.decode())
        return seconds, usage.ru_maxrss / 1024

    def forget(self, *, findings: bool) -> None:
        """Make the next run a first one; what the validator found is kept unless `findings`."""
        shutil.rmtree(self.folder / "generated", ignore_errors=True)
        for entry in (self.folder / "cache").glob("*" if findings else "run-*"):
            entry.unlink()

    def touch(self) -> None:
        """Change one document."""
        document = next(iter(sorted((self.folder / "specs").glob("*.arazzo.yaml"))))
        document.write_text(document.read_text("utf-8").replace("Look at", "Look once more at", 1), encoding="utf-8")

    def measure(self, run: str, goal: str, prepare: Callable[[], None]) -> Row:
        """The median of some runs, each after the same preparation."""
        runs: list[tuple[float, float]] = []
        for _ in range(TURNS):
            prepare()
            runs.append(self.compile())
        return Row(run, median(seconds for seconds, _ in runs), max(megabytes for _, megabytes in runs), goal)


def compiling(folder: Path) -> Iterator[Row]:
    """All measurements."""
    many = Project(folder, "many", lambda specs: write_documents(specs, 200, 5))
    many.compile()
    yield many.measure("nothing changed, 1,000 workflows in 200 documents", "0.15 s", lambda: None)
    yield many.measure("one document of the 200 changed", "0.3 s", many.touch)
    forget = many.forget
    yield many.measure("200 documents, source validated before", "4 s", lambda: forget(findings=False))
    one = Project(folder, "one", lambda specs: write_documents(specs, 1, 1))
    one.compile()
    yield one.measure("one small document, source validated before", "0.25 s", lambda: one.forget(findings=False))
    yield one.measure("the same, everything cold", "0.7 s", lambda: one.forget(findings=True))
    yield from _large(folder, "JSON", "0.8 s, 250 MB", as_yaml=False)
    yield from _large(folder, "YAML", "2.5 s, 250 MB", as_yaml=True)


def _large(folder: Path, form: str, goal: str, *, as_yaml: bool) -> Iterator[Row]:
    large = Project(folder, f"large-{form}", lambda specs: write_large(specs, 10, as_yaml=as_yaml))
    large.compile()
    yield large.measure(
        f"a workflow over 10 MB of {form}, validated before", goal, lambda: large.forget(findings=False)
    )
