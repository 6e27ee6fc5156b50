"""Views through templates.

Takes a view; gives text. The templates are Jinja's; while they are those that `templates.py` was made from, its functions do the same without Jinja.
"""

from __future__ import annotations

import os
from functools import cache
from hashlib import blake2b
from typing import TYPE_CHECKING

from . import templates
from .literal import Code, checked
from .views import BlockView, ModuleView

if TYPE_CHECKING:
    from jinja2 import Environment

_PACKAGE = os.path.dirname(os.path.dirname(__file__))
_PACKAGED = os.path.join(_PACKAGE, "templates")
_CHECKOUT = os.path.join(os.path.dirname(os.path.dirname(_PACKAGE)), "templates")


def render_module(view: ModuleView) -> str:
    """The text of a module."""
    if _is_translated("module"):
        return "".join(templates.module(view))
    return jinja().get_template("module.py.jinja").render(module=view)


def render_block(view: BlockView) -> Code:
    """The text of a definition, without the line end behind it."""
    if _is_translated("definition"):
        text = "".join(templates.definition(view))
    else:
        text = jinja().get_template("definition.py.jinja").render(definition=view)
    return Code(text.rstrip("\n"))


def _is_translated(name: str) -> bool:
    """Whether the template is the one that `templates.py` was made from."""
    return template_digest(name) == templates.MADE_FROM[name]


@cache
def template_digest(name: str) -> str:
    """What tells a template from what it was or will be."""
    return blake2b(template_text(name).encode(), digest_size=16).hexdigest()


def template_text(name: str) -> str:
    """The text of a template."""
    with open(os.path.join(_folder(), f"{name}.py.jinja"), encoding="utf-8") as file:
        return file.read()


@cache
def jinja() -> Environment:
    """Jinja, as the templates want it. They may print nothing but `Code`: anything else that reaches one is a defect and raises."""
    # Importing it costs more than compiling a small document.
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    return Environment(
        loader=FileSystemLoader(_folder()),
        undefined=StrictUndefined,
        finalize=checked,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        autoescape=False,
    )


def _folder() -> str:
    return _PACKAGED if os.path.isdir(_PACKAGED) else _CHECKOUT
