"""The templates as Python functions, which are called in place of Jinja while the templates are those that the functions were made from.

Made from `templates/` by `python -m arazzo_codegen.project.template_functions`.
"""

from __future__ import annotations

from collections.abc import Iterator

from .literal import checked
from .views import BlockView, ModuleView

MADE_FROM = {
    "definition": "8a2303022dbb231d5e273521ce579822",
    "module": "bb32afe3a2f2e35a05ed73e14c8bc70c",
}


def definition(definition: BlockView) -> Iterator[str]:
    """What the template `definition.py.jinja` prints."""
    for line in definition.head:
        yield checked(line)
        yield "\n"
    for line in definition.docstring:
        yield checked(line)
        yield "\n"
    for line in definition.body:
        yield checked(line)
        yield "\n"


def module(module: ModuleView) -> Iterator[str]:
    """What the template `module.py.jinja` prints."""
    yield checked(module.header)
    yield "\n"
    for line in module.docstring:
        yield checked(line)
        yield "\n"
    yield "\nfrom __future__ import annotations\n"
    for group in module.imports:
        yield "\n"
        for line in group:
            yield checked(line)
            yield "\n"
    if module.typing_imports:
        yield "\nif TYPE_CHECKING:\n"
        for number, group in enumerate(module.typing_imports, 1):
            loop_last = number == len(module.typing_imports)
            for line in group:
                yield checked(line)
                yield "\n"
            if not loop_last:
                yield "\n"
    if module.exports:
        yield "\n"
        for line in module.exports:
            yield checked(line)
            yield "\n"
    for piece in module.pieces:
        for line in piece.before:
            yield checked(line)
            yield "\n"
        yield checked(piece.text)
        yield "\n"
