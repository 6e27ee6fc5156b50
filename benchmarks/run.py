"""Measure everything: `python benchmarks/run.py`. Prints tables in Markdown."""

from __future__ import annotations

import os
import platform
import sys
import tempfile
from pathlib import Path

from calling import calling
from compiling import TURNS, compiling


def main() -> None:
    """Measure and print."""
    print(
        f"{platform.python_implementation()} {platform.python_version()}, {os.cpu_count()} cores, {platform.machine()}"
    )
    print(f"Medians of {TURNS} runs.\n")
    print("| run | seconds | MB | goal |")
    print("| --- | --- | --- | --- |")
    with tempfile.TemporaryDirectory() as folder:
        for row in compiling(Path(folder)):
            print(f"| {row.run} | {row.seconds:.2f} | {row.megabytes:.0f} | {row.goal} |")
            sys.stdout.flush()
    print("\n| workflow of three requests | µs | ratio | goal |")
    print("| --- | --- | --- | --- |")
    for way in calling():
        print(f"| {way.name} | {way.microseconds:.0f} | {way.ratio:.2f} | {'0.85' if way.name == 'emitted' else ''} |")


if __name__ == "__main__":
    main()
