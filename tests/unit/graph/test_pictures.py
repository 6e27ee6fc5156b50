"""Pictures of workflows: what they show, and that no document can write into them."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ElementTree
from pathlib import Path

import pytest
from arazzo_codegen.cli import run
from arazzo_codegen.graph.dot import dot
from arazzo_codegen.graph.layout import lay_out
from arazzo_codegen.graph.mermaid import mermaid
from arazzo_codegen.graph.model import Edge, Node, Picture
from arazzo_codegen.graph.svg import svg

from tests.conftest import ROOT

PETS = str(ROOT / "specs" / "pets")
HOSTILE = (
    "end",
    'a"] --> b["c',
    "--> fail",
    "</text><script>alert(1)</script>",
    "]]> & &amp; &lt;",
    "%%{init: {'theme': 'x'}}%%",
    "`**bold**`",
    "#quot;",
    "$$x$$",
    "1. one\n- two",
    "back\\slash\\N\\",
    'quote" ; } digraph x { y',
    "\x00\x1b[31m\u202e\ufffe\U0001f431",
    "subgraph\nclick a call f()",
)


def picture(text: str) -> Picture:
    """A picture all of whose texts are `text`."""
    spine = (
        Node("start", "start", text),
        Node("step1", "step", text, (text,)),
        Node("step2", "workflow", text, (), False),
    )
    exits = (Node("exit1", "fail", text), Node("exit2", "workflow", text))
    edges = (
        Edge("start", "step1"),
        Edge("step1", "step2", (text, text)),
        Edge("step2", "step1", (text,), failure=True),
        Edge("step2", "step2", (text,), failure=True, again=True),
        Edge("step2", "exit2", (text,), again=True),
        Edge("step1", "exit1", (text,), failure=True),
    )
    return Picture(text, spine, exits, edges)


def shape_of_mermaid(text: str) -> list[str]:
    return [re.sub(r'"[^"]*"', '""', line) for line in text.splitlines()]


def shape_of_dot(text: str) -> list[str]:
    return [re.sub(r'"(?:[^"\\]|\\.)*"', '""', line) for line in text.splitlines()]


@pytest.mark.parametrize("text", HOSTILE)
def test_nothing_breaks_out_of_a_label_in_mermaid(text: str) -> None:
    spelled = mermaid(picture(text))
    assert shape_of_mermaid(spelled) == shape_of_mermaid(mermaid(picture("x")))
    for label in re.findall(r'"([^"]*)"', spelled):
        assert not re.search(r"[`<>{}\[\]%\\]", label.replace("<br/>", ""))
        assert not re.search(r"#(?!\d+;)", label)
        assert not re.match(r"\d|[-*+]", label)


@pytest.mark.parametrize("text", HOSTILE)
def test_nothing_breaks_out_of_a_string_in_dot(text: str) -> None:
    assert shape_of_dot(dot(picture(text))) == shape_of_dot(dot(picture("x")))


@pytest.mark.parametrize("text", HOSTILE)
def test_nothing_breaks_out_of_a_text_in_svg(text: str) -> None:
    root = ElementTree.fromstring(svg(picture(text)))
    plain = ElementTree.fromstring(svg(picture("x")))
    tags = [element.tag for element in root.iter() if not element.tag.endswith("title")]
    assert tags == [element.tag for element in plain.iter() if not element.tag.endswith("title")]
    assert {key for element in root.iter() for key in element.attrib} == {
        key for element in plain.iter() for key in element.attrib
    }


def test_boxes_do_not_overlap_and_lie_inside() -> None:
    layout = lay_out(picture("a label of some length == 200"))
    for index, box in enumerate(layout.boxes):
        assert 0 <= box.x and box.x + box.width <= layout.width
        assert 0 <= box.y and box.y + box.height <= layout.height
        for other in layout.boxes[index + 1 :]:
            apart = box.y + box.height <= other.y or other.y + other.height <= box.y
            assert apart or box.x + box.width <= other.x or other.x + other.width <= box.x


def test_long_text_is_cut_and_kept_as_a_title() -> None:
    text = "$response.body#/" + "x" * 100
    spelled = svg(picture(text))
    assert f"<title>{text}</title>" in spelled
    assert f">{text}</text>" not in spelled


def test_a_picture_shows_branches_retries_and_exits(capsys: pytest.CaptureFixture[str]) -> None:
    assert run([PETS, "--graph", "mermaid"]) == 0
    shown = capsys.readouterr().out
    assert 'step2["request-adoption<br/>requestAdoption<br/>POST /animals/#123;animalId#125;/adoptions' in shown
    assert 'step2 -.->|"on failure: $statusCode == 409"| step1' in shown
    assert 'retry at most 3 times, after 0.5 s"| step2' in shown
    assert 'step1 -.->|"on failure: $statusCode == 404"| exit1' in shown
    assert "step3 --> done" in shown


CONSTRUCTS = {
    "early-end": [
        """step1 -->|"if $response.body#35;/state #33;= #39;done#39;"| exit1""",
        'step1 -->|"otherwise"| step2',
    ],
    "retry-with-detour": ["""step2 <-.->|"on failure: $statusCode == 401<br/>retry at most 1 time"| step1"""],
    "goto-workflow": [
        'exit1[["submit-job<br/>goes on as this workflow"]]',
        '== 404"| exit1',
        '"any other failure"| exit2',
    ],
    "call-a-workflow": ['step1[["submitted<br/>workflow submit-job"]]'],
    "depends-on": ['before1[["submit-job<br/>a workflow that runs first"]]', "start --> before1", "before1 --> step1"],
    "crossing-jumps": ['step1 -->|"if $response.body#35;/state == #39;done#39;"| step3', "step3 --> step2"],
}


@pytest.mark.parametrize("case", CONSTRUCTS)
def test_each_construct_is_drawn(case: str, capsys: pytest.CaptureFixture[str]) -> None:
    document = ROOT / "tests" / "golden" / "cases" / "control_flow" / case / "jobs.arazzo.yaml"
    assert run([str(document), "--graph", "mermaid", "--quiet"]) == 0
    shown = capsys.readouterr().out
    for line in CONSTRUCTS[case]:
        assert line in shown, shown


@pytest.mark.parametrize(("form", "ending"), [("mermaid", ".mmd"), ("dot", ".dot"), ("svg", ".svg")])
def test_pictures_are_written_and_kept(form: str, ending: str, tmp_path: Path) -> None:
    (tmp_path / f"old{ending}").write_text("%% # Code generated by arazzo-codegen. DO NOT EDIT.\n")
    (tmp_path / f"mine{ending}").write_text("drawn by hand")
    (tmp_path / "module.py").write_text("# Code generated by arazzo-codegen from x.yaml. DO NOT EDIT.\n")
    arguments = [PETS, "--graph", form, "-o", str(tmp_path), "--quiet"]
    assert run([*arguments, "--check"]) == 1
    assert run(arguments) == 0
    assert {path.name for path in tmp_path.iterdir()} == {f"arazzo.adopt_pet{ending}", f"mine{ending}", "module.py"}
    assert run([*arguments, "--check"]) == 0


def test_a_document_with_errors_is_not_drawn(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "bad.arazzo.yaml").write_text("arazzo: 1.0.1\n", encoding="utf-8")
    assert run([str(tmp_path), "--graph", "dot"]) == 1
    assert not capsys.readouterr().out


def test_several_svgs_are_not_printed_as_one(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    specs = [str(ROOT / "specs" / name) for name in ("pets", "pay-later")]
    assert run([*specs, "--graph", "svg", "--cache-dir", str(tmp_path)]) == 2
    said = capsys.readouterr()
    assert said.out == "" and "name a folder with --output" in said.err


def test_a_pattern_says_of_what_it_is(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "shop.arazzo.yaml").write_text(DOCUMENT, encoding="utf-8")
    (tmp_path / "shop.openapi.yaml").write_text(DESCRIPTION, encoding="utf-8")
    assert run([str(tmp_path), "--graph", "dot", "--no-cache"]) == 0
    printed = capsys.readouterr().out
    assert "$response.body#/0 ~ ^(captured|pending)$" in printed


DOCUMENT = """\
arazzo: 1.0.1
info: {title: Shop, version: 1.0.0}
sourceDescriptions:
  - {name: shop, url: shop.openapi.yaml, type: openapi}
workflows:
  - workflowId: browse
    steps:
      - stepId: list
        operationId: list
        successCriteria:
          - {context: $response.body#/0, condition: ^(captured|pending)$, type: regex}
"""
DESCRIPTION = """\
openapi: 3.1.0
info: {title: Shop, version: 1.0.0}
servers: [{url: https://shop.test}]
paths:
  /pets:
    get:
      operationId: list
      responses:
        "200": {description: d, content: {application/json: {schema: {type: array, items: {type: string}}}}}
"""
