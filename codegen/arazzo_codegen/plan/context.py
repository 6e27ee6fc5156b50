"""What the parts of a workflow's function share while it is planned: names, types, imports.

Takes the program and its names; each module has a `ModuleContext`, each function a `FunctionContext`.
"""

from __future__ import annotations

from collections.abc import Mapping

from ..bind.model import BoundStep, Program, Type, WorkflowKey
from ..classes import dataclass, field
from ..flow.model import Flow, Flows, StepSet
from ..options import Options
from .clients_names import ClientNames
from .imports import Imports
from .model import ConstantDef, Expr, Name
from .names import Scope, camel, constant
from .program import ProgramNames
from .static import Spelled
from .types import TypeSpeller


@dataclass(slots=True)
class ModuleContext:
    """One module: what it imports, the types it defines, its constants."""

    program: Program
    flows: Flows
    options: Options
    names: ProgramNames
    clients: ClientNames
    api_types: Mapping[str, TypeSpeller]
    """The types that each client module defines, by source."""
    path: str
    is_async: bool
    imports: Imports
    types: TypeSpeller
    scope: Scope
    aliases: dict[tuple[str, str], str] = field(default_factory=dict[tuple[str, str], str])
    """By path and name: what a name of another generated module is called here."""
    constants: dict[str, ConstantDef] = field(default_factory=dict[str, ConstantDef])
    returned: dict[tuple[WorkflowKey, str], Spelled] = field(default_factory=dict[tuple[WorkflowKey, str], Spelled])
    """Types of the workflows' outputs as their `TypedDict`s say them, where those have been planned; shared by all modules."""
    raised: dict[WorkflowKey, frozenset[str]] = field(default_factory=dict[WorkflowKey, frozenset[str]])
    """The errors that workflows may raise, where those have been planned; shared by all modules."""

    def resolve(self, type: Type) -> Type:
        """What a named type stands for."""
        return self.types.resolve(type)

    def generated(self, path: str, name: str, typing_only: bool = False) -> Name:
        """A name of another generated module, imported: by another name where this module has one like it."""
        if (path, name) not in self.aliases:
            # No variable begins with an underscore, so that an alias of a function cannot meet one.
            other = f"_{name}" if name.islower() else camel(path.split("/")[-1].removesuffix(".py").strip("_")) + name
            self.aliases[path, name] = self.scope.name(other if name in self.scope else name)
        alias = self.aliases[path, name]
        return self.imports.generated(path, name, typing_only, None if alias == name else alias)

    def constant(self, wanted: str, value: Expr) -> Name:
        """A module-level constant with this value: one that is there already, or a new one called after `wanted`."""
        for definition in self.constants.values():
            if definition.value == value:
                return Name(definition.name)
        name = self.scope.name(f"_{constant(wanted)}")
        self.constants[name] = ConstantDef(name, value)
        return Name(name)


@dataclass(slots=True)
class FunctionContext:
    """One workflow's function."""

    module: ModuleContext
    flow: Flow
    scope: Scope
    inputs: Mapping[str, Spelled]
    """Inputs by name, as they are once the function's head is through."""
    responses: Mapping[str, str]
    """By step: the variable that holds the response, or the outputs of the workflow that it called."""
    locals: dict[tuple[str, str], Spelled] = field(default_factory=dict[tuple[str, str], Spelled])
    """Outputs of steps that are read somewhere, as they are declared."""
    uncertain: set[tuple[str, str]] = field(default_factory=set[tuple[str, str]])
    """Outputs among them that may be absent although their step has succeeded."""
    dependencies: Mapping[WorkflowKey, str] = field(default_factory=dict[WorkflowKey, str])
    """By workflow that this one depends on: the variable that holds its outputs."""
    containers: dict[Expr, Name] = field(default_factory=dict[Expr, Name])
    """By expression: the variable for an object or list that may be absent and of which only a part is wanted."""
    dependency_inputs: Mapping[tuple[WorkflowKey, str], Spelled] = field(
        default_factory=dict[tuple[WorkflowKey, str], Spelled]
    )

    @property
    def workflow_id(self) -> str:
        """The workflow's id."""
        return self.flow.workflow.key.workflow_id


@dataclass(frozen=True, slots=True)
class Place:
    """Where in a function something is read: which steps have surely succeeded, which may have run, and whose response is at hand.

    `body` is the type that a checker gives to the response's body there, None where it is not known. `promised` are the pointers that `expect` has
    made sure of.
    """

    succeeded: StepSet
    may_have_run: StepSet
    step: BoundStep | None = None
    body: Type | None = None
    promised: frozenset[tuple[str, ...]] = frozenset()
    answered: bool = False
    """Whether a type checker knows that there is a status code."""
    recorded: bool = False
    """Whether the outputs of `step` are in their variables."""
