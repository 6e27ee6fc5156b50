"""The fenced blocks of a page, and what their info strings ask for.

`file=path` is a file of the reader's project, or with `after=line` what is inserted there behind that line. `run` is a session whose commands are run, `start` a command that goes on running. `golden=path` is
taken from a golden case: `block="- stepId: x"` chooses a part of a YAML file by its first line, `function=name` or `body=name` one of a module.
"""

from __future__ import annotations

import ast
import re
import shlex
import textwrap
from dataclasses import dataclass
from pathlib import Path

from tests.conftest import ROOT

DOCS = ROOT / "docs"
CASES = ROOT / "tests" / "golden" / "cases"
_FENCE = re.compile(r"^(?P<open>```+)(?P<info>[^\n`]*)\n(?P<text>.*?)^(?P=open)[ ]*$", re.MULTILINE | re.DOTALL)


@dataclass(frozen=True)
class Block:
    """A fenced block: `options` maps the words of its info string to their values; `start` and `end` are the place of its text."""

    language: str
    options: dict[str, str]
    text: str
    start: int
    end: int


def blocks(page: str) -> list[Block]:
    """The blocks of a page, in order."""
    return [_block(match) for match in _FENCE.finditer(page)]


def _block(match: re.Match[str]) -> Block:
    language, *words = shlex.split(match["info"]) or [""]
    options = {word.partition("=")[0]: word.partition("=")[2] for word in words}
    return Block(language, options, match["text"], *match.span("text"))


def with_texts(page: str, texts: list[tuple[Block, str]]) -> str:
    """The page with other texts in some of its blocks."""
    for block, text in reversed(texts):
        page = page[: block.start] + text + page[block.end :]
    return page


def pages() -> list[Path]:
    """All pages but those of the rules, which have tests of their own."""
    return sorted(path for path in DOCS.rglob("*.md") if path.parent.name not in ("rules", "decisions"))


def excerpt(block: Block) -> str:
    """What a `golden` block should hold."""
    text = (CASES / block.options["golden"]).read_text(encoding="utf-8")
    if "block" in block.options:
        return yaml_part(text, block.options["block"])
    for option in ("function", "body"):
        if option in block.options:
            return function_part(text, block.options[option], whole=option == "function")
    return text


def yaml_part(text: str, first: str) -> str:
    """The line that reads `first`, and what is indented below it."""
    lines = text.splitlines()
    start = next(index for index, line in enumerate(lines) if line.strip() == first)
    indent = len(lines[start]) - len(lines[start].lstrip())
    end = start + 1
    while end < len(lines) and (not lines[end].strip() or len(lines[end]) - len(lines[end].lstrip()) > indent):
        end += 1
    return textwrap.dedent("\n".join(lines[start:end])).rstrip() + "\n"


def function_part(text: str, name: str, *, whole: bool) -> str:
    """A function without its docstring; or only what it does."""
    lines = text.splitlines()
    function = next(node for node in ast.parse(text).body if isinstance(node, ast.FunctionDef) and node.name == name)
    docstring = function.body[0]
    head = lines[function.lineno - 1 : docstring.lineno - 1]
    body = lines[docstring.end_lineno : function.end_lineno]
    return textwrap.dedent("\n".join([*head, *body] if whole else body)).strip("\n") + "\n"
