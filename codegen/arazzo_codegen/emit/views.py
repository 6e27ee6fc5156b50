"""What the templates see: text, and lists of text. Nothing is left to decide.

Takes definitions and modules of `plan.model`; gives views. Each view is rendered by the template of its name.
"""

from __future__ import annotations

from typing import assert_never

from ..classes import dataclass
from ..plan.model import (
    Class,
    ConstantDef,
    Definition,
    Expr,
    Field,
    Function,
    ModulePlan,
    Parameter,
    Stmt,
    TypeAliasDef,
    TypedDictClass,
)
from .imports import import_groups
from .layout import Page
from .literal import WIDTH, Code, docstring, identifier, literal
from .statements import block

_STEP = 4


@dataclass(frozen=True, slots=True)
class BlockView:
    """`class.py.jinja`: a head line (or several), and what stands indented below it."""

    head: tuple[Code, ...]
    docstring: tuple[Code, ...]
    body: tuple[Code, ...]


@dataclass(frozen=True, slots=True)
class ModuleView:
    """`module.py.jinja`. A piece is a run of lines; `spaced` ones are set off by two empty lines."""

    header: Code
    docstring: tuple[Code, ...]
    imports: tuple[tuple[Code, ...], ...]
    typing_imports: tuple[tuple[Code, ...], ...]
    exports: tuple[Code, ...]
    pieces: tuple[PieceView, ...]


@dataclass(frozen=True, slots=True)
class PieceView:
    """A definition: the empty lines in front of it, and its text."""

    before: tuple[Code, ...]
    text: Code


def module_view(module: ModulePlan, header: Code, pieces: tuple[PieceView, ...], page: Page) -> ModuleView:
    """The view of a module whose definitions are rendered."""
    used = tuple(item for item in module.imports if not item.typing_only)
    typing_only = tuple(item for item in module.imports if item.typing_only)
    return ModuleView(
        header=header,
        docstring=docstring(module.docstring, 0),
        imports=import_groups(used),
        typing_imports=import_groups(typing_only, _STEP),
        exports=_exports(module.exports, page),
        pieces=pieces,
    )


def definition_view(definition: Definition, page: Page) -> BlockView:
    """The view of one definition; `page` takes note of what it cannot vouch for."""
    match definition:
        case Function():
            return _function(definition, page, 0)
        case Class():
            return _class(definition, page)
        case TypedDictClass():
            return _typed_dict(definition, page)
        case TypeAliasDef():
            text = _lines(page, f"{identifier(definition.name)}: TypeAlias = ", definition.value)
            below = () if definition.docstring is None else docstring(definition.docstring, 0)
            return BlockView(text, below, ())
        case ConstantDef():
            return BlockView(_constant(definition, page), (), ())
        case _:
            assert_never(definition)


def stands_apart(definition: Definition) -> bool:
    """Whether Black sets the definition off by two empty lines: it is spelled as a class or function."""
    match definition:
        case Function() | Class():
            return True
        case TypedDictClass():
            return definition.has_class_form
        case _:
            return False


def _exports(names: tuple[str, ...], page: Page) -> tuple[Code, ...]:
    if not names:
        return ()
    items = [literal(name) for name in names]
    whole = f"__all__ = ({', '.join(items)}{',' if len(items) == 1 else ''})"
    if len(whole) <= WIDTH:
        return (Code(whole),)
    return (Code("__all__ = ("), *(Code(f"    {item},") for item in items), Code(")"))


def _lines(page: Page, before: str, expr: Expr, after: str = "", indent: int = 0) -> tuple[Code, ...]:
    start = len(page.lines)
    page.expression(indent, before, expr, after)
    return _taken(page, start)


def _taken(page: Page, start: int) -> tuple[Code, ...]:
    lines = tuple(Code(line) for line in page.lines[start:])
    del page.lines[start:]
    return lines


def _constant(definition: ConstantDef, page: Page) -> tuple[Code, ...]:
    annotation = "" if definition.annotation is None else f": {page.spelling.flat(definition.annotation)}"
    return _lines(page, f"{identifier(definition.name)}{annotation} = ", definition.value)


def _function(function: Function, page: Page, indent: int) -> BlockView:
    start = len(page.lines)
    for decorator in function.decorators:
        page.expression(indent, "@", decorator)
    _signature(function, page, indent)
    head = _taken(page, start)
    block(page, function.body, indent + _STEP)
    body = _taken(page, start)
    text = () if function.docstring is None else docstring(function.docstring, indent + _STEP)
    return BlockView(head, text, body if function.body or not text else ())


def _signature(function: Function, page: Page, indent: int) -> None:
    word = "async def" if page.spelling.is_async and function.may_await else "def"
    star = ["*"] if function.keyword_only else []
    parameters = [_parameter(item, page) for item in function.positional]
    parameters += star + [_parameter(item, page) for item in function.keyword_only]
    returns = page.spelling.flat(function.returns)
    opening, closing = f"{word} {identifier(function.name)}(", f") -> {returns}:"
    whole = opening + ", ".join(parameters) + closing
    if indent + len(whole) <= WIDTH:
        page.line(indent, whole)
        return
    page.line(indent, opening)
    typed = iter((*function.positional, *function.keyword_only))
    for text in parameters:
        if text == "*" or text == "self":
            page.line(indent + _STEP, f"{text},")
            if text == "self":
                next(typed)
        else:
            _long_parameter(next(typed), text, page, indent + _STEP)
    page.line(indent, closing)


def _long_parameter(parameter: Parameter, text: str, page: Page, indent: int) -> None:
    if indent + len(text) + 1 <= WIDTH:
        page.line(indent, f"{text},")
        return
    default = "" if parameter.default is None else f" = {page.spelling.flat(parameter.default)}"
    page.expression(indent, f"{identifier(parameter.name)}: ", parameter.annotation, f"{default},", nested=True)


def _parameter(parameter: Parameter, page: Page) -> str:
    if parameter.name == "self":
        return "self"
    text = f"{identifier(parameter.name)}: {page.spelling.flat(parameter.annotation)}"
    return text if parameter.default is None else f"{text} = {page.spelling.flat(parameter.default)}"


def _class(definition: Class, page: Page) -> BlockView:
    bases = ", ".join(page.spelling.flat(base) for base in definition.bases)
    head = f"class {identifier(definition.name)}({bases}):" if bases else f"class {identifier(definition.name)}:"
    text = () if definition.docstring is None else docstring(definition.docstring, _STEP)
    lines: list[Code] = []
    for member in definition.body:
        lines += _member(member, page, bool(lines) or bool(text))
    if not lines and not text:
        lines.append(Code("    pass"))
    return BlockView((Code(head),), text, tuple(lines))


def _member(member: Function | Field | Stmt, page: Page, follows: bool) -> list[Code]:
    match member:
        case Function():
            view = _function(member, page, _STEP)
            return [*([Code("")] if follows else []), *view.head, *view.docstring, *view.body]
        case Field():
            return list(_field(member, page))
        case _:
            start = len(page.lines)
            block(page, (member,), _STEP)
            return list(_taken(page, start))


def _field(field: Field, page: Page) -> tuple[Code, ...]:
    start = len(page.lines)
    if field.value is None:
        page.expression(_STEP, f"{identifier(field.name)}: ", field.annotation)
    else:
        annotation = page.spelling.flat(field.annotation)
        page.expression(_STEP, f"{identifier(field.name)}: {annotation} = ", field.value)
    text = () if field.docstring is None else docstring(field.docstring, _STEP)
    return (*_taken(page, start), *text)


def _typed_dict(definition: TypedDictClass, page: Page) -> BlockView:
    if not definition.has_class_form:
        return _called_typed_dict(definition, page)
    text = () if definition.docstring is None else docstring(definition.docstring, _STEP)
    lines: list[Code] = []
    for field in definition.fields:
        lines += _field(field, page)
    if text and lines:
        lines.insert(0, Code(""))
    if not text and not lines:
        lines.append(Code("    pass"))
    return BlockView((Code(f"class {identifier(definition.name)}(TypedDict):"),), text, tuple(lines))


def _called_typed_dict(definition: TypedDictClass, page: Page) -> BlockView:
    name = identifier(definition.name)
    lines = [f"{name} = TypedDict(", f"    {literal(name)},", "    {"]
    start = len(page.lines)
    for field in definition.fields:
        page.expression(8, f"{literal(field.name)}: ", field.annotation, ",", nested=True)
    head = (*(Code(line) for line in lines), *_taken(page, start), Code("    },"), Code(")"))
    return BlockView(head, () if definition.docstring is None else docstring(definition.docstring, 0), ())
