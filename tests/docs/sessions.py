"""Playing a page: its files are written into a folder, its sessions run there, and what they print is compared with what the page shows.

The port that a page names is replaced by a free one, so that pages can be played at the same time. A line `…` stands for any
number of lines, and `…` within a line for any text.
"""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

from tests.docs.blocks import Block, blocks

PORT = "8765"
"""The port that pages name."""


class Play:
    """A folder in which a page is played."""

    def __init__(self, folder: Path, cache: Path) -> None:
        self.folder = folder
        self._cache = cache
        self.port = _free_port()
        self._running: list[subprocess.Popen[bytes]] = []

    def page(self, page: str) -> list[tuple[Block, str]]:
        """Play a page; the sessions that print something else than the page shows, with what they print."""
        different: list[tuple[Block, str]] = []
        for block in blocks(page):
            if "file" in block.options:
                self._write(block)
            elif "start" in block.options:
                self._start(block.text.strip().removeprefix("$ "))
            elif "run" in block.options:
                shown = self._session(block.text)
                if shown != block.text:
                    different.append((block, shown))
        return different

    def stop(self) -> None:
        """End what was started."""
        for process in self._running:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()

    def _write(self, block: Block) -> None:
        path = self.folder / block.options["file"]
        path.parent.mkdir(parents=True, exist_ok=True)
        text = block.text.replace(PORT, self.port)
        if "after" in block.options:
            line = f"{block.options['after']}\n"
            before, _, behind = path.read_text(encoding="utf-8").rpartition(line)
            assert before, f"{path.name} has no line {line}"
            text = before + line + text + behind
        path.write_text(text, encoding="utf-8")

    def _start(self, command: str) -> None:
        process = subprocess.Popen(
            command,
            shell=True,
            cwd=self.folder,
            env=self._environment(),
            start_new_session=True,
            stdout=subprocess.DEVNULL,
        )
        self._running.append(process)
        for _ in range(200):
            with socket.socket() as client:
                if client.connect_ex(("127.0.0.1", int(self.port))) == 0:
                    return
            time.sleep(0.05)
        raise AssertionError(f"`{command}` does not listen")

    def _session(self, text: str) -> str:
        """The session as it went, where that is not what was shown."""
        parts: list[str] = []
        for match in re.finditer(r"^\$ (.*(?:\\\n.*)*)\n((?:(?!\$ ).*\n)*)", text, re.MULTILINE):
            command, shown = match.groups()
            printed = self._run(command)
            parts.append(f"$ {command}\n{shown if _matches(shown, printed) else printed}")
        return "".join(parts)

    def _run(self, command: str) -> str:
        done = subprocess.run(
            command.replace(PORT, self.port),
            shell=True,
            cwd=self.folder,
            env=self._environment(),
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            timeout=120,
            text=True,
        )
        assert "internal error" not in done.stdout, done.stdout
        printed = done.stdout.replace(self.port, PORT).replace(f"{self.folder}/", "")
        return re.sub(r"\d+\.\d\d( ?s\b)", r"0.10\1", printed)

    def _environment(self) -> dict[str, str]:
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "COV"))}
        return kept | {
            "PATH": f"{os.path.dirname(sys.executable)}:{os.environ['PATH']}",
            "NO_COLOR": "1",
            "PYTHONDONTWRITEBYTECODE": "1",
            "XDG_CACHE_HOME": str(self._cache),
        }


def _matches(shown: str, printed: str) -> bool:
    lines = shown.splitlines(keepends=True)
    pattern = "".join(r"(?:.*\n)*?" if line == "…\n" else re.escape(line).replace("…", ".*") for line in lines)
    return re.fullmatch(pattern, printed) is not None


def _free_port() -> str:
    with socket.socket() as server:
        server.bind(("127.0.0.1", 0))
        return str(server.getsockname()[1])
