"""The word that the tool is at work: on a terminal only, and gone at the end."""

from __future__ import annotations

import io
import sys
import time

import pytest
from arazzo_codegen.project import progress


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def shown(stream: io.StringIO, seconds: float, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setattr(sys, "stderr", stream)
    monkeypatch.setattr(progress, "_PATIENCE", 0.05)
    monkeypatch.setattr(progress, "_BEAT", 0.01)
    with progress.working("compiling:", shown=True):
        time.sleep(seconds)
    return stream.getvalue()


def test_progress(monkeypatch: pytest.MonkeyPatch) -> None:
    said = shown(Terminal(), 0.3, monkeypatch)
    assert said.startswith("\rcompiling: 0 s") and said.endswith("\r\x1b[2K")
    assert shown(Terminal(), 0, monkeypatch) == ""
    assert shown(io.StringIO(), 0.2, monkeypatch) == ""
