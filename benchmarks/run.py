"""Measure everything: `python benchmarks/run.py`. Prints tables in Markdown."""

from __future__ import annotations

import os
import platform
import sys
import tempfile
from pathlib import Path

from calling import calling_table
from compiling import TURNS, compiling
from importing import importing


def main() -> None:
    """Measure and print."""
    print(
        f"{platform.python_implementation()} {platform.python_version()}, {os.cpu_count()} cores, {platform.machine()}"
    )
    print(f"Medians of {TURNS} runs.\n")
    print("| run | seconds | processor | MB | goal |")
    print("| --- | --- | --- | --- | --- |")
    with tempfile.TemporaryDirectory() as folder:
        for row in compiling(Path(folder)):
            print(f"| {row.run} | {row.seconds:.2f} | {row.processor:.2f} | {row.megabytes:.0f} | {row.goal} |")
            sys.stdout.flush()
    print("\n" + "\n".join(calling_table()))
    print("\n| import | ms of CPU | goal |")
    print("| --- | --- | --- |")
    for load in importing():
        print(f"| {load.name} | {load.milliseconds:.1f} | {load.goal} |")


if __name__ == "__main__":
    main()
