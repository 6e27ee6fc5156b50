"""Watching: what makes a run stale, and a run of the command that is changed under way."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

from arazzo_codegen.options import ReadError
from arazzo_codegen.project.files import Files
from arazzo_codegen.project.watch import changed


def test_a_saved_a_new_and_a_lost_file_are_changes(tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    path.write_text("a: 1\n")
    files = Files()
    files.read(str(path))
    try:
        files.read(str(tmp_path / "later.yaml"))
    except ReadError:
        pass
    assert not changed(files)
    path.write_text("a: 10\n")
    assert changed(files)
    path.unlink()
    assert changed(files)
    path.write_text("a: 1\n")
    files.read(str(path))
    (tmp_path / "later.yaml").write_text("")
    assert changed(files)


def test_a_document_that_is_mended_is_compiled_again(tmp_path: Path) -> None:
    document = tmp_path / "specs" / "a.yaml"
    document.parent.mkdir()
    document.write_text("arazzo: [\n")
    command = [sys.executable, "-u", "-m", "arazzo_codegen", "specs", "--no-emit", "--watch", "--no-cache"]
    process = subprocess.Popen(command, cwd=tmp_path, stderr=subprocess.PIPE, text=True)
    assert process.stderr is not None
    try:
        said = until(process.stderr.readline, "waiting")
        assert "error[ARZ001]" in said
        time.sleep(0.1)
        document.write_text("arazzo: {\n")
        assert "error[" in until(process.stderr.readline, "waiting")
    finally:
        os.kill(process.pid, signal.SIGINT)
        assert process.wait(10) == 130
        process.stderr.close()


def until(readline: object, mark: str) -> str:
    lines: list[str] = []
    while not lines or not lines[-1].startswith(mark):
        assert callable(readline)
        lines.append(str(readline()))
        assert lines[-1], "".join(lines)
    return "".join(lines)
