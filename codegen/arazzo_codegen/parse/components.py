"""Components.

Takes a node, gives the object of section "Components Object".
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import TypeVar

from ..diagnostics.model import Missing
from ..load.model import MappingNode, Node
from .actions import parse_action
from .fields import Fields, Reading, Shape
from .model import Components
from .parameters import parse_parameter
from .unique import check_key

_COMPONENTS = Shape("components object", ("inputs", "parameters", "successActions", "failureActions"))
NO_COMPONENTS = Components({}, {}, {}, {}, None)
"""What a document without components has."""
Part = TypeVar("Part")


def parse_components(node: MappingNode, reading: Reading) -> Components:
    """The components of a document."""
    fields = Fields(node, _COMPONENTS, reading)
    fields.check_names()
    inputs = dict(_named(fields, "inputs"))
    return Components(
        inputs,
        _parse_each(fields, "parameters", partial(parse_parameter, reading=reading)),
        _parse_each(fields, "successActions", partial(parse_action, kind="success", reading=reading)),
        _parse_each(fields, "failureActions", partial(parse_action, kind="failure", reading=reading)),
        node,
    )


def _parse_each(fields: Fields, name: str, parse: Callable[[Node], Part | Missing]) -> Mapping[str, Part]:
    parsed = ((key, parse(node)) for key, node in _named(fields, name))
    return {key: part for key, part in parsed if not isinstance(part, Missing)}


def _named(fields: Fields, name: str) -> tuple[tuple[str, Node], ...]:
    """The entries of one kind of component; their keys are checked."""
    node = fields.object(name)
    if node is None:
        return ()
    for key, _ in node.pairs():
        check_key(key, "component", fields.reading.reporter)
    return tuple((str(key.value), value) for key, value in node.pairs())
