"""What the import of an emitted package costs: fresh interpreters, with byte code at hand.

Takes nothing; gives, for the HTTP client and for emitted packages on top of it, the least CPU time of several runs.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

HERE = Path(__file__).parent
TURNS = 15


class Load(NamedTuple):
    """One import."""

    name: str
    milliseconds: float
    goal: str


def importing() -> Iterator[Load]:
    """Measure the imports."""
    client = "import httpx2"
    yield Load("the HTTP client", _least("pass", client), "")
    for module, api in (("pets", "shelter"), ("pay_later.checkout", "lender"), ("photo_album", "album")):
        own = f"import generated.{module}, generated.apis.{api}"
        yield Load(f"`generated.{module}` on top of it", _least(client, own), "at most 20")


def _least(before: str, measured: str) -> float:
    """Milliseconds for what is measured."""
    code = f"{before}; import time; t = time.process_time(); {measured}; print((time.process_time() - t) * 1000)"
    command = [sys.executable, "-c", code]
    # The first turn writes byte code, beside the checkout: an environment may forbid it, which users' machines do not.
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    environment["PYTHONPYCACHEPREFIX"] = os.path.join(tempfile.gettempdir(), "arazzo-codegen-benchmark-bytecode")
    turns = (subprocess.check_output(command, cwd=HERE.parent, env=environment, text=True) for _ in range(TURNS))
    return min(float(turn) for turn in turns)


def main() -> None:
    """Measure and print a table."""
    print("| import | ms of CPU | goal |\n| --- | --- | --- |")
    for load in importing():
        print(f"| {load.name} | {load.milliseconds:.1f} | {load.goal} |")


if __name__ == "__main__":
    main()
