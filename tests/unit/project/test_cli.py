"""How a process of the tool begins and ends."""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path

import pytest

_INTERRUPTING = """\
import signal, sys

wanted = sys.argv[1]

class Finder:
    def find_spec(self, name, path=None, target=None):
        if name == wanted:
            signal.raise_signal(signal.SIGINT)

sys.meta_path.insert(0, Finder())
from arazzo_codegen import cli
sys.argv[1:] = ["specs", "-o", "out"]
cli.main()
"""


@pytest.mark.parametrize(
    "module",
    [
        "arazzo_codegen.project.command",
        "argparse",
        "arazzo_codegen.diagnostics.model",
        "arazzo_codegen.project.session",
    ],
)
def test_an_interrupt_while_modules_are_imported_ends_a_run_quietly(module: str, tmp_path: Path) -> None:
    command = [sys.executable, "-c", _INTERRUPTING, module]
    ended = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert (ended.returncode, ended.stdout, ended.stderr) == (130, "", "")


def test_little_is_imported_before_an_interrupt_is_understood() -> None:
    code = "import sys, arazzo_codegen.cli; print(*(name for name in sys.modules if name.startswith('arazzo_codegen')))"
    printed = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert printed.split() == ["arazzo_codegen", "arazzo_codegen.cli"]


def test_what_was_printed_is_written_before_the_process_ends() -> None:
    command = [sys.executable, "-m", "arazzo_codegen", "--help"]
    printed = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    assert printed.startswith("usage: ") and printed.rstrip().endswith("unreadable files.")


@pytest.mark.skipif(not hasattr(signal, "SIGPIPE"), reason="there are no such pipes")
def test_who_reads_the_output_may_leave() -> None:
    command = [sys.executable, "-m", "arazzo_codegen", "--explain", "ARZ203"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None and process.stderr is not None
        process.stdout.close()
        assert (process.wait(), process.stderr.read()) == (1, b"")
