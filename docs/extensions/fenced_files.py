"""A Markdown extension for our fenced blocks, whose info strings tell the tests what a block is (`file=`, `golden=`, `run`).

The name of a file becomes the title of the block; the rest is taken away, since no other extension knows what it means.
"""

from __future__ import annotations

import re
import shlex
from typing import Any

from markdown import Markdown
from markdown.extensions import Extension
from markdown.preprocessors import Preprocessor

_FENCE = re.compile(r"^(\s*```+)(\w+) (.*\S)\s*$")
_BEFORE_SUPERFENCES = 35


class _Titles(Preprocessor):
    def run(self, lines: list[str]) -> list[str]:
        return [_titled(line) for line in lines]


def _titled(line: str) -> str:
    match = _FENCE.match(line)
    if match is None:
        return line
    fence, language, info = match.groups()
    options = dict(word.partition("=")[::2] for word in shlex.split(info))
    title = options.get("file") or options.get("golden", "").split("/")[-1]
    return f'{fence}{language} title="{title}"' if title else f"{fence}{language}"


class FencedFiles(Extension):
    """Registers the preprocessor in front of the one that reads fences."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802  the name is the library's
        md.preprocessors.register(_Titles(md), "fenced_files", _BEFORE_SUPERFENCES)


def makeExtension(**options: Any) -> FencedFiles:  # noqa: N802  the name is the library's
    """What Markdown calls."""
    return FencedFiles(**options)
