"""A document that is read by its outline is the same as the whole: every node, and every place."""

from __future__ import annotations

from itertools import islice

import pytest
from arazzo_codegen.diagnostics.model import Missing, Reporter
from arazzo_codegen.load.model import MappingNode, Node, ScalarNode, SequenceNode
from arazzo_codegen.load.outline import WORTH_AN_OUTLINE, outline
from arazzo_codegen.load.outlined import outlined
from arazzo_codegen.load.text import read_file, read_tree
from arazzo_codegen.load.tree import Tree
from arazzo_codegen.options import Forgetful
from hypothesis import given, settings
from hypothesis import strategies as st

YAML = """\
openapi: 3.1.0  # comment
info:
  title: 'it''s'
  description: |+
    some text

      more


paths:
  /a:
    get:
      operationId: find
      description: >-
        folded
        text
      parameters:
      - name: "q\\u0041"
        in: query
      -   name: r
          schema: {type: [string, 'null'],
            enum: [a,
          b]}
      responses:
        200:
          description: |+
            kept

        404: {description: none}


    post: {operationId: make, responses: {}}
  # comment
  /b: {get: {operationId: 1.50, tags: [a]}, put: {a: b}}
  /c: !!map
    get:
        operationId: &name deep
        x: !!str 1
        empty:
        ? other
        : - 1
          - - 2
            - .inf
  /d:
components:
    schemas:
        é😀:
            $ref: 'other.yaml#/x'
            properties: {a: {$id: one}}
        Text: {type: string}
        List: [1, 2]
    parameters: {}
tags:
- a: b
"""
JSON = """\
{"openapi": "3.1.0", "paths": {"\\u002fa": {"get": {"operationId": "a\\nb", "x": [1, {"y": -1.5e3}], "z":{"w":null}},
"post" :
\t{ "a" : true , "b":{} }}, "/b": {}},\r
 "components": {"schemas": {"A": {"$ref": "other.json#/x", "p": {"$id": "one"}}, "😀": {"type":"x"}, "C": [ ]}}}
"""


def read(text: str, path: str) -> Tree:
    reporter = Reporter()
    tree = read_tree(text, path, reporter)
    assert not isinstance(tree, Missing) and not reporter.diagnostics
    return tree


def plain(node: Node) -> object:
    """A node in a form that can be compared, with every place and in order."""
    match node:
        case ScalarNode():
            return tuple(repr(part) for part in node)
        case SequenceNode():
            return (*node[1:], [plain(item) for item in node.items])
        case MappingNode():
            return (*node[1:], [(name, plain(key), plain(value)) for name, (key, value) in node.entries.items()])


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize(("text", "path"), [(YAML, "a.yaml"), (JSON, "a.json"), (JSON.replace("\t", " "), "a.yaml")])
def test_the_tree_of_an_outline_is_the_tree_of_the_text(text: str, path: str, ending: str) -> None:
    text = text.replace("\r", "").replace("\n", ending)
    tree = read(text, path)
    kept = outline(tree, text, path)
    assert kept is not None
    again = outlined(kept, text, path)
    assert plain(again.root) == plain(tree.root)
    assert (again.addresses, again.identifiers) == (tree.addresses, tree.identifiers) != ((), ())


def test_entries_are_made_once() -> None:
    tree = read(YAML, "a.yaml")
    root = outlined(outline(tree, YAML, "a.yaml") or "", YAML, "a.yaml").root
    assert isinstance(root, MappingNode)

    def below(*names: str) -> Node:
        node: Node = root
        for name in names:
            assert isinstance(node, MappingNode)
            node = node.entries[name][1]
        return node

    for names in (("paths", "/a"), ("paths", "/a", "get"), ("paths", "/a", "get", "parameters")):
        assert below(*names) is below(*names)
    name = below("paths", "/a", "get", "operationId")
    operation = below("paths", "/a", "get")
    assert isinstance(operation, MappingNode)
    assert "nothing" not in operation.entries and len(operation.entries) == 4
    assert below("paths", "/a", "get", "operationId") is name


@pytest.mark.parametrize(
    ("text", "path"),
    [
        ("a: &a {b: 1}\nc: *a\n", "a.yaml"),
        ("%YAML 1.2\n---\na: 1\n", "a.yaml"),
        ("{a: !!map {b: [1]}}", "a.yaml"),
        ("arazzo: 1.0.1\n", "a.yaml"),
        ("[1]", "a.json"),
    ],
    ids=["alias", "directive", "tag", "arazzo", "list"],
)
def test_what_has_no_outline(text: str, path: str) -> None:
    assert outline(read(text, path), text, path) is None


class Notebook:
    """A memory that counts."""

    def __init__(self) -> None:
        self.kept: dict[tuple[str, bytes], str] = {}
        self.recalled = 0

    def recall(self, kind: str, content: bytes) -> str | None:
        found = self.kept.get((kind, content))
        self.recalled += found is not None
        return found

    def keep(self, kind: str, content: bytes, outline: str) -> None:
        self.kept[kind, content] = outline


LARGE = '{"paths": {"/a": {"get": {"x": "' + "é" * WORTH_AN_OUTLINE + '"}}}}'


def test_a_large_file_is_known_again_by_its_content() -> None:
    memory, reporter = Notebook(), Reporter()
    texts = [read_file(LARGE.encode(), name, reporter, memory) for name in ("a.json", "b.json", "c.yaml")]
    assert memory.recalled == 1 and len(memory.kept) == 2
    trees = [found[1].root for found in texts if not isinstance(found, Missing)]
    assert [node.span.path for node in trees] == ["a.json", "b.json", "c.yaml"]


def test_neither_a_small_file_nor_a_faulty_one_is_remembered() -> None:
    memory = Notebook()
    for text in ('{"a": 1}', LARGE[:-1], LARGE.replace('"paths"', '"paths": 1, "paths"')):
        read_file(text.encode(), "a.json", Reporter(), memory)
    assert not memory.kept
    Forgetful().keep("", b"", "")


NAMES = st.sampled_from(["a", "b c", "é", "200", "'d'", '"e"', "?f", "-g"])
SCALARS = st.sampled_from(["x", "1", "'y z'", '"\\n"', "", "|\n  t\n\n", "|+\n  t\n\n\n", ">-\n  u\n  v\n", "p\n  q"])


def blocks(depth: int) -> st.SearchStrategy[list[str]]:
    """The lines of block mappings, lists and scalars; the first stands behind a key."""
    scalars = SCALARS.map(lambda text: text.split("\n"))
    if depth == 0:
        return scalars
    inner = blocks(depth - 1)
    mappings = st.dictionaries(NAMES, inner, min_size=1, max_size=3).map(_mapping)
    lists = st.lists(inner, min_size=1, max_size=3).map(_list)
    flows = st.sampled_from([["{a: {b: {c: {d: [1, {e: f}]}}}, g: h}"], ["[1, {x:", " y}]"], ["{}"]])
    return st.one_of(scalars, mappings, mappings, lists, flows)


def _mapping(entries: dict[str, list[str]]) -> list[str]:
    lines = [""]
    for name, value in entries.items():
        lines += [f"  {name}: {value[0]}", *(f"  {line}" for line in islice(value, 1, None)), "  # comment"]
    return lines


def _list(items: list[list[str]]) -> list[str]:
    return ["", *(f"  - {line}" if not index else f"    {line}" for item in items for index, line in enumerate(item))]


@settings(max_examples=200, deadline=None)
@given(st.dictionaries(NAMES, blocks(5), min_size=1, max_size=4))
def test_any_block_document_is_read_the_same(entries: dict[str, list[str]]) -> None:
    text = "\n".join(line[2:] for line in _mapping(entries)[1:])
    reporter = Reporter()
    tree = read_tree(text, "a.yaml", reporter)
    if isinstance(tree, Missing) or reporter.diagnostics:
        return
    kept = outline(tree, text, "a.yaml")
    assert kept is not None
    assert plain(outlined(kept, text, "a.yaml").root) == plain(tree.root)
