"""What `plan` gives: Python modules as trees, with every name, type and branch decided. `emit` only spells them.

The trees are a small part of Python's own grammar, named as the language reference names it.
"""

from __future__ import annotations

import keyword
from typing import Literal, TypeAlias

from ..classes import dataclass

# --- Expressions ----------------------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Name:
    """An identifier that `plan.names` has made."""

    id: str


@dataclass(frozen=True, slots=True)
class Constant:
    """A string, number, boolean, None or bytes: spelled by the one function that makes literals."""

    value: str | int | float | bool | bytes | None


@dataclass(frozen=True, slots=True)
class Attribute:
    """`value.name`."""

    value: Expr
    name: str


@dataclass(frozen=True, slots=True)
class Subscript:
    """`value[index]`."""

    value: Expr
    index: Expr


@dataclass(frozen=True, slots=True)
class Keyword:
    """`name=value` in a call; `**value` when the name is None."""

    name: str | None
    value: Expr


@dataclass(frozen=True, slots=True)
class Call:
    """`function(args, keywords)`; `awaited` puts `await` in front where the module is async."""

    function: Expr
    args: tuple[Expr, ...] = ()
    keywords: tuple[Keyword, ...] = ()
    awaited: bool = False


@dataclass(frozen=True, slots=True)
class Compare:
    """`left operator right`."""

    left: Expr
    operator: Literal["==", "!=", "<", "<=", ">", ">=", "is", "is not", "in", "not in"]
    right: Expr


@dataclass(frozen=True, slots=True)
class BoolOp:
    """`a and b and …`."""

    operator: Literal["and", "or"]
    operands: tuple[Expr, ...]


@dataclass(frozen=True, slots=True)
class Not:
    """`not operand`."""

    operand: Expr


@dataclass(frozen=True, slots=True)
class BinOp:
    """`left operator right`, arithmetic."""

    left: Expr
    operator: Literal["+", "-", "|"]
    right: Expr


@dataclass(frozen=True, slots=True)
class IfExp:
    """`body if test else orelse`."""

    test: Expr
    body: Expr
    orelse: Expr


@dataclass(frozen=True, slots=True)
class Dict:
    """A dict display; a key of None is `**value`."""

    items: tuple[tuple[Expr | None, Expr], ...]


@dataclass(frozen=True, slots=True)
class List:
    """A list display."""

    items: tuple[Expr, ...]


@dataclass(frozen=True, slots=True)
class Tuple:
    """A tuple display."""

    items: tuple[Expr, ...]


@dataclass(frozen=True, slots=True)
class JoinedStr:
    """An f-string of text and expressions."""

    parts: tuple[str | Expr, ...]


@dataclass(frozen=True, slots=True)
class Lambda:
    """`lambda parameters: body`."""

    parameters: tuple[str, ...]
    body: Expr


@dataclass(frozen=True, slots=True)
class Forward:
    """An annotation spelled as a string, since what it names may be defined below."""

    value: Expr


Expr: TypeAlias = (
    Name
    | Constant
    | Attribute
    | Subscript
    | Call
    | Compare
    | BoolOp
    | Not
    | BinOp
    | IfExp
    | Dict
    | List
    | Tuple
    | JoinedStr
    | Lambda
    | Forward
)

# --- Statements -----------------------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Comment:
    """A comment of one or more lines, wrapped when spelled; `before` asks for an empty line in front."""

    text: str
    blank_before: bool = False


@dataclass(frozen=True, slots=True)
class Assign:
    """`target = value` or `target: annotation = value` (or a bare annotation when `value` is None)."""

    target: Expr
    value: Expr | None
    annotation: Expr | None = None


@dataclass(frozen=True, slots=True)
class AugAssign:
    """`target += value`."""

    target: Expr
    operator: Literal["+", "-"]
    value: Expr


@dataclass(frozen=True, slots=True)
class ExprStmt:
    """An expression for its effect."""

    value: Expr


@dataclass(frozen=True, slots=True)
class If:
    """`if test: body else: orelse`; an `orelse` that is one `If` is spelled `elif`."""

    test: Expr
    body: tuple[Stmt, ...]
    orelse: tuple[Stmt, ...] = ()


@dataclass(frozen=True, slots=True)
class While:
    """`while test: body`."""

    test: Expr
    body: tuple[Stmt, ...]


@dataclass(frozen=True, slots=True)
class Case:
    """`case pattern: body`; a pattern of None is `_`."""

    pattern: Constant | None
    body: tuple[Stmt, ...]


@dataclass(frozen=True, slots=True)
class Match:
    """`match subject:`."""

    subject: Expr
    cases: tuple[Case, ...]


@dataclass(frozen=True, slots=True)
class Except:
    """`except type as name: body`."""

    type: Expr
    name: str | None
    body: tuple[Stmt, ...]


@dataclass(frozen=True, slots=True)
class Try:
    """`try: body except …`."""

    body: tuple[Stmt, ...]
    excepts: tuple[Except, ...]
    orelse: tuple[Stmt, ...] = ()


@dataclass(frozen=True, slots=True)
class With:
    """`with context: body`, or `with context as name:` (`async with` when `awaited` and the module is async)."""

    context: Expr
    body: tuple[Stmt, ...]
    awaited: bool = False
    name: str | None = None


@dataclass(frozen=True, slots=True)
class Return:
    """`return value`."""

    value: Expr | None


@dataclass(frozen=True, slots=True)
class Raise:
    """`raise value`, `raise value from cause`; bare when `value` is None."""

    value: Expr | None
    cause: Expr | None = None


@dataclass(frozen=True, slots=True)
class Break:
    """`break`."""


@dataclass(frozen=True, slots=True)
class Continue:
    """`continue`."""


@dataclass(frozen=True, slots=True)
class Pass:
    """`pass`: a body in which nothing happens."""


Stmt: TypeAlias = (
    Comment | Assign | AugAssign | ExprStmt | If | While | Match | Try | With | Return | Raise | Break | Continue | Pass
)

# --- Definitions and modules ----------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Parameter:
    """A parameter of a function."""

    name: str
    annotation: Expr
    default: Expr | None = None


@dataclass(frozen=True, slots=True)
class Docstring:
    """A docstring: a summary line, paragraphs, and sections (`Args`, `Returns`, `Raises`) of (name, text) items.

    All text may come from a document; `emit` wraps and escapes it.
    """

    summary: str
    paragraphs: tuple[str, ...] = ()
    sections: tuple[tuple[str, tuple[tuple[str, str], ...]], ...] = ()


@dataclass(frozen=True, slots=True)
class Function:
    """A function or method. `is_async` where the module is async and the function awaits."""

    name: str
    positional: tuple[Parameter, ...]
    keyword_only: tuple[Parameter, ...]
    returns: Expr
    docstring: Docstring | None
    body: tuple[Stmt, ...]
    may_await: bool = True
    decorators: tuple[Expr, ...] = ()


@dataclass(frozen=True, slots=True)
class Field:
    """A key of a `TypedDict` or an attribute of a class; `docstring` stands below it."""

    name: str
    annotation: Expr
    docstring: str | None = None
    value: Expr | None = None


@dataclass(frozen=True, slots=True)
class TypedDictClass:
    """A `TypedDict`. The class form is used when every key can be the name of a field, else the call form."""

    name: str
    fields: tuple[Field, ...]
    docstring: str | None

    @property
    def has_class_form(self) -> bool:
        """Whether it is spelled as a class."""
        return all(is_field_name(field.name) for field in self.fields)


def is_field_name(name: str) -> bool:
    """Whether a key can stand in a class body: two leading underscores would be mangled there."""
    plain = name.isascii() and name.isidentifier() and not keyword.iskeyword(name)
    return plain and not name.startswith("__")


@dataclass(frozen=True, slots=True)
class Class:
    """A class."""

    name: str
    bases: tuple[Expr, ...]
    docstring: Docstring | None
    body: tuple[Function | Field | Stmt, ...]


@dataclass(frozen=True, slots=True)
class TypeAliasDef:
    """`Name: TypeAlias = value`."""

    name: str
    value: Expr
    docstring: str | None = None


@dataclass(frozen=True, slots=True)
class ConstantDef:
    """A module-level constant: a compiled pattern, a parsed query."""

    name: str
    value: Expr
    annotation: Expr | None = None


Definition: TypeAlias = TypedDictClass | TypeAliasDef | ConstantDef | Class | Function


@dataclass(frozen=True, slots=True)
class Import:
    """`from module import name`, or `import module` when `name` is None. `module` may be relative: leading dots are counted in `level`.

    `typing_only` ones stand under `if TYPE_CHECKING:`.
    """

    module: str
    name: str | None
    level: int = 0
    typing_only: bool = False
    alias: str | None = None


@dataclass(frozen=True, slots=True)
class ModulePlan:
    """One module. `path` is relative to the output folder (`pets.py`, `apis/petstore.py`); `origin` is what the header names, `document` the path of
    the document or description that it is made of, `runtime` the runtime modules that it needs."""

    path: str
    origin: str
    docstring: Docstring
    imports: tuple[Import, ...]
    exports: tuple[str, ...]
    definitions: tuple[Definition, ...]
    is_async: bool = False
    document: str = ""
    runtime: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PackagePlan:
    """All that will be written: modules, and the runtime modules they need by file name (`errors.py`)."""

    modules: tuple[ModulePlan, ...]
    runtime: tuple[str, ...]
    async_runtime: tuple[str, ...] = ()
    http_client: Literal["httpx2", "httpx"] = "httpx2"
    """The package that `client.py` of the runtime, and only it, imports."""
