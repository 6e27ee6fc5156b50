"""Text with values in it, as an f-string.

Takes the parts of a text and what spells its reads; gives the expression, its values escaped for where the text stands.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import assert_never

from ..bind.model import NumberType, Read, StringType, TextValue
from .context import ModuleContext
from .model import Call, Expr, JoinedStr
from .static import Spelled


def joined(value: TextValue, spell: Callable[[Read], Spelled], module: ModuleContext) -> Spelled:
    """The text; what is no text by itself is made one at run time."""
    parts = (part if isinstance(part, str) else _part(spell(part), value, module) for part in value.parts)
    return Spelled(JoinedStr(tuple(parts)), StringType())


def _part(read: Spelled, value: TextValue, module: ModuleContext) -> Expr:
    read = read.plain()
    kind = module.resolve(read.type)
    plain = isinstance(kind, StringType) or (isinstance(kind, NumberType) and kind.integer)
    runtime = module.imports.runtime
    expr = read.expr if plain and not read.optional else Call(runtime("values", "text"), (read.expr,))
    match value.escape:
        case "xml":
            return Call(runtime("values", "xml_text"), (expr,))
        case "form":
            return Call(runtime("values", "form_text"), (expr,))
        case "none":
            return expr
        case _:
            assert_never(value.escape)
