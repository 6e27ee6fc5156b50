"""The templates as Python functions print what the templates do, and only while they are the same."""

from __future__ import annotations

from pathlib import Path

import pytest
from arazzo_codegen.emit import templates
from arazzo_codegen.emit.literal import Code
from arazzo_codegen.emit.render import jinja, render_block, render_module
from arazzo_codegen.emit.views import BlockView, ModuleView, PieceView
from arazzo_codegen.project.template_functions import template_functions
from hypothesis import given
from hypothesis import strategies as st

MADE = Path(templates.__file__)

code = st.sampled_from(("", "a = 1", "    {{ b }}", "# {% c %}")).map(Code)
lines = st.lists(code, max_size=3).map(tuple)
groups = st.lists(lines, max_size=3).map(tuple)
blocks = st.builds(BlockView, lines, lines, lines)
pieces = st.builds(PieceView, lines, code)
modules = st.builds(ModuleView, code, lines, groups, groups, lines, st.lists(pieces, max_size=2).map(tuple))


def test_the_functions_are_made_from_the_templates() -> None:
    assert (
        MADE.read_text("utf-8") == template_functions()
    ), "run `python -m arazzo_codegen.project.template_functions` and put what it prints into emit/templates.py"


@given(blocks, modules)
def test_the_functions_print_what_jinja_does(block: BlockView, module: ModuleView) -> None:
    by_jinja = jinja().get_template("definition.py.jinja").render(definition=block)
    assert render_block(block) == by_jinja.rstrip("\n")
    assert render_module(module) == jinja().get_template("module.py.jinja").render(module=module)


def test_nothing_but_code_is_printed() -> None:
    with pytest.raises(TypeError, match="was given str instead of Code"):
        render_block(BlockView(("a",), (), ()))  # pyright: ignore[reportArgumentType]


def test_a_template_that_was_changed_is_rendered_by_jinja(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(templates, "definition")
    monkeypatch.setitem(templates.MADE_FROM, "definition", "what it was")
    assert render_block(BlockView((Code("a"),), (), (Code("b"),))) == "a\nb"
