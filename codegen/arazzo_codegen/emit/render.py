"""Views through templates.

Takes a view; gives text. A template may print nothing but `Code`: anything else that reaches it is a defect and raises.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from .literal import Code
from .views import BlockView, ModuleView

_PACKAGED = Path(__file__).parent.parent / "templates"
_CHECKOUT = Path(__file__).parents[3] / "templates"


def render_module(view: ModuleView) -> str:
    """The text of a module."""
    return _environment().get_template("module.py.jinja").render(module=view)


def render_block(view: BlockView) -> Code:
    """The text of a definition, without the line end behind it."""
    return Code(_environment().get_template("definition.py.jinja").render(definition=view).rstrip("\n"))


@cache
def _environment() -> Environment:
    folder = _PACKAGED if _PACKAGED.is_dir() else _CHECKOUT
    return Environment(
        loader=FileSystemLoader(folder),
        undefined=StrictUndefined,
        finalize=_only_code,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        autoescape=False,
    )


def _only_code(value: object) -> Code:
    if not isinstance(value, Code):
        raise TypeError(f"a template was given {type(value).__name__} instead of Code")
    return value
