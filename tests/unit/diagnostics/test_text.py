"""The text format: frames, carets, related places, and text that anybody may have written."""

from __future__ import annotations

from arazzo_codegen.diagnostics.model import Diagnostic, Label, Position, Rule, Severity, Span
from arazzo_codegen.diagnostics.render.report import Report
from arazzo_codegen.diagnostics.render.text import render

RULE = Rule("ARZ203", "unknown-step", Severity.ERROR)


def span(line: int, column: int, end: int, last: int | None = None, path: str = "shop.yaml") -> Span:
    return Span(path, Position(line, column), Position(last or line, end))


def rendered(
    text: str,
    primary: Label,
    *related: Label,
    message: str = "wrong",
    notes: tuple[str, ...] = (),
    help: str | None = None,
    colour: bool = False,
) -> str:
    diagnostic = Diagnostic(RULE, Severity.ERROR, message, primary, related, notes, help)
    return render(Report((diagnostic,), {"shop.yaml": text}, colour=colour))


def test_the_frame_of_the_design() -> None:
    text = "\n" * 7 + "      - stepId: login\n" + "\n" * 6 + "            stepId: logni\n"
    primary = Label(span(15, 21, 26), "no step with this id")
    related = Label(span(8, 17, 22), "a step with a similar id")
    said = rendered(text, primary, related, message="workflow `buy` has no step `logni`", help="change it to `login`")
    assert said == """\
error[ARZ203]: workflow `buy` has no step `logni`
  --> shop.yaml:15:21
   |
15 |             stepId: logni
   |                     ^^^^^ no step with this id
  ::: shop.yaml:8:17
   |
 8 |       - stepId: login
   |                 ----- a step with a similar id
   |
   = help: change it to `login`

"""


def test_several_labels_on_one_line() -> None:
    said = rendered(
        "a: b, c\n", Label(span(1, 7, 8), "right"), Label(span(1, 1, 2), "left"), Label(span(1, 4, 5), "mid")
    )
    assert said.splitlines()[3:] == [
        "1 | a: b, c",
        "  | -  -  ^ right",
        "  | |  |",
        "  | |  mid",
        "  | left",
        "",
    ]


def test_tabs_wide_characters_and_emoji_keep_the_carets_in_place() -> None:
    assert rendered("\tk: v\n", Label(span(1, 5, 6))).splitlines()[3:5] == ["1 |     k: v", "  |        ^"]
    assert rendered("日本: 🎉x\n", Label(span(1, 6, 7))).splitlines()[3:5] == ["1 | 日本: 🎉x", "  |         ^"]
    assert rendered("e\u0301: x\n", Label(span(1, 5, 6))).splitlines()[3:5] == ["1 | e\u0301: x", "  |    ^"]


def test_a_long_line_is_cut_around_the_mark() -> None:
    rows = rendered("x" * 5000 + "HERE" + "y" * 5000, Label(span(1, 5001, 5005), "here")).splitlines()
    source, carets = rows[3], rows[4]
    assert len(source) < 140 and source[4:7] == source[-3:] == "..."
    assert source[carets.index("^") : carets.rindex("^") + 1] == "HERE"


def test_a_span_of_several_lines_shows_its_first_and_last() -> None:
    rows = rendered("a: |\n  one\n  two\n  three\nb: 1\n", Label(span(1, 4, 1, last=5), "text")).splitlines()
    assert rows[3:] == ["1 | a: |", "  |    ^", "...", "4 |   three", "  |   ^^^^^ text", ""]


def test_a_place_behind_the_end_and_a_file_that_is_gone() -> None:
    assert rendered("a: b\n", Label(span(1, 5, 5), "here")).splitlines()[4] == "  |     ^ here"
    assert rendered("", Label(span(1, 1, 1))).splitlines()[:2] == ["error[ARZ203]: wrong", " --> shop.yaml:1:1"]
    gone = rendered("", Label(span(9, 1, 1, path="other.yaml"), "label")).splitlines()
    assert gone[1:] == [" --> other.yaml:9:1", "  = note: label", ""]


def test_a_document_cannot_speak_to_the_terminal() -> None:
    said = rendered("k: \x1b[31m\u202evil\n", Label(span(1, 1, 2)), message="no `\x1b]0;x\x07\n`", notes=("\x9b1m",))
    assert not set(said) & set("\x1b\x07\x9b\u202e")
    assert "no `\\u001b]0;x\\u0007\\n`" in said


def test_lines_end_where_yaml_says() -> None:
    rows = rendered("a: \u2028x\r\nb: y\rc: z\n", Label(span(3, 4, 5))).splitlines()
    assert rows[3] == "3 | c: z"


def test_colour_changes_nothing_but_the_colour() -> None:
    import re

    label = Label(span(1, 1, 2), "here")
    plain, coloured = rendered("a: b\n", label, notes=("n",)), rendered("a: b\n", label, notes=("n",), colour=True)
    assert "\x1b[1;31m" in coloured
    assert re.sub(r"\x1b\[[0-9;]*m", "", coloured) == plain
