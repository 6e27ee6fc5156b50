"""Inputs of workflows: takes the JSON Schema of `inputs`, gives each input with its type."""

from __future__ import annotations

from ..classes import replace
from ..parse.model import ArazzoDocument, Workflow
from .merge import admits_null
from .model import ObjectType, PropertyType, StringType, Type, UnionType, WorkflowInput
from .place import Place
from .types import Types


def workflow_inputs(workflow: Workflow, index: int, document: ArazzoDocument, types: Types) -> dict[str, WorkflowInput]:
    """The inputs of a workflow by name: the properties of its schema, wherever `$ref` and `allOf` put them."""
    if workflow.inputs is None:
        return {}
    place = Place(document.document, workflow.inputs, f"/workflows/{index}/inputs")
    shape = types.expand(types.of(place))
    return {item.name: _input(item, place, types) for item in _properties(shape, types)}


def _properties(shape: Type, types: Types) -> tuple[PropertyType, ...]:
    """Those of an object; of alternatives, all, required where every alternative requires them."""
    if isinstance(shape, ObjectType):
        return shape.properties
    if not isinstance(shape, UnionType):
        return ()
    members = [member for inner in shape.members if isinstance(member := types.expand(inner), ObjectType)]
    names = dict.fromkeys(item.name for member in members for item in member.properties)
    return tuple(_of_alternatives(name, members) for name in names)


def _of_alternatives(name: str, members: list[ObjectType]) -> PropertyType:
    found = [item for member in members if (item := member.get(name)) is not None]
    return replace(found[0], required=len(found) == len(members) and all(item.required for item in found))


def _input(item: PropertyType, place: Place, types: Types) -> WorkflowInput:
    type = types.expand(item.type)
    return WorkflowInput(
        item.name,
        item.type,
        item.required,
        admits_null(type),
        item.description,
        item.default is not None,
        None if item.default is None else item.default.value,
        False,
        item.write_only or (isinstance(type, StringType) and type.format == "password"),
        item.span or place.node.span,
    )
