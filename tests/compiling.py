"""Compiling in a test as the command line does, without writing."""

from __future__ import annotations

import contextlib
import os
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from arazzo_codegen.diagnostics.model import Diagnostic, Severity
from arazzo_codegen.diagnostics.render import text
from arazzo_codegen.options import Options
from arazzo_codegen.project.cache import Cache
from arazzo_codegen.project.discover import choose, discover, roots
from arazzo_codegen.project.files import Files
from arazzo_codegen.project.run import compile_entries
from arazzo_codegen.project.settings import load_settings

_CACHE = Cache(os.path.join(tempfile.gettempdir(), f"arazzo-codegen-tests-{os.getuid()}"))
"""What the OpenAPI validator said of a content, which costs more than all else, is shared by the tests."""


@dataclass(frozen=True)
class Compiled:
    """What a compilation gave: files by path below the output folder, diagnostics, and the diagnostics as text."""

    files: dict[str, str]
    diagnostics: tuple[Diagnostic, ...]
    text: str

    @property
    def codes(self) -> list[str]:
        """The codes of all diagnostics, in order."""
        return [diagnostic.rule.code for diagnostic in self.diagnostics]

    @property
    def errors(self) -> list[Diagnostic]:
        """The errors among the diagnostics."""
        return [diagnostic for diagnostic in self.diagnostics if diagnostic.severity is Severity.ERROR]

    def write(self, folder: Path) -> None:
        """Write the emitted package into `folder`."""
        for name, content in self.files.items():
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(content, encoding="utf-8")


def compile_in(folder: Path, *paths: str, options: Options | None = None) -> Compiled:
    """Compile `paths` (by default the folder itself) with `folder` as the working folder and its settings; `options` overrides those."""
    with contextlib.chdir(folder):
        files = Files()
        settings = load_settings(files)
        chosen = settings.options if options is None else options
        named = paths or (".",)
        reachable = tuple(sorted({*chosen.roots, *roots(named)}))
        entries = choose(discover(named, files, None), files)
        placed = replace(chosen, base=folder.as_posix(), roots=reachable)
        compilation, report, _ = compile_entries(entries, files, placed, _CACHE)
        return Compiled(dict(compilation.files), tuple(report.diagnostics), text.render(report))


@contextlib.contextmanager
def importable(folder: Path) -> Iterator[None]:
    """Make the packages in `folder` importable meanwhile."""
    import sys

    sys.path.insert(0, str(folder))
    try:
        yield
    finally:
        sys.path.remove(str(folder))
