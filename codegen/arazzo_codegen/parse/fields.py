"""The fields of an object, read by name and type.

Takes a node and the shape that the specification gives its object; gives fields, and reports what has the wrong type, is missing, unknown or
newer than the document.
"""

from __future__ import annotations

from ..diagnostics.model import Edit, Fix, Missing, Reporter
from ..diagnostics.nearest import nearest
from ..diagnostics.rules import shape as rules
from ..load.model import MappingNode, Node, ScalarNode, SequenceNode
from ..tuples import NamedTuple
from .described import first_place, report_type
from .model import Version


class Shape(NamedTuple):
    """An object of the specification: what it is called, its fields, and those among them that came with 1.1."""

    noun: str
    fields: tuple[str, ...]
    newer: tuple[str, ...] = ()


class Reading(NamedTuple):
    """What every part of one document is read with."""

    version: Version
    reporter: Reporter


def open_object(node: Node, shape: Shape, reading: Reading) -> Fields | Missing:
    """The fields of an object; what it has beside them is reported."""
    if not isinstance(node, MappingNode):
        return report_type(node, f"the {shape.noun}", "an object", reading.reporter)
    fields = Fields(node, shape, reading)
    fields.check_names()
    return fields


class Fields:
    """The fields of one object. Each is read once, by the method of its type."""

    def __init__(self, node: MappingNode, shape: Shape, reading: Reading) -> None:
        self.node = node
        self.shape = shape
        self.reading = reading
        self._reporter = reading.reporter

    def check_names(self) -> None:
        """Report fields that the object does not have, or not yet in the document's version."""
        for key, _ in self.node.pairs():
            name = str(key.value)
            if name.startswith("x-"):
                continue
            if name not in self.shape.fields:
                self._unknown(key, name)
            elif name in self.shape.newer and self.reading.version == "1.0":
                message = f"field `{name}` of the {self.shape.noun} came with Arazzo 1.1, and this document is 1.0"
                self._reporter.report(rules.NEWER_FIELD, message, key.span, help="change `arazzo` to `1.1.0`")

    def get(self, name: str) -> Node | None:
        """The value of a field; one without a value (`parameters:`) counts as absent, which is reported."""
        value = self.node.get(name)
        if isinstance(value, ScalarNode) and value.value is None:
            message = f"field `{name}` of the {self.shape.noun} has no value and is read as absent"
            self._reporter.report(
                rules.EMPTY_FIELD, message, self.node.key(name).span, help="give it a value or remove it"
            )
            return None
        return value

    def string(self, name: str) -> ScalarNode | None:
        """An optional field that is a string."""
        value = self.get(name)
        if value is None or _is_string(value):
            return value if isinstance(value, ScalarNode) else None
        self._wrong_type(name, value, "a string")
        return None

    def text(self, name: str) -> str | None:
        """The text of an optional field that is a string."""
        node = self.string(name)
        return None if node is None else str(node.value)

    def required_string(self, name: str) -> ScalarNode | Missing:
        """A field that must be there, and a string that is not empty."""
        value = self.required(name)
        if isinstance(value, Missing):
            return value
        if not _is_string(value) or not isinstance(value, ScalarNode):
            return self._wrong_type(name, value, "a string")
        if not value.value:
            message = f"field `{name}` of the {self.shape.noun} is empty"
            return self._reporter.report(rules.MISSING_FIELD, message, value.span, help=f"give `{name}` a value")
        return value

    def required(self, name: str) -> Node | Missing:
        """A field that must be there."""
        value = self.node.get(name)
        if value is not None:
            return value
        message = f"the {self.shape.noun} has no `{name}`"
        return self._reporter.report(rules.MISSING_FIELD, message, first_place(self.node), help=f"add `{name}`")

    def items(self, name: str) -> tuple[Node, ...]:
        """The items of an optional field that is a list."""
        value = self.get(name)
        if value is None:
            return ()
        if isinstance(value, SequenceNode):
            return value.items
        self._wrong_type(name, value, "a list")
        return ()

    def lone_name(self, name: str) -> tuple[Node, ...]:
        """A single name where a list of names is due, as the only item of that list; else nothing."""
        value = self.node.get(name)
        if not isinstance(value, ScalarNode) or not _is_string(value):
            return ()
        message = f"`{name}` of the {self.shape.noun} is a single name, and is read as a list of it"
        self._reporter.report(rules.LONE_ITEM, message, value.span, help=f"write `[{value.raw}]`")
        return (value,)

    def some_items(self, name: str) -> tuple[Node, ...]:
        """The items of an optional list that must not be empty."""
        value = self.node.get(name)
        if isinstance(value, SequenceNode) and not value.items:
            self._empty(name, value)
        return self.items(name)

    def required_items(self, name: str) -> tuple[Node, ...]:
        """The items of a list that must be there, and not empty."""
        value = self.required(name)
        if isinstance(value, Missing):
            return ()
        if isinstance(value, SequenceNode):
            return self.some_items(name)
        self._wrong_type(name, value, "a list")
        return ()

    def some_items_since_1_1(self, name: str) -> tuple[Node, ...]:
        """The items of a list that must not be empty from 1.1 on; in a 1.0 document an empty one counts as absent."""
        value = self.node.get(name)
        if self.reading.version == "1.0" and isinstance(value, SequenceNode) and not value.items:
            message = f"`{name}` of the {self.shape.noun} is empty and is read as absent"
            self._reporter.report(rules.EMPTY_FIELD, message, value.span, help="give it an item or remove it")
            return ()
        return self.some_items(name)

    def object(self, name: str) -> MappingNode | None:
        """An optional field that is an object."""
        value = self.get(name)
        if value is None or isinstance(value, MappingNode):
            return value
        self._wrong_type(name, value, "an object")
        return None

    def choice(self, name: str, choices: tuple[str, ...]) -> ScalarNode | None:
        """An optional field whose value is one of a few words."""
        node = self.string(name)
        return None if node is None or self._chosen(name, node, choices) is not None else node

    def required_choice(self, name: str, choices: tuple[str, ...]) -> ScalarNode | Missing:
        """A field that must be there and be one of a few words."""
        node = self.required_string(name)
        if isinstance(node, Missing):
            return node
        return self._chosen(name, node, choices) or node

    def amount(self, name: str, *, whole: bool) -> ScalarNode | None:
        """An optional field that is a number from 0 on."""
        value = self.get(name)
        if value is None:
            return None
        wanted = "an integer" if whole else "a number"
        if not isinstance(value, ScalarNode) or not _is_number(value, whole=whole):
            self._wrong_type(name, value, wanted)
            return None
        if not _in_bounds(value):
            message = f"`{name}` must not be negative" if _is_negative(value) else f"`{name}` must be finite"
            help = "write a number from 0 on"
            self._reporter.report(rules.NUMBER_OUT_OF_BOUNDS, message, value.span, help=help)
            return None
        return value

    def without_effect(self, name: str, why: str) -> None:
        """Report a field that means nothing where it stands, if it is there."""
        if self.node.get(name) is not None:
            message = f"`{name}` has no effect {why}"
            self._reporter.report(rules.FIELD_WITHOUT_EFFECT, message, self.node.key(name).span, help="remove it")

    def out_of_place(self, name: str, why: str) -> None:
        """Report a field that must not stand where it stands, if it is there."""
        if self.node.get(name) is not None:
            message = f"`{name}` cannot stand {why}"
            self._reporter.report(rules.FIELD_OUT_OF_PLACE, message, self.node.key(name).span, help="remove it")

    def _chosen(self, name: str, node: ScalarNode, choices: tuple[str, ...]) -> Missing | None:
        if node.value in choices:
            return None
        listed = ", ".join(f"`{choice}`" for choice in choices)
        near = nearest(str(node.value), choices)
        return self._reporter.report(
            rules.UNKNOWN_CHOICE,
            f"`{node.value}` is no `{name}` of the {self.shape.noun}",
            node.span,
            help=f"change it to `{near}`" if near is not None else f"use one of {listed}",
        )

    def _unknown(self, key: ScalarNode, name: str) -> None:
        near = nearest(name, [field for field in self.shape.fields if field not in self.node.entries])
        self._reporter.report(
            rules.UNKNOWN_FIELD,
            f"the {self.shape.noun} has no field `{name}`, and nothing in it is looked at",
            key.span,
            label="is ignored",
            help="remove it, or let its name begin with `x-`" if near is None else f"change it to `{near}`",
            fix=None if near is None else Fix(f"change `{name}` to `{near}`", (Edit(key.part(0, len(name)), near),)),
        )

    def _empty(self, name: str, value: SequenceNode) -> None:
        message = f"`{name}` of the {self.shape.noun} is empty"
        self._reporter.report(rules.EMPTY_LIST, message, value.span, help="give it an item or remove it")

    def _wrong_type(self, name: str, value: Node, wanted: str) -> Missing:
        return report_type(value, f"`{name}` of the {self.shape.noun}", wanted, self._reporter)


def _is_string(node: Node) -> bool:
    return isinstance(node, ScalarNode) and isinstance(node.value, str)


def _is_number(node: ScalarNode, *, whole: bool) -> bool:
    value = node.value
    if isinstance(value, float):
        return not whole or value.is_integer()
    return isinstance(value, int) and not isinstance(value, bool)


def _in_bounds(node: ScalarNode) -> bool:
    return isinstance(node.value, (int, float)) and 0 <= node.value < float("inf")


def _is_negative(node: ScalarNode) -> bool:
    return isinstance(node.value, (int, float)) and node.value < 0
