"""Selectors: JSON Pointers as plain accesses, JSONPath and XPath by the runtime, parsed once when the module is imported.

Takes a context and a bound selector; gives the expression of what it selects, of a copy with it replaced, or of the test that it selects anything.
"""

from __future__ import annotations

from typing import assert_never

from ..bind.model import BoundSelector
from ..parse.model import Access, JsonPath, JsonPointer, Property, XPath
from .context import FunctionContext, Place
from .model import Attribute, Call, Constant, Expr, Name
from .paths import pointer_text, token
from .reads import Reads
from .static import UNKNOWN, Spelled


class Selections:
    """Spells the selectors of one function."""

    def __init__(self, function: FunctionContext, reads: Reads) -> None:
        self._module = function.module
        self._reads = reads

    def select(self, context: Spelled, bound: BoundSelector, place: Place) -> Spelled:
        """What the selector finds: `UNSET` when that is nothing, a list when it is several nodes."""
        unset = self._module.imports.runtime("unset", "UNSET")
        path = plain_path(bound)
        if path is not None:
            at = self._module.imports.runtime("values", "at_or_unset")
            found = Call(at, (context.expr, *(Constant(token(access)) for access in path)))
        else:
            found = Call(Attribute(self.compiled(bound), "select"), (context.expr, *self._bound(bound, place)))
        return Spelled(found, UNKNOWN, optional=True, sentinel=unset)

    def replace(self, payload: Spelled, bound: BoundSelector, value: Spelled, place: Place) -> Spelled:
        """A copy of the payload in which what the selector finds is the value."""
        replace = Attribute(self.compiled(bound), "replace")
        return Spelled(Call(replace, (payload.expr, value.expr, *self._bound(bound, place))), UNKNOWN)

    def found(self, context: Spelled, bound: BoundSelector, place: Place) -> Expr:
        """The test that the selector finds something (JSONPath), or is true (XPath)."""
        return Call(Attribute(self.compiled(bound), "test"), (context.expr, *self._bound(bound, place)))

    def compiled(self, bound: BoundSelector) -> Name:
        """The module-level constant that holds the parsed selector."""
        selector = bound.selector
        runtime = self._module.imports.runtime
        match selector:
            case JsonPointer():
                call = Call(runtime("selectors", "Pointer"), (Constant(pointer_text(selector.tokens)),))
                return self._module.constant("pointer", call)
            case JsonPath():
                return self._module.constant("query", Call(runtime("jsonpath", "Query"), (Constant(selector.query),)))
            case XPath():
                call = Call(runtime("xpath", "XPath"), (Constant(selector.text), Constant(selector.version)))
                return self._module.constant("xpath", call)
            case _:
                assert_never(selector)

    def _bound(self, bound: BoundSelector, place: Place) -> tuple[Expr, ...]:
        return tuple(self._reads.total(read, place).expr for read in bound.bound)


def plain_path(bound: BoundSelector) -> tuple[Access, ...] | None:
    """The accesses that a selector amounts to, where it can find one value at most."""
    match bound.selector:
        case JsonPointer(tokens=tokens):
            return tuple(Property(part) for part in tokens)
        case JsonPath(singular=path) if not bound.bound:
            return path
        case _:
            return None
