"""What a response must hold, and what type a checker gives to its body.

Takes a step; gives the promises that `expect` makes sure of, and the type of the body once the step's tests have passed.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import TypeAlias

from ..bind.model import (
    AwsCall,
    BoundCriterion,
    BoundStep,
    HttpCall,
    HttpOperation,
    Read,
    ResponseBodyRoot,
    ResponseShape,
    Selected,
    StatusRoot,
    StringType,
    Test,
    TestComparison,
    TestJunction,
    TextValue,
    Type,
    Value,
    ConstantValue,
)
from ..parse.model import Access
from ..tuples import NamedTuple
from .context import ModuleContext
from .model import Call, Constant, Dict, Expr, ExprStmt, Keyword, Name, Stmt, Tuple
from .paths import pointer_of, pointer_text
from .static import kind_of
from .ways import promised_length, types_along

Kinds: TypeAlias = tuple[str | None, ...]

_KIND_ORDER = ("str", "int", "float", "bool", "bytes", "list", "dict", "object", None)


class _Way(NamedTuple):
    """A way into the body: the object or list that the schema promises furthest on it, and what need not be there behind that."""

    sure: dict[tuple[str, ...], Kinds]
    optional: dict[tuple[str, ...], Kinds]


def promised(step: BoundStep, module: ModuleContext) -> dict[tuple[str, ...], Kinds]:
    """Pointers into the body that the step's outputs need, with the kinds of what must be there."""
    found: dict[tuple[str, ...], Kinds] = {}
    for output in step.outputs:
        for read in _reads(output.value):
            if isinstance(read.root, ResponseBodyRoot) and not read.optional and not output.optional:
                kinds = kind_of(read.type, module.resolve)
                if read.path or kinds != ("object",):
                    found.setdefault(pointer_of(read.path), kinds)
    containers = {pointer: kinds for way in _possible_ways(step, module) for pointer, kinds in way.sure.items()}
    return found | {
        pointer: kinds
        for pointer, kinds in containers.items()
        if not any(other[: len(pointer)] == pointer for other in (*found, *(c for c in containers if c != pointer)))
    }


def _possible_ways(step: BoundStep, module: ModuleContext, outputs: Collection[str] | None = None) -> Iterator[_Way]:
    """Ways to what need not be there, where a type checker can follow them."""
    body = None if isinstance(step.call, AwsCall) else body_type(step)
    for output in step.outputs if body is not None and step.outputs else ():
        for read in _reads(output.value):
            followed = isinstance(read.root, ResponseBodyRoot) and (read.optional or output.optional) and read.path
            if followed and body is not None and (outputs is None or output.name in outputs):
                types = types_along(read.path, body, module.resolve)
                if len(types) > len(read.path):
                    yield _way(read.path, types, promised_length(read.path, body, module.resolve), module)


def _way(path: tuple[Access, ...], types: tuple[Type, ...], sure: int, module: ModuleContext) -> _Way:
    kinds = {pointer_of(path[:n]): kind_of(type, module.resolve) for n, type in enumerate(types)}
    last = pointer_of(path[: min(sure, len(path) - 1)])
    behind = {pointer: _present(kind) for pointer, kind in kinds.items() if len(pointer) > len(last)}
    return _Way({last: kinds[last]}, behind)


def _present(kinds: Kinds) -> Kinds:
    return tuple(kind for kind in kinds if kind is not None) or ("object",)


def _reads(value: Value) -> tuple[Read, ...]:
    match value:
        case Read():
            return (value,)
        case TextValue():
            return tuple(part for part in value.parts if isinstance(part, Read))
        case Selected():
            return _reads(value.context)
        case _:
            return ()


def expectation(step: BoundStep, response: Name, module: ModuleContext, recorded: Collection[str]) -> tuple[Stmt, ...]:
    """`expect(response, {"/ContactId": str})`; nothing where nothing is promised. `recorded` are the outputs that are read later."""
    promises = promised(step, module)
    optional = {
        pointer: kinds
        for way in _possible_ways(step, module, recorded)
        for pointer, kinds in way.optional.items()
        if pointer not in promises and kinds != ("object",)
    }
    if not promises and not optional:
        return ()
    expect = module.imports.runtime("responses", "expect")
    keywords = (Keyword("optional", _entries(optional)),) if optional else ()
    return (ExprStmt(Call(expect, (response, _entries(promises)), keywords)),)


def _entries(pointers: Mapping[tuple[str, ...], Kinds]) -> Dict:
    return Dict(tuple((Constant(pointer_text(pointer)), _kinds(kinds)) for pointer, kinds in pointers.items()))


def _kinds(kinds: Kinds) -> Expr:
    ordered = sorted(kinds, key=_KIND_ORDER.index)
    names = tuple(Constant(None) if kind is None else Name(kind) for kind in ordered)
    return names[0] if len(names) == 1 and ordered != [None] else Tuple(names)


def body_type(step: BoundStep) -> Type | None:
    """The type of the response's body after success, where a checker knows it too; None where it does not."""
    call = step.call
    match call:
        case AwsCall():
            return call.operation.output
        case HttpCall():
            shapes = _admitted(call.operation, step.criteria)
            return _content(shapes[0]) if len(shapes) == 1 else None
        case _:
            return None


def is_answered(step: BoundStep) -> bool:
    """Whether the step's tests make sure of a status code in a way that a type checker sees."""
    return isinstance(step.call, HttpCall) and (not step.criteria or any(_statuses(c.test) for c in step.criteria))


def _admitted(operation: HttpOperation, criteria: tuple[BoundCriterion, ...]) -> tuple[ResponseShape, ...]:
    """The declared responses that the tests leave, as a type checker narrows them."""
    if not criteria:
        return tuple(shape for shape in operation.responses if shape.status.startswith("2"))
    for criterion in criteria:
        statuses = _statuses(criterion.test)
        if statuses:
            return tuple(shape for shape in operation.responses if any(_admits(shape, s, operation) for s in statuses))
    return ()


def _admits(shape: ResponseShape, status: int, operation: HttpOperation) -> bool:
    """Whether the type of a response with this status may be the shape's: `default` stands for errors where a success is declared."""
    if shape.status == "default" and 200 <= status < 300:
        return not any(other.status.startswith("2") for other in operation.responses)
    return shape.admits(status)


def _statuses(test: Test) -> tuple[int, ...]:
    """The statuses that a test of nothing but `==` on the status code admits; empty for any other test."""
    match test:
        case TestComparison(operator="==", left=Read(root=StatusRoot()), right=ConstantValue(value=int() as status)):
            return (status,)
        case TestComparison(operator="==", left=ConstantValue(value=int() as status), right=Read(root=StatusRoot())):
            return (status,)
        case TestJunction(operator="or"):
            each = [_statuses(operand) for operand in test.operands]
            return tuple(status for statuses in each for status in statuses) if all(each) else ()
        case TestJunction(operator="and"):
            return next((statuses for operand in test.operands if (statuses := _statuses(operand))), ())
        case _:
            return ()


def _content(shape: ResponseShape) -> Type | None:
    """As the client modules type bodies: JSON by its schema, text and XML as text, anything else as bytes, unknown where none is declared."""
    if len(shape.contents) != 1:
        return None
    content = shape.contents[0]
    essence = content.media_type.partition(";")[0].strip().lower()
    if essence.endswith(("/json", "+json")):
        return content.type
    if essence.startswith("text/") or essence.endswith(("/xml", "+xml")):
        return StringType()
    return StringType("binary") if "*" not in essence else None
