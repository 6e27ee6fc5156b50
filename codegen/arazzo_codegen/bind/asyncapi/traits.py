"""Traits: takes an Operation or Message Object, gives its fields with those of its traits merged in.

AsyncAPI 3.0, section "Traits Merge Mechanism": traits are merged by JSON Merge Patch (RFC 7386) in their order, and "a property on a trait MUST
NOT override the same property on the target object". AsyncAPI 2.6, sections "Operation Object" and "Message Object": traits are merged *into*
the object by the same algorithm, by which the patch overrides.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, TypeAlias

from ...diagnostics.model import Missing, Reporter
from ...load.model import MappingNode, Node, ScalarNode
from ..place import Place
from ..references import References
from .shapes import items

FieldPlaces: TypeAlias = Mapping[str, Place]
"""The fields of an object by name, each where it stands: a trait may lie in another document."""


def with_traits(place: Place, version: Literal["2", "3"], references: References, reporter: Reporter) -> FieldPlaces:
    """The fields of the object at `place`, traits merged."""
    own = fields_at(place)
    shared: dict[str, Place] = {}
    traits = items(place.child("traits"), "`traits`", reporter)
    for written in () if isinstance(traits, Missing) else traits:
        trait = references.follow(written)
        if not isinstance(trait, Missing):
            shared = _patched(shared, fields_at(trait), references)
    return _patched(shared, own, references) if version == "3" else _patched(own, shared, references)


def fields_at(place: Place) -> dict[str, Place]:
    """The fields of the object at `place`; none when it is no object."""
    node = place.node
    names = tuple(node.entries) if isinstance(node, MappingNode) else ()
    return {name: below for name in names if (below := place.child(name)) is not None}


def _patched(target: FieldPlaces, patch: FieldPlaces, references: References) -> dict[str, Place]:
    result = dict(target)
    for name, place in patch.items():
        known = result.get(name)
        result[name] = place if known is None else _merged(known, place, references)
    return result


def _merged(target: Place, patch: Place, references: References) -> Place:
    """Two values of one field. Objects of different documents are not mixed, for their references start from different places: the patch wins."""
    before, after = references.find(target), references.find(patch)
    if before is None or after is None or before.document is not after.document:
        return patch
    node = _merged_nodes(before.node, after.node)
    # What two objects make together has no pointer of its own.
    return after if node is after.node else Place(after.document, node, f"{before.pointer}+{after.pointer}")


def _merged_nodes(target: Node, patch: Node) -> Node:
    """RFC 7386, section 2."""
    if not isinstance(target, MappingNode) or not isinstance(patch, MappingNode):
        return patch
    entries = dict(target.entries)
    for name, (key, value) in patch.entries.items():
        if isinstance(value, ScalarNode) and value.value is None:
            entries.pop(name, None)
        elif name in entries:
            entries[name] = (key, _merged_nodes(entries[name][1], value))
        else:
            entries[name] = (key, value)
    return patch._replace(entries=entries)
