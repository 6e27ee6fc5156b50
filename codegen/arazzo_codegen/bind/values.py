"""Values as written to values as bound: takes literals, expressions, templates, objects and lists, gives their values.

Literal objects and lists come out in their parts, each with its place; `folded` puts together again what nothing is evaluated in.
"""

from __future__ import annotations

from typing import assert_never

from ..classes import replace
from ..diagnostics.model import Missing, Span
from ..load.model import Data, MappingNode, Node, ScalarNode, SequenceNode
from ..parse.model import (
    Expression,
    ExpressionValue,
    JsonPointer,
    ListValue,
    LiteralValue,
    ObjectValue,
    Property,
    Selector,
    SelectorObject,
    Template,
)
from ..parse.model import Value as WrittenValue
from .constants import constant, data_type
from .literals import text_of
from .merge import union
from .model import (
    ArrayType,
    BoundSelector,
    ConstantValue,
    EnumType,
    ListOf,
    ObjectOf,
    ObjectType,
    PropertyType,
    Read,
    Replaced,
    Selected,
    StringType,
    TextValue,
    Type,
    UnionType,
    UnknownType,
    Value,
)
from .navigation import navigate
from .outputs import is_optional, type_of
from .reads import Reader, is_whole
from .selections import Context, hold, plain_path
from .undollared import tell_undollared
from .wholes import member, whole


class ValueBinder:
    """Binds the values of one place."""

    def __init__(self, reader: Reader, as_text: bool = False) -> None:
        """Expressions are read by `reader`; those in braces are text with `as_text`, for `bare` to undo where it turns out that no text is due."""
        self.reader = reader
        self._as_text = as_text
        self._types = reader.workflow.library.types

    def value(self, value: WrittenValue, wanted: Type) -> Value | Missing:
        """The value, where one of type `wanted` is due."""
        match value:
            case Missing():
                return value
            case LiteralValue():
                tell_undollared(value.node, self.reader.workflow)
                return spread(value.node)
            case ExpressionValue():
                return self._expression(value, wanted)
            case Template():
                return self.text(value)
            case ObjectValue():
                return self._object(value, wanted)
            case ListValue():
                return self._list(value, wanted)
            case SelectorObject():
                return self._selected(value)
            case _:
                assert_never(value)

    def _expression(self, value: ExpressionValue, wanted: Type) -> Value | Missing:
        if is_whole(value.expression.root):
            return whole(value.expression, self.reader)
        read = self.reader.read(value.expression)
        if isinstance(read, Missing) or not value.embedded:
            return read
        if isinstance(read, ConstantValue) if self._as_text else not wants_text(self._types.expand(wanted)):
            return read
        return self.joined((read,), value.node.span)

    def text(self, template: Template) -> Value | Missing:
        """Text with values in it."""
        read = [part if isinstance(part, str) else self.reader.read(part) for part in template.parts]
        missing = next((part for part in read if isinstance(part, Missing)), None)
        if missing is not None:
            return missing
        return self.joined(tuple(part for part in read if not isinstance(part, Missing)), template.node.span)

    def joined(self, parts: tuple[str | Read | ConstantValue, ...], span: Span) -> Value:
        """Parts as one text, constant when all of them are."""
        texts: list[str | Read] = []
        for part in parts:
            piece = text_of(_scalar(part.value)) if isinstance(part, ConstantValue) else part
            if isinstance(piece, str) and texts and isinstance(texts[-1], str):
                texts[-1] = f"{texts[-1]}{piece}"
            else:
                texts.append(piece)
        if all(isinstance(piece, str) for piece in texts):
            return constant("".join(map(str, texts)), span)
        return TextValue(tuple(texts), span)

    def _object(self, value: ObjectValue, wanted: Type) -> Value | Missing:
        shape = self._types.expand(wanted)
        members: list[tuple[str, Value]] = []
        missing: Missing | None = None
        for key, inside in value.members:
            inner = member_type(shape, str(key.value), self.reader)
            bound = self.value(inside, inner)
            if isinstance(bound, Missing):
                missing = bound
            else:
                members.append((str(key.value), bound))
        return missing or object_of(tuple(members), value.node.span, tuple(key.span for key, _ in value.members))

    def _list(self, value: ListValue, wanted: Type) -> Value | Missing:
        shape = self._types.expand(wanted)
        inner = shape.items if isinstance(shape, ArrayType) else UnknownType()
        bound = [self.value(item, inner) for item in value.items]
        missing = next((item for item in bound if isinstance(item, Missing)), None)
        return missing or list_of(tuple(item for item in bound if not isinstance(item, Missing)), value.node.span)

    # --- Selectors ---

    def _selected(self, value: SelectorObject) -> Value | Missing:
        if isinstance(value.context, Missing):
            return value.context
        if isinstance(value.selector, Missing):
            return value.selector
        plain = member(value.context, plain_path(value.selector), self.reader)
        if plain is not None:
            return plain
        context, selector = self._context(value.context), self.selector(value.selector)
        if isinstance(context, Missing):
            return context
        if isinstance(selector, Missing):
            return selector
        type, span = self._selected_type(context, value.selector), value.node.key("selector").span
        return Selected(context, selector, type, span)

    def _context(self, expression: Expression) -> Value | Missing:
        return whole(expression, self.reader) if is_whole(expression.root) else self.reader.read(expression)

    def selector(self, selector: Selector) -> BoundSelector | Missing:
        """A selector with its embedded expressions read."""
        bound: list[Read] = []
        for expression in () if isinstance(selector, JsonPointer) else selector.bound:
            read = self.bound_read(expression)
            if isinstance(read, Missing):
                return read
            bound.append(read)
        return BoundSelector(selector, tuple(bound))

    def bound_read(self, expression: Expression) -> Read | Missing:
        """An expression inside a selector or pattern, which must be something that is only known when the workflow runs."""
        read = self.reader.read(expression)
        if isinstance(read, ConstantValue):
            return self.reader.out_of_place(
                expression, "it is known at compile time", f"write `{_scalar(read.value)}` in its place"
            )
        return read

    def _selected_type(self, context: Value, selector: Selector) -> Type:
        path, given = plain_path(selector), type_of(context)
        declared = context.declared if isinstance(context, Read) else None
        hold(selector, (Context(given, declared),), self.reader.workflow.library)
        return UnknownType() if path is None else navigate(given, path, self._types).type


def bare(value: Value) -> Value:
    """What is in braces, where the value is that and nothing else."""
    match value:
        case TextValue(parts=(Read() as read,)):
            return read
        case _:
            return value


def wants_text(type: Type) -> bool:
    """Whether a string, and nothing but strings, is due."""
    match type:
        case StringType():
            return True
        case EnumType():
            return all(isinstance(value, str) for value in type.values)
        case UnionType():
            return all(wants_text(member) for member in type.members)
        case _:
            return False


def member_type(shape: Type, name: str, reader: Reader) -> Type:
    """The type that member `name` of an object of this shape should have."""
    if isinstance(shape, UnionType):
        way = navigate(shape, (Property(name),), reader.workflow.library.types)
        return UnknownType() if way.lost is not None else way.type
    if not isinstance(shape, ObjectType):
        return UnknownType()
    declared = shape.get(name)
    return declared.type if declared is not None else shape.additional or UnknownType()


def spread(node: Node) -> Value:
    """A literal in its parts, each with its place."""
    match node:
        case ScalarNode():
            return constant(node.value, node.span)
        case SequenceNode():
            return list_of(tuple(spread(item) for item in node.items), node.span)
        case MappingNode():
            members = tuple((str(key.value), spread(value)) for key, value in node.pairs())
            return object_of(members, node.span, tuple(key.span for key, _ in node.pairs()))
        case _:
            assert_never(node)


def parts_of_data(value: Data, span: Span) -> Value:
    """Plain data in its parts, all at the same place."""
    match value:
        case list():
            return list_of(tuple(parts_of_data(item, span) for item in value), span)
        case dict():
            return object_of(
                tuple((name, parts_of_data(item, span)) for name, item in value.items()), span, (span,) * len(value)
            )
        case _:
            return constant(value, span)


def object_of(members: tuple[tuple[str, Value], ...], span: Span, keys: tuple[Span, ...]) -> ObjectOf:
    """An object with the type that its members make."""
    properties = tuple(PropertyType(name, type_of(value), not is_optional(value)) for name, value in members)
    return ObjectOf(members, ObjectType(properties, None), span, keys)


def list_of(items: tuple[Value, ...], span: Span) -> ListOf:
    """A list with the type that its items make."""

    return ListOf(items, ArrayType(union([type_of(item) for item in items]) if items else UnknownType()), span)


def folded(value: Value) -> Value:
    """The value with everything that is known put together into constants."""
    match value:
        case ObjectOf():
            members = tuple((name, folded(member)) for name, member in value.members)
            if all(isinstance(member, ConstantValue) for _, member in members):
                data: Data = {name: member.value for name, member in members if isinstance(member, ConstantValue)}
                return ConstantValue(data, data_type(data), value.span)
            return ObjectOf(members, value.type, value.span, value.keys)
        case ListOf():
            items = tuple(folded(item) for item in value.items)
            if all(isinstance(item, ConstantValue) for item in items):
                data = [item.value for item in items if isinstance(item, ConstantValue)]
                return ConstantValue(data, data_type(data), value.span)
            return replace(value, items=items)
        case Replaced():
            return Replaced(
                folded(value.payload),
                tuple((at, folded(new)) for at, new in value.replacements),
                value.type,
                value.span,
            )
        case _:
            return value


def _scalar(value: Data) -> str | int | float | bool | None:
    return None if isinstance(value, (list, dict)) else value
