"""Seeded defects: a good project with one realistic mistake gets one diagnostic, at the exact place, with the other places and the remedy.

`seeded/defects.txt` is the table over the project `seeded/shop`, `seeded/events.txt` that over `seeded/events`, whose steps exchange messages: that
they are refused (ARZ901) is set aside. `== what is wrong`; then edits (a line without prefix names the file, `<` lines are replaced by `>` lines, in which
`«»` marks what must be pointed at); then what must be said: `! code`, `@ file:line:column text` of the place where no mark says it, `& file: text` for each other place,
and `? help`.
"""

from __future__ import annotations

import re
import shutil
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from arazzo_codegen.diagnostics.model import Diagnostic, Position, Span
from tests.compiling import Compiled, compile_in

HERE = Path(__file__).parent / "seeded"
REFUSED = "ARZ901"


@dataclass
class Edit:
    """Lines of a file and what they become."""

    file: str
    old: list[str] = field(default_factory=list[str])
    new: list[str] = field(default_factory=list[str])


@dataclass
class Defect:
    """One row of the table."""

    name: str
    project: str
    edits: list[Edit] = field(default_factory=list[Edit])
    code: str = ""
    pointed: str | None = None
    shows: list[str] = field(default_factory=list[str])
    help: str | None = None


def table(path: Path, project: str, main: str) -> list[Defect]:
    """The rows of the table over a project; edits are of its document `main` where nothing else is said."""
    defects: list[Defect] = []
    file = main
    for line in path.read_text(encoding="utf-8").splitlines():
        mark, rest = line[:2], line[2:].removeprefix(" ") if line.startswith("==") else line[2:]
        if mark == "==":
            defects.append(Defect(rest, project))
            file = main
        elif mark == "< ":
            edits = defects[-1].edits
            if not edits or edits[-1].new or edits[-1].file != file:
                edits.append(Edit(file))
            edits[-1].old.append(rest)
        elif mark == "> ":
            defects[-1].edits[-1].new.append(rest)
        elif mark == "! ":
            defects[-1].code = rest
        elif mark == "@ ":
            defects[-1].pointed = rest
        elif mark == "& ":
            defects[-1].shows.append(rest)
        elif mark == "? ":
            defects[-1].help = rest
        elif line and not line.startswith("#"):
            file = line
    return defects


def seed(defect: Defect, folder: Path) -> Span | None:
    """Make the project with the defect in `folder`; gives the place that is marked."""
    shutil.copytree(HERE / defect.project, folder)
    marked: Span | None = None
    for edit in defect.edits:
        path = folder / edit.file
        text, old, new = path.read_text(encoding="utf-8"), "\n".join(edit.old), "\n".join(edit.new)
        assert text.count(old) == 1, f"`{old}` is there {text.count(old)} times"
        text = text.replace(old, new)
        if "«" in text:
            start, end = text.index("«"), text.index("»") - 1
            text = text.replace("«", "").replace("»", "")
            marked = Span(edit.file, _position(text, start), _position(text, end))
        path.write_text(text, encoding="utf-8")
    return marked


def _position(text: str, offset: int) -> Position:
    before = text[:offset]
    return Position(before.count("\n") + 1, offset - (before.rfind("\n") + 1) + 1)


def spanned(folder: Path, span: Span) -> str:
    """The text of a span; of several lines, the first."""
    line = (folder / span.path).read_text(encoding="utf-8").split("\n")[span.start.line - 1]
    return line[span.start.column - 1 : span.end.column - 1 if span.end.line == span.start.line else None]


def said(folder: Path, diagnostic: Diagnostic) -> dict[str, object]:
    """A diagnostic in the words of the table."""
    return {
        "code": diagnostic.rule.code,
        "shows": [f"{label.span.path}: {spanned(folder, label.span)}" for label in diagnostic.related],
        "help": diagnostic.help,
    }


DEFECTS = [
    *table(HERE / "defects.txt", "shop", "shop.arazzo.yaml"),
    *table(HERE / "events.txt", "events", "orders.arazzo.yaml"),
]


@pytest.mark.parametrize("defect", DEFECTS, ids=[re.sub(r"\W+", "-", defect.name) for defect in DEFECTS])
def test_a_defect_gets_one_diagnostic_at_its_place(defect: Defect, tmp_path: Path) -> None:
    folder = tmp_path / "project"
    marked = seed(defect, folder)
    compiled: Compiled = compile_in(folder)
    diagnostics = [diagnostic for diagnostic in compiled.diagnostics if diagnostic.rule.code != REFUSED]
    assert len(diagnostics) == 1, compiled.text
    found = diagnostics[0]
    assert said(folder, found) == {"code": defect.code, "shows": defect.shows, "help": defect.help}, compiled.text
    if marked is not None:
        assert found.primary.span == marked, compiled.text
    else:
        span = found.primary.span
        place = f"{span.path}:{span.start.line}:{span.start.column} {spanned(folder, span)}"
        assert place == defect.pointed, compiled.text


def test_good_steps_over_messages_are_refused_and_nothing_else(tmp_path: Path) -> None:
    folder = tmp_path / "project"
    shutil.copytree(HERE / "events", folder)
    compiled = compile_in(folder)
    assert compiled.codes == [REFUSED] * 4, compiled.text
    assert [str(found.message).split("`")[1] for found in compiled.diagnostics] == [
        "place",
        "confirm",
        "shipped",
        "greet",
    ]
